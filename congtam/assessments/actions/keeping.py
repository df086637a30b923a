"""Keep the record of a conference: place, chair and secretary, who is present, the introduction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congtam.assessments import permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries.hearings import conferences
from congtam.assessments.queries.seats import seats
from congtam.clock import local_date
from congtam.meetings import actions as meetings
from congtam.meetings.models import Meeting
from congtam.organisation.models import Mandate


@transaction.atomic
def arrange_conference(
    meeting_id: UUID,
    *,
    place: str,
    chair: Mandate | None,
    secretary: Mandate | None,
    by: Mandate,
    at: datetime,
) -> Meeting:
    """Name place, chair and secretary anew (sửa thành phần)."""
    _ask(meeting_id, by, at)
    return meetings.arrange(meeting_id, place=place, chair=chair, secretary=secretary, by=by, at=at)


@transaction.atomic
def mark_present(
    meeting_id: UUID,
    *,
    present: Iterable[UUID],
    notes: Mapping[UUID, str],
    by: Mandate,
    at: datetime,
) -> int:
    """Write down who is present (điểm danh), by mandates; gives how many."""
    _ask(meeting_id, by, at)
    return meetings.mark(meeting_id, present=present, notes=notes, by=by, at=at)


@transaction.atomic
def introduce(meeting_id: UUID, *, text: str, version: int, by: Mandate, at: datetime) -> Meeting:
    """Write what the minutes begin with (phần mở đầu); MinutesConflict: somebody was faster."""
    _ask(meeting_id, by, at)
    return meetings.write_minutes(meeting_id, text=text, version=version, by=by, at=at)


def _ask(meeting_id: UUID, by: Mandate, at: datetime) -> None:
    """DoesNotExist for whoever does not sit in the body that confers."""
    meeting = conferences(by).get(pk=meeting_id)
    held = seats(Participant.objects.filter(hearing__meeting=meeting), by, local_date(at))
    permissions.may_run_conference(by, held).enforce()
