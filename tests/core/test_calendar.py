"""Working days over days off and swaps."""

from __future__ import annotations

from datetime import date

import pytest

from congtam.core.calendar import NoWorkingDay, WorkingCalendar

# New Year 2026: Friday 02/01 is off, worked for on Saturday 10/01.
CALENDAR = WorkingCalendar(
    days_off=[date(2026, 1, 1), date(2026, 1, 2)], working_days=[date(2026, 1, 10)]
)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 3), False),
        (date(2026, 1, 4), False),
        (date(2026, 1, 5), True),
        (date(2026, 1, 10), True),
        (date(2026, 1, 11), False),
    ],
)
def test_a_day_is_worked_or_not(day, working):
    assert CALENDAR.is_working(day) is working


def test_a_day_named_both_ways_is_worked():
    day = date(2026, 1, 2)

    assert WorkingCalendar([day], [day]).is_working(day) is True


def test_an_office_may_rest_on_sunday_only():
    saturday = date(2026, 1, 17)

    assert WorkingCalendar([], weekly_rest=[6]).is_working(saturday) is True
    assert WorkingCalendar([]).is_working(saturday) is False


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 1, 5), date(2026, 1, 5), 1),
        (date(2026, 1, 3), date(2026, 1, 4), 0),
        (date(2025, 12, 29), date(2026, 1, 11), 9),
        (date(2026, 1, 9), date(2026, 1, 5), 0),
    ],
)
def test_working_days_are_counted_with_both_ends(first, last, count):
    assert CALENDAR.working_days_between(first, last) == count


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 1, 4), date(2025, 12, 31)),
        (date(2026, 1, 11), date(2026, 1, 10)),
        (date(2026, 1, 7), date(2026, 1, 7)),
    ],
)
def test_a_limit_on_a_free_day_falls_on_the_working_day_before(day, found):
    assert CALENDAR.last_working_day_on_or_before(day) == found


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(NoWorkingDay):
        WorkingCalendar([], weekly_rest=range(7)).last_working_day_on_or_before(date(2026, 1, 1))
