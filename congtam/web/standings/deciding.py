"""The verbs of an open session: who sat, what was said, which level each unit gets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congtam.clock import now
from congtam.meetings import actions as meetings
from congtam.meetings.permissions import may_keep
from congtam.standings import actions, permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.sessions import Session, course_of, session_of
from congtam.web.assessments.forms import text, version
from congtam.web.requests import ActingRequest
from congtam.web.standings import sessions, shown
from congtam.web.standings.finding import decision_list, list_of_line
from congtam.web.standings.people import Beside
from congtam.web.standings.wording import title, words


@require_POST
def arrange(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Sửa địa điểm, chủ trì, thư ký."""
    held = session_of(decision_list(request, pk))
    may_keep(request.mandate, held.decision_list.meeting).enforce()
    form = sessions.place_form(held, request.POST)
    if not form.is_valid():
        return sessions.show(request, held, sessions.Trials(place=form), 422)
    meetings.arrange(
        held.decision_list.meeting_id,
        place=form.cleaned_data["place"],
        chair=form.member("chair"),
        secretary=form.member("secretary"),
        by=request.mandate,
        at=now(),
    )
    messages.success(request, _("Đã ghi thành phần phiên họp."))
    return redirect("standings:session", pk)


@require_POST
def mark(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Điểm danh: who of the frozen members is present."""
    held = session_of(decision_list(request, pk))
    members = {str(row.mandate_id): row.mandate_id for row in held.attendance}
    typed = set(request.POST.getlist("present"))
    notes = {m: text(request.POST, f"note-{key}") for key, m in members.items()}
    meetings.mark(
        held.decision_list.meeting_id,
        present=[members[key] for key in sorted(typed & set(members))],
        notes=notes,
        by=request.mandate,
        at=now(),
    )
    messages.success(request, _("Đã ghi thành viên có mặt."))
    return redirect(f"{_address(pk)}#co-mat")


@require_POST
def minutes(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Ghi biên bản; two who write at once both see both texts."""
    made = decision_list(request, pk)
    typed = text(request.POST, "text")
    try:
        meetings.write_minutes(
            made.meeting_id,
            text=typed,
            version=version(request.POST),
            by=request.mandate,
            at=now(),
        )
    except meetings.MinutesConflict as conflict:
        trial = {
            "text": typed,
            "theirs": conflict.meeting.minutes,
            "version": conflict.meeting.version,
        }
        return sessions.show(request, session_of(made), sessions.Trials(minutes=trial), 409)
    messages.success(request, _("Đã lưu biên bản."))
    return redirect(f"{_address(pk)}#bien-ban")


@require_POST
def decide(request: ActingRequest, decision: UUID) -> HttpResponse:
    """Quyết định mức của một đơn vị."""
    made = list_of_line(request, decision)
    trial: dict[str, Any] = {
        "level": request.POST.get("level", ""),
        "reason": text(request.POST, "reason"),
        "version": version(request.POST),
    }
    status = 200
    try:
        actions.decide_unit(
            decision,
            level=trial["level"],
            reason=trial["reason"],
            version=trial["version"],
            by=request.mandate,
            at=now(),
        )
    except actions.NeedsReason:
        trial["error"] = _needs_reason(made, decision)
        status = 422
    except actions.DecisionConflict as conflict:
        label = course_of(made).rules.outcome_label(conflict.decision.level)
        trial["theirs"] = f"{label}. {conflict.decision.reason}".strip()
        trial["version"] = conflict.decision.version
        status = 409
    return _answer(request, session_of(made), decision, trial if status != 200 else None, status)


def _needs_reason(made: DecisionList, decision: UUID) -> str:
    if made.replaces_id is not None:
        return _("Nêu lý do quyết định lại.")
    if Decision.objects.filter(pk=decision, proposed="").exists():
        return _("Nêu lý do vì quy tắc không cho mức chắc chắn.")
    return _("Nêu lý do vì mức này khác mức đề nghị.")


def _answer(
    request: ActingRequest,
    held: Session,
    decision: UUID,
    trial: dict[str, Any] | None,
    status: int,
) -> HttpResponse:
    """The row and the quota for htmx; else the whole page, or back to it."""
    trials = sessions.Trials(lines={decision: trial} if trial else {})
    if not request.htmx:
        if trial is None:
            return redirect(f"{_address(held.decision_list.pk)}#don-vi-{decision}")
        return sessions.show(request, held, trials, status)
    line = next(one for one in held.lines if one.id == decision)
    rules = held.course.rules
    beside = Beside(request, held)
    context = {
        "row": sessions.row_of(request, held, beside, line, trial),
        "words": words(held.course),
        "scored": held.course.scored,
        "levels": [(level.id, level.label) for level in rules.levels],
        "writes": True,
        "quotas": shown.quotas(held.quotas),
        "spread": shown.spread(rules, held.levels),
        "saved": trial is None,
    }
    return render(request, "standings/_decided.html", context, status=status)


@require_POST
def refresh(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Cập nhật dữ kiện: ask the machine again with what is known today."""
    made = decision_list(request, pk)
    moved = actions.refresh(made.pk, by=request.mandate, at=now())
    if moved:
        messages.success(request, _("Đã cập nhật dữ kiện của %s hồ sơ.") % moved)
    else:
        messages.info(request, _("Dữ kiện không thay đổi."))
    return redirect("standings:session", pk)


@require_http_methods(["GET", "POST"])
def drop(request: ActingRequest, decision: UUID) -> HttpResponse:
    """Để đơn vị lại lần sau, with the reason."""
    made = list_of_line(request, decision)
    permissions.may_run(request.mandate, made, course_of(made)).enforce()
    held = session_of(made)
    line = next(one for one in held.lines if one.id == decision)
    reason = text(request.POST, "reason").strip()
    if request.method == "POST" and reason:
        actions.drop_unit(decision, reason=reason, by=request.mandate, at=now())
        messages.success(request, _("Đã để %s lại lần sau.") % line.name)
        return redirect("standings:session", made.pk)
    asked = request.method == "POST"
    context = {
        "list": made,
        "line": line,
        "back": _address(made.pk),
        "title": title(held),
        "reason_errors": [_("Nêu lý do để lại lần sau.")] if asked else [],
    }
    return render(request, "standings/drop.html", context, status=422 if asked else 200)


def _address(pk: UUID) -> str:
    return reverse("standings:session", args=[pk])
