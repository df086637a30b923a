"""Papers of critique printed on demand: 404 for whatever the reader may not read."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment
from congtam.assessments.queries.hearings import conference_of, conferences
from congtam.clock import local_date, now
from congtam.documents import permissions
from congtam.documents.forms import conference_minutes as conference_form
from congtam.documents.forms import opinion_letter as opinion_form
from congtam.documents.forms import rule_account as account_form
from congtam.documents.forms import self_report as report_form
from congtam.documents.queries.accounts import rule_account
from congtam.documents.queries.conferences import conference_minutes
from congtam.documents.queries.critiques import read_critique
from congtam.documents.queries.opinions import opinion_letter
from congtam.documents.queries.self_reports import self_report
from congtam.web.documents.answers import attachment
from congtam.web.requests import ActingRequest


@require_GET
def report(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Báo cáo tự kiểm điểm, with the opinions and the result that are open to the reader."""
    today = local_date(now())
    read = read_critique(_file(request, assessment), request.mandate, today)
    paper = self_report(read, today)
    if paper is None:
        raise Http404
    return _answer(report_form.render(paper), "bao-cao-tu-kiem-diem.pdf")


@require_GET
def opinion(request: ActingRequest, assessment: UUID, participant: UUID) -> FileResponse:
    """Ý kiến nhận xét của một nơi tham gia."""
    today = local_date(now())
    read = read_critique(_file(request, assessment), request.mandate, today)
    paper = opinion_letter(read, participant, request.mandate, today)
    if paper is None:
        raise Http404
    return _answer(opinion_form.render(paper), "y-kien-nhan-xet.pdf")


@require_GET
def account(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Vì sao: diễn giải mức đề nghị."""
    file = _file(request, assessment)
    if file.track.sources_id is None:
        raise Http404
    paper = rule_account(file, request.mandate, local_date(now()))
    if paper is None:
        raise Http404
    return _answer(account_form.render(paper), "vi-sao.pdf")


@require_GET
def minutes(request: ActingRequest, meeting: UUID) -> FileResponse:
    """Biên bản hội nghị kiểm điểm."""
    found = conferences(request.mandate).select_related(
        "body", "chair__person", "chair__body", "secretary__person", "secretary__body"
    )
    made = get_object_or_404(found, pk=meeting)
    held = conference_of(made, request.mandate, local_date(now()))
    permissions.may_print_conference(request.mandate, held).enforce()
    paper = conference_minutes(held)
    return _answer(conference_form.render(paper), "bien-ban-hoi-nghi.pdf")


def _file(request: ActingRequest, pk: UUID) -> Assessment:
    visible = Assessment.objects.visible_to(request.mandate)
    full = visible.select_related(
        "track", "cycle__issuer_body", "post", "body", "report_form", "placement"
    )
    return get_object_or_404(full, pk=pk)


def _answer(pdf: bytes, name: str) -> FileResponse:
    return attachment(BytesIO(pdf), name)
