"""Find a track, a board's row or an appraiser's seat: 404 for whatever must stay unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from congtam.assessments.models import Participant
from congtam.assessments.queries import appraisal, board
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.core.packs.procedure import Step as StepRule
from congtam.core.packs.sheet import Criterion
from congtam.core.verdict import no
from congtam.cycles.models import Obligation, Track
from congtam.regulations import queries as regulations
from congtam.web.requests import ActingRequest

PAGE = 25


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of subject, one step of its procedure, and the holder's last day for it."""

    track: Track
    step: StepRule
    due_on: date | None


def place(request: ActingRequest, track_id: UUID, key: str, kind: str) -> Place:
    """Where one's own board or desk works; one statement. The step must be of this kind."""
    seats = Participant.objects.held_by(request.mandate).filter(step__key=key)
    duty = Obligation.objects.of_holder(request.mandate).filter(track=OuterRef("pk"), step=key)
    held = Exists(seats.filter(assessment__track=OuterRef("pk")))
    rows = Track.objects.filter(held).select_related("cycle")
    rows_with_day = rows.annotate(due_on=Subquery(duty.values("due_on")[:1]))
    track = get_object_or_404(rows_with_day, pk=track_id)
    try:
        rule = regulations.procedure(track.procedure_id).step(key)
    except KeyError:
        raise Http404 from None
    if rule.kind != kind:
        raise Http404
    return Place(track, rule, vars(track)["due_on"])


def board_row(request: ActingRequest, participant_id: UUID) -> board.Row:
    """One unit of one's own board."""
    found = Participant.objects.held_by(request.mandate).filter(
        pk=participant_id, step__kind=StepKind.CONTRIBUTE
    )
    rows = board.table(found, request.mandate, local_date(now()))
    if not rows:
        raise Http404
    return rows[0]


def line_of(seat: Seat, key: str) -> Criterion:
    """One criterion of a seat."""
    for criterion in board.lines_of(seat):
        if criterion.id == key:
            return criterion
    raise Http404


def own_seat(request: ActingRequest, participant_id: UUID) -> tuple[Seat, list[Seat]]:
    """A seat of an appraising desk, with the other seats of its holder in the same file.

    Nobody reads what others say of their own unit before it is published.
    """
    found = appraisal.held(request.mandate, participant_id, local_date(now()))
    if found is None or found[0].step_rule.kind != StepKind.APPRAISE:
        raise Http404
    seat = found[0]
    if seat.own_subject and not seat.published:
        no(_("Bạn là người của %s nên không thẩm định đơn vị này.") % seat.subject_name).enforce()
    return found
