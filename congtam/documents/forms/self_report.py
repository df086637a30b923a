"""Báo cáo tự kiểm điểm, đánh giá: of a person or a collective, on the form of its year.

One form carries mẫu 02 of 2020 and mẫu 01, 2A, 2B of 2025: their titles, headings and questions
are data. Where the real form was not found, `form` says so («Mẫu 02 (mẫu dựng lại)»).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks
from congtam.documents.forms.press import press
from congtam.documents.forms.sections import HeldPost, Particular, Section, printed


@dataclass(frozen=True, slots=True)
class SelfReport:
    """`subject` names the period («Năm 2020»), `of` whose report it is, for the file's title.

    The posts are those held in the period, in their order.
    """

    letterhead: Letterhead
    title: str
    subject: str
    of: str
    particulars: tuple[Particular, ...]
    sections: tuple[Section, ...]
    form: str = ""
    posts: tuple[HeldPost, ...] = ()
    opening: tuple[str, ...] = ()
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("a report has at least one section")


def render(paper: SelfReport) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["sections"] = printed(paper.sections)
    return press(
        "self_report",
        title=f"{paper.title}, {paper.subject}: {paper.of}",
        day=paper.letterhead.day,
        values=values,
    )
