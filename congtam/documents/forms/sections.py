"""The parts of papers about people and collectives: sections, and the kinds of blocks in them.

Titles and numbering are words of the rule book, not of the form: one form prints the reports of
every year. An empty block says «Không có», so nothing left out looks like nothing asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby

from congtam.documents.forms.official import Signature, ended


@dataclass(frozen=True, slots=True)
class Particular:
    """«Họ và tên: Lò Thị Ước»; an empty value prints as an open place."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held in the period; days are already written («01/01/2020», «nay»)."""

    post: str
    unit: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a list of boxes."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs; `empty` is printed when there are none («Chưa có.» for what is still to come)."""

    texts: tuple[str, ...] = ()
    empty: str = "Không có."


@dataclass(frozen=True, slots=True)
class Grade:
    """Words about a criterion, and the grade given to it in one row of boxes."""

    texts: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of the register; an empty `checked_by` prints as not yet checked."""

    number: str
    task: str
    due: str
    weight: str
    product: str
    result: str
    checked_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """Tasks in the order given, under the source they share; `counts` say what follows."""

    rows: tuple[TaskRow, ...] = ()
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierFault:
    """A shortcoming named last year: its state («Đã khắc phục») and what was done."""

    text: str
    state: str
    done: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EarlierFaults:
    rows: tuple[EarlierFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment; `result` prints only where the table looks back on them."""

    text: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Commitments:
    rows: tuple[Commitment, ...] = ()
    results_shown: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one member answers for in a shortcoming."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A shortcoming: the collective answers for it, its head first, then each member."""

    text: str
    causes: str = ""
    collective: str = ""
    head: Share | None = None
    members: tuple[Share, ...] = ()
    remedy: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """`personal` shortcomings have one who answers for them: no column of responsibility."""

    rows: tuple[Fault, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class PointRow:
    label: str
    limit: str
    given: str


@dataclass(frozen=True, slots=True)
class Points:
    rows: tuple[PointRow, ...]
    total: PointRow


@dataclass(frozen=True, slots=True)
class Level:
    """The levels as boxes, one under the other, after the words that lead to them."""

    choices: tuple[Choice, ...]
    texts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if sum(choice.ticked for choice in self.choices) > 1:
            raise ValueError("one level at most is ticked")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one body or meeting said; `given_by` names paper and day."""

    source: str
    texts: tuple[str, ...] = ()
    level: str = ""
    given_by: str = ""
    empty: str = "Không có."


@dataclass(frozen=True, slots=True)
class Opinions:
    items: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs at this place of the paper; recipients stand left where nobody signs there."""

    right: Signature
    left: Signature | None = None
    recipients: tuple[str, ...] = ()
    place_and_day: str = ""
    hint: str = ""


Block = (
    Words
    | Grade
    | TaskTable
    | EarlierFaults
    | Commitments
    | Faults
    | Points
    | Level
    | Opinions
    | Signing
)


@dataclass(frozen=True, slots=True)
class Section:
    """`depth` 1 is a part of the paper, 2 an item in it, 3 an item of an item."""

    title: str
    blocks: tuple[Block, ...] = ()
    depth: int = 1


def printed(sections: Iterable[Section]) -> list[dict[str, object]]:
    """The sections as plain values. A depth left out would break the outline for readers."""
    found: list[dict[str, object]] = []
    above = 0
    for section in sections:
        if not 1 <= section.depth <= min(3, above + 1):
            raise ValueError(f"«{section.title}»: depth {section.depth} after depth {above}")
        above = section.depth
        blocks = [_printed(block) for block in section.blocks]
        found.append({"title": section.title, "depth": section.depth, "blocks": blocks})
    return found


def _printed(block: Block) -> dict[str, object]:
    values: dict[str, object] = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, TaskTable):
        values["groups"] = [
            {"source": source, "rows": [asdict(row) for row in rows]}
            for source, rows in groupby(block.rows, key=lambda row: row.source)
        ]
    if isinstance(block, Signing):
        values["recipients"] = ended(block.recipients)
    return values
