"""Reads of the organisation: who holds what, and what stood where on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from congtam.organisation.models import Charge, Kind, Mandate, Placement


def mandates_of(user_id: UUID, day: date) -> list[Mandate]:
    """The posts and seats that the holder of an account has on `day`, in a stable order."""
    found = Mandate.objects.on(day).filter(person__user_id=user_id)
    return list(found.select_related("person", "body", "tenant").order_by("starts_on", "id"))


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
