"""Discipline, conclusions, votes, shortcomings and months of work, for many holders at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from congtam.core.months import Span, total, within
from congtam.organisation.models import Mandate
from congtam.records.models import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.queries.holders import HOLDER_FIELDS, Holder, Period, held_by_any, holder_of
from congtam.records.states import FaultState

Rows = tuple[UUID, ...]


def disciplines(holders: Iterable[Holder], year: int) -> dict[Holder, tuple[Discipline, ...]]:
    """The decisions that count in `year`, the latest first; `form` and `duty` say what kind."""
    asked = list(dict.fromkeys(holders))
    found: dict[Holder, list[Discipline]] = {holder: [] for holder in asked}
    rows = Discipline.objects.filter(held_by_any(asked), counts_in=year)
    for row in rows.order_by("-decided_on", "-id"):
        found[holder_of(row)].append(row)
    return {holder: tuple(rows) for holder, rows in found.items()}


def rulings(holders: Iterable[Holder], year: int) -> dict[Holder, dict[str, Ruling]]:
    """Matter to the latest conclusion on it in `year`; a matter nobody concluded on is absent."""
    asked = list(dict.fromkeys(holders))
    found: dict[Holder, dict[str, Ruling]] = {holder: {} for holder in asked}
    rows = Ruling.objects.filter(held_by_any(asked), year=year)
    for row in rows.order_by("issued_on", "id"):
        found[holder_of(row)][row.code] = row
    return found


def votes(holders: Iterable[Holder], period: Period) -> dict[Holder, ConfidenceVote]:
    """The latest confidence vote on each person in the period; who had none is absent."""
    asked = list(dict.fromkeys(holders))
    rows = ConfidenceVote.objects.filter(
        held_by_any(asked), held_on__gte=period.first, held_on__lte=period.last
    )
    return {holder_of(row): row for row in rows.order_by("held_on", "id")}


@dataclass(frozen=True, slots=True)
class FaultCounts:
    """Shortcomings named in a year; `fixed` are those that somebody else saw fixed."""

    all: Rows = ()
    fixed: Rows = ()


def shortcomings(holders: Iterable[Holder], year: int) -> dict[Holder, FaultCounts]:
    """How many shortcomings named in `year` there are, and how many are fixed."""
    asked = list(dict.fromkeys(holders))
    named: dict[Holder, list[UUID]] = {holder: [] for holder in asked}
    fixed: dict[Holder, list[UUID]] = {holder: [] for holder in asked}
    rows = Shortcoming.objects.filter(held_by_any(asked), year=year).order_by("entered_at", "id")
    for row in rows.only(*HOLDER_FIELDS, "state"):
        named[holder_of(row)].append(row.id)
        if row.state == FaultState.FIXED:
            fixed[holder_of(row)].append(row.id)
    return {holder: FaultCounts(tuple(named[holder]), tuple(fixed[holder])) for holder in asked}


def shortcomings_of(holder: Holder, year: int) -> list[Shortcoming]:
    """The shortcomings named in `year` themselves, as last year's part of a report shows them."""
    rows = Shortcoming.objects.filter(held_by_any([holder]), year=year)
    return list(rows.order_by("entered_at", "id"))


def commitments_of(holder: Holder, year: int) -> list[Commitment]:
    """What a person committed to for `year`, with what became of it."""
    rows = Commitment.objects.filter(held_by_any([holder]), year=year)
    return list(rows.order_by("entered_at", "id"))


@dataclass(frozen=True, slots=True)
class Months:
    """Months of a period in which a person held a post, and was absent; exact fractions.

    What kind of absence counts, and against which limit, is for the rule set to say.
    """

    served: Fraction = Fraction(0)
    absent: Fraction = Fraction(0)
    absent_by: dict[str, Fraction] = field(default_factory=dict)
    posts: Rows = ()
    spells: Rows = ()

    @property
    def worked(self) -> Fraction:
        return self.served - self.absent


def months(people: Iterable[UUID], period: Period) -> dict[UUID, Months]:
    """Months served, absent and so worked, for many people in two statements."""
    asked = list(dict.fromkeys(people))
    posts: dict[UUID, list[tuple[UUID, Span]]] = {person: [] for person in asked}
    for person, id, span, _unit in _posts(asked, period):
        posts[person].append((id, span))
    spells: dict[UUID, list[tuple[UUID, str, Span]]] = {person: [] for person in asked}
    found = AbsenceSpell.objects.filter(_meets(period), person_id__in=asked)
    rows = found.order_by("starts_on", "id")
    for person, id, kind, first, last in rows.values_list(
        "person_id", "id", "kind", "starts_on", "ends_on"
    ):
        spells[person].append((id, kind, _clipped(first, last, period)))
    return {person: _months(posts[person], spells[person]) for person in asked}


def months_in_units(people: Iterable[UUID], period: Period) -> dict[UUID, dict[UUID, Fraction]]:
    """Person to unit to months served there: what a transfer is computed from."""
    asked = list(dict.fromkeys(people))
    spans: dict[UUID, dict[UUID, list[Span]]] = {person: {} for person in asked}
    for person, _id, span, unit in _posts(asked, period):
        spans[person].setdefault(unit, []).append(span)
    return {
        person: {unit: total(held) for unit, held in units.items()}
        for person, units in spans.items()
    }


def _posts(people: list[UUID], period: Period) -> list[tuple[UUID, UUID, Span, UUID]]:
    found = Mandate.objects.filter(_meets(period), person_id__in=people)
    rows = found.order_by("starts_on", "id").values_list(
        "person_id", "id", "starts_on", "ends_on", "unit_id"
    )
    return [
        (person, id, _clipped(first, last, period), unit) for person, id, first, last, unit in rows
    ]


def _meets(period: Period) -> Q:
    open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=period.first)
    return Q(starts_on__lte=period.last) & open_end


def _clipped(first: date, last: date | None, period: Period) -> Span:
    return max(first, period.first), min(last or period.last, period.last)


def _months(posts: list[tuple[UUID, Span]], spells: list[tuple[UUID, str, Span]]) -> Months:
    held = [span for _id, span in posts]
    by: dict[str, list[Span]] = {}
    for _id, kind, span in spells:
        by.setdefault(kind, []).append(span)
    away = within([span for _id, _kind, span in spells], held)
    return Months(
        served=total(held),
        absent=total(away),
        absent_by={kind: total(within(spans, held)) for kind, spans in by.items()},
        posts=tuple(id for id, _span in posts),
        spells=tuple(id for id, _kind, _span in spells),
    )
