"""Thông báo mức xếp loại: to one person or collective, with the grounds and how to object."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks, Signature, ended
from congtam.documents.forms.press import press


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause the level rests on: the sentence, where it is written, and its words."""

    sentence: str
    place: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionWay:
    """To whom and how to object; without `until` the rules set no limit, and none is printed."""

    to: str
    how: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class LevelNotice:
    """`decision` cites the decision; `departure` is why it left the proposed level."""

    letterhead: Letterhead
    about: str
    to: str
    decision: str
    subject: str
    period: str
    level: str
    grounds: tuple[Ground, ...]
    signature: Signature
    recipients: tuple[str, ...]
    departure: str = ""
    replaces: str = ""
    remarks: tuple[str, ...] = ()
    objection: ObjectionWay | None = None
    title: str = "Thông báo"
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        if not self.level:
            raise ValueError("a notice tells a decided level")


def render(paper: LevelNotice) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    return press(
        "level_notice",
        title=f"{paper.title} {paper.letterhead.cited}: {paper.subject}",
        day=paper.letterhead.day,
        values=values,
    )
