"""Papers printed on demand, each with what its reader may read and nothing more."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment, Submission
from congtam.clock import local_date, now
from congtam.documents import permissions
from congtam.documents.forms import consolidated_table as table_form
from congtam.documents.forms import decision as decision_form
from congtam.documents.forms import receipt as receipt_form
from congtam.documents.forms import score_sheet as sheet_form
from congtam.documents.forms import session_minutes as minutes_form
from congtam.documents.queries import decisions, sheets, tables
from congtam.standings.queries.sessions import session_of
from congtam.standings.queries.tables import Table
from congtam.web.documents.answers import attachment
from congtam.web.requests import ActingRequest
from congtam.web.standings.finding import decision_list, own_desks


@require_GET
def score_sheet(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Phiếu chấm điểm của một đơn vị."""
    visible = Assessment.objects.visible_to(request.mandate).select_related("track", "cycle")
    file = get_object_or_404(visible, pk=assessment)
    today = local_date(now())
    read = sheets.read_file(file, request.mandate, today)
    permissions.may_print_sheet(read).enforce()
    assert read is not None
    return _answer(sheet_form.render(sheets.score_sheet(read, today)), "phieu-cham-diem.pdf")


@require_GET
def receipt(request: ActingRequest, submission: UUID) -> FileResponse:
    """Giấy biên nhận của một lần nộp."""
    found = Submission.objects.select_related(
        "by__person", "assessment__track", "assessment__cycle", "assessment__obligation"
    ).filter(assessment__in=Assessment.objects.visible_to(request.mandate))
    row = get_object_or_404(found, pk=submission)
    permissions.may_print_receipt(request.mandate, row.assessment).enforce()
    return _answer(receipt_form.render(sheets.receipt(row)), f"bien-nhan-{row.receipt}.pdf")


@require_GET
def consolidated(request: ActingRequest, track: UUID) -> FileResponse:
    """Bảng tổng hợp, khổ ngang."""
    table = Table(own_desks(request, track), request.mandate, local_date(now()))
    paper = tables.consolidated_table(table, signer=None)
    return _answer(table_form.render(paper), "bang-tong-hop.pdf")


@require_GET
def minutes(request: ActingRequest, pk: UUID) -> FileResponse:
    """Biên bản phiên họp."""
    made = decision_list(request, pk)
    permissions.may_print_minutes(request.mandate, made).enforce()
    return _answer(minutes_form.render(decisions.session_minutes(session_of(made))), "bien-ban.pdf")


@require_GET
def decision_draft(request: ActingRequest, pk: UUID) -> FileResponse:
    """Dự thảo quyết định: without number, for the members of the deciding body."""
    made = decision_list(request, pk)
    permissions.may_print_draft(request.mandate, made).enforce()
    paper = decisions.decision_paper(
        session_of(made), number=None, issued_on=local_date(now()), signer=None
    )
    return _answer(decision_form.render(paper), "du-thao-quyet-dinh.pdf")


def _answer(pdf: bytes, name: str) -> FileResponse:
    return attachment(BytesIO(pdf), name)
