"""A session: its members are frozen on the day, its minutes lose nobody's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congtam.core.verdict import Refused
from congtam.ledger.models import Event, EventText
from congtam.meetings import actions, permissions
from congtam.meetings.models import Attendance, Meeting
from congtam.meetings.queries import attendance_of, members_on
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.SESSION
DAY = NOW.date()


@pytest.fixture
def world():
    return cast.make_world()


@pytest.fixture
def meeting(world):
    return _call(world)


def _call(world, **over):
    given = {
        "held_on": DAY, "place": "Phòng họp số 2", "chair": world.chi,
        "secretary": world.chi_deputy, "by": world.chi, "at": NOW,
    }  # fmt: skip
    return actions.call(world.body("btv"), **(given | over))


def test_the_members_of_the_day_are_frozen(world):
    Mandate.objects.filter(pk=world.chi_deputy.pk).update(ends_on=DAY)
    meeting = _call(world)
    Mandate.objects.filter(pk=world.chi_deputy.pk).update(ends_on=DAY - timedelta(days=1))

    rows = attendance_of([meeting.id])[meeting.id]

    assert [(r.mandate.person.full_name, r.present) for r in rows] == [
        ("Trần Thị Linh Chi", False),
        ("Phạm Văn Khải", False),
    ]


def test_whoever_is_no_member_on_that_day_cannot_chair(world):
    Mandate.objects.filter(pk=world.chi_deputy.pk).update(ends_on=DAY - timedelta(days=1))

    assert [m.id for m in members_on(world.body("btv").id, DAY)] == [world.chi.id]
    with pytest.raises(Refused, match="phải là thành viên đương nhiệm"):
        _call(world)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("place", "says"), [("  ", "Ghi địa điểm"), ("x" * 256, "dài quá 255")])
def test_a_place_that_cannot_be_used_is_refused(world, place, says):
    with pytest.raises(Refused, match=says):
        _call(world, place=place)


def test_a_day_without_members_is_refused(world):
    with pytest.raises(Refused, match="không có thành viên nào"):
        _call(world, held_on=date(2010, 1, 1), chair=None, secretary=None)


def test_only_members_call_and_keep(world, meeting):
    members = {"chi", "chi_deputy"}

    calls = {w for w, m in world.people.items() if permissions.may_call(m, world.body("btv"))}
    keeps = {w for w, m in world.people.items() if permissions.may_keep(m, meeting)}

    assert (calls, keeps) == (members, members)


def test_presence_is_marked_and_can_be_corrected(world, meeting):
    both = [world.chi.id, world.chi_deputy.id]
    actions.mark(meeting.id, present=both, notes={}, by=world.chi, at=NOW)
    notes = {world.chi_deputy.id: "Đi công tác"}
    actions.mark(meeting.id, present=[world.chi.id], notes=notes, by=world.chi, at=NOW)

    rows = Attendance.objects.values_list("mandate_id", "present", "note")

    assert set(rows) == {(world.chi.id, True, ""), (world.chi_deputy.id, False, "Đi công tác")}


def test_nobody_from_outside_is_marked_present(world, meeting):
    with pytest.raises(Refused, match="không phải là thành viên"):
        actions.mark(meeting.id, present=[world.an.id], notes={}, by=world.chi, at=NOW)


def test_minutes_written_by_two_lose_neither(world, meeting):
    actions.write_minutes(meeting.id, text="Lời một", version=1, by=world.chi, at=NOW)

    with pytest.raises(actions.MinutesConflict) as conflict:
        actions.write_minutes(meeting.id, text="Lời hai", version=1, by=world.chi_deputy, at=NOW)

    assert (conflict.value.meeting.minutes, conflict.value.meeting.version) == ("Lời một", 2)
    kept = actions.write_minutes(
        meeting.id, text="Lời một\r\nLời hai", version=2, by=world.chi_deputy, at=NOW
    )
    assert (kept.minutes, kept.version) == ("Lời một\nLời hai", 3)


def test_the_same_words_again_are_no_change(world, meeting):
    actions.write_minutes(meeting.id, text="Lời một", version=1, by=world.chi, at=NOW)

    again = actions.write_minutes(meeting.id, text=" Lời một ", version=1, by=world.chi, at=NOW)

    assert (again.version, Event.objects.filter(verb="write_minutes").count()) == (2, 1)


def test_the_ledger_keeps_no_word_of_the_minutes(world, meeting):
    actions.write_minutes(meeting.id, text="Chuyện riêng", version=1, by=world.chi, at=NOW)

    event = Event.objects.get(verb="write_minutes")

    assert "Chuyện riêng" not in event.body
    assert not EventText.objects.filter(event=event).exists()


def test_adopted_minutes_stay(world, meeting):
    actions.adopt(meeting.id, by=world.chi, at=NOW)

    with pytest.raises(Refused, match="đã được thông qua"):
        actions.write_minutes(meeting.id, text="Muộn", version=1, by=world.chi, at=NOW)
    with pytest.raises(Refused, match="đã được thông qua"):
        actions.mark(meeting.id, present=[world.chi.id], notes={}, by=world.chi, at=NOW)


def test_for_outsiders_the_record_is_closed(world, meeting):
    with pytest.raises(Refused, match="thành viên Ban Thường vụ"):
        actions.write_minutes(meeting.id, text="Lạ", version=1, by=world.orgboard_head, at=NOW)
