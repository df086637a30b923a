"""Find one seat of the desk of opinions: 404 for whoever does not hold it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from congtam.assessments import permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries.opinions import Desk, desk_of, missing_before, seats_at_desk
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import StepState
from congtam.clock import local_date, now
from congtam.core.rules import RuleSet
from congtam.core.verdict import Verdict
from congtam.regulations import queries as regulations
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Words:
    """One seat of the desk, and what its holder may do with it."""

    desk: Desk
    may_draft: Verdict
    may_send: Verdict
    missing: tuple[str, ...]
    may_anew: Verdict

    @property
    def seat(self) -> Seat:
        return self.desk.row.seat

    @property
    def rules(self) -> RuleSet:
        return regulations.rules(self.seat.rules_id)

    @property
    def outside(self) -> bool:
        """True where a body outside the system speaks through this seat."""
        return self.seat.behalf is not None


def find(request: ActingRequest, assessment: UUID, participant: UUID) -> Words:
    """One seat of the holder's desk."""
    held = seats_at_desk(request.mandate).filter(assessment_id=assessment)
    found: Participant = get_object_or_404(held, pk=participant)
    desk = desk_of(found, request.mandate, local_date(now()))
    seat, mandate = desk.row.seat, request.mandate
    if seat.behalf is None:
        draft, send = permissions.may_draft(mandate, seat), permissions.may_submit(mandate, seat)
    else:
        draft = permissions.may_send_package(mandate, seat)
        send = permissions.may_conclude(mandate, seat)
    missing = missing_before(seat) if seat.state == StepState.WAITING else []
    anew = permissions.may_conclude_anew(mandate, seat)
    return Words(desk, draft, send, tuple(missing), anew)
