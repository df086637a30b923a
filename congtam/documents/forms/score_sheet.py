"""Phiếu chấm điểm, xếp loại: what one unit scored itself, why, and the level it asks for."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks, Signature, ended
from congtam.documents.forms.press import press


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion; points are already written («4,5»), an empty text prints an empty cell."""

    number: str
    text: str
    standard: str
    self_points: str
    appraised: str = ""
    reached: str = ""
    not_reached: str = ""
    evidence: str = ""
    appraisal_reason: str = ""


@dataclass(frozen=True, slots=True)
class GroupRows:
    number: str
    title: str
    standard: str
    self_points: str
    criteria: tuple[CriterionRow, ...]
    appraised: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    standard: str
    self_points: str
    appraised: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredEvent:
    """A condition of the rules and what the unit declared about it."""

    text: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheetPaper:
    letterhead: Letterhead
    title: str
    subject: str
    basis: tuple[str, ...]
    groups: tuple[GroupRows, ...]
    total: Total
    proposed_level: str
    signature: Signature
    recipients: tuple[str, ...]
    events: tuple[DeclaredEvent, ...] = ()
    account: tuple[str, ...] = ()
    appraised_shown: bool = False
    marks: Marks = PLAIN


def render(paper: ScoreSheetPaper) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    return press(
        "score_sheet",
        title=f"{paper.title}: {paper.letterhead.issuer}",
        day=paper.letterhead.day,
        values=values,
    )
