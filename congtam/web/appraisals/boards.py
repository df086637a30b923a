"""Bảng của ban: one field for all its units, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congtam.assessments import permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries import board as boards
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.core.packs.procedure import Participant as Rule
from congtam.core.points import show
from congtam.web.appraisals import board_rows
from congtam.web.appraisals.finding import PAGE, Place, place
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Board:
    """One part of one step, as the holder's body has it."""

    place: Place
    rule: Rule
    found: QuerySet[Participant]
    units: int
    sent: int


def find(request: ActingRequest, track_id: UUID, key: str) -> Board:
    """The board behind an address; 404 when the holder's body has no part in the step."""
    here = place(request, track_id, key, StepKind.CONTRIBUTE)
    found = boards.held_at(request.mandate, here.track, key)
    parts = boards.tally(found)
    part = request.GET.get("phan") or request.POST.get("phan") or next(iter(parts), "")
    if part not in parts:
        raise Http404
    units, sent = parts[part]
    return Board(here, here.step.participant(part), found.filter(key=part), units, sent)


@require_GET
def board(request: ActingRequest, track: UUID, step: str) -> HttpResponse:
    """Các đơn vị cạnh nhau: rows are units, columns the criteria of the field."""
    found = find(request, track, step)
    today = local_date(now())
    words, state = request.GET.get("tim", "")[:100], request.GET.get("loc", "")
    listed = _filtered(request, found, words, state)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    shown = (
        listed[page.start_index() - 1 : page.end_index()] if page.paginator.count else listed.none()
    )
    rows = boards.table(shown, request.mandate, today)
    probe = rows[0].seat if rows else _first(request, found)
    context = {
        "board": found,
        "units": [board_rows.unit(row, writes=_writes(request, row.seat)) for row in rows],
        "criteria": _columns(probe),
        "page": page,
        "words": words,
        "state": state,
        "states": {"silent": boards.SILENT, "unsent": boards.UNSENT, "sent": boards.SENT},
        "open": any(row.open for row in rows),
        "may_send": _office(request, found.rule),
        "send_url": reverse("appraisals:send", args=[track, step]),
        "ready": any(row.complete for row in rows),
    }
    return render(request, "appraisals/board.html", context)


def _filtered(
    request: ActingRequest, found: Board, words: str, state: str
) -> QuerySet[Participant]:
    listed = boards.named(found.found, words)
    if state == boards.SENT:
        return listed.filter(closed_at__isnull=False)
    if state == boards.UNSENT:
        return listed.filter(closed_at__isnull=True)
    if state == boards.SILENT:
        wanted = [c.id for c in boards.lines_of(_first(request, found))]
        return boards.silent(listed, found.rule.form, wanted)
    return listed


def _first(request: ActingRequest, found: Board) -> Seat:
    return seats(found.found[:1], request.mandate, local_date(now()))[0]


def _columns(seat: Seat) -> list[dict[str, Any]]:
    return [
        {"key": c.id, "code": c.code, "text": c.title, "max": show(c.max)}
        for c in boards.lines_of(seat)
    ]


def _writes(request: ActingRequest, seat: Seat) -> bool:
    return bool(permissions.may_draft(request.mandate, seat))


def _office(request: ActingRequest, rule: Rule) -> bool:
    """Only some offices send; the others prepare."""
    return request.mandate.office in rule.submit
