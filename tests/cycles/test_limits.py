"""Acknowledging, extending, meeting a duty; «trước ngày» is strict; being late once stays."""

from datetime import date, datetime

import pytest

from congtam.clock import ZONE
from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.cycles import actions
from congtam.cycles.models import Extension, Obligation, Receiver
from congtam.cycles.queries import Punctuality, punctuality
from congtam.notices.models import Notice
from tests import cast

pytestmark = pytest.mark.django_db

AT = datetime(2021, 11, 2, 9, tzinfo=ZONE)


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


@pytest.fixture
def duty(world):
    return Obligation.objects.get(unit=world.file().unit, body=None)


def test_before_the_sixth_means_that_the_fifth_is_the_last_day(duty):
    assert (duty.limit, duty.due_on) == ("trước ngày 06/11/2021", date(2021, 11, 5))


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2021, 11, 5, 23, 59, 59, tzinfo=ZONE), False),
        (datetime(2021, 11, 6, 0, 0, 0, tzinfo=ZONE), True),
    ],
)
def test_a_day_ends_at_midnight_in_vietnam(duty, moment, late):
    assert actions.meet(duty.id, at=moment) is late


def test_a_duty_met_late_stays_late_after_it_was_returned(duty):
    actions.meet(duty.id, at=datetime(2021, 11, 6, 8, tzinfo=ZONE))
    actions.reopen(duty.id, due_on=date(2021, 11, 12))

    assert actions.meet(duty.id, at=datetime(2021, 11, 10, 8, tzinfo=ZONE)) is True


def test_an_extension_moves_the_day_and_keeps_the_old_one(world, duty):
    actions.extend(duty.id, to=date(2021, 11, 9), reason="Bão lũ", by=world.chi, at=AT)

    duty.refresh_from_db()
    made = Extension.objects.get()
    assert (duty.due_on, made.was, made.due_on, made.reason) == (
        date(2021, 11, 9),
        date(2021, 11, 5),
        date(2021, 11, 9),
        "Bão lũ",
    )
    assert Notice.objects.filter(kind="extended", person_id=world.an.person_id).count() == 1


@pytest.mark.parametrize(
    ("to", "reason", "says"),
    [
        (date(2021, 11, 9), "  ", "Nêu lý do gia hạn."),
        (
            date(2021, 11, 5),
            "Bão lũ",
            "Ngày gia hạn phải sau hạn đang có và không trước hôm nay.",
        ),
        (
            date(2021, 11, 1),
            "Bão lũ",
            "Ngày gia hạn phải sau hạn đang có và không trước hôm nay.",
        ),
    ],
)
def test_a_wrong_extension_is_refused_in_words(world, duty, to, reason, says):
    with pytest.raises(Refused) as refused:
        actions.extend(duty.id, to=to, reason=reason, by=world.chi, at=AT)

    assert refused.value.reason == says
    assert not Extension.objects.exists()


def test_a_union_does_not_extend_its_own_limit(world, duty):
    with pytest.raises(Refused):
        actions.extend(duty.id, to=date(2021, 11, 9), reason="Bão lũ", by=world.an, at=AT)


def test_a_guideline_is_acknowledged_once(world):
    receiver = Receiver.objects.get(unit=world.file().unit, body=None)
    actions.acknowledge(receiver.id, by=world.an, at=AT)

    with pytest.raises(WrongState):
        actions.acknowledge(receiver.id, by=world.an, at=AT)
    receiver.refresh_from_db()
    assert (receiver.acknowledged_at, receiver.acknowledged_by) == (AT, world.an)


def test_counts_exclude_each_other(world):
    mine = Obligation.objects.filter(cycle=world.cycle, body=None)
    first, second = mine.order_by("id")[:2]
    actions.meet(first.id, at=AT)
    actions.meet(second.id, at=datetime(2021, 11, 7, 8, tzinfo=ZONE))

    found = punctuality(mine, date(2021, 11, 8))

    assert found == Punctuality(on_time=1, late=1, overdue=1, waiting=0)
    assert found.all == 3


def test_everybody_is_reminded_once_a_day(world, duty):
    on_the_last_day = datetime(2021, 11, 5, 7, tzinfo=ZONE)
    mine = Notice.objects.filter(kind="reminder", person_id=world.an.person_id)

    actions.remind(on_the_last_day)
    actions.remind(on_the_last_day)

    assert [n.subject for n in mine] == [f"Hôm nay là ngày cuối: {duty.deed}"]


def test_who_is_done_is_not_reminded(world, duty):
    actions.meet(duty.id, at=AT)

    actions.remind(datetime(2021, 11, 8, 7, tzinfo=ZONE))

    mine = Notice.objects.filter(kind="reminder", person_id=world.an.person_id)
    assert [n.subject for n in mine] == []
