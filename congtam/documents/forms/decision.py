"""Quyết định: what the authority decided, with the list of units as its annex."""

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
class DecidedUnit:
    """One line of the list: a unit, a collective or a person with post and unit. `reason` prints
    only where the annex shows reasons."""

    number: str
    unit: str
    self_points: str
    appraised: str
    level: str
    note: str = ""
    reason: str = ""
    post: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The units of one level; `title` names it with its count («I. …: 12 đơn vị»)."""

    title: str
    units: tuple[DecidedUnit, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """`heading` names the column of those on the list, `counted` how they are counted. Posts,
    places and points have columns only where the annex shows them."""

    subject: str
    groups: tuple[LevelGroup, ...]
    levels: tuple[LevelCount, ...]
    level_total: LevelCount
    share_base: str = ""
    reasons_shown: bool = False
    sideways: bool = False
    heading: str = "Đơn vị"
    counted: str = "Số đơn vị"
    posts_shown: bool = False
    places_shown: bool = False
    points_shown: bool = True
    title: str = "Phụ lục"


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """`authority` opens the paper in capitals, `decided_by` names it in the annex."""

    letterhead: Letterhead
    about: str
    authority: str
    decided_by: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    annex: Annex | None = None
    title: str = "Quyết định"
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        if not self.articles:
            raise ValueError("a decision has at least one article")


def render(paper: DecisionPaper) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["bases"] = ended(paper.bases)
    values["articles"] = _articles(paper.articles)
    values["recipients"] = ended(paper.recipients)
    values["attached_to"] = (
        f"(Kèm theo {paper.title} {paper.letterhead.cited} của {paper.decided_by})"
    )
    return press(
        "decision",
        title=f"{paper.title} {paper.letterhead.cited}",
        day=paper.letterhead.day,
        values=values,
    )


def _articles(texts: tuple[str, ...]) -> list[list[str]]:
    """The paragraphs of each article; the last word of the decision is followed by «./.»."""
    articles = [text.strip().splitlines() for text in texts]
    articles[-1][-1] = articles[-1][-1].rstrip(" ./") + "./."
    return articles
