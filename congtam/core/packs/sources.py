"""Where each fact of a rule set comes from: records, decided levels, points, or a seat's answer.

A fact is never claimed by its subject alone: it is counted, decided elsewhere, or answered by
the seat that the procedure names. What is not there yet is unknown, with whom to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from congtam.core import headed, keyed
from congtam.core.headed import Document
from congtam.core.marked import Cursor

FORMAT = "congtam/sources/1"
ORIGINS = {
    # origin: (required keys, optional keys)
    "tasks": (("count",), ("holder",)),
    "products": (("count",), ("holder", "deduct")),
    "subordinates": (("relation",), ("count", "at_least", "level")),
    "discipline": ((), ("forms", "duty", "seat")),
    "ruling": (("code",), ("seat",)),
    "vote": ((), ("share", "count")),
    "shortcomings": (("count",), ()),
    "months": (("count",), ("kinds", "without")),
    "unit_level": ((), ("of",)),
    "sheet": (("of",), ("less",)),
    "seat": (("seat",), ()),
    "post": (("offices",), ()),
    "fixed": (("value",), ()),
}
_COUNTS = {
    "tasks": (
        "all", "done", "exceeded", "late", "below_quality", "low_effect", "not_done",
        "not_assured", "assured", "on_time",
    ),
    "products": ("assigned", "done", "quality", "progress", "failures", "delays"),
    "subordinates": ("all",),
    "vote": ("all", "high", "middle", "low"),
    "shortcomings": ("all", "fixed"),
    "months": ("worked", "absent", "any"),
}  # fmt: skip
HOLDERS = ("subject", "unit", "body")
RELATIONS = ("children", "descendants", "body_members", "board_members", "charge")


@dataclass(frozen=True, slots=True)
class Source:
    """Whence one fact comes, and whom to ask while it is missing; `label` names a bare count.

    Months of absence may leave out some kinds (`without`), or ask whether there were `any` of
    some (`kinds`). Points of a sheet may be what another of its facts leaves (`less`).
    """

    fact: str
    origin: str
    count: str
    holder: str
    deduct: Decimal | None
    relation: str
    at_least: str
    level: str
    forms: tuple[str, ...]
    offices: tuple[str, ...]
    duty: bool
    code: str
    share: str
    of: str
    less: str
    kinds: tuple[str, ...]
    without: tuple[str, ...]
    seat: str
    value: str
    label: str
    ask: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Nguồn dữ kiện của một bộ quy tắc."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    documents: tuple[Document, ...]
    rules: str
    sources: tuple[Source, ...]

    def of_fact(self, fact: str) -> Source | None:
        """The source of one fact, where it has one."""
        return next((s for s in self.sources if s.fact == fact), None)


def load(text: str, file: str) -> Sources:
    """The sources in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "version", "title", "documents", "rules", "sources"),
        optional=("sample", "status"),
    )
    made = Sources(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        documents=headed.load_documents(top),
        rules=keyed.name(top, "rules"),
        sources=tuple(_source(at) for at in top.at("sources").items()),
    )
    keyed.once((row.at("fact") for row in top.at("sources").items()), "dữ kiện")
    top.done()
    return made


def _source(at: Cursor) -> Source:
    origin = keyed.choice(at, "from", ORIGINS)
    required, optional = ORIGINS.get(origin, ((), ()))
    at.keys(required=("fact", "from", "ask", *required), optional=("label", *optional))
    counted = ("at_least", "level", "count")
    if origin == "subordinates" and sum(at.has(key) for key in counted) != 1:
        at.fault("cần đúng một trong: count, at_least, level")
    if origin == "vote" and at.has("share") == at.has("count"):
        at.fault("cần đúng một trong: share, count")
    if origin == "months":
        _check_kinds(at)
    return Source(
        fact=keyed.text(at, "fact"),
        origin=origin,
        count=_count(at, origin),
        holder=keyed.maybe_choice(at, "holder", HOLDERS, "subject"),
        deduct=keyed.maybe_number(at, "deduct"),
        relation=keyed.maybe_choice(at, "relation", RELATIONS, ""),
        at_least=keyed.maybe_text(at, "at_least"),
        level=keyed.maybe_text(at, "level"),
        forms=keyed.texts(at, "forms"),
        offices=keyed.texts(at, "offices"),
        duty=keyed.flag(at, "duty"),
        code=keyed.maybe_text(at, "code"),
        share=keyed.maybe_choice(at, "share", ("high", "middle", "low"), ""),
        of=keyed.maybe_text(at, "of"),
        less=keyed.maybe_text(at, "less"),
        kinds=keyed.texts(at, "kinds"),
        without=keyed.texts(at, "without"),
        seat=keyed.maybe_text(at, "seat"),
        value=keyed.maybe_text(at, "value"),
        label=keyed.maybe_text(at, "label"),
        ask=keyed.text(at, "ask"),
    )


def _check_kinds(at: Cursor) -> None:
    """`kinds` says which absences are asked for, `without` which ones are not counted."""
    count = at.at("count").value
    if (count == "any") != at.has("kinds"):
        at.fault("«kinds» đi cùng «count: any»: các loại nghỉ được hỏi")
    if at.has("without") and count != "absent":
        at.at("without").fault("«without» chỉ dùng với «count: absent»")


def _count(at: Cursor, origin: str) -> str:
    if origin not in _COUNTS:
        return ""
    return keyed.maybe_choice(at, "count", _COUNTS[origin], "")
