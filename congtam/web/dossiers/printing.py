"""Papers of a dossier: the covering list, and the reports that are enclosed."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment
from congtam.clock import local_date, now
from congtam.documents.forms import dossier_list as list_form
from congtam.documents.forms import self_report as report_form
from congtam.documents.queries.dossiers import Listed, dossier_list, enclosed_report
from congtam.web.documents.answers import attachment
from congtam.web.dossiers.finding import own, received
from congtam.web.requests import ActingRequest


@require_GET
def draft_list(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Bảng kê hồ sơ, bản nháp: as the dossier stands now."""
    return _list(own(request, assessment))


@require_GET
def sent_list(request: ActingRequest, dossier: UUID) -> FileResponse:
    """Bảng kê hồ sơ đã gửi."""
    return _list(received(request, dossier))


@require_GET
def enclosed(request: ActingRequest, dossier: UUID, assessment: UUID) -> FileResponse:
    """Một bản kiểm điểm kèm theo hồ sơ, as it was sent, with the opinions that came with it."""
    edition, opinions = _named(received(request, dossier), assessment)
    full = Assessment.objects.select_related("track", "cycle__issuer_body", "body", "report_form")
    paper = enclosed_report(get_object_or_404(full, pk=assessment), edition, opinions)
    if paper is None:
        raise Http404
    return attachment(BytesIO(report_form.render(paper)), "ban-kiem-diem.pdf")


def _named(one: Listed, assessment: UUID) -> tuple[UUID, frozenset[UUID]]:
    """The edition that was enclosed, and the seats whose opinions came with it."""
    own = one.contents.collective
    if own.file == assessment and own.edition is not None:
        return own.edition, frozenset()
    for paper in one.contents.enclosed:
        if paper.file == assessment and paper.edition is not None:
            seats = (given.seat for given in paper.opinions if given.cited)
            return paper.edition, frozenset(seat for seat in seats if seat is not None)
    raise Http404


def _list(one: Listed) -> FileResponse:
    paper = dossier_list(one, local_date(now()))
    return attachment(BytesIO(list_form.render(paper)), "bang-ke-ho-so.pdf")
