"""Vì sao: one page that accounts for a proposed level, clause by clause."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks
from congtam.documents.forms.press import press
from congtam.documents.forms.sections import Particular

RESULTS = {
    "true": "Khớp",
    "false": "Không khớp",
    "unknown": "Chưa xác định",
    "unstated": "Không nêu điều kiện",
}


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause, measured; `result` is a key of RESULTS, `origin` where the value comes from."""

    label: str
    value: str
    test: str
    result: str
    place: str
    quote: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        if self.result not in RESULTS:
            raise ValueError(f"«{self.result}» is no result of a clause")


@dataclass(frozen=True, slots=True)
class LevelTried:
    """One level that was tried, with its clauses in the order of the rules."""

    level: str
    result: str
    clauses: tuple[ClauseLine, ...]

    def __post_init__(self) -> None:
        if self.result not in RESULTS:
            raise ValueError(f"«{self.result}» is no result of a level")


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact not yet known, and whom to ask for it."""

    label: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """An interpretation the proposal relies on; empty `decided_by` is still open."""

    text: str
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class RuleAccount:
    """`sentence` sums the outcome up; `rule_set` names the rules with version and fingerprint."""

    letterhead: Letterhead
    subject: str
    particulars: tuple[Particular, ...]
    outcome: str
    sentence: str
    levels: tuple[LevelTried, ...]
    rule_set: str
    missing: tuple[MissingFact, ...] = ()
    next_level: str = ""
    lacks: tuple[str, ...] = ()
    ceilings: tuple[str, ...] = ()
    interpretations: tuple[ReliedOn, ...] = ()
    title: str = "Diễn giải mức đề nghị"
    marks: Marks = PLAIN


def render(paper: RuleAccount) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["results"] = RESULTS
    return press(
        "rule_account",
        title=f"{paper.title}: {paper.subject}",
        day=paper.letterhead.day,
        values=values,
    )
