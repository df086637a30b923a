"""Reads of sessions: who could sit on a day, who was present."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate


def members_on(body_id: UUID, day: date) -> list[Mandate]:
    """The members of a body on `day`, in the order of their names."""
    found = Mandate.objects.on(day).of_body(body_id).select_related("person", "body")
    return list(found.order_by("person__sort_key", "id"))


def attendance_of(meeting_ids: Iterable[UUID]) -> dict[UUID, list[Attendance]]:
    """The frozen members of each session with their presence, in the order of their names."""
    rows = Attendance.objects.filter(meeting_id__in=list(meeting_ids))
    found: dict[UUID, list[Attendance]] = {}
    for row in rows.select_related("mandate__person").order_by("mandate__person__sort_key", "id"):
        found.setdefault(row.meeting_id, []).append(row)
    return found
