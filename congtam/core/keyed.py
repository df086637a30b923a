"""Typed reading of single keys of a marked mapping, so that each fault is told once.

A required key that is missing was already told by `Cursor.keys`; these readers stay
silent about it and give the default.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from congtam.core import marked
from congtam.core.marked import Cursor

T = TypeVar("T")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
UNREADABLE = Decimal("NaN")  # a number that was told as a fault: sums with it tell nothing


def opened(
    text: str, file: str, form: str, *, required: Iterable[str], optional: Iterable[str] = ()
) -> Cursor:
    """A cursor on the pack in `text`, after its format and its top keys were looked at."""
    top = Cursor.top(marked.read(unicodedata.normalize("NFC", text), file), file)
    if str(top.value.get("format")) != form:
        top.at("format").fault(f"phải là «{form}»")
        top.done()
    top.keys(required=("format", *required), optional=optional)
    return top


def written(at: Cursor, key: str) -> bool:
    """True when the key stands in the file, even with nothing behind it."""
    return isinstance(at.value, marked.Map) and key in at.value


def _must(at: Cursor, key: str, read: Callable[[Cursor], T], default: T) -> T:
    return read(at.at(key)) if written(at, key) else default


def text(at: Cursor, key: str) -> str:
    """A required text."""
    return _must(at, key, Cursor.text, "")


def maybe_text(at: Cursor, key: str, default: str = "") -> str:
    """A text that may be left out."""
    return at.at(key).text() if at.has(key) else default


def name(at: Cursor, key: str = "id") -> str:
    """A required short name that may stand in an address: letters without marks, digits, _.-"""
    found = text(at, key)
    if found and not NAME.fullmatch(found):
        at.at(key).fault("chỉ gồm chữ không dấu, số, dấu _ . - và dài nhất 60 ký tự")
    return found


def title(at: Cursor, key: str = "title", longest: int = 255) -> str:
    """A required text that has to fit on a line of a list."""
    found = text(at, key)
    if len(found) > longest:
        at.at(key).fault(f"dài {len(found)} ký tự, nhiều nhất {longest}")
    return found


def texts(at: Cursor, key: str) -> tuple[str, ...]:
    """A list of texts; empty when left out."""
    return at.at(key).texts()


def some_texts(at: Cursor, key: str) -> tuple[str, ...]:
    """A list of texts with at least one member."""
    if written(at, key) and at.at(key).value in (None, []):
        at.at(key).fault("phải có ít nhất một mục")
    return texts(at, key)


def choice(at: Cursor, key: str, allowed: Iterable[str]) -> str:
    """A required word out of a few."""
    return _must(at, key, lambda c: c.choice(allowed), "")


def maybe_choice(at: Cursor, key: str, allowed: Iterable[str], default: str) -> str:
    """A word out of a few, or the default when left out."""
    return at.at(key).choice(allowed) if at.has(key) else default


def number(at: Cursor, key: str) -> Decimal:
    """A required number."""
    return _must(at, key, lambda c: c.number(UNREADABLE), UNREADABLE)


def maybe_number(at: Cursor, key: str) -> Decimal | None:
    """A number, or None when left out."""
    return at.at(key).number(UNREADABLE) if at.has(key) else None


def whole(at: Cursor, key: str, default: int) -> int:
    """A whole number from 0 up, or the default when left out."""
    if not at.has(key):
        return default
    value = str(at.at(key).value)
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        at.at(key).fault("phải là số nguyên không âm")
        return default
    return int(value)


def day(at: Cursor, key: str) -> date:
    """A required date."""
    return _must(at, key, Cursor.day, date.min)


def maybe_day(at: Cursor, key: str) -> date | None:
    """A date, or None when left out."""
    return at.at(key).day() if at.has(key) else None


def flag(at: Cursor, key: str, default: bool = False) -> bool:
    """True or false, or the default when left out."""
    return at.at(key).flag(default)


def rows(at: Cursor, key: str) -> Iterator[Cursor]:
    """The members of a list that must have at least one."""
    if written(at, key) and at.at(key).value in (None, []):
        at.at(key).fault("phải có ít nhất một mục")
    yield from at.at(key).items()


def known(at: Cursor, allowed: Collection[str], what: str) -> None:
    """A fault unless the scalar here names one of `allowed`."""
    if isinstance(at.value, marked.Text) and at.value.strip() and str(at.value) not in allowed:
        at.fault(f"không có {what} «{at.value}»")


def all_known(at: Cursor, key: str, allowed: Collection[str], what: str) -> None:
    """A fault for each member of the list that names none of `allowed`."""
    value = at.at(key).value
    if isinstance(value, marked.Seq):
        for item in at.at(key).items():
            known(item, allowed, what)


def once(cursors: Iterable[Cursor], what: str) -> None:
    """A fault for each scalar that stood before."""
    seen: dict[str, int] = {}
    for at in cursors:
        if not isinstance(at.value, marked.Text):
            continue
        value = str(at.value)
        if value in seen:
            at.fault(f"{what} «{value}» lặp lại, đã có ở dòng {seen[value]}")
        else:
            seen[value] = at.line


def ids(at: Cursor, key: str = "id") -> list[str]:
    """The ids of the rows of a list, in order."""
    if not isinstance(at.value, marked.Seq):
        return []
    return [str(row.at(key).value) for row in at.items() if row.has(key)]
