"""How many months a span of days is, exactly: whole calendar months and the rest as a fraction."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

Span = tuple[date, date]
_DAY = timedelta(days=1)


def months(first: date, last: date) -> Fraction:
    """Both days included: 01/01 to 30/06 is 6, 01/01 to 15/01 is 15/31."""
    end, whole = last + _DAY, 0
    while _later(first, whole + 1) <= end:
        whole += 1
    start, after = _later(first, whole), _later(first, whole + 1)
    return whole + Fraction((end - start).days, (after - start).days)


def total(spans: Iterable[Span]) -> Fraction:
    """The months of all spans together; days that lie in several count once."""
    return sum((months(*span) for span in joined(spans)), Fraction(0))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans as they make, in order."""
    made: list[Span] = []
    for first, last in sorted(spans):
        if made and first <= made[-1][1] + _DAY:
            made[-1] = (made[-1][0], max(made[-1][1], last))
        else:
            made.append((first, last))
    return made


def within(spans: Iterable[Span], inside: Iterable[Span]) -> list[Span]:
    """The days of `spans` that lie within `inside` too."""
    outer = joined(inside)
    cut = [
        (max(first, start), min(last, end)) for first, last in joined(spans) for start, end in outer
    ]
    return [(first, last) for first, last in cut if first <= last]


def _later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
