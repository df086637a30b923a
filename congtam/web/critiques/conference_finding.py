"""Find a conference or one file on it: 404 for whoever does not sit in the body that confers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from congtam.assessments import permissions
from congtam.assessments.models import Opinion
from congtam.assessments.queries.hearings import (
    Conference,
    Heard,
    conference_of,
    conferences,
)
from congtam.clock import local_date, now
from congtam.core.verdict import Verdict
from congtam.meetings.permissions import may_keep
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Held:
    """One conference as this reader meets it."""

    conference: Conference
    keeps: Verdict

    def line(self, participant: UUID) -> Heard:
        """One file of the agenda."""
        found = self.conference.row(participant)
        if found is None:
            raise Http404
        return found

    def neighbours(self, row: Heard) -> tuple[Heard | None, Heard | None]:
        """The file before and the one after on the agenda."""
        rows = self.conference.rows
        at = rows.index(row)
        return rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None


def find(request: ActingRequest, meeting: UUID) -> Held:
    """A conference of the holder's own body."""
    named = conferences(request.mandate).select_related(
        "body", "chair__person", "secretary__person", "chair__body", "secretary__body"
    )
    found = get_object_or_404(named, pk=meeting)
    conference = conference_of(found, request.mandate, local_date(now()))
    seats = [row.seat for row in conference.rows]
    keeps = may_keep(request.mandate, found) and permissions.may_run_conference(
        request.mandate, seats
    )
    return Held(conference, keeps)


def opinion(request: ActingRequest, pk: UUID) -> Opinion:
    """One opinion of a conference of the holder's own body."""
    rows = Opinion.objects.filter(meeting__in=conferences(request.mandate))
    return get_object_or_404(rows.select_related("hearing"), pk=pk)
