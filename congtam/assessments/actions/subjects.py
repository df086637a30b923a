"""Who is classified: units, leadership bodies, or people with the posts they held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from congtam.assessments.models import Subject
from congtam.core.canonical import canonical
from congtam.core.months import Span, total
from congtam.core.packs.rulebook import Enrolment
from congtam.organisation.models import Body, Kind, Mandate, Placement


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the issuer stands on the day of opening, and the period that is assessed."""

    day: date
    period: Span
    place: Placement
    bodies: Mapping[str, Body]


_POST = ("title", "unit", "from", "to")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One subject: exactly one of unit, body and person, with its unit's place.

    `posts` are all that the person held; those in one of the offices `seats` are no posts.
    """

    place: Placement
    body: Body | None = None
    post: Mandate | None = None
    posts: tuple[Mandate, ...] = ()
    seats: frozenset[str] = frozenset()

    @property
    def subject(self) -> Subject:
        if self.post is not None:
            return Subject.PERSON
        return Subject.UNIT if self.body is None else Subject.BODY

    @property
    def id(self) -> UUID:
        """What tells this subject from every other of its kind."""
        if self.post is not None:
            return self.post.person_id
        return self.place.unit_id if self.body is None else self.body.id

    @property
    def name(self) -> str:
        if self.post is not None:
            return self.post.person.full_name
        return self.place.name if self.body is None else self.body.name

    @property
    def sort_key(self) -> str:
        return self.place.sort_key if self.post is None else self.post.person.sort_key

    def dated_posts(self, names: Mapping[UUID, str], period: Span) -> str:
        """Canonical JSON of the posts held in the period, the earliest first; a seat at a
        conference or in a party cell is none."""
        if self.post is None:
            return ""
        held = [one for one in self.posts if one == self.post or one.office not in self.seats]
        told = ((one.label, names.get(one.unit_id, ""), one.starts_on, one.ends_on) for one in held)
        return canonical([dict(zip(_POST, row, strict=True)) for row in told])

    def former_units(self, period: Span) -> dict[UUID, Fraction]:
        """Other units the person served in during the period, with the months there."""
        spells: dict[UUID, list[Span]] = {}
        for post in self.posts:
            if post.unit_id != self.place.unit_id:
                span = max(post.starts_on, period[0]), min(post.ends_on or period[1], period[1])
                spells.setdefault(post.unit_id, []).append(span)
        return {unit: total(found) for unit, found in spells.items()}


@dataclass
class Finder:
    """Finds the subjects of one enrolment after another; nobody stands in two of them."""

    ground: Ground
    taken: set[UUID] = field(default_factory=set)

    @cached_property
    def seats(self) -> frozenset[str]:
        """The offices that are no posts."""
        rows = Kind.objects.filter(
            tenant_id=self.ground.place.tenant_id, of=Kind.Of.OFFICE, post=False
        )
        return frozenset(rows.values_list("code", flat=True))

    def subjects(self, rule: Enrolment) -> list[Candidate]:
        """The subjects of one kind, in Vietnamese order."""
        places = {p.unit_id: p for p in self._places(rule)}
        if rule.subject == Subject.UNIT:
            return [Candidate(place) for place in places.values()]
        if rule.subject == Subject.BODY:
            return list(self._bodies(rule, places))
        return self._people(rule, places)

    def _places(self, rule: Enrolment) -> list[Placement]:
        if rule.among == "own":
            return [self.ground.place]
        found = Placement.objects.on(self.ground.day).below(self.ground.place)
        if rule.among == "children":
            found = found.filter(parent_id=self.ground.place.unit_id)
        kinds = (rule.kind,) if rule.subject == Subject.UNIT else rule.unit_kinds
        if kinds:
            found = found.filter(kind__in=kinds)
        return list(found.order_by("sort_key"))

    def _bodies(self, rule: Enrolment, places: Mapping[UUID, Placement]) -> Iterable[Candidate]:
        found = Body.objects.on(self.ground.day).filter(unit_id__in=places, code=rule.body)
        held = {body.unit_id: body for body in found}
        return [Candidate(p, body=held[unit]) for unit, p in places.items() if unit in held]

    def _people(self, rule: Enrolment, places: Mapping[UUID, Placement]) -> list[Candidate]:
        held = Mandate.objects.on(self.ground.day).filter(
            unit_id__in=places, office__in=rule.offices
        )
        if rule.bodies:
            inside = Q(body__code__in=rule.bodies)
            held = held.filter(inside | Q(body__isnull=True) if "" in rule.bodies else inside)
        found: dict[UUID, Mandate] = {}
        for post in held.select_related("person", "body").order_by("starts_on", "id"):
            best = found.get(post.person_id)
            if best is None or _rank(rule, post) < _rank(rule, best):
                found[post.person_id] = post
        found = {person: post for person, post in found.items() if person not in self.taken}
        self.taken |= set(found)
        history = self._history(found)
        made = [
            Candidate(
                places[post.unit_id], post=post, posts=tuple(history[person]), seats=self.seats
            )
            for person, post in found.items()
        ]
        return sorted(made, key=lambda one: (one.sort_key, str(one.id)))

    def _history(self, people: Iterable[UUID]) -> dict[UUID, list[Mandate]]:
        """Every post of these people that lies in the period, the earliest first."""
        first, last = self.ground.period
        rows = Mandate.objects.filter(person_id__in=list(people), starts_on__lte=last).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=first)
        )
        found: dict[UUID, list[Mandate]] = {person: [] for person in people}
        for post in rows.select_related("body").order_by("starts_on", "id"):
            found[post.person_id].append(post)
        return found


def _rank(rule: Enrolment, post: Mandate) -> int:
    return rule.offices.index(post.office)
