"""Send a self report, take it back, amend it: each a page that asks once more, then one act."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.assessments import actions, permissions
from congtam.assessments.actions import reporting
from congtam.assessments.actions.reporting.sending import touched
from congtam.clock import local_date, now, uuid7
from congtam.cycles.models import Obligation
from congtam.cycles.queries import is_late
from congtam.web.assessments import forms
from congtam.web.critiques import report_page as page
from congtam.web.critiques.report_finding import Own, own_report
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Sending:
    """What the confirmation was sent with, and what stood in the way."""

    token: str
    late_reason: str = ""
    error: str = ""
    late_error: str = ""


@require_http_methods(["GET", "POST"])
def send_report(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Gửi báo cáo tự kiểm điểm."""
    own = own_report(request, participant)
    if request.method == "GET":
        permissions.may_submit(request.mandate, own.seat).enforce()
        return _confirm(request, own, Sending(str(uuid7())), 200)
    token, reason = forms.token(request.POST), forms.text(request.POST, "late_reason")
    try:
        made = reporting.send_report(
            participant, token=token, late_reason=reason, by=request.mandate, at=now()
        )
    except actions.NeedsLateReason:
        says = _("Đã quá hạn gửi. Nêu lý do gửi muộn để báo cáo được tiếp nhận.")
        return _confirm(request, own, Sending(token, reason, late_error=says), 422)
    except actions.Unchanged:
        says = _("Báo cáo chưa thay đổi gì so với lần gửi trước. Sửa theo lý do trả lại rồi gửi.")
        return _confirm(request, own, Sending(token, reason, error=says), 422)
    except actions.Incomplete:
        says = _("Chưa gửi được: báo cáo còn thiếu các mục dưới đây.")
        return _confirm(request, own, Sending(token, reason, error=says), 422)
    messages.success(request, _sent(made.sha256))
    return redirect("critiques:file", own.assessment.pk)


def _sent(sha256: str) -> str:
    return _("Đã gửi báo cáo, mã băm %s. Bản đã gửi được giữ nguyên.") % sha256[:12]


def _confirm(request: ActingRequest, own: Own, sending: Sending, status: int) -> HttpResponse:
    duty = _duty(own)
    late = duty is not None and is_late(duty.due_on, now()) and not own.amends
    context = page.common(request, own) | {
        "sending": sending,
        "form": own.form,
        "duty": duty,
        "late": late,
        "refused_late": late and own.seat.step_rule.late == "refused",
        "days_late": (local_date(now()) - duty.due_on).days if late and duty else 0,
        "faults": len(own.content.faults),
        "tasks": sum(len(one.tasks) for one in own.content.registers),
        "write_url": _page(own),
    }
    return render(request, "critiques/report/send.html", context, status=status)


def _duty(own: Own) -> Obligation | None:
    duty = own.assessment.obligation
    return duty if duty is not None and duty.step == own.seat.step_rule.id else None


@require_http_methods(["GET", "POST"])
def amend_report(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Gửi bản bổ sung sau hội nghị."""
    own = own_report(request, participant)
    if request.method == "GET":
        permissions.may_amend(request.mandate, own.seat, own.state).enforce()
        return _confirm(request, own, Sending(str(uuid7())), 200)
    token = forms.token(request.POST)
    try:
        made = reporting.amend(participant, token=token, by=request.mandate, at=now())
    except actions.Unchanged:
        says = _("Báo cáo chưa thay đổi gì so với bản đã gửi.")
        return _confirm(request, own, Sending(token, error=says), 422)
    except actions.Incomplete:
        says = _("Chưa gửi được: báo cáo còn thiếu các mục dưới đây.")
        return _confirm(request, own, Sending(token, error=says), 422)
    messages.success(request, _sent(made.sha256))
    return redirect("critiques:file", own.assessment.pk)


@require_http_methods(["GET", "POST"])
def take_back(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Rút lại báo cáo để viết tiếp."""
    own = own_report(request, participant)
    if request.method == "GET":
        permissions.may_take_back(
            request.mandate, own.seat, own.state, touched=touched(own.seat)
        ).enforce()
        context = {"file": own.assessment, "back": _file(own)}
        return render(request, "critiques/report/take_back.html", context)
    reporting.take_back(participant, by=request.mandate, at=now())
    messages.success(request, _("Đã rút báo cáo về. Sửa xong nhớ gửi lại trước hạn."))
    return redirect(_page(own))


def _file(own: Own) -> str:
    return reverse("critiques:file", args=[own.assessment.pk])


def _page(own: Own) -> str:
    return reverse("critiques:write", args=[own.assessment.pk, own.seat.participant])
