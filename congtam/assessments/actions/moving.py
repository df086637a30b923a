"""Move the steps of one assessment: close, open what follows, send back.

Every function here runs inside the verb that calls it, with the assessment's row locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from congtam.assessments.models import Assessment, Participant, Step
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import CLOSING, LIFECYCLES, ON_TURN, StepKind, StepState
from congtam.clock import local_date
from congtam.core.packs.procedure import Procedure
from congtam.cycles.models import Obligation
from congtam.organisation.models import Mandate


def lock(assessment_id: UUID) -> Assessment:
    """The assessment with its row locked; every move starts here.

    Its key is left alone: a first score that only names the file need not wait for this lock
    while it holds the step.
    """
    return Assessment.objects.select_for_update(no_key=True).get(pk=assessment_id)


def hold(
    participants: Iterable[UUID], kind: StepKind, by: Mandate, at: datetime
) -> list[tuple[Assessment, Seat]]:
    """Several files with one's seats in them, all locked before the first word is written.

    The head of the ledger is locked by the first record and last of all: whoever held it and
    then asked for one more file would wait for somebody who waits for the head.
    """
    wanted = set(participants)
    held = Participant.objects.held_by(by).filter(pk__in=wanted, step__kind=kind)
    rows = list(held.order_by("assessment_id", "pk").values_list("assessment_id", "pk"))
    if len(rows) != len(wanted):
        raise Participant.DoesNotExist
    files = {assessment: lock(assessment) for assessment, _seat in rows}
    day = local_date(at)
    return [(files[assessment], locked_seat(seat, by, day)) for assessment, seat in rows]


def steps_of(assessment: Assessment) -> dict[str, Step]:
    """The steps of one assessment by key, in the order of the procedure."""
    return {s.key: s for s in Step.objects.filter(assessment=assessment).order_by("position")}


def close(assessment: Assessment, procedure: Procedure, key: str, *, at: datetime) -> None:
    """Close one step and open those that waited for it."""
    steps = steps_of(assessment)
    step = steps[key]
    step.state = LIFECYCLES[step.kind].target(CLOSING[StepKind(step.kind)], step.state)
    step.closed_at = at
    step.save(update_fields=["state", "closed_at"])
    Participant.objects.filter(step=step, closed_at__isnull=True).update(closed_at=at)
    _open_ready(assessment, procedure, steps, at)


def advance(assessment: Assessment, procedure: Procedure, *, at: datetime) -> bool:
    """Open what has become ready by the passing of a limit; True when anything moved."""
    return _open_ready(assessment, procedure, steps_of(assessment), at)


def _open_ready(
    assessment: Assessment, procedure: Procedure, steps: dict[str, Step], at: datetime
) -> bool:
    overdue = _skippable(assessment, procedure, steps, local_date(at))
    done = {k for k, s in steps.items() if s.state == StepState.CLOSED} | overdue
    moved = False
    for rule in procedure.order():
        step = steps[rule.id]
        if step.state == StepState.WAITING and set(rule.after) <= done:
            step.state = LIFECYCLES[step.kind].target("open", step.state)
            step.opened_at = at
            step.save(update_fields=["state", "opened_at"])
            moved = True
    _set_stage(assessment, steps.values())
    return moved


def _skippable(
    assessment: Assessment, procedure: Procedure, steps: dict[str, Step], day: date
) -> set[str]:
    """Open contributions that the procedure no longer waits for once their limit has passed."""
    keys = [
        rule.id
        for rule in procedure.steps
        if rule.skip_when_overdue and steps[rule.id].state in ON_TURN
    ]
    if not keys:
        return set()
    limits = (
        Obligation.objects.filter(track_id=assessment.track_id, step__in=keys)
        .values("step")
        .annotate(last=Max("due_on"))
    )
    return {row["step"] for row in limits if row["last"] < day}


def _set_stage(assessment: Assessment, steps: Iterable[Step]) -> None:
    main = [s for s in steps if s.kind != StepKind.CONTRIBUTE]
    unfinished = [s for s in main if s.state != StepState.CLOSED]
    stage = (unfinished or main[-1:])[0].key
    if stage != assessment.stage:
        assessment.stage = stage
        assessment.save(update_fields=["stage"])


def send_back(assessment: Assessment, procedure: Procedure, *, to: str) -> None:
    """Open a closed step again; whatever waits for it waits anew and keeps what it wrote."""
    steps = steps_of(assessment)
    target = steps[to]
    _reopen(target, "send_back")
    _wait(assessment, procedure, steps, to)


def take_back(assessment: Assessment, procedure: Procedure, *, to: str, at: datetime) -> None:
    """Open one's own closed step again, as if it had never been closed."""
    steps = steps_of(assessment)
    target = steps[to]
    _reopen(target, "wait")
    target.state = LIFECYCLES[target.kind].target("open", target.state)
    target.opened_at = at
    target.save(update_fields=["state", "opened_at"])
    _wait(assessment, procedure, steps, to)


def _reopen(step: Step, verb: str) -> None:
    step.state = LIFECYCLES[step.kind].target(verb, step.state)
    step.closed_at = None
    step.save(update_fields=["state", "closed_at"])


def _wait(assessment: Assessment, procedure: Procedure, steps: dict[str, Step], to: str) -> None:
    """Whatever comes after `to` waits for it again; a step that concerns nobody stays done."""
    seats = Participant.objects.filter(assessment=assessment)
    seated = set(seats.values_list("step_id", flat=True))
    reopened = [steps[to]]
    for rule in procedure.order():
        step = steps[rule.id]
        if step.pk not in seated or step.state == StepState.WAITING:
            continue
        if to in procedure.before(rule.id):
            _reopen(step, "wait")
            reopened.append(step)
    Participant.objects.filter(step__in=reopened).update(closed_at=None)
    _set_stage(assessment, steps.values())
