"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam import clock
from congtam.web.overview.dossiers import dossier_tasks
from congtam.web.overview.registers import register_tasks
from congtam.web.overview.tasks import in_order, tasks_of
from congtam.web.requests import ActingRequest


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Việc của tôi: what waits for this person, acting as this mandate."""
    today = clock.local_date(clock.now())
    rooms = (tasks_of, dossier_tasks, register_tasks)
    tasks = in_order(task for room in rooms for task in room(request.mandate, today))
    return render(request, "home/index.html", {"tasks": tasks})
