"""The file of one's own unit that waits to be scored, so that a list can lead straight to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Participant
from congtam.assessments.states import StepKind, StepState
from congtam.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One sheet of one's own unit on its turn."""

    assessment: UUID
    participant: UUID
    name: str
    track: UUID
    returned: bool
    due_on: date | None


def own_files(mandate: Mandate) -> list[OwnFile]:
    """The sheets that the holder's unit has to score now; one statement."""
    rows = (
        Participant.objects.held_by(mandate)
        .on_turn()
        .filter(step__kind=StepKind.SELF_SCORE)
        .order_by("assessment__obligation__due_on", "pk")
        .values_list(
            "assessment_id",
            "pk",
            "assessment__name",
            "assessment__track_id",
            "step__state",
            "assessment__obligation__due_on",
        )
    )
    return [
        OwnFile(assessment, pk, name, track, state == StepState.SENT_BACK, due)
        for assessment, pk, name, track, state, due in rows
    ]
