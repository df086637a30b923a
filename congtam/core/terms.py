"""Spells of time in whole months, as rules on service and transfers count them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Spell = tuple[date, date]
_DAY = timedelta(days=1)


def months(first: date, last: date) -> int:
    """Whole months from the first day to the last day, both served; 0 when none is full."""
    if last < first:
        return 0
    end = last + _DAY
    whole = (end.year - first.year) * 12 + end.month - first.month
    return whole - 1 if end.day < first.day else whole


def within(spell: Spell, period: Spell) -> Spell | None:
    """The part of a spell that lies in a period; None when there is none."""
    first, last = max(spell[0], period[0]), min(spell[1], period[1])
    return (first, last) if first <= last else None


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Spells that touch or overlap made one, in the order of time."""
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
