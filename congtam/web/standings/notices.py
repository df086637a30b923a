"""Thông báo mức xếp loại: the notice of one level as a paper, for its subject and its deciders."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment
from congtam.assessments.queries.seats import seats_of
from congtam.clock import local_date, now
from congtam.documents.forms import level_notice as form
from congtam.documents.queries.notices import level_notice
from congtam.standings.permissions import may_read_notice
from congtam.web.documents.answers import attachment
from congtam.web.requests import ActingRequest


@require_GET
def notice(request: ActingRequest, assessment: UUID) -> FileResponse:
    """Thông báo kết quả; 404 until it is published."""
    visible = Assessment.objects.visible_to(request.mandate).filter(published_at__isnull=False)
    file = get_object_or_404(visible.select_related("track", "cycle"), pk=assessment)
    today = local_date(now())
    may_read_notice(request.mandate, file, seats_of(request.mandate, file.pk, today)).enforce()
    return attachment(BytesIO(form.render(level_notice(file, today))), "thong-bao.pdf")
