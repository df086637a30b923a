"""One unit on a board's page: its criteria one below the other, and the verbs of one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import actions, permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries import board as boards
from congtam.assessments.queries.desk import neighbours
from congtam.clock import local_date, now
from congtam.web.appraisals import board_rows, saving, typed
from congtam.web.appraisals.finding import board_row, line_of
from congtam.web.requests import ActingRequest


@require_GET
def unit(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Một đơn vị: what the table shows in one row, with room to write."""
    return _page(request, board_row(request, participant))


def _page(
    request: ActingRequest,
    row: boards.Row,
    *,
    trial: tuple[str, typed.Line] | None = None,
    said: typed.Opinion | None = None,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    seat = row.seat
    may = permissions.may_draft(request.mandate, seat)
    label, tone = board_rows.states(row)
    key, line = trial or ("", None)
    context = {
        "seat": seat,
        "state": label,
        "tone": tone,
        "may": may,
        "lines": [
            board_rows.cell(row, c, write=bool(may), trial=line if c.id == key else None)
            for c in boards.lines_of(seat)
        ],
        "said": board_rows.opinion(seat, row.said, said, theirs),
        "open": row.open,
        "beside": board_rows.beside_sum(boards.lines_of(seat), row.beside),
        "near": neighbours(seat, request.mandate, local_date(now())),
    }
    return render(request, "appraisals/unit.html", context, status=status)


@require_GET
def cell(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """One cell of the table, opened for writing in place."""
    row = board_row(request, participant)
    criterion = line_of(row.seat, key)
    permissions.may_score(request.mandate, row.seat, criterion).enforce()
    if not request.htmx:
        return redirect(f"{board_rows.address('unit', participant)}#line-{key}")
    line = board_rows.cell(row, criterion, write=True)
    return render(request, "appraisals/_board_form.html", {"line": line})


@require_POST
def save(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Lưu ý kiến, điểm của ban về một tiêu chí."""
    outcome = saving.save(request, participant, key, typed.line(request.POST))
    row = board_row(request, participant)
    criterion = line_of(row.seat, key)
    if not request.htmx:
        if outcome.status == 200:
            return redirect(f"{board_rows.address('unit', participant)}#line-{key}")
        return _page(request, row, trial=(key, outcome.typed), status=outcome.status)
    trial = outcome.typed if outcome.status != 200 else None
    line = board_rows.cell(row, criterion, write=True, trial=trial)
    label, tone = board_rows.states(row)
    context = {"line": line, "state": label, "tone": tone, "seat": row.seat, "at": f"{now():%H:%M}"}
    if outcome.whole:
        return _swap(request, "appraisals/_board_form.html", context, line["uid"], outcome.status)
    return render(request, "appraisals/_board_saved.html", context, status=outcome.status)


def _swap(
    request: ActingRequest, name: str, context: dict[str, Any], uid: str, status: int
) -> HttpResponse:
    """The whole form again: both texts after a conflict, or the one that was chosen."""
    response = render(request, name, context, status=status)
    response["HX-Retarget"] = f"#form-{uid}"
    response["HX-Reswap"] = "outerHTML"
    return response


@require_POST
def say(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Lưu ý kiến chung của ban về một đơn vị."""
    mine, keep = typed.opinion(request.POST), request.POST.get("keep", "")
    row = board_row(request, participant)
    theirs, status = "", 422 if mine.error else 200
    if keep == "both":
        mine = replace(mine, words=typed.merged(mine.words, row.said.words))
    if not mine.error and keep != "theirs":
        try:
            _say(request, participant, mine)
        except actions.Conflict as conflict:
            theirs, status = conflict.theirs.words.reached or _("(đã xóa)"), 409
    if status == 200:
        row = board_row(request, participant)
    if not request.htmx:
        if status == 200:
            return redirect(f"{board_rows.address('unit', participant)}#y-kien")
        return _page(request, row, said=mine, theirs=theirs, status=status)
    label, tone = board_rows.states(row)
    said = board_rows.opinion(row.seat, row.said, mine if status != 200 else None, theirs)
    context = {"said": said, "state": label, "tone": tone, "seat": row.seat, "at": f"{now():%H:%M}"}
    if status == 409 or (keep and status == 200):
        return _swap(request, "appraisals/_opinion_form.html", context, said["uid"], status)
    return render(request, "appraisals/_opinion_saved.html", context, status=status)


def _say(request: ActingRequest, participant: UUID, mine: typed.Opinion) -> None:
    try:
        actions.say(
            participant,
            level="",
            words=mine.words,
            expected="",
            seen=mine.seen,
            by=request.mandate,
            at=now(),
        )
    except Participant.DoesNotExist:
        raise Http404 from None
