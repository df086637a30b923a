"""Biên bản hội nghị kiểm điểm: who sat, what each subject presented, every opinion, the level.

Opinions are written down one by one under their speaker, and the minutes are adopted before the
meeting ends. What the meeting proposes is no decision.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import (
    PLAIN,
    Letterhead,
    LevelCount,
    Marks,
    Signature,
    ended,
)
from congtam.documents.forms.press import press
from congtam.documents.forms.session_minutes import Attendee


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one speaker said, in the secretary's words."""

    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """What the meeting answered to one stated criterion («Đáp ứng», «Chưa đáp ứng»)."""

    criterion: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One subject of the meeting; `left_out` is why it was not heard."""

    subject: str
    presented: tuple[str, ...] = ()
    opinions: tuple[Spoken, ...] = ()
    answers: tuple[CriterionAnswer, ...] = ()
    reply: tuple[str, ...] = ()
    level: str = ""
    votes: tuple[LevelCount, ...] = ()
    vote_total: LevelCount | None = None
    vote_base: str = ""
    left_out: str = ""

    def __post_init__(self) -> None:
        if bool(self.votes) != (self.vote_total is not None):
            raise ValueError("votes and their total are given together")


@dataclass(frozen=True, slots=True)
class ConferenceMinutes:
    """Times are already written. The note of one who is absent is the reason."""

    letterhead: Letterhead
    about: str
    body: str
    opened_at: str
    place: str
    chair: str
    secretary: str
    present: tuple[Attendee, ...]
    heard: tuple[Heard, ...]
    closing: str
    secretary_signature: Signature
    chair_signature: Signature
    absent: tuple[Attendee, ...] = ()
    opening: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    title: str = "Biên bản"
    marks: Marks = PLAIN


def render(paper: ConferenceMinutes) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    values["absent"] = [
        {**asdict(one), "note": one.note or "Chưa nêu lý do"} for one in paper.absent
    ]
    return press(
        "conference_minutes",
        title=f"{paper.title}: {paper.about}",
        day=paper.letterhead.day,
        values=values,
    )
