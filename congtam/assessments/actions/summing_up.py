"""Answer all that is asked of a seat at once; at a conference together with the level proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congtam.assessments.actions.hearing import HearingConflict, answer, propose_level
from congtam.assessments.actions.scoring import Conflict, Theirs
from congtam.assessments.models import Hearing
from congtam.assessments.queries.answers import BadAnswer
from congtam.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was typed, and the version it was typed against."""

    value: str
    words: str
    version: int


class NotSaved(Exception):
    """Nothing was kept: what is wrong with which answer, and what others answered meanwhile."""

    def __init__(
        self,
        wrong: Mapping[str, str],
        theirs: Mapping[str, Theirs],
        hearing: Hearing | None = None,
    ) -> None:
        super().__init__("not saved")
        self.wrong = wrong
        self.theirs = theirs
        self.hearing = hearing

    @property
    def conflict(self) -> bool:
        """True when somebody else was faster."""
        return bool(self.theirs) or self.hearing is not None


@transaction.atomic
def sum_up(
    participant_id: UUID,
    answers: Mapping[str, Given],
    *,
    level: str,
    agreed: int | None,
    version: int | None,
    by: Mandate,
    at: datetime,
) -> None:
    """What the conference concludes of one file (kết luận của hội nghị): all of it, or nothing.

    `version` None leaves the level alone, where the step proposes none.
    """
    wrong, theirs = _answers(participant_id, answers, by, at)
    hearing = None
    if version is not None:
        try:
            propose_level(participant_id, level=level, agreed=agreed, version=version, by=by, at=at)
        except HearingConflict as conflict:
            hearing = conflict.hearing
    if wrong or theirs or hearing:
        raise NotSaved(wrong, theirs, hearing)


@transaction.atomic
def answer_all(
    participant_id: UUID, answers: Mapping[str, Given], *, by: Mandate, at: datetime
) -> None:
    """Every answer of a seat, or none; NotSaved says what stood in the way."""
    wrong, theirs = _answers(participant_id, answers, by, at)
    if wrong or theirs:
        raise NotSaved(wrong, theirs)


def _answers(
    participant_id: UUID, answers: Mapping[str, Given], by: Mandate, at: datetime
) -> tuple[dict[str, str], dict[str, Theirs]]:
    wrong: dict[str, str] = {}
    theirs: dict[str, Theirs] = {}
    for fact, one in answers.items():
        try:
            answer(
                participant_id, fact, value=one.value, words=one.words, version=one.version,
                by=by, at=at,
            )  # fmt: skip
        except BadAnswer as bad:
            wrong[fact] = bad.says
        except Conflict as conflict:
            theirs[fact] = conflict.theirs
    return wrong, theirs
