"""Hand the sheet in: look once more at what goes, then the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments import actions, permissions
from congtam.assessments.models import Assessment, Submission
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import filled, standing_of
from congtam.assessments.states import StepKind
from congtam.clock import local_date, now, uuid7
from congtam.cycles.queries import is_late
from congtam.web.assessments import dock, forms, page
from congtam.web.assessments.finding import File, find, own_seat
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Handing:
    """What the confirmation was sent with, and what stood in the way."""

    token: str
    late_reason: str = ""
    error: str = ""
    late_error: str = ""


@require_http_methods(["GET", "POST"])
def submit(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Nộp hồ sơ: a page that shows what is handed in, and one button."""
    seat = own_seat(request, participant)
    if seat.step_rule.kind != StepKind.SELF_SCORE:
        raise Http404
    if request.method == "GET":
        permissions.may_submit(request.mandate, seat).enforce()
        return _confirm(request, seat, Handing(str(uuid7())), 200)
    token, reason = forms.token(request.POST), forms.text(request.POST, "late_reason")
    try:
        made = actions.submit(
            participant, token=token, late_reason=reason, by=request.mandate, at=now()
        )
    except actions.NeedsLateReason:
        says = _("Đã quá hạn nộp. Nêu lý do nộp muộn để hồ sơ được tiếp nhận.")
        return _confirm(request, seat, Handing(token, reason, late_error=says), 422)
    except actions.Unchanged:
        says = _(
            "Hồ sơ chưa thay đổi gì so với lần nộp trước. Bổ sung theo lý do trả lại rồi hãy nộp."
        )
        return _confirm(request, seat, Handing(token, reason, error=says), 422)
    except actions.Incomplete:
        says = _("Chưa nộp được: hồ sơ còn thiếu các mục dưới đây.")
        return _confirm(request, seat, Handing(token, reason, error=says), 422)
    return redirect("assessments:receipt", made.pk)


def _confirm(request: ActingRequest, seat: Seat, handing: Handing, status: int) -> HttpResponse:
    file = find(request, seat.assessment)
    part = filled(seat.participant)
    standing = standing_of(seat, file.rules, part)
    figures = dock.figures(seat, file.rules, standing)
    duty = file.assessment.obligation
    late = duty is not None and is_late(duty.due_on, now())
    papers = list(page.dossier(seat, part, write=False))
    context = {
        "file": file.assessment,
        "seat": seat,
        "handing": handing,
        "dock": figures,
        "level": file.rules.outcome_label(part.level) if part.level else "",
        "agrees": part.level == standing.outcome.outcome,
        "lines": sum(1 for e in part.entries.values() if e.points is not None),
        "of_lines": sum(len(g.criteria) for g in seat.groups),
        "evidence": sum(len(f) for f in part.files.values()),
        "papers": [p for p in papers if p["there"]],
        "facts": list(page.facts(seat, part, None)),
        "late": late,
        "refused_late": late and seat.step_rule.late == "refused",
        "duty": duty,
        "days_late": (local_date(now()) - duty.due_on).days if late and duty else 0,
        "file_url": reverse("assessments:file", args=[seat.assessment]),
        "sheet_url": _sheet(file, seat),
    }
    return render(request, "assessments/submit.html", context, status=status)


def _sheet(file: File, seat: Seat) -> str:
    return reverse("assessments:sheet", args=[file.assessment.pk, seat.participant])


@require_GET
def receipt(request: ActingRequest, submission: UUID) -> HttpResponse:
    """Biên nhận: what was handed in, when, by whom, with its code."""
    visible = Assessment.objects.visible_to(request.mandate)
    found = Submission.objects.filter(assessment__in=visible)
    row = get_object_or_404(found.select_related("assessment__cycle", "by__person"), pk=submission)
    context = {
        "submission": row,
        "file": row.assessment,
        "file_url": reverse("assessments:file", args=[row.assessment_id]),
    }
    return render(request, "assessments/receipt.html", context)
