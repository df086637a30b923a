"""Thông báo: what the product has told this person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from congtam import clock
from congtam.notices import actions
from congtam.notices.queries import recent
from congtam.web.requests import ActingRequest

SHOWN = 100


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """The latest notices, unread ones marked."""
    rows = recent(request.mandate.person_id, SHOWN)
    return render(request, "overview/notices.html", {"rows": rows})


@require_POST
def mark_read(request: ActingRequest) -> HttpResponse:
    """Đánh dấu tất cả là đã đọc."""
    rows = recent(request.mandate.person_id, SHOWN)
    unread = [row.id for row in rows if row.read_at is None]
    actions.mark_read(request.mandate.person_id, unread, at=clock.now())
    return redirect("overview:notices")
