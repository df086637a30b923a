"""One event a verb, chained, and what it holds of what was written."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connections, transaction

from congtam.clock import uuid7
from congtam.core.chain import START, text_hash
from congtam.ledger.actions import OutsideTransaction, record
from congtam.ledger.models import Event, EventText, LedgerHead

pytestmark = pytest.mark.django_db

TENANT, OTHER = uuid7(), uuid7()
THING, PERSON, MANDATE = uuid7(), uuid7(), uuid7()
AT = datetime(2021, 11, 5, 16, 59, 59, 123456, tzinfo=UTC)


def save(verb="submit", tenant=TENANT, **more):
    given = {"kind": "assessment", "object_id": THING, "by": PERSON, "mandate": MANDATE, "at": AT}
    record(verb, tenant=tenant, **(given | more))


def test_the_first_event_says_who_as_what_to_what_and_when():
    save(before={"state": "draft"}, after={"state": "submitted", "points": Decimal("4.50")})

    event = Event.objects.get()
    assert (event.tenant, event.seq, event.prev) == (TENANT, 1, START)
    assert (event.verb, event.kind, event.object_id) == ("submit", "assessment", THING)
    assert (event.actor_id, event.mandate_id, event.at) == (PERSON, MANDATE, AT)
    assert event.body == (
        '{"after":{"points":"4.5","state":"submitted"},"before":{"state":"draft"}}'
    )


def test_every_event_names_the_hash_of_the_one_before():
    for verb in ("open", "submit", "decide"):
        save(verb)

    rows = list(Event.objects.order_by("seq").values_list("seq", "prev", "hash"))
    assert [seq for seq, _, _ in rows] == [1, 2, 3]
    assert [prev for _, prev, _ in rows] == [START, rows[0][2], rows[1][2]]
    assert LedgerHead.objects.values_list("tenant", "seq", "hash").get() == (TENANT, 3, rows[2][2])


def test_each_tenant_has_its_own_chain():
    save()
    save(tenant=OTHER)

    assert sorted(LedgerHead.objects.values_list("tenant", "seq")) == sorted(
        [(TENANT, 1), (OTHER, 1)]
    )


def test_a_reason_and_a_text_stand_beside_the_event_which_keeps_their_salted_hash():
    save(reason="Thiếu biên bản", texts={"explanation": "Đã làm đủ"})

    kept = {name: (salt, text) for name, salt, text in EventText.objects.values_list(
        "name", "salt", "text")}  # fmt: skip
    assert {name: text for name, (_, text) in kept.items()} == {
        "reason": "Thiếu biên bản",
        "explanation": "Đã làm đủ",
    }
    body = Event.objects.get().body
    assert json.loads(body) == {
        "texts": {name: text_hash(salt, name, text) for name, (salt, text) in kept.items()}
    }
    assert "Thiếu" not in body


def test_the_same_words_never_get_the_same_hash():
    save(reason="Đồng ý")
    save(reason="Đồng ý")

    first, second = Event.objects.order_by("seq").values_list("body", flat=True)
    assert first != second


def test_an_event_without_an_actor_is_the_work_of_the_clock():
    save(by=None, mandate=None)

    assert Event.objects.values_list("actor_id", "mandate_id").get() == (None, None)


def test_dates_ids_and_lists_have_one_spelling():
    id = UUID(int=7)
    save(after={"due_on": date(2021, 11, 5), "ids": [id], "late": False, "at": AT})

    assert Event.objects.get().body == (
        '{"after":{"at":"2021-11-05T16:59:59.123456+00:00","due_on":"2021-11-05",'
        '"ids":["00000000-0000-0000-0000-000000000007"],"late":false}}'
    )


@pytest.mark.parametrize(
    "value",
    [1.5, Decimal("NaN"), object(), {1: "x"}],
    ids=["float", "nan", "object", "number as key"],
)
def test_a_value_without_one_spelling_is_refused_and_nothing_is_recorded(value):
    with pytest.raises((TypeError, ValueError)):
        save(after={"points": value})

    assert Event.objects.count() == 0


def test_one_event_costs_three_statements(django_assert_num_queries):
    save()
    with django_assert_num_queries(3):
        save(after={"points": "4"})


def test_outside_a_transaction_nothing_is_recorded(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(OutsideTransaction):
            save()

    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(verb="decide"),
        lambda: Event.objects.all().delete(),
        lambda: EventText.objects.update(text="Khác"),
        lambda: EventText.objects.update(text=""),
        lambda: EventText.objects.update(name="other", text="", salt=""),
        lambda: EventText.objects.filter(name="reason").delete(),
    ],
    ids=["event", "delete event", "text", "text but not salt", "name", "delete text"],
)
def test_the_tables_refuse_a_change(change):
    save(reason="Có lý do")
    before = [*Event.objects.values_list(), *EventText.objects.values_list()]

    with pytest.raises(IntegrityError), transaction.atomic():
        change()

    assert [*Event.objects.values_list(), *EventText.objects.values_list()] == before


def test_a_text_may_be_erased_with_its_salt():
    save(reason="Có lý do")

    EventText.objects.update(text="", salt="")

    assert EventText.objects.values_list("name", "salt", "text").get() == ("reason", "", "")
