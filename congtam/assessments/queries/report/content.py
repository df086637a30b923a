"""What a self report says, as values: read from its rows, or from the copy sealed when it was sent.

The sealed copy holds everything that a reader is shown, the register of tasks and last year's
shortcomings included, so that a report reads in ten years as it was presented.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

FORMAT = "congtam/report-edition/1"
FAULT, COMMITMENT = "fault", "commitment"


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one section, with the grade the subject gives itself there."""

    words: str = ""
    grade: str = ""
    version: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one member answers for in a shortcoming of the collective."""

    person: UUID
    name: str
    title: str
    head: bool
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One shortcoming, with the responsibility for it and the remedy; the head's share first."""

    id: UUID
    text: str
    collective: str
    remedy: str
    due_on: date | None
    shares: tuple[Share, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the register, with what was reported and what the checker found."""

    id: UUID
    title: str
    product: str
    source: str
    kind: str
    due_on: date
    coefficient: Decimal
    quantity: Decimal
    done_quantity: Decimal | None
    state: str
    done: bool | None
    done_on: date | None
    exceeded: bool
    late: bool
    late_excused: bool
    below_quality: bool
    low_effect: bool
    words: str
    check_words: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class Register:
    """The tasks of one holder (the person, a body, the unit) in the period, and their counts."""

    holder: str
    tasks: tuple[Task, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A shortcoming named last year, or a commitment for this one, with what became of it.

    `key` is the section in which the subject says how it was mended; `record` the row itself.
    """

    record: UUID
    key: str
    kind: str
    text: str
    remedy: str = ""
    due_on: date | None = None
    state: str = ""
    fixed_on: date | None = None
    told: str = ""
    check_words: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a report says. A report written in Word is its file, and the level."""

    level: str = ""
    said: Mapping[str, Said] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    registers: tuple[Register, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    blob: str = ""
    blob_name: str = ""

    def of(self, key: str) -> Said:
        """What one section says; nothing where nobody wrote there yet."""
        return self.said.get(key) or Said()


def as_tree(content: Content) -> dict[str, object]:
    """The values to seal: without versions, times and writers, which say nothing of its own."""
    return {
        "format": FORMAT,
        "level": content.level,
        "said": {
            key: {"words": one.words, "grade": one.grade}
            for key, one in content.said.items()
            if one.words or one.grade
        },
        "faults": [_fault_tree(one) for one in content.faults],
        "registers": [
            {
                "holder": one.holder,
                "tasks": [_row(task) for task in one.tasks],
                "counts": dict(one.counts),
            }
            for one in content.registers
        ],
        "earlier": [_row(one, without=("version",)) for one in content.earlier],
        "file": [content.blob, content.blob_name] if content.blob else [],
    }


def _fault_tree(fault: Fault) -> dict[str, object]:
    tree = _row(fault, without=("version", "shares"))
    return tree | {"shares": [_row(share) for share in fault.shares]}


def _row(value: object, *, without: tuple[str, ...] = ()) -> dict[str, object]:
    names = [name for name in type(value).__dataclass_fields__ if name not in without]  # type: ignore[attr-defined]  # a dataclass
    return {name: getattr(value, name) for name in names}


def from_text(snapshot: str) -> Content:
    """The content of a sealed edition."""
    tree = json.loads(snapshot)
    blob, name = tree["file"] or ("", "")
    return Content(
        level=tree["level"],
        said={key: Said(one["words"], one["grade"]) for key, one in tree["said"].items()},
        faults=tuple(_fault(one) for one in tree["faults"]),
        registers=tuple(
            Register(one["holder"], tuple(_task(t) for t in one["tasks"]), one["counts"])
            for one in tree["registers"]
        ),
        earlier=tuple(_earlier(one) for one in tree["earlier"]),
        blob=blob,
        blob_name=name,
    )


def _fault(tree: dict[str, Any]) -> Fault:
    shares = tuple(Share(**one | {"person": UUID(one["person"])}) for one in tree["shares"])
    found = _typed(tree, ids=("id",), days=("due_on",))
    return Fault(**found | {"shares": shares})


def _task(tree: dict[str, Any]) -> Task:
    amounts = ("coefficient", "quantity", "done_quantity")
    return Task(**_typed(tree, ids=("id",), days=("due_on", "done_on"), amounts=amounts))


def _earlier(tree: dict[str, Any]) -> Earlier:
    return Earlier(**_typed(tree, ids=("record",), days=("due_on", "fixed_on")))


def _typed(
    tree: dict[str, Any],
    *,
    ids: tuple[str, ...] = (),
    days: tuple[str, ...] = (),
    amounts: tuple[str, ...] = (),
) -> dict[str, Any]:
    """JSON has neither ids nor days nor decimals: the named values made what they were."""
    kinds: dict[str, Callable[[str], Any]] = dict.fromkeys(ids, UUID)
    kinds |= dict.fromkeys(days, date.fromisoformat) | dict.fromkeys(amounts, Decimal)
    return {
        key: kinds[key](value) if key in kinds and value is not None else value
        for key, value in tree.items()
    }
