"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam import clock
from congtam.web.overview.registers import register_tasks
from congtam.web.overview.tasks import tasks_of
from congtam.web.requests import ActingRequest


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Việc của tôi: what waits for this person, acting as this mandate."""
    today = clock.local_date(clock.now())
    tasks = tasks_of(request.mandate, today) + register_tasks(request.mandate, today)
    return render(request, "home/index.html", {"tasks": tasks})
