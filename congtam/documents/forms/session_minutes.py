"""Biên bản họp: who sat, what was said, how many stand in each level, what was adopted."""

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


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    post: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionMinutes:
    """Times are already written. The two who sign are the secretary and the chair."""

    letterhead: Letterhead
    about: str
    body: str
    opened_at: str
    place: str
    chair: str
    secretary: str
    present: tuple[Attendee, ...]
    content: tuple[str, ...]
    closing: str
    secretary_signature: Signature
    chair_signature: Signature
    absent: tuple[Attendee, ...] = ()
    levels: tuple[LevelCount, ...] = ()
    level_total: LevelCount | None = None
    share_base: str = ""
    counted: str = "Số đơn vị"
    adopted: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    title: str = "Biên bản"
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        if bool(self.levels) != (self.level_total is not None):
            raise ValueError("levels and their total are given together")


def render(paper: SessionMinutes) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    return press(
        "session_minutes",
        title=f"{paper.title}: {paper.about}",
        day=paper.letterhead.day,
        values=values,
    )
