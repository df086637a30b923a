"""Whose registers a person may open or fill: the choices of a form, and the search behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congtam.core.vietnamese import fold, sort_key
from congtam.organisation.models import Body, Mandate, Person, Placement
from congtam.organisation.queries import placements_on, powers_of
from congtam.records.models import Task
from congtam.records.models.holding import UNIT_WIDE, units_in_reach
from congtam.records.queries.reach import Whose

MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A holder with its name, and what it is or where."""

    whose: Whose
    name: str
    sub: str


def choices(mandate: Mandate, day: date) -> list[Choice]:
    """Oneself, one's body and unit; with a power the people and bodies it reaches nearby.

    Who is further away is found by name (`people_in_reach`). At most five statements.
    """
    powers = powers_of([mandate])[mandate.pk]
    posts = Mandate.objects.on(day).filter(unit_id=mandate.unit_id)
    if not powers & UNIT_WIDE:
        posts = posts.filter(body_id__in=[mandate.body_id] if "tasks_body" in powers else [])
    found = [Choice(Whose(mandate.unit_id, None, mandate.person_id), mandate.person.full_name, "")]
    found += _bodies(mandate, day, everywhere=bool(powers & UNIT_WIDE))
    found += _units(mandate, day, below=bool(powers & UNIT_WIDE))
    seen = {mandate.person_id}
    ordered = posts.select_related("person", "body").order_by("person__sort_key", "person_id", "id")
    for post in ordered[:MOST]:
        if post.person_id not in seen:
            seen.add(post.person_id)
            whose = Whose(post.unit_id, None, post.person_id)
            found.append(Choice(whose, post.person.full_name, post.label))
    return found


def _bodies(mandate: Mandate, day: date, *, everywhere: bool) -> list[Choice]:
    bodies = Body.objects.on(day).filter(unit_id=mandate.unit_id, outside=False)
    if not everywhere:
        bodies = bodies.filter(pk__in=[mandate.body_id] if mandate.body_id else [])
    own_first = sorted(bodies[:MOST], key=lambda b: (b.pk != mandate.body_id, sort_key(b.name)))
    return [Choice(Whose(body.unit_id, body.pk), body.name, "") for body in own_first]


def _units(mandate: Mandate, day: date, *, below: bool) -> list[Choice]:
    own = Q(unit_id=mandate.unit_id)
    places = Placement.objects.on(day).filter(own | Q(parent_id=mandate.unit_id) if below else own)
    ordered = places.order_by("path")[:MOST]
    return [Choice(Whose(place.unit_id), place.name, "") for place in ordered]


def people_in_reach(mandate: Mandate, day: date, words: str = "") -> QuerySet[Person]:
    """The people whose records a power opens, by given name; words are found without marks."""
    powers = powers_of([mandate])[mandate.pk]
    posts = Mandate.objects.on(day).filter(person=OuterRef("pk"))
    within = Q(pk=mandate.person_id)
    if powers & UNIT_WIDE:
        within |= Q(Exists(posts.filter(unit_id__in=units_in_reach(mandate, day))))
    if "tasks_body" in powers and mandate.body_id is not None:
        within |= Q(Exists(posts.filter(body_id=mandate.body_id)))
    found = Person.objects.visible_to(mandate).filter(within)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by("sort_key", "id")


def whose_of_person(person_id: UUID, mandate: Mandate, day: date) -> Whose | None:
    """The person as a holder: in the unit of `mandate` when they hold a post there, else in the
    one they hold now or held last; nothing when they never held any."""
    posts = Mandate.objects.visible_to(mandate).filter(person_id=person_id)
    units = list(posts.on(day).order_by("starts_on", "id").values_list("unit_id", flat=True))
    if not units:
        units = list(posts.order_by("-starts_on", "-id").values_list("unit_id", flat=True)[:1])
    if not units:
        return None
    unit = mandate.unit_id if mandate.unit_id in units else units[0]
    return Whose(unit, None, person_id)


def names_of(tasks: Iterable[Task], day: date) -> dict[UUID, str]:
    """Holder of each task to the name a list shows; one statement when `person` and `body` are
    there already."""
    tasks = list(tasks)
    names = {t.person.id: t.person.full_name for t in tasks if t.person}
    names |= {t.body.id: t.body.name for t in tasks if t.body}
    units = {t.unit_id for t in tasks if t.holder_id == t.unit_id}
    return names | {unit: place.short for unit, place in placements_on(day, units).items()}
