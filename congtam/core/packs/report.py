"""The form of a self report: its sections, their order, and the header of its paper."""

from __future__ import annotations

from dataclasses import dataclass

from congtam.core import headed, keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.headed import Document
from congtam.core.marked import Cursor

FORMAT = "congtam/report/1"
KINDS = ("words", "grade", "tasks", "before", "shortcomings", "commitments", "level")
HEADERS = ("state", "party")
# What a report may hold only once, because it is drawn from one place.
_ONCE = ("tasks", "before", "shortcomings", "commitments", "level")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report.

    words: text; grade: text and one of `grades`; tasks: the register of the year; before: the
    shortcomings and commitments of last year with what was done; shortcomings: each with the
    responsibility of the collective and of every member; commitments: for next year; level: the
    level the subject gives itself.
    """

    id: str
    title: str
    kind: str
    required: bool
    hint: str
    grades: tuple[str, ...]
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class Form:
    """Mẫu báo cáo tự kiểm điểm."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    documents: tuple[Document, ...]
    header: str
    paper_title: str
    note: str
    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def of_kind(self, kind: str) -> Section | None:
        """The first section of a kind, where there is one."""
        return next((s for s in self.sections if s.kind == kind), None)


# The form where a rule book names none: the report is a file of the subject's own.
EMPTY = Form(
    id="",
    version="",
    title="",
    sample=False,
    status="",
    documents=(),
    header="state",
    paper_title="",
    note="",
    sections=(),
)


def load(text: str, file: str) -> Form:
    """The form in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "version", "title", "documents", "header", "paper_title", "sections"),
        optional=("sample", "status", "note"),
    )
    documents = headed.load_documents(top)
    form = Form(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        documents=documents,
        header=keyed.choice(top, "header", HEADERS),
        paper_title=keyed.title(top, "paper_title"),
        note=keyed.maybe_text(top, "note"),
        sections=tuple(
            _section(at, headed.keys_of(documents)) for at in keyed.rows(top, "sections")
        ),
    )
    keyed.once((row.at("id") for row in top.at("sections").items()), "phần")
    for kind in _ONCE:
        for row in [r for r in top.at("sections").items() if r.at("kind").value == kind][1:]:
            row.at("kind").fault(f"chỉ được một phần «{kind}»")
    top.done()
    return form


def _section(at: Cursor, documents: tuple[str, ...]) -> Section:
    at.keys(required=("id", "title", "kind"), optional=("required", "hint", "grades", "cite"))
    kind = keyed.choice(at, "kind", KINDS)
    if at.has("grades") != (kind == "grade"):
        at.fault("«grades» đi cùng phần «grade»: các mức tự nhận của phần này")
    return Section(
        id=keyed.name(at),
        title=keyed.title(at, longest=600),
        kind=kind,
        required=keyed.flag(at, "required", True),
        hint=keyed.maybe_text(at, "hint"),
        grades=keyed.texts(at, "grades"),
        cite=read_cite(at, documents) if at.has("cite") else None,
    )
