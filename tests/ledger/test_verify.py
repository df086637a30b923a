"""Nobody changes history unseen: every changed row and every broken order is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from congtam.clock import uuid7
from congtam.core.chain import START, event_hash
from congtam.ledger import queries
from congtam.ledger.actions import record
from congtam.ledger.engine import append_only, erasable
from congtam.ledger.models import Event, EventText, LedgerHead
from congtam.ledger.queries import Entry, Fault, VerifyResult, history, tenants, verify

pytestmark = pytest.mark.django_db

TENANT, OTHER = uuid7(), uuid7()
THING, PERSON, MANDATE = uuid7(), uuid7(), uuid7()
AT = datetime(2021, 11, 5, 3, 0, tzinfo=UTC)
COUNT = 7


@pytest.fixture(autouse=True)
def chain():
    """Two tenants with a chain; each third event of the first has a reason."""
    for number in range(1, COUNT + 1):
        record(
            "score", tenant=TENANT, kind="assessment", object_id=THING, by=PERSON,
            mandate=MANDATE, at=AT + timedelta(minutes=number), before={"points": str(number - 1)},
            after={"points": str(number)}, reason="Thiếu biên bản" if number % 3 == 0 else "",
        )  # fmt: skip
    record("open", tenant=OTHER, kind="cycle", object_id=THING, by=None, mandate=None, at=AT)


@pytest.fixture
def attacker():
    """Someone who owns the database and has removed the guards."""
    guards = [
        append_only("ledger_event"),
        erasable("ledger_eventtext", erase=("salt", "text"), keep=("event_id", "name")),
    ]
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in guard.sql(connection.vendor)[1]:
                cursor.execute(statement)


def event(seq):
    return Event.objects.filter(tenant=TENANT, seq=seq)


def forged(row, **changes):
    """The row as an attacker would write it anew, with a hash that fits it."""
    fields = {f.attname: getattr(row, f.attname) for f in Event._meta.fields} | changes
    del fields["hash"]
    return Event(**fields, hash=event_hash(**fields))


def test_a_whole_chain_is_whole():
    assert verify(TENANT) == VerifyResult(COUNT, None)
    assert verify(OTHER) == VerifyResult(1, None)


def test_a_tenant_without_events_has_a_whole_chain():
    assert verify(uuid7()) == VerifyResult(0, None)


def test_the_chain_is_read_in_chunks(monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 2)

    assert verify(TENANT) == VerifyResult(COUNT, None)


def test_events_recorded_while_reading_are_read_too(monkeypatch):
    walk = queries._Walk.forward

    def forward(self):
        found = walk(self)
        if Event.objects.filter(tenant=TENANT).count() < COUNT + 2:
            record("late", tenant=TENANT, kind="x", object_id=THING, by=None, mandate=None, at=AT)
        return found

    monkeypatch.setattr(queries._Walk, "forward", forward)

    assert verify(TENANT) == VerifyResult(COUNT + 2, None)


@pytest.mark.usefixtures("attacker")
@pytest.mark.parametrize("seq", range(1, COUNT + 1))
@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=1)},
        {"verb": "scorf"},
        {"kind": "assessmens"},
        {"object_id": UUID(int=2)},
        {"actor_id": UUID(int=3)},
        {"actor_id": None},
        {"mandate_id": UUID(int=4)},
        {"at": AT + timedelta(days=1, microseconds=1)},
        {"real_at": AT},
        {"body": '{"after":{"points":"9"}}'},
        {"hash": "f" * 64},
        {"prev": "f" * 64},
    ],
    ids=lambda change: "".join(change),
)
def test_a_changed_column_is_found_at_its_place(seq, change):
    if "id" in change:
        EventText.objects.filter(event__seq=seq).delete()
    event(seq).update(**change)

    result = verify(TENANT)

    assert (result.count, result.ok) == (seq - 1, False)
    assert result.fault.seq == seq


@pytest.mark.usefixtures("attacker")
@pytest.mark.parametrize("column", ["body", "hash", "prev", "verb", "kind"])
def test_every_flipped_bit_is_found(column):
    seq = 4
    text = event(seq).values_list(column, flat=True).get()
    flips = [
        text[:place] + chr(ord(sign) ^ (1 << bit)) + text[place + 1 :]
        for place, sign in enumerate(text)
        for bit in range(7)
        if ord(sign) ^ (1 << bit)
    ]

    missed = []
    for flipped in flips:
        event(seq).update(**{column: flipped})
        if verify(TENANT).ok:
            missed.append(flipped)

    assert (len(flips) > 10, missed) == (True, [])


@pytest.mark.usefixtures("attacker")
def test_a_deleted_event_is_found():
    event(5).delete()

    assert verify(TENANT) == VerifyResult(4, Fault(5, "thiếu sự kiện: sau 4 là 6"))


@pytest.mark.usefixtures("attacker")
def test_a_deleted_event_is_found_when_the_rest_moves_up():
    event(5).delete()
    for seq in (6, 7):
        event(seq).update(seq=seq - 1)

    assert verify(TENANT) == VerifyResult(4, Fault(5, "không nối với sự kiện trước"))


@pytest.mark.usefixtures("attacker")
def test_an_inserted_event_is_found():
    for seq in (7, 6, 5):
        event(seq).update(seq=seq + 1)
    forged(event(4).get(), id=uuid7(), seq=5, prev=event(4).get().hash).save(force_insert=True)

    assert verify(TENANT) == VerifyResult(5, Fault(6, "không nối với sự kiện trước"))


@pytest.mark.usefixtures("attacker")
def test_two_events_in_each_others_place_are_found():
    event(4).update(seq=99)
    event(5).update(seq=4)
    event(99).update(seq=5)

    assert verify(TENANT) == VerifyResult(3, Fault(4, "không nối với sự kiện trước"))


@pytest.mark.usefixtures("attacker")
def test_a_cut_off_end_is_found():
    event(7).delete()
    EventText.objects.filter(event__seq=6).delete()
    event(6).delete()

    assert verify(TENANT) == VerifyResult(5, Fault(6, "mất các sự kiện cuối: đầu sổ ghi 7"))


@pytest.mark.usefixtures("attacker")
def test_an_event_hung_on_the_end_is_found():
    last = event(7).get()
    forged(last, id=uuid7(), seq=8, prev=last.hash).save(force_insert=True)

    assert verify(TENANT) == VerifyResult(8, Fault(8, "đầu sổ chỉ ghi đến sự kiện 7"))


@pytest.mark.usefixtures("attacker")
def test_another_end_in_the_old_place_is_found():
    last = event(7).get()
    event(7).delete()
    forged(last, verb="decide").save(force_insert=True)

    assert verify(TENANT) == VerifyResult(7, Fault(7, "mã băm của đầu sổ không khớp sự kiện cuối"))


@pytest.mark.usefixtures("attacker")
def test_an_event_before_the_first_is_found():
    forged(event(1).get(), id=uuid7(), seq=0, prev=START).save(force_insert=True)

    assert verify(TENANT) == VerifyResult(7, Fault(0, "sổ có 8 sự kiện, chuỗi chỉ nối được 7"))


@pytest.mark.usefixtures("attacker")
def test_an_event_moved_to_another_tenant_is_found():
    event(2).update(tenant=OTHER)

    assert (verify(TENANT).fault.seq, verify(OTHER).fault.seq) == (2, 2)


@pytest.mark.usefixtures("attacker")
def test_a_chain_without_its_head_is_found():
    LedgerHead.objects.filter(tenant=TENANT).delete()

    assert verify(TENANT) == VerifyResult(7, Fault(1, "đầu sổ chỉ ghi đến sự kiện 0"))


@pytest.mark.usefixtures("attacker")
def test_a_head_without_its_chain_is_found():
    EventText.objects.all().delete()
    Event.objects.all().delete()

    assert verify(TENANT) == VerifyResult(0, Fault(1, "mất các sự kiện cuối: đầu sổ ghi 7"))


@pytest.mark.usefixtures("attacker")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": "Đủ biên bản"}, "lời kèm theo «reason» đã bị sửa"),
        ({"salt": "0" * 32}, "lời kèm theo «reason» đã bị sửa"),
        ({"salt": ""}, "lời kèm theo «reason» đã bị sửa"),
        ({"text": ""}, "lời kèm theo «reason» đã bị sửa"),
        ({"name": "note"}, "thiếu hoặc thừa lời kèm theo"),
    ],
)
def test_a_changed_text_is_found(change, says):
    EventText.objects.filter(event__seq=3).update(**change)

    assert verify(TENANT) == VerifyResult(2, Fault(3, says))


@pytest.mark.usefixtures("attacker")
def test_a_missing_and_an_added_text_are_found():
    EventText.objects.filter(event__seq=6).delete()
    assert verify(TENANT) == VerifyResult(5, Fault(6, "thiếu hoặc thừa lời kèm theo"))

    EventText.objects.create(event=event(2).get(), name="reason", salt="", text="")
    assert verify(TENANT) == VerifyResult(1, Fault(2, "thiếu hoặc thừa lời kèm theo"))


def test_an_erased_text_leaves_the_chain_whole():
    EventText.objects.filter(event__seq=3).update(text="", salt="")

    assert verify(TENANT) == VerifyResult(COUNT, None)


def test_the_history_of_an_object_is_told_in_order_with_its_texts():
    record(
        "send_back", tenant=TENANT, kind="assessment", object_id=PERSON, by=PERSON,
        mandate=MANDATE, at=AT, after={"state": "draft"}, reason="Bổ sung",
    )  # fmt: skip
    record(
        "submit", tenant=TENANT, kind="assessment", object_id=PERSON, by=PERSON,
        mandate=None, at=AT, before={"state": "draft"},
    )  # fmt: skip

    assert history(TENANT, PERSON) == (
        Entry("send_back", PERSON, MANDATE, AT, {}, {"state": "draft"}, {"reason": "Bổ sung"}),
        Entry("submit", PERSON, None, AT, {"state": "draft"}, {}, {}),
    )


def test_the_operator_finds_every_tenant_with_a_chain():
    assert sorted(tenants()) == sorted([TENANT, OTHER])
