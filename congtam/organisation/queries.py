"""Reads of the organisation: who holds what, and what stood where on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from congtam.core.vietnamese import fold
from congtam.organisation.models import (
    Body,
    Charge,
    Kind,
    Mandate,
    Person,
    Placement,
    PlacementQuerySet,
    Unit,
)

Placements = PlacementQuerySet


def mandates_of(user_id: UUID, day: date) -> list[Mandate]:
    """The posts and seats that the holder of an account has on `day`, the highest first."""
    ranks = Kind.objects.filter(
        tenant_id=OuterRef("tenant_id"), of=Kind.Of.OFFICE, code=OuterRef("office")
    )
    found = Mandate.objects.on(day).filter(person__user_id=user_id)
    rows = found.select_related("person", "body", "tenant")
    rank = Subquery(ranks.values("rank")[:1])
    return list(rows.order_by(rank, "starts_on", "body__code", "id"))


def places_of(person_id: UUID, day: date) -> frozenset[UUID]:
    """The units and bodies in which a person holds anything on `day`, in whatever role."""
    held = Mandate.objects.on(day).filter(person_id=person_id).values_list("unit_id", "body_id")
    return frozenset(place for row in held for place in row if place is not None)


def placements_on(day: date, unit_ids: Iterable[UUID]) -> dict[UUID, Placement]:
    """Where each of these units stood on `day`."""
    found = Placement.objects.on(day).filter(unit_id__in=list(unit_ids))
    return {p.unit_id: p for p in found}


def placement_on(day: date, unit_id: UUID) -> Placement:
    """Where one unit stood on `day`; DoesNotExist when it did not stand."""
    return Placement.objects.on(day).get(unit_id=unit_id)


def charges_on(day: date, unit_ids: Iterable[UUID]) -> dict[UUID, list[Charge]]:
    """Which bodies look after each of these units on `day`."""
    found: dict[UUID, list[Charge]] = {}
    for charge in Charge.objects.on(day).filter(unit_id__in=list(unit_ids)).select_related("body"):
        found.setdefault(charge.unit_id, []).append(charge)
    return found


def titles_of(tenant_id: UUID, of: str) -> dict[str, str]:
    """Code to title of the kinds of unit, body or office of a tenant."""
    rows = Kind.objects.filter(tenant_id=tenant_id, of=of).order_by("rank", "code")
    return dict(rows.values_list("code", "title"))


def holders(
    unit_id: UUID,
    body_id: UUID | None,
    day: date,
    person_id: UUID | None = None,
    office: str = "",
) -> list[Mandate]:
    """Who sits on `day` in a body, or anywhere in the unit when no body is named; one person's
    posts where a person is, and only those in one office where an office is."""
    found = Mandate.objects.on(day).filter(unit_id=unit_id)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    elif body_id is not None:
        found = found.filter(body_id=body_id)
    if office:
        found = found.filter(office=office)
    return list(found.select_related("person").order_by("starts_on", "id"))


def search_units(mandate: Mandate, day: date, words: str = "", kind: str = "") -> Placements:
    """The register of units on `day`, in Vietnamese order; words are found without marks."""
    found = Placement.objects.visible_to(mandate).on(day)
    if kind:
        found = found.filter(kind=kind)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by("sort_key", "id")


def search_people(mandate: Mandate, words: str = "") -> QuerySet[Person]:
    """The register of people, by given name; words are found without marks."""
    found = Person.objects.visible_to(mandate)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by("sort_key", "id")


def with_posts(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """The same people, each with `posts`: what is held on `day`, in one more statement."""
    held = Mandate.objects.on(day).select_related("body").order_by("starts_on", "id")
    return people.prefetch_related(Prefetch("mandates", held, to_attr="posts"))


def history_of(unit: Unit) -> Placements:
    """Where a unit stood, the latest first."""
    return unit.placements.select_related("parent").order_by("-starts_on")


def ancestors_of(place: Placement, day: date) -> list[Placement]:
    """The units above, from the root down."""
    parts = place.path.split("/")[:-2]
    paths = ["/".join(parts[: i + 1]) + "/" for i in range(len(parts))]
    found = Placement.objects.on(day).filter(tenant_id=place.tenant_id, path__in=paths)
    return sorted(found, key=lambda p: len(p.path))


def children_of(unit: Unit, day: date) -> Placements:
    """The units directly below on `day`, in Vietnamese order."""
    return Placement.objects.on(day).filter(parent=unit).order_by("sort_key", "id")


def bodies_of(unit: Unit, day: date) -> list[Body]:
    """The bodies of a unit on `day`, each with `members` and `looks_after` (a number)."""
    members = Mandate.objects.on(day).select_related("person").order_by("starts_on", "id")
    after = Q(charges__starts_on__lte=day) & (
        Q(charges__ends_on__isnull=True) | Q(charges__ends_on__gte=day)
    )
    found = Body.objects.on(day).filter(unit=unit)
    found = found.annotate(looks_after=Count("charges", filter=after))
    found = found.prefetch_related(Prefetch("mandates", members, to_attr="members"))
    return list(found.order_by("starts_on", "id"))


def officers_of(unit: Unit, day: date) -> list[Mandate]:
    """The posts held in the unit itself, outside its bodies, on `day`."""
    found = Mandate.objects.on(day).filter(unit=unit, body__isnull=True)
    return list(found.select_related("person").order_by("starts_on", "id"))


def looked_after(body: Body, day: date) -> Placements:
    """The units a body looks after on `day`, in Vietnamese order."""
    charged = Charge.objects.on(day).filter(body=body).values("unit_id")
    return Placement.objects.on(day).filter(unit_id__in=charged).order_by("sort_key", "id")


def posts_of(person: Person) -> list[Mandate]:
    """Every post a person ever held, the latest first."""
    found = person.mandates.select_related("body", "unit", "tenant")
    return list(found.order_by("-starts_on", "-id"))


def powers_of(posts: Iterable[Mandate]) -> dict[UUID, frozenset[str]]:
    """What the office of each post lets its holder do, as the pack says."""
    posts = list(posts)
    kinds = Kind.objects.filter(
        tenant_id__in={p.tenant_id for p in posts},
        of=Kind.Of.OFFICE,
        code__in={p.office for p in posts},
    )
    powers = {(k.tenant_id, k.code): frozenset(k.powers) for k in kinds}
    return {p.pk: powers.get((p.tenant_id, p.office), frozenset()) for p in posts}
