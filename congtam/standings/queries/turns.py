"""Whose turn it is to be decided, and what the others still wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.opinions import all_missing
from congtam.assessments.queries.seats import conflict, seats
from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.organisation.models import Mandate
from congtam.standings.models import Decision
from congtam.standings.queries.desks import Desk, desks_of
from congtam.standings.states import DecisionState


def deciding_desk(mandate: Mandate, track_id: UUID) -> Desk | None:
    """The desk at which this mandate's body decides in a track, when it does."""
    found = desks_of(mandate, track_id)
    return next((d for d in found if d.step.kind == StepKind.DECIDE), None)


def waiting(desk: Desk, mandate: Mandate, day: date) -> QuerySet[Assessment]:
    """The files whose turn has come to be decided, and that stand on no open list yet.

    One who decides alone never decides on themself: such a file stays off the list.
    """
    open_seats = _seats(desk).filter(step__state__in=ON_TURN, closed_at__isnull=True)
    if desk.alone:
        open_seats = open_seats.exclude(conflict(mandate, day))
    on_a_list = Decision.objects.filter(list__state=DecisionState.DRAFT)
    return (
        Assessment.objects.filter(
            track_id=desk.course.id, pk__in=open_seats.values("assessment_id")
        )
        .exclude(pk__in=on_a_list.values("assessment_id"))
        .select_related("track", "cycle", "post")
        .order_by("sort_key", "id")
    )


def _seats(desk: Desk) -> QuerySet[Participant]:
    """The seats of a desk; a seat that writes down another body's decision is no session."""
    return Participant.objects.filter(
        step__key=desk.step.id,
        body_id=desk.body,
        behalf__isnull=True,
        assessment__track_id=desk.course.id,
    )


@dataclass(frozen=True, slots=True)
class Unready:
    """One file that has not come to the decision, and whose part it still waits for."""

    name: str
    missing: tuple[str, ...]


def unready(desk: Desk, mandate: Mandate, day: date, *, most: int = 10) -> list[Unready]:
    """The first files that have not come to this desk, each with what is missing by name."""
    found = _seats(desk).filter(step__state=StepState.WAITING)
    some = found.order_by("assessment__sort_key", "pk")[:most]
    held = seats(some, mandate, day)
    missing = all_missing(held)
    return [Unready(seat.subject_name, tuple(missing[seat.participant])) for seat in held]
