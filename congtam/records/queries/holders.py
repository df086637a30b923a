"""Whose records are asked for, for many holders in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q

from congtam.records.models import Held
from congtam.records.queries.reach import Owned

HOLDER_FIELDS = ("unit_id", "body_id", "person_id")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person (in whatever unit), a body, or a unit as a whole."""

    kind: Literal["person", "body", "unit"]
    id: UUID

    @classmethod
    def of(cls, unit: UUID, body: UUID | None, person: UUID | None) -> Holder:
        """The holder that the three keys of a record or a subject name."""
        if person is not None:
            return cls("person", person)
        return cls("unit", unit) if body is None else cls("body", body)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))


def held_by_any(holders: Iterable[Holder]) -> Q:
    """The records of any of them; none when nobody is asked for."""
    by: dict[str, list[UUID]] = {"person": [], "body": [], "unit": []}
    for holder in holders:
        by[holder.kind].append(holder.id)
    found = Q(pk__in=[])
    if by["person"]:
        found |= Q(person_id__in=by["person"])
    if by["body"]:
        found |= Q(body_id__in=by["body"])
    if by["unit"]:
        found |= Q(unit_id__in=by["unit"], body__isnull=True, person__isnull=True)
    return found


def holder_of(record: Held) -> Holder:
    """Whose record this is."""
    return Holder.of(record.unit_id, record.body_id, record.person_id)


def records_of(owned: Owned) -> Q:
    """All records of the same holder: a person keeps theirs from unit to unit."""
    return held_by_any([Holder.of(owned.unit_id, owned.body_id, owned.person_id)])
