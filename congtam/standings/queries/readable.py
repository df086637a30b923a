"""Own score first, in SQL: which participants' results a body may read, for whole tracks.

The same rule as `assessments.queries.reading.may_read`, as a condition, so that counts, sorts
and pages leave out what a single page would not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from congtam.assessments.models import Participant
from congtam.assessments.states import StepState
from congtam.organisation.models import Mandate
from congtam.standings.queries.desks import Desk


def readable(desks: Iterable[Desk], mandate: Mandate, day: date) -> Q:
    """A condition on `Participant`: what the holder of these desks may read."""
    held, body = list(desks), mandate.body_id
    closed = Q(closed_at__isnull=False)
    mine = Q(body_id=body, step__key__in={desk.step.id for desk in held})
    allowed = mine | closed & Q(assessment__published_at__isnull=False)
    for desk in held:
        for read in desk.step.reads:
            of_step = closed & Q(step__key=read.step)
            if read.when == "closed":
                allowed |= of_step & _not_by_the_back_door(desk, read.step, mandate, day)
            else:
                sent = _own(desk).filter(closed_at__isnull=False)
                allowed |= of_step & Q(Exists(sent))
    return allowed


def _own(desk: Desk) -> QuerySet[Participant]:
    """The part of one desk in the file that is asked about."""
    return Participant.objects.filter(
        assessment_id=OuterRef("assessment_id"), step__key=desk.step.id, body_id=desk.body
    )


def _not_by_the_back_door(desk: Desk, step: str, mandate: Mandate, day: date) -> Q:
    """What this person reads elsewhere only after the own part is sent, by whichever post, no
    desk opens before its turn has come."""
    first = {
        other.id
        for other in desk.course.procedure.steps
        for read in other.reads
        if read.step == step and read.when == "own_first"
    }
    if not first:
        return Q()
    parts = Participant.objects.of_person(mandate.person_id, day).on_turn()
    unsent = parts.filter(assessment_id=OuterRef("assessment_id"), step__key__in=first)
    turn = _own(desk).exclude(step__state=StepState.WAITING)
    return Q(Exists(turn)) | ~Q(Exists(unsent))
