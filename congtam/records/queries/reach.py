"""How far a person's powers go on a day: asked once for a page, read by every permission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from congtam.organisation.models import Mandate
from congtam.organisation.queries import placements_on, powers_of


class Owned(Protocol):
    """What has a holder: a record, or a `Whose` that is to get one."""

    @property
    def unit_id(self) -> UUID: ...
    @property
    def body_id(self) -> UUID | None: ...
    @property
    def person_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Whose:
    """The holder of a record that does not stand yet."""

    unit_id: UUID
    body_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who acts, with which powers, over which of the units and people that were asked about."""

    mandate: Mandate
    powers: frozenset[str]
    units: frozenset[UUID]
    people: frozenset[UUID]
    board: frozenset[UUID]
    places: frozenset[UUID]
    seats: frozenset[UUID]
    at_root: bool

    def has(self, power: str, owned: Owned) -> bool:
        """The power reaches the unit, or the person by a post held in a unit that it reaches."""
        if power not in self.powers:
            return False
        return owned.unit_id in self.units or owned.person_id in self.people

    def leads_body(self, owned: Owned) -> bool:
        """Head of the body itself, or of the board in which the person works."""
        if "tasks_body" not in self.powers or owned.unit_id != self.mandate.unit_id:
            return False
        if owned.person_id is not None:
            return owned.person_id in self.board
        return owned.body_id is not None and owned.body_id == self.mandate.body_id

    def is_own(self, owned: Owned) -> bool:
        """The person themself, or a collective that the acting mandate sits in."""
        if owned.person_id is not None:
            return owned.person_id == self.mandate.person_id
        if owned.body_id is not None:
            return owned.body_id == self.mandate.body_id
        return owned.unit_id == self.mandate.unit_id

    def sits_in(self, owned: Owned) -> bool:
        """Whether judging it would be judging oneself, in whatever role."""
        if owned.person_id is not None:
            return owned.person_id == self.mandate.person_id
        return (owned.body_id or owned.unit_id) in self.places


def reach_of(mandate: Mandate, day: date, asked: Iterable[Owned]) -> Reach:
    """The reach of `mandate` over the holders asked about, in four statements for all of them."""
    asked = list(asked)
    powers = powers_of([mandate])[mandate.pk]
    placed = placements_on(day, {mandate.unit_id, *(one.unit_id for one in asked)})
    own = placed.get(mandate.unit_id)
    posts = _posts(mandate, day, {one.person_id for one in asked if one.person_id})
    placed |= placements_on(day, {post.unit_id for post in posts} - placed.keys())
    units = frozenset(
        unit
        for unit, place in placed.items()
        if own and place.tenant_id == own.tenant_id and place.path.startswith(own.path)
    )
    mine = [post for post in posts if post.person_id == mandate.person_id]
    return Reach(
        mandate=mandate,
        powers=powers,
        units=units,
        people=frozenset(p.person_id for p in posts if p.unit_id in units),
        board=frozenset(
            p.person_id for p in posts if mandate.body_id and p.body_id == mandate.body_id
        ),
        places=frozenset(x for post in mine for x in (post.unit_id, post.body_id) if x is not None),
        seats=frozenset(post.pk for post in mine),
        at_root=own is not None and own.parent_id is None,
    )


def _posts(mandate: Mandate, day: date, people: set[UUID]) -> list[Mandate]:
    found = Mandate.objects.on(day).filter(person_id__in={mandate.person_id, *people})
    return list(found.filter(tenant_id=mandate.tenant_id))
