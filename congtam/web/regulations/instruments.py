"""Pages of the register of instruments."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from congtam.files.queries import open_blob
from congtam.regulations import permissions, queries
from congtam.regulations.models import Instrument
from congtam.web.requests import ActingRequest

A_PAGE = 50


@require_GET
def instruments(request: ActingRequest) -> HttpResponse:
    """Papers of the tenant, the latest first; also by what stands in them."""
    words = request.GET.get("q", "").strip()
    found = queries.search_instruments(request.mandate, words)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_enter = permissions.may_load(request.mandate, request.mandate.tenant_id)
    context = {"page": page, "words": words, "may_enter": may_enter}
    return render(request, "regulations/instruments.html", context)


@require_GET
def instrument(request: ActingRequest, instrument_id: UUID) -> HttpResponse:
    """One paper: its head, its words, its file."""
    found = _find(request, instrument_id)
    may_transcribe = permissions.may_transcribe(request.mandate, found)
    context = {"instrument": found, "may_transcribe": may_transcribe}
    return render(request, "regulations/instrument.html", context)


@require_GET
def download(request: ActingRequest, instrument_id: UUID) -> FileResponse:
    """The file as it was entered, always as an attachment."""
    found = _find(request, instrument_id)
    if found.blob is None:
        raise Http404
    response = FileResponse(
        open_blob(found.blob.sha256), as_attachment=True, filename=found.blob_name,
        content_type=found.blob.media_type,
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def _find(request: ActingRequest, instrument_id: UUID) -> Instrument:
    visible = Instrument.objects.visible_to(request.mandate)
    return get_object_or_404(visible.select_related("blob"), pk=instrument_id)
