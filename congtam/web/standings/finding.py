"""Find a track's desks or a decision list: 404 for whatever must stay unseen."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from congtam.assessments.states import StepKind
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Desk, desks_of
from congtam.standings.queries.sessions import with_course
from congtam.web.requests import ActingRequest

# Boards that only contribute have their own page; the whole table is for those who judge it.
READERS = (StepKind.APPRAISE, StepKind.DECIDE, StepKind.PUBLISH)


def own_desks(request: ActingRequest, track: UUID) -> list[Desk]:
    """The desks at which the holder's body sits in this track, one of them above the boards."""
    found = desks_of(request.mandate, track)
    if not any(desk.step.kind in READERS for desk in found):
        raise Http404
    return found


def own_desk(request: ActingRequest, track: UUID, step: str) -> Desk:
    """The holder's desk in one appraising step that closes by a list."""
    for desk in desks_of(request.mandate, track):
        if desk.step.id == step and desk.step.kind == StepKind.APPRAISE:
            return desk
    raise Http404


def decision_list(request: ActingRequest, pk: UUID) -> DecisionList:
    """A list of the holder's body, or a published one."""
    visible = DecisionList.objects.visible_to(request.mandate)
    return get_object_or_404(with_course(visible), pk=pk)


def list_of_line(request: ActingRequest, decision: UUID) -> DecisionList:
    """The list on which this line stands, when the holder may see it."""
    row = get_object_or_404(Decision.objects.only("list_id"), pk=decision)
    return decision_list(request, row.list_id)
