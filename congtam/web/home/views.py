"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam.web.requests import ActingRequest


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Việc của tôi."""
    return render(request, "home/index.html")
