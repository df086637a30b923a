"""Ý kiến nhận xét: what a party committee, a former unit or a collective writes of someone."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks, Signature, ended
from congtam.documents.forms.press import press
from congtam.documents.forms.sections import Particular, Section, printed


@dataclass(frozen=True, slots=True)
class OpinionLetter:
    """`to` is who asked; the level prints only where the body proposed one."""

    letterhead: Letterhead
    about: str
    to: str
    particulars: tuple[Particular, ...]
    sections: tuple[Section, ...]
    signature: Signature
    opening: tuple[str, ...] = ()
    level: str = ""
    closing: str = ""
    recipients: tuple[str, ...] = ()
    form: str = ""
    title: str = "Ý kiến nhận xét, đánh giá"
    marks: Marks = PLAIN


def render(paper: OpinionLetter) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["sections"] = printed(paper.sections)
    values["recipients"] = ended(paper.recipients)
    return press(
        "opinion_letter",
        title=f"{paper.title}: {paper.about}",
        day=paper.letterhead.day,
        values=values,
    )
