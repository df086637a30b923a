"""Conclude on one file: correct a declared event, propose a level, send back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congtam.assessments import actions, permissions
from congtam.assessments.queries import appraisal as appraisals
from congtam.assessments.queries.desk import neighbours
from congtam.assessments.queries.seats import Seat
from congtam.clock import local_date, now
from congtam.core.scoring import NO, YES
from congtam.regulations import queries as regulations
from congtam.web.appraisals import screens, typed
from congtam.web.appraisals.board_rows import address
from congtam.web.appraisals.finding import own_seat
from congtam.web.appraisals.forms import SendBackForm
from congtam.web.assessments.forms import text, version
from congtam.web.requests import ActingRequest


@require_POST
def correct(request: ActingRequest, participant: UUID, fact: str) -> HttpResponse:
    """Sửa một điều kiện đơn vị đã khai, with the reason."""
    seat, rows = own_seat(request, participant)
    if fact not in {f.id for f in seat.sheet.facts if f.source == "declared"}:
        raise Http404
    value, words = request.POST.get("value", ""), text(request.POST, "words")
    trial: dict[str, Any] = {"value": value, "words": words, "version": version(request.POST)}
    try:
        if value not in (YES, NO):
            raise actions.NeedsReason(_("Chọn «Có» hoặc «Không»."))
        actions.declare(
            participant,
            fact,
            value=value,
            words=words,
            version=trial["version"],
            by=request.mandate,
            at=now(),
        )
    except actions.NeedsReason as refused:
        trials = screens.Trials(facts={fact: trial | {"error": refused.reason}})
        return screens.show_screen(request, seat, rows, trials, 422)
    except actions.Conflict as conflict:
        said = _("Có") if conflict.theirs.entered == YES else _("Không")
        theirs = f"{said}. {conflict.theirs.words.reached}"
        trial["version"] = conflict.theirs.version
        trials = screens.Trials(facts={fact: trial | {"theirs": theirs}})
        return screens.show_screen(request, seat, rows, trials, 409)
    messages.success(request, _("Đã sửa điều kiện đã khai."))
    return redirect(f"{address('screen', participant)}#su-kien")


@require_POST
def propose(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Đề nghị mức xếp loại; «Lưu và sang đơn vị sau» goes on to the next file."""
    seat, rows = own_seat(request, participant)
    mine = typed.opinion(request.POST)
    onward = request.POST.get("then") == "next"
    if not (mine.level or mine.words) and mine.seen is None and onward:
        return _onward(request, seat)
    try:
        if mine.error or not mine.level:
            raise actions.NeedsReason(mine.error or screens.level_missing())
        result = appraisals.live(seat).result
        actions.say(
            participant,
            level=mine.level,
            words=mine.words,
            expected=screens.expected(regulations.rules(seat.rules_id), result),
            seen=mine.seen,
            by=request.mandate,
            at=now(),
        )
    except actions.NeedsReason as refused:
        return _again(request, (seat, rows), mine, {"error": refused.reason}, 422)
    except actions.Conflict as conflict:
        theirs = conflict.theirs
        rules = regulations.rules(seat.rules_id)
        label = rules.outcome_label(theirs.entered) if theirs.entered else _("để trống")
        said = {"theirs": f"{label}. {theirs.words.reached}".strip()}
        return _again(request, (seat, rows), mine, said, 409)
    if onward:
        return _onward(request, seat)
    messages.success(request, _("Đã lưu đề nghị mức xếp loại."))
    return redirect(f"{address('screen', participant)}#de-nghi")


def _again(
    request: ActingRequest,
    held: tuple[Seat, list[Seat]],
    mine: typed.Opinion,
    said: dict[str, str],
    status: int,
) -> HttpResponse:
    """What was typed stays. After a conflict the next save is against what stands now."""
    kept: dict[str, Any] = {"level": mine.level, "words": mine.words, "saved": False}
    if not said.get("theirs"):
        kept["seen"] = mine.seen.isoformat() if mine.seen else ""
    trials = screens.Trials(proposal=kept | said)
    return screens.show_screen(request, *held, trials, status)


def _onward(request: ActingRequest, seat: Seat) -> HttpResponse:
    near = neighbours(seat, request.mandate, local_date(now()))
    if near.after is not None:
        return redirect(address("screen", near.after))
    messages.success(request, _("Đây là đơn vị cuối trong danh sách."))
    return redirect(reverse("appraisals:desk", args=[seat.track, seat.step_rule.id]))


@require_http_methods(["GET", "POST"])
def send_back(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Trả lại hồ sơ, with a reason and a day."""
    seat, _rows = own_seat(request, participant)
    may = permissions.may_send_back(request.mandate, seat)
    may.enforce()
    today = local_date(now())
    form = SendBackForm(request.POST or None, seat=seat, today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.send_back(
            participant,
            to=given["to"],
            reason=given["reason"],
            due_on=given["due_on"],
            by=request.mandate,
            at=now(),
        )
        messages.success(request, _("Đã trả lại hồ sơ của %s.") % seat.subject_name)
        return redirect(reverse("appraisals:desk", args=[seat.track, seat.step_rule.id]))
    context = {"form": form, "seat": seat, "back": address("screen", participant)}
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/send_back.html", context, status=status)
