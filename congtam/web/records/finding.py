"""Find a task the reader may see, with how far they reach over it."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from congtam.clock import local_date, now, uuid7
from congtam.records.models import Task
from congtam.records.queries.reach import Reach, reach_of
from congtam.web.requests import ActingRequest


def find_task(request: ActingRequest, id: UUID) -> tuple[Task, Reach]:
    """404, not 403: who may not see it does not learn that it exists."""
    today = local_date(now())
    visible = Task.objects.visible_to(request.mandate, today)
    full = visible.select_related(
        "person", "body", "blob", "entered_by__person", "reported_by__person", "checked_by__person"
    )
    task = get_object_or_404(full, pk=id)
    return task, reach_of(request.mandate, today, [task])


def sent(request: ActingRequest) -> QueryDict | None:
    """What a form is filled with: an empty one that was sent is still one that was sent."""
    return request.POST if request.method == "POST" else None


def fresh_token() -> str:
    """The key of one form, so that a second click is known again."""
    return uuid7().hex
