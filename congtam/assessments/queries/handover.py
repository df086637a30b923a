"""What may be handed over to another body while a cycle runs, and to which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Assessment, Participant
from congtam.organisation.models import Body
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Open:
    """One part of the work that is not yet sent, and the body that has it now."""

    participant: UUID
    title: str
    body: UUID
    body_name: str
    kind: str
    unit: UUID


def open_parts(assessment: Assessment) -> list[Open]:
    """The parts of one file that bodies still have to do; one statement."""
    procedure = regulations.procedure(assessment.track.procedure_id)
    rows = Participant.objects.filter(
        assessment=assessment, body__isnull=False, closed_at__isnull=True
    ).order_by("step__position", "key")
    found = []
    for row in rows.select_related("step", "body"):
        assert row.body is not None
        title = procedure.step(row.step.key).title
        body = row.body
        found.append(Open(row.pk, title, body.pk, body.name, body.kind, body.unit_id))
    return found


def bodies_for(parts: Iterable[Open], day: date) -> list[Body]:
    """Every other body that could take one of these parts: same kind, same unit."""
    parts = list(parts)
    kinds = {(p.kind, p.unit) for p in parts}
    found = Body.objects.on(day).filter(
        kind__in={kind for kind, _unit in kinds}, unit_id__in={unit for _kind, unit in kinds}
    )
    fitting = [b for b in found.order_by("kind", "name", "pk") if (b.kind, b.unit_id) in kinds]
    only = {p.body for p in parts if sum(1 for b in fitting if b.kind == p.kind) < 2}
    return [b for b in fitting if b.pk not in only]
