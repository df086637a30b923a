"""Bảng tổng hợp: all units of one kind side by side, before the authority decides."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import (
    PLAIN,
    Letterhead,
    LevelCount,
    Marks,
    Signature,
)
from congtam.documents.forms.press import press


@dataclass(frozen=True, slots=True)
class ParticipantColumn:
    """What one participant gave: points, or an assessment in words (a wider column)."""

    heading: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `cells` stand in the order of the columns; points are already written."""

    number: str
    unit: str
    self_total: str
    appraised_total: str
    change: str
    proposed_level: str
    cells: tuple[str, ...] = ()
    team: str = ""
    late: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitRows:
    """The units of one working team, or all of them under no title."""

    rows: tuple[UnitRow, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ConsolidatedTable:
    """`share_base` names the denominator of the shares; each unit counts in one level only."""

    letterhead: Letterhead
    title: str
    subject: str
    groups: tuple[UnitRows, ...]
    levels: tuple[LevelCount, ...]
    level_total: LevelCount
    share_base: str
    signature: Signature
    basis: tuple[str, ...] = ()
    columns: tuple[ParticipantColumn, ...] = ()
    quota: tuple[str, ...] = ()
    preparer: Signature | None = None
    marks: Marks = PLAIN

    def __post_init__(self) -> None:
        wide = {len(row.cells) for group in self.groups for row in group.rows}
        if wide - {len(self.columns)}:
            raise ValueError("every row must have one cell for each participant column")


def render(paper: ConsolidatedTable) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["team_shown"] = any(row.team for group in paper.groups for row in group.rows)
    return press(
        "consolidated_table",
        title=f"{paper.title}: {paper.subject}",
        day=paper.letterhead.day,
        values=values,
    )
