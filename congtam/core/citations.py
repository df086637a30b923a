"""Where a rule stands: document, place in it, words quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congtam.core.marked import Cursor


@dataclass(frozen=True, slots=True)
class Cite:
    """One place in one document; `doc` is the document's id in the same file."""

    doc: str
    at: str
    quote: str = ""

    def to_json(self) -> dict[str, str]:
        return {"doc": self.doc, "at": self.at, "quote": self.quote}


def read_cite(owner: Cursor, documents: Iterable[str], inherited: Cite | None = None) -> Cite:
    """The `cite` of `owner`, else the one of the group it stands in; none at all is a fault."""
    cursor = owner.at("cite")
    if cursor.value is None:
        if inherited is not None:
            return inherited
        owner.fault("thiếu trích dẫn «cite»")
        return Cite("", "")
    if not cursor.keys(required=("doc", "at"), optional=("quote",)):
        return Cite("", "")
    doc = cursor.at("doc").text()
    if doc and doc not in documents:
        cursor.at("doc").fault(f"văn bản «{doc}» không có trong «documents»")
    quote = cursor.at("quote").text() if cursor.has("quote") else ""
    return Cite(doc, cursor.at("at").text(), quote)
