"""Gửi đánh giá: the part of a board on several units at once, named before it goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.assessments import actions
from congtam.assessments.models import Participant
from congtam.assessments.queries import board as boards
from congtam.clock import local_date, now
from congtam.web.appraisals import board_rows
from congtam.web.appraisals.boards import Board, find
from congtam.web.requests import ActingRequest

MOST = 500


@require_http_methods(["GET", "POST"])
def send(request: ActingRequest, track: UUID, step: str) -> HttpResponse:
    """Ask once more with everything named, then send."""
    found = find(request, track, step)
    rows = _chosen(request, found)
    if request.method == "POST":
        return _send(request, found, rows)
    return _ask(request, found, rows, status=200)


def _chosen(request: ActingRequest, found: Board) -> list[boards.Row]:
    """The units that were picked, or every unit that is complete."""
    given = request.POST if request.method == "POST" else request.GET
    wanted = found.found
    everything = given.get("tat-ca") == "1"
    if not everything:
        try:
            ids = {UUID(sent) for sent in given.getlist("don-vi")[:MOST]}
        except ValueError:
            raise Http404 from None
        wanted = wanted.filter(pk__in=ids)
    rows = boards.table(wanted, request.mandate, local_date(now()), beside=False)
    return [row for row in rows if row.complete] if everything else rows


def _ask(
    request: ActingRequest, found: Board, rows: list[boards.Row], *, status: int
) -> HttpResponse:
    lacking = [row for row in rows if row.sendable and row.missing]
    context = {
        "board": found,
        "back": _back(found),
        "ready": [row.seat for row in rows if row.complete],
        "lacking": [(row.seat, [gap.says for gap in row.missing]) for row in lacking],
        "left_out": [(row.seat, board_rows.states(row)[0]) for row in rows if not row.sendable],
    }
    return render(request, "appraisals/send.html", context, status=status)


def _send(request: ActingRequest, found: Board, rows: list[boards.Row]) -> HttpResponse:
    """Whatever is sent already stays sent: a second click changes nothing."""
    if any(row.sendable and row.missing for row in rows):
        return _ask(request, found, rows, status=422)
    open_rows = [row.seat.participant for row in rows if not row.seat.closed]
    if not open_rows:
        messages.info(request, _("Các đơn vị này đã được gửi đánh giá trước đó."))
        return redirect(_back(found))
    try:
        sent = actions.contribute(open_rows, by=request.mandate, at=now())
    except actions.Incomplete:  # somebody took the words away between the two reads
        return _ask(request, found, _chosen(request, found), status=422)
    except Participant.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Đã gửi đánh giá của %s đơn vị.") % sent)
    return redirect(_back(found))


def _back(found: Board) -> str:
    return reverse("appraisals:board", args=[found.place.track.pk, found.place.step.id])
