"""Whose a record is: a unit, one of its bodies or one of its people; and who may read it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from congtam.clock import uuid7
from congtam.organisation.models import Body, Mandate, Person, Placement, Tenant, Unit
from congtam.organisation.queries import powers_of

if TYPE_CHECKING:
    from typing import Self

Row = TypeVar("Row", bound=models.Model, covariant=True)

UNIT_WIDE = frozenset({"tasks", "personnel"})
WITH_BOARDS = UNIT_WIDE | {"tasks_body"}
HELD_ONCE = Q(body__isnull=True) | Q(person__isnull=True)


def held_by(mandate: Mandate) -> Q:
    """One's own records, those of one's body, and those of one's unit as a whole."""
    mine = Q(person_id=mandate.person_id)
    mine |= Q(unit_id=mandate.unit_id, body__isnull=True, person__isnull=True)
    if mandate.body_id is not None:
        mine |= Q(body_id=mandate.body_id)
    return mine


def within_power(mandate: Mandate, day: date, powers: frozenset[str]) -> Q:
    """The records of the units in reach, and of whoever holds a post there on `day`."""
    posts = Mandate.objects.on(day).filter(person=OuterRef("person"))
    reached = Q(pk__in=[])
    if powers & UNIT_WIDE:
        units = units_in_reach(mandate, day)
        reached |= Q(unit_id__in=units) | Q(Exists(posts.filter(unit_id__in=units)))
    if "tasks_body" in powers and mandate.body_id is not None:
        in_body = Exists(posts.filter(body_id=mandate.body_id))
        reached |= Q(unit_id=mandate.unit_id) & (Q(body_id=mandate.body_id) | Q(in_body))
    return reached


def units_in_reach(mandate: Mandate, day: date) -> QuerySet[Placement, UUID]:
    """One's own unit and everything below it on `day`, as a subquery."""
    placed = Placement.objects.on(day)
    path = placed.filter(unit_id=mandate.unit_id).values_list("path", flat=True).first()
    there = placed.filter(tenant_id=mandate.tenant_id)
    found = there.filter(path__gte=path, path__lt=path + "~") if path else there.none()
    return found.values_list("unit_id", flat=True)


class HeldQuerySet(models.QuerySet[Row]):
    """Records that belong to a unit, a body or a person; `opened_by` are the powers that reach."""

    opened_by = UNIT_WIDE

    def visible_to(self, mandate: Mandate, day: date) -> Self:
        """The one door: one's own, those of one's body and unit, and those in reach of a power."""
        held = powers_of([mandate])[mandate.pk] & self.opened_by
        inside = self.filter(tenant_id=mandate.tenant_id)
        return inside.filter(held_by(mandate) | within_power(mandate, day, held))


class Held(models.Model):
    """The unit always stands; `body` or `person` narrows it. `token` makes a submit idempotent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    token = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def holder_id(self) -> UUID:
        """The person, else the body, else the unit."""
        return self.person_id or self.body_id or self.unit_id


def held_rules(name: str) -> list[models.BaseConstraint]:
    """The constraints every kind of record shares, under its own name."""
    return [
        models.CheckConstraint(condition=HELD_ONCE, name=f"{name}_has_one_holder"),
        models.UniqueConstraint(fields=["tenant", "token"], name=f"{name}_entered_once"),
    ]
