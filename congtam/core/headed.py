"""What stands at the head of every pack: the documents it follows, the period it holds for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from congtam.core import keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.marked import Cursor


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a pack stands on, by the key its citations use."""

    key: str
    title: str
    number: str
    issued: date | None
    issuer: str
    kind: str
    file: str
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """From a day on, until a day (included) or without end."""

    starts_on: date
    ends_on: date | None


def load_documents(top: Cursor) -> tuple[Document, ...]:
    """The documents under the key `documents`."""
    found = []
    for key, at in top.at("documents").entries():
        at.keys(
            required=("title",),
            optional=("number", "issued", "issuer", "kind", "file", "source"),
        )
        if isinstance(at.value, dict) and not (at.has("number") or at.has("source")):
            at.fault("phải có số hiệu (number) hoặc nguồn (source)")
        found.append(
            Document(
                key=key,
                title=keyed.text(at, "title"),
                number=keyed.maybe_text(at, "number"),
                issued=keyed.maybe_day(at, "issued"),
                issuer=keyed.maybe_text(at, "issuer"),
                kind=keyed.maybe_text(at, "kind"),
                file=keyed.maybe_text(at, "file"),
                source=keyed.maybe_text(at, "source"),
            )
        )
    if keyed.written(top, "documents") and not top.at("documents").value:
        top.at("documents").fault("phải có ít nhất một văn bản")
    return tuple(found)


def maybe_cite(row: Cursor, documents: Collection[str]) -> Cite | None:
    """The citation of a row that may go without one."""
    return read_cite(row, documents) if row.has("cite") else None


def load_period(top: Cursor) -> Period:
    """The period under the key `period`."""
    if not keyed.written(top, "period"):
        return Period(date.min, None)
    at = top.at("period")
    at.keys(required=("from",), optional=("to",))
    return load_term(at)


def load_term(at: Cursor) -> Period:
    """The keys `from` and `to` of a row."""
    term = Period(keyed.day(at, "from"), keyed.maybe_day(at, "to"))
    if term.ends_on is not None and term.ends_on < term.starts_on:
        at.at("to").fault(f"ngày cuối {term.ends_on} trước ngày đầu {term.starts_on}")
    return term


def keys_of(documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The keys under which documents may be cited."""
    return tuple(document.key for document in documents)
