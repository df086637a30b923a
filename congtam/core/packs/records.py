"""The words of the records as an organisation brings them: what may be said, never code."""

from __future__ import annotations

from dataclasses import dataclass

from congtam.core import keyed
from congtam.core.marked import Cursor

# A form of discipline, a matter that an authority concludes on, a kind of absence, a form of award.
OF = ("discipline", "ruling", "absence", "award")


@dataclass(frozen=True, slots=True)
class Kind:
    """One of these words; `of` says of which records."""

    id: str
    of: str
    title: str


def load(top: Cursor) -> tuple[Kind, ...]:
    """The rows of «record_kinds»; an id stands once among its own."""
    rows = list(top.at("record_kinds").items())
    for of in OF:
        ids = (row.at("id") for row in rows if row.at("of").value == of)
        keyed.once(ids, "mã định danh")
    return tuple(_kind(row) for row in rows)


def _kind(at: Cursor) -> Kind:
    at.keys(required=("id", "of", "title"))
    return Kind(keyed.name(at), at.at("of").choice(OF), keyed.title(at))
