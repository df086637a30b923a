"""Lines copied from a spreadsheet: one row a task, each with what is wrong with it.

Columns in order: content, last day, product, quantity, coefficient, source, kind, day assigned.
The first two are needed; what is left blank is filled from the form.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congtam.core.vietnamese import fold
from congtam.records.actions import Draft, faults_of
from congtam.records.models import Task
from congtam.web.records.fields import amount

COLUMNS = (
    "title", "due_on", "product", "quantity", "coefficient", "source", "kind", "assigned_on",
)  # fmt: skip
_HEAD = {"noi dung", "noi dung nhiem vu", "nhiem vu", "noi dung nhiem vu, chi tieu"}
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: 00:00:00)?")


@dataclass(slots=True)
class Line:
    """One pasted row: its cells, the draft they make, and the faults by column."""

    number: int
    cells: list[str]
    draft: Draft | None = None
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row that leaves a cell blank gets."""

    year: int
    source: str
    assigned_on: date


def read(text: str, defaults: Defaults) -> list[Line]:
    """The rows that hold something; a first row of headings is passed over."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    found = [[cell.strip() for cell in row] for row in rows]
    filled = [(n, cells) for n, cells in enumerate(found, start=1) if any(cells)]
    if filled and fold(filled[0][1][0]) in _HEAD:
        filled = filled[1:]
    return [_line(number, cells, defaults) for number, cells in filled]


def _line(number: int, cells: list[str], defaults: Defaults) -> Line:
    line = Line(number, [*cells, *[""] * (len(COLUMNS) - len(cells))][: len(COLUMNS)])
    typed = dict(zip(COLUMNS, line.cells, strict=True))
    title = typed["title"]
    if len(title) > 500:
        line.faults["title"] = _("Nội dung dài nhất 500 chữ cái.")
    values: dict[str, Any] = {"year": defaults.year, "title": title, "product": typed["product"]}
    blank: dict[str, Any] = {
        "quantity": Decimal(1), "coefficient": Decimal(1), "source": defaults.source,
        "kind": Task.Kind.TASK, "assigned_on": defaults.assigned_on,
    }  # fmt: skip
    for name, take in _TAKES.items():
        if not typed[name] and name in blank:
            values[name] = blank[name]
            continue
        try:
            values[name] = take(typed[name])
        except ValidationError as wrong:
            line.faults[name] = wrong.messages[0]
    if not line.faults:
        line.draft = Draft(**values)
        line.faults = faults_of(line.draft)
    return line


def _day(typed: str) -> date:
    found = _DAY.fullmatch(typed) or _ISO.fullmatch(typed)
    try:
        if found:
            return date(**{name: int(part) for name, part in found.groupdict().items()})
    except ValueError:
        pass
    raise ValidationError(_("Nhập ngày dạng 15/11/2020."))


def _word(choices: list[tuple[str, Any]], says: str) -> Callable[[str], str]:
    def take(typed: str) -> str:
        wanted = fold(typed)
        for code, label in choices:
            if wanted in (code, fold(str(label))):
                return code
        known = ", ".join(str(label) for _code, label in choices)
        raise ValidationError(f"{says} {known}.")

    return take


def _source(typed: str) -> str:
    return _word(Task.Source.choices, _("Nguồn ghi một trong các chữ:"))(typed)


def _kind(typed: str) -> str:
    return _word(Task.Kind.choices, _("Loại ghi một trong các chữ:"))(typed)


_TAKES: dict[str, Callable[[str], Any]] = {
    "due_on": _day,
    "quantity": amount,
    "coefficient": amount,
    "source": _source,
    "kind": _kind,
    "assigned_on": _day,
}
