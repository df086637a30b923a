"""Working days, counted over the days off and the swaps that an organisation keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


class NoWorkingDay(Exception):
    """A year long nothing but days off: the calendar is not filled in."""


class WorkingCalendar:
    """Which days are worked: not the weekly rest, not a day off, but a day worked in exchange."""

    def __init__(
        self,
        days_off: Iterable[date],
        working_days: Iterable[date] = (),
        *,
        weekly_rest: Iterable[int] = (_SATURDAY, _SUNDAY),
    ) -> None:
        self._off = frozenset(days_off)
        self._working = frozenset(working_days)
        self._rest = frozenset(weekly_rest)

    def is_working(self, day: date) -> bool:
        """True when people work; a day named both ways is worked (the swap came later)."""
        if day in self._working:
            return True
        return day not in self._off and day.weekday() not in self._rest

    def working_days_between(self, first: date, last: date) -> int:
        """How many days are worked from `first` to `last`, both included; 0 when reversed."""
        span = (last - first).days + 1
        return sum(self.is_working(first + _DAY * step) for step in range(max(span, 0)))

    def last_working_day_on_or_before(self, day: date) -> date:
        """`day` itself when it is worked, else the nearest worked day before it."""
        for _ in range(366):
            if self.is_working(day):
                return day
            day -= _DAY
        raise NoWorkingDay(day.isoformat())
