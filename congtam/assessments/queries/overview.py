"""How a cycle stands: files by step and desk, on time or not, levels, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congtam.assessments.models import Assessment, AssessmentQuerySet, Participant, Subject
from congtam.assessments.queries.seats import conflict
from congtam.assessments.states import OWN, StepKind, StepState
from congtam.core.vietnamese import sort_key
from congtam.cycles.models import Cycle, Obligation
from congtam.organisation.models import Body, Mandate
from congtam.regulations import queries as regulations


def counted(cycle: Cycle, mandate: Mandate) -> AssessmentQuerySet:
    """The files whose step may be counted: all for the issuing unit, else one's own.

    A count by step says nothing of points; levels are counted by `levels` alone. Who is behind a
    count is told by `files_at`.
    """
    return _of(cycle, mandate).filter(cycle=cycle)


def _of(cycle: Cycle, mandate: Mandate) -> AssessmentQuerySet:
    if mandate.unit_id == cycle.issuer_unit_id:
        return Assessment.objects.all()
    return Assessment.objects.visible_to(mandate)


@dataclass(frozen=True, slots=True)
class Row:
    """One desk of one kind of subject: how many files stand at which step."""

    track: UUID
    in_charge: UUID | None
    name: str
    stages: dict[str, int]
    late: int
    overdue: int

    @property
    def all(self) -> int:
        return sum(self.stages.values())


def progress(cycle: Cycle, mandate: Mandate, day: date) -> list[Row]:
    """Files by kind, desk in charge and step; three statements, whatever the number of units.

    One statement with joins would do, and costs three times as much at 3,700 units.
    """
    files = counted(cycle, mandate)
    grouped = (
        files.values_list("track_id", "in_charge_id", "stage")
        .annotate(n=Count("*"), late=Count("late", filter=Q(late=True)))
        .order_by()
    )
    overdue = _overdue(cycle, mandate, day)
    found: dict[_Desk, Row] = {}
    for track, in_charge, stage, n, late in grouped:
        row = found.get((track, in_charge))
        stages, late_before = (row.stages, row.late) if row else ({}, 0)
        found[track, in_charge] = Row(
            track,
            in_charge,
            "",
            {**stages, stage: n},
            late_before + late,
            overdue.get((track, in_charge), 0),
        )
    return _named(found.values())


_Desk = tuple[UUID, UUID | None]


def _overdue(cycle: Cycle, mandate: Mandate, day: date) -> dict[_Desk, int]:
    """Files whose own duty is unmet and past its last day, by desk."""
    unmet = Obligation.objects.filter(cycle=cycle, met_at__isnull=True, due_on__lt=day)
    # From the duties to the files, not through every file of the cycle.
    late = _of(cycle, mandate).filter(obligation__in=unmet.values("pk"))
    rows = late.values_list("track_id", "in_charge_id").annotate(n=Count("*")).order_by()
    return {(track, in_charge): n for track, in_charge, n in rows}


def _named(rows: Iterable[Row]) -> list[Row]:
    """The same rows with the names of their desks, in Vietnamese order."""
    found = list(rows)
    ids = {row.in_charge for row in found if row.in_charge is not None}
    names = dict(Body.objects.filter(pk__in=ids).values_list("pk", "name"))
    named = [replace(r, name=names.get(r.in_charge, "") if r.in_charge else "") for r in found]
    return sorted(named, key=lambda r: (str(r.track), sort_key(r.name)))


def levels(cycle: Cycle, mandate: Mandate) -> dict[UUID, dict[str, int]]:
    """Decided levels by kind, counted once they are published; exclusive, one statement."""
    rows = (
        counted(cycle, mandate)
        .filter(published_at__isnull=False)
        .values("track_id", "level")
        .annotate(n=Count("*"))
        .order_by()
    )
    found: dict[UUID, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["track_id"], {})[row["level"]] = row["n"]
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files of one kind that wait at one step for this person, acting as one mandate."""

    track: UUID
    track_title: str
    cycle_title: str
    step: str
    step_title: str
    kind: str
    changes_scores: bool
    scored: bool
    outside: bool
    count: int
    returned: int
    may_submit: bool


def waiting_for(mandate: Mandate, day: date) -> list[Waiting]:
    """What is on this person's turn now, grouped by kind and step; one statement."""
    rows = (
        Participant.objects.held_by(mandate)
        .on_turn()
        .annotate(own=conflict(mandate, day))
        .filter(Q(own=False) | Q(step__kind__in=OWN) | _own_business())
        .values(
            "assessment__track_id",
            "assessment__track__title",
            "assessment__track__procedure_id",
            "assessment__track__sheet_id",
            "assessment__cycle__title",
            "step__key",
            "key",
            "person_id",
        )
        .annotate(n=Count("pk"), returned=Count("pk", filter=Q(step__state=StepState.SENT_BACK)))
        .order_by("assessment__track_id", "step__key", "key")
    )
    found = []
    for row in rows:
        step = regulations.procedure(row["assessment__track__procedure_id"]).step(row["step__key"])
        part = step.participant(row["key"])
        alone = row["person_id"] is not None
        if not alone and mandate.office not in (*part.draft, *part.submit):
            continue
        found.append(
            Waiting(
                track=row["assessment__track_id"],
                track_title=row["assessment__track__title"],
                cycle_title=row["assessment__cycle__title"],
                step=step.id,
                step_title=step.title,
                kind=step.kind,
                changes_scores=step.changes_scores,
                scored=row["assessment__track__sheet_id"] is not None,
                outside=bool(part.on_behalf),
                count=row["n"],
                returned=row["returned"],
                may_submit=alone or mandate.office in part.submit,
            )
        )
    return found


def _own_business() -> Q:
    """A collective holds its own conference, and writes down what another body says of it;
    nobody presides over what is said of themself."""
    outside = Q(step__kind=StepKind.CONTRIBUTE, behalf__isnull=False)
    return (Q(step__kind=StepKind.MEET) | outside) & ~Q(assessment__subject=Subject.PERSON)


def files_at(cycle: Cycle, mandate: Mandate) -> QuerySet[Assessment]:
    """The files behind a count that may be named, in Vietnamese order, with their duty at hand."""
    named = counted(cycle, mandate).named_to(mandate)
    return named.select_related("obligation").order_by("sort_key", "pk")
