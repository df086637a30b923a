"""Own score first: which other participants' scores a seat may see, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congtam.assessments.models import Participant
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import DECIDING, OWN, StepKind, StepState
from congtam.core.packs import procedure as procedures


@dataclass(frozen=True, slots=True)
class Source:
    """One participant of an assessment as a column that may be shown."""

    participant: UUID
    step: str
    key: str
    title: str
    form: str
    position: int
    closed_at: datetime | None
    body: UUID | None
    rule: procedures.Participant
    step_rule: procedures.Step


def sources(procedure: procedures.Procedure, assessment_id: UUID) -> list[Source]:
    """Every participant of one assessment, in the order of the procedure; one statement."""
    rows = Participant.objects.filter(assessment_id=assessment_id).order_by("step__position", "key")
    found = []
    for pk, key, step, position, closed_at, body_id in rows.values_list(
        "pk", "key", "step__key", "step__position", "closed_at", "body_id"
    ):
        step_rule = procedure.step(step)
        rule = step_rule.participant(key)
        found.append(
            Source(
                pk, step, key, rule.title, rule.form, position, closed_at, body_id, rule, step_rule
            )
        )
    return found


def may_read(seat: Seat, source: Source) -> bool:
    """True for one's own, for what the procedure opens to this step, and for everything published.

    What is not readable must stay out of screens, counts, sorts, exports and feeds alike.
    """
    if _judges_own(seat):
        return False
    if source.participant == seat.participant:
        return True
    if source.closed_at is None:
        return False
    if seat.published:
        return True
    return opened_to(seat.step_rule, source.step, own_closed=seat.closed)


def may_read_level(seat: Seat) -> bool:
    """The decided level: once it is published, and before for those who decide, or to whom the
    procedure opens the decision; never of one's own."""
    if seat.published or seat.own_subject:
        return seat.published
    decision = seat.procedure.step_of_kind(StepKind.DECIDE).id
    if seat.step_rule.kind in DECIDING:
        return True
    return opened_to(seat.step_rule, decision, own_closed=seat.closed)


def _judges_own(seat: Seat) -> bool:
    """A desk that would judge its holder's own unit opens nothing before publication."""
    judges = seat.step_rule.kind not in OWN
    return judges and seat.own_subject and not seat.published


def opened_to(step_rule: procedures.Step, step: str, *, own_closed: bool) -> bool:
    """What the procedure lets one step read of another that is closed."""
    return any(r.step == step and (r.when == "closed" or own_closed) for r in step_rule.reads)


def readable(seats: Iterable[Seat], found: Iterable[Source]) -> list[Source]:
    """The sources that at least one of the holder's seats may read."""
    held = list(seats)
    own_first = _own_first(held)
    return [
        source
        for source in found
        if any(
            may_read(seat, source)
            and (source.step not in own_first or seat.state != StepState.WAITING)
            for seat in held
        )
    ]


def _own_first(held: Iterable[Seat]) -> set[str]:
    """Steps that a person reads only after the own part is sent: until then no other seat of theirs
    whose turn has not come opens them by the back door, whichever post they act by."""
    return {
        reading.step
        for seat in held
        for key in seat.owes
        for reading in seat.procedure.step(key).reads
        if reading.when == "own_first"
    }
