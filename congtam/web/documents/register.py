"""Văn bản đã phát hành: the register, and one paper's bytes."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from congtam.documents.queries.register import papers_of
from congtam.files.queries import open_blob
from congtam.web.documents.answers import attachment
from congtam.web.requests import ActingRequest

PAGE = 50


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """The papers issued in the tenant, the latest first."""
    page = Paginator(papers_of(request.mandate), PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/index.html", {"page": page})


@require_GET
def paper(request: ActingRequest, pk: UUID) -> FileResponse:
    """Tải một văn bản đã phát hành."""
    found = get_object_or_404(papers_of(request.mandate), pk=pk)
    return attachment(open_blob(found.blob_id), found.name)
