"""Own score first, in SQL: which participants' results a body may read, for whole tracks.

The same rule as `assessments.queries.reading.may_read`, as a condition, so that counts, sorts
and pages leave out what a single page would not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congtam.assessments.models import Participant
from congtam.assessments.states import ON_TURN, StepState
from congtam.standings.queries.desks import Desk


def readable(desks: Iterable[Desk], body: UUID) -> Q:
    """A condition on `Participant`: what the holder of these desks may read."""
    held = list(desks)
    closed = Q(closed_at__isnull=False)
    mine = Q(body_id=body, step__key__in={desk.step.id for desk in held})
    allowed = mine | closed & Q(assessment__published_at__isnull=False)
    for desk in held:
        for read in desk.step.reads:
            of_step = closed & Q(step__key=read.step)
            if read.when == "closed":
                allowed |= of_step & _not_by_the_back_door(held, desk, read.step, body)
            else:
                sent = _own(body, desk).filter(closed_at__isnull=False)
                allowed |= of_step & Q(Exists(sent))
    return allowed


def _own(body: UUID, desk: Desk) -> QuerySet[Participant]:
    """The part of one desk in the file that is asked about."""
    return Participant.objects.filter(
        assessment_id=OuterRef("assessment_id"), step__key=desk.step.id, body_id=body
    )


def _not_by_the_back_door(held: list[Desk], desk: Desk, step: str, body: UUID) -> Q:
    """What one desk reads only after its own part is sent, no other desk of the same body
    opens before its turn has come."""
    allowed = Q()
    for other in held:
        if any(r.step == step and r.when == "own_first" for r in other.step.reads):
            unsent = _own(body, other).filter(closed_at__isnull=True, step__state__in=ON_TURN)
            turn = _own(body, desk).exclude(step__state=StepState.WAITING)
            allowed &= ~Q(Exists(unsent)) | Q(Exists(turn))
    return allowed
