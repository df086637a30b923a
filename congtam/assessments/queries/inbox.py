"""One's own files that wait to be scored or reported on, so that a list leads straight to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Participant, Subject
from congtam.assessments.states import OWN, StepState
from congtam.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One sheet or report of one's own on its turn."""

    assessment: UUID
    participant: UUID
    name: str
    track: UUID
    kind: str
    person: bool
    returned: bool
    due_on: date | None


def own_files(mandate: Mandate) -> list[OwnFile]:
    """The sheets and reports that are the holder's own part now; one statement."""
    rows = (
        Participant.objects.held_by(mandate)
        .on_turn()
        .filter(step__kind__in=OWN)
        .order_by("assessment__obligation__due_on", "pk")
        .values_list(
            "assessment_id",
            "pk",
            "assessment__name",
            "assessment__track_id",
            "step__kind",
            "assessment__subject",
            "step__state",
            "assessment__obligation__due_on",
        )
    )
    return [
        OwnFile(
            assessment, pk, name, track, kind, subject == Subject.PERSON,
            state == StepState.SENT_BACK, due,
        )
        for assessment, pk, name, track, kind, subject, state, due in rows
    ]  # fmt: skip
