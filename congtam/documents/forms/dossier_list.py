"""Bảng kê hồ sơ gửi cấp trên: the collective's own level, its members', what is enclosed.

What is missing is marked, never left out; a level not yet decided is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable
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
class OwnLevel:
    """The collective and the level it gave itself; `cited` names its report."""

    collective: str
    level: str
    cited: str = ""


@dataclass(frozen=True, slots=True)
class MemberLevel:
    """One member; an empty level is not yet known."""

    name: str
    post: str
    level: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One paper of the dossier: whose it is, and who gave an opinion on it.

    `opinion_of` is who must; without `opinion` it is marked as missing.
    """

    paper: str
    of: str
    received: bool = True
    opinion_of: str = ""
    opinion: str = ""
    note: str = ""

    @property
    def opinion_missing(self) -> bool:
        return bool(self.opinion_of and not self.opinion)


@dataclass(frozen=True, slots=True)
class DossierList:
    letterhead: Letterhead
    about: str
    to: str
    collectives: tuple[OwnLevel, ...]
    members: tuple[MemberLevel, ...]
    enclosed: tuple[Enclosed, ...]
    signature: Signature
    recipients: tuple[str, ...]
    opening: tuple[str, ...] = ()
    levels: tuple[LevelCount, ...] = ()
    level_total: LevelCount | None = None
    waiting: tuple[str, ...] = ()
    limit: str = ""
    title: str = "Bảng kê hồ sơ"
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        if bool(self.levels) != (self.level_total is not None):
            raise ValueError("levels and their total are given together")


def render(paper: DossierList) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    values["enclosed"] = [
        {**asdict(one), "opinion_missing": one.opinion_missing} for one in paper.enclosed
    ]
    values["account"] = account_of(paper.enclosed)
    return press(
        "dossier_list",
        title=f"{paper.title}: {paper.about}",
        day=paper.letterhead.day,
        values=values,
    )


def account_of(enclosed: Iterable[Enclosed]) -> str:
    """How many papers are enclosed of how many, and what is missing."""
    papers = list(enclosed)
    received = sum(one.received for one in papers)
    opinions = sum(one.opinion_missing for one in papers)
    told = f"Có {received:02}/{len(papers):02} tài liệu"
    lacks = [f"{len(papers) - received:02} tài liệu"] if received < len(papers) else []
    lacks += [f"{opinions:02} ý kiến nhận xét"] if opinions else []
    return f"{told}; thiếu {', '.join(lacks)}." if lacks else f"{told}; đủ hồ sơ."
