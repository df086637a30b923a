"""The way of one file: each step with who acts in it, until when, and whether it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.queries.sheets import StepNow, steps
from congtam.core.packs.procedure import Procedure
from congtam.core.packs.procedure import Step as StepRule
from congtam.cycles.models import Obligation


@dataclass(frozen=True, slots=True)
class Party:
    """One seat of a step: whose, for whom it speaks, when it was done; of a conference also when
    and where it meets."""

    participant: UUID
    title: str
    name: str
    behalf: str
    former: bool
    unit: UUID
    closed_at: datetime | None
    meets_on: date | None = None
    meets_at: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step; without parties it concerns nobody here."""

    rule: StepRule
    now: StepNow
    due_on: date | None
    parties: tuple[Party, ...]


def path_of(assessment: Assessment, procedure: Procedure) -> list[Stretch]:
    """Every step in the order of the procedure; three statements."""
    standing, parties = steps(assessment.pk), _parties(assessment, procedure)
    limits = _limits(assessment, parties)
    return [
        Stretch(rule, standing[rule.id], limits.get(rule.id), tuple(parties.get(rule.id, ())))
        for rule in procedure.order()
    ]


def _parties(assessment: Assessment, procedure: Procedure) -> dict[str, list[Party]]:
    rows = Participant.objects.filter(assessment=assessment).order_by("step__position", "key")
    columns = (
        "pk", "key", "step__key", "unit_id", "body__name", "person__full_name", "behalf__name",
        "closed_at", "hearing__meeting__held_on", "hearing__meeting__place",
    )  # fmt: skip
    found: dict[str, list[Party]] = {}
    for pk, key, step, unit, body, person, behalf, closed_at, on, place in rows.values_list(
        *columns
    ):
        rule = procedure.step(step).participant(key)
        name, former = person or body or assessment.name, rule.of == "former"
        party = Party(
            pk, rule.title, name, behalf or "", former, unit, closed_at, on, place or ""
        )  # fmt: skip
        found.setdefault(step, []).append(party)
    return found


def _limits(assessment: Assessment, parties: Mapping[str, list[Party]]) -> dict[str, date]:
    """The last day of each step, as far as a duty of this file's own parties says so."""
    seats = Participant.objects.filter(assessment=assessment, body__isnull=False)
    held = Q(person_id=assessment.person_id) if assessment.person_id else Q(pk__in=())
    held |= Q(body_id__in=seats.values("body_id"))
    if assessment.subject == Subject.UNIT:
        held |= Q(unit_id=assessment.unit_id, body=None, person=None)
    rows = Obligation.objects.filter(held, track_id=assessment.track_id, step__in=parties)
    return dict(rows.order_by("-due_on").values_list("step", "due_on"))
