"""One act ends a post and starts the successor's; the ledger tells both."""

from datetime import date

import pytest

from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.organisation.actions import end_mandate, hand_over
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders
from tests.organisation.province import NOW, held, person, province

pytestmark = pytest.mark.django_db
FIRST = date(2021, 11, 15)


@pytest.fixture(autouse=True)
def _province():
    province(unions=1)


def test_the_office_passes_on_without_a_gap():
    post = held("chair1")
    post.ends_on = date(2023, 5, 31)
    post.save()

    new = hand_over(post, person("ut"), by=held("an"), on=FIRST, at=NOW)

    was = Mandate.objects.get(pk=post.pk)
    assert (was.starts_on, was.ends_on) == (date(2018, 1, 1), date(2021, 11, 14))
    assert (new.person.code, new.unit_id, new.body_id, new.office, new.title) == (
        "ut", post.unit_id, post.body_id, "chu_tich", "Chủ tịch",
    )  # fmt: skip
    assert (new.starts_on, new.ends_on) == (FIRST, date(2023, 5, 31))


@pytest.mark.parametrize(("day", "who"), [(date(2021, 11, 14), "chair1"), (FIRST, "ut")])
def test_each_day_has_one_holder(day, who):
    post = held("chair1")
    hand_over(post, person("ut"), by=held("an"), on=FIRST, at=NOW)

    assert [m.person.code for m in holders(post.unit_id, post.body_id, day)] == [who]


def test_it_is_one_event_and_the_successor_is_told():
    post = held("chair1")
    new = hand_over(post, person("ut"), by=held("an"), on=FIRST, at=NOW)

    event = Event.objects.get(verb="hand_over")
    assert (event.kind, event.object_id, event.mandate_id) == ("mandate", post.pk, held("an").pk)
    assert str(new.pk) in event.body
    assert [n.person_id for n in Notice.objects.all()] == [person("ut").pk]


def test_who_already_holds_it_cannot_receive_it():
    post = held("chair1")
    hand_over(post, person("ut"), by=held("an"), on=FIRST, at=NOW)
    second = Mandate.objects.create(
        tenant=post.tenant, person=person("binh"), unit=post.unit, body=post.body,
        office="chu_tich", title="Chủ tịch", starts_on=FIRST,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        hand_over(second, person("ut"), by=held("chi"), on=date(2021, 12, 1), at=NOW)

    assert refused.value.reason == "Người nhận đang giữ chức vụ này."


@pytest.mark.parametrize("on", [date(2018, 1, 1), date(2017, 1, 1)])
def test_a_day_before_the_term_is_refused(on):
    with pytest.raises(Refused):
        hand_over(held("chair1"), person("ut"), by=held("an"), on=on, at=NOW)

    assert Mandate.objects.filter(person__code="ut").count() == 1


def test_a_stranger_to_the_power_is_refused_and_nothing_happens():
    with pytest.raises(Refused):
        hand_over(held("chair1"), person("ut"), by=held("binh"), on=FIRST, at=NOW)

    assert (held("chair1").ends_on, Event.objects.filter(verb="hand_over").count()) == (None, 0)


def test_ending_names_the_last_day():
    ended = end_mandate(held("ut"), by=held("an"), on=FIRST, at=NOW, reason="Chuyển công tác")

    assert Mandate.objects.get(pk=ended.pk).ends_on == FIRST
    assert Event.objects.get(verb="end_mandate").texts.get().text == "Chuyển công tác"


def test_ending_before_the_start_is_refused():
    with pytest.raises(Refused):
        end_mandate(held("ut"), by=held("an"), on=date(2017, 1, 1), at=NOW, reason="Nhầm")
