"""Find a file and the seats that its reader holds: 404 for whatever must stay unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.queries.reading import Source, readable, sources
from congtam.assessments.queries.seats import Seat, seats, seats_of
from congtam.assessments.states import OWN, StepKind
from congtam.clock import local_date, now
from congtam.core.packs.procedure import Procedure
from congtam.core.packs.sheet import Sheet
from congtam.core.rules import RuleSet
from congtam.regulations import queries as regulations
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class File:
    """One assessment as its reader may see it."""

    assessment: Assessment
    seats: list[Seat]
    sources: list[Source]

    @property
    def sheet(self) -> Sheet:
        return regulations.sheet(self.assessment.sheet_id)

    @property
    def procedure(self) -> Procedure:
        return regulations.procedure(self.assessment.track.procedure_id)

    @property
    def rules(self) -> RuleSet:
        return regulations.rules(self.assessment.track.rules_id)

    @property
    def open(self) -> list[Source]:
        """The participants whose scores and words this reader may see."""
        return readable(self.seats, self.sources)

    def seat(self, participant: UUID) -> Seat:
        """One's own seat, or another's as far as it may be read."""
        for seat in self.seats:
            if seat.participant == participant:
                return seat
        for source in self.open:
            if source.participant == participant:
                return _seen(self.seats[0], source)
        raise Http404

    def holds(self, seat: Seat) -> bool:
        """True for a seat of the reader's own."""
        return any(seat.participant == s.participant for s in self.seats)


def find(request: ActingRequest, assessment_id: UUID) -> File:
    """The file with its seats and participants; three statements."""
    visible = Assessment.objects.visible_to(request.mandate)
    rows = visible.select_related("cycle__guideline", "track", "placement", "obligation")
    assessment = get_object_or_404(rows, pk=assessment_id)
    held = [
        seat
        for seat in seats_of(request.mandate, assessment_id, local_date(now()))
        if not _conflicted(seat)
    ]
    procedure = regulations.procedure(assessment.track.procedure_id)
    return File(assessment, held, sources(procedure, assessment_id))


def _conflicted(seat: Seat) -> bool:
    """A desk that would judge its holder opens nothing before publication; a collective holds
    its own conference."""
    kind = seat.step_rule.kind
    itself = kind == StepKind.MEET and seat.subject_of != Subject.PERSON
    return seat.own_subject and kind not in OWN and not itself and not seat.published


def own_seat(request: ActingRequest, participant_id: UUID) -> Seat:
    """A sheet of one's own to score, by its seat alone; boards and desks have their own pages."""
    held = Participant.objects.held_by(request.mandate)
    found = held.filter(pk=participant_id, step__kind=StepKind.SELF_SCORE)
    rows = seats(found, request.mandate, local_date(now()))
    if not rows:
        raise Http404
    return rows[0]


def _seen(seat: Seat, source: Source) -> Seat:
    return replace(
        seat,
        participant=source.participant,
        closed=source.closed_at is not None,
        rule=source.rule,
        step_rule=source.step_rule,
        body=source.body,
    )
