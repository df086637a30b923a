"""Read a self report: the edition sent last, an earlier one, one's own draft; its attached file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.assessments.models import Edition, Report, Subject
from congtam.assessments.queries.report import (
    Content,
    editions,
    form_of,
    members,
    sealed,
    working,
)
from congtam.assessments.queries.report.content import from_text
from congtam.assessments.states import OWN, ReportState
from congtam.clock import local_date, now
from congtam.files.models import Blob
from congtam.files.queries import open_blob
from congtam.web.assessments.finding import File, find
from congtam.web.critiques import report_rows as rows
from congtam.web.critiques.report_finding import own_participant, reads_report
from congtam.web.requests import ActingRequest


@require_GET
def report(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Báo cáo để đọc, để in: what was sent last; for its writers, what stands now until then."""
    found = _found(request, assessment)
    row = _report(found)
    if row is None or row.state == ReportState.DRAFT:
        _only_own(found)
        sitting = []
        if found.assessment.subject != Subject.PERSON:
            sitting = members(_own_body(found), local_date(now()))
        content = working(found.assessment, row, sitting)
        return _show(request, found, content, {"draft": True})
    return _show(request, found, sealed(row), {"report": row})


@require_GET
def edition(request: ActingRequest, assessment: UUID, edition: UUID) -> HttpResponse:
    """Một bản đã gửi trước đó."""
    found = _found(request, assessment)
    rows_ = Edition.objects.select_related("by__person", "by__body")
    one = get_object_or_404(rows_, pk=edition, report_id=assessment)
    return _show(request, found, from_text(one.snapshot), {"edition": one})


@require_GET
def report_blob(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Tải tệp báo cáo đính kèm."""
    found = _found(request, assessment)
    row = _report(found)
    if row is None:
        raise Http404
    if row.state == ReportState.DRAFT:
        _only_own(found)
        sha256, name = row.blob_id, row.blob_name
    else:
        content = sealed(row)
        sha256, name = content.blob, content.blob_name
    blob = get_object_or_404(Blob, pk=sha256 or "")
    answer = FileResponse(
        open_blob(blob.sha256), as_attachment=True, filename=name, content_type=blob.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _found(request: ActingRequest, assessment: UUID) -> File:
    """The file, for whoever may read its report; for everybody else there is none."""
    found = find(request, assessment)
    if own_participant(found) is None or not reads_report(found):
        raise Http404
    return found


def _report(found: File) -> Report | None:
    return Report.objects.select_related("sent_by__person").filter(pk=found.assessment.pk).first()


def _only_own(found: File) -> None:
    """A draft is read by those whose report it is, and by nobody else."""
    if not any(seat.step_rule.kind in OWN for seat in found.seats):
        raise Http404


def _own_body(found: File) -> UUID | None:
    own = own_participant(found)
    return next((s.body for s in found.seats if s.participant == own), None)


def _show(
    request: ActingRequest, found: File, content: Content, more: dict[str, Any]
) -> HttpResponse:
    form = form_of(found.assessment)
    shown = list(editions(found.assessment.pk))
    context = {
        "file": found.assessment,
        "form": form,
        "content": content,
        "year": str(found.assessment.cycle.year),
        "parts": [part for part in rows.parts(form, content) if _says(part)],
        "level": found.rules.outcome_label(content.level) if content.level else "",
        "editions": shown,
        "collective": found.assessment.subject != Subject.PERSON,
        "state": _state(shown, more),
    } | more
    return render(request, "critiques/report/read.html", context)


def _says(part: dict[str, Any]) -> bool:
    """A required part stands even where nothing was written; the others only with words."""
    tables = ("registers", "earlier", "faults")
    return bool(part["required"] or part["words"] or any(part.get(name) for name in tables))


def _state(shown: list[Edition], more: dict[str, Any]) -> str:
    """Which edition this is, in words."""
    if more.get("draft"):
        return _("Bản nháp, chưa gửi")
    one = more.get("edition") or (shown[0] if shown else None)
    if one is None:
        return ""
    amended = one.state == ReportState.AMENDED
    words = _("Bản bổ sung sau hội nghị") if amended else _("Bản đã gửi")
    return f"{words}, {_('lần')} {one.round}"
