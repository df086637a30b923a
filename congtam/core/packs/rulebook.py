"""A rule book: all that one authority issues for one year, and to whom."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from congtam.core import headed, keyed
from congtam.core.headed import Document, Period
from congtam.core.marked import Cursor
from congtam.core.packs import dossier as dossiers

FORMAT = "congtam/rulebook/1"
PAPERS = (
    "guideline",
    "score_sheet",
    "receipt",
    "consolidated",
    "minutes",
    "decision",
    "result",
    "report",
    "collective_report",
    "conference",
    "opinion",
    "notice",
    "dossier",
)
# What the words of a paper may leave open, filled in when it is printed.
PLACEHOLDERS = frozenset(
    {
        "nam",
        "nam_hoc",
        "ky",
        "don_vi",
        "co_quan",
        "cap_tren",
        "so_don_vi",
        "so_huong_dan",
        "ngay_huong_dan",
        "so_quyet_dinh",
        "ngay_quyet_dinh",
        "so_bien_ban",
        "ngay_hop",
        "muc",
        "diem",
    }
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues the guideline and decides: its code in a unit of this kind."""

    unit_kind: str
    body: str


SUBJECTS = ("unit", "body", "person")


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """The form of report for those who sit in a body of this kind; for all others without one."""

    report: str
    in_body_kind: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Who is classified, and by which sheet, rules, procedure and plan.

    `kind` is the key of the track; for units it is also their kind. A body is named by its code,
    a person by the offices held (in one of `bodies`, where any are named).
    """

    kind: str
    title: str
    among: str
    sheet: str
    rules: str
    procedure: str
    plan: str
    limits: Mapping[str, str]
    quota: str
    subject: str = "unit"
    unit_kinds: tuple[str, ...] = ()
    body: str = ""
    offices: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sources: str = ""
    reports: tuple[ReportChoice, ...] = ()
    frames: tuple[str, ...] = ()
    group: str = ""

    @property
    def position(self) -> str:
        """The group of equal positions in which its subjects are compared and counted."""
        return self.group or self.title


@dataclass(frozen=True, slots=True)
class Receivers:
    """Nơi nhận: the kinds of unit below the issuer, and of body in its own unit."""

    kinds: tuple[str, ...]
    body_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of one printed form that belong to the office, not to the form."""

    id: str
    symbol: str
    title: str
    about: str
    superior: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    recipients: tuple[str, ...]
    authority_line: str
    sign_for: str
    sign_title: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Bộ quy định của một năm."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    year: int
    period: Period
    documents: tuple[Document, ...]
    guideline: str
    issuer: Issuer
    calendar: str
    enrols: tuple[Enrolment, ...]
    receivers: Receivers
    papers: tuple[Paper, ...]
    dossier: dossiers.Dossier | None = None

    def document(self, key: str) -> Document:
        """The document with this key; KeyError when there is none."""
        for document in self.documents:
            if document.key == key:
                return document
        raise KeyError(key)

    def paper(self, paper_id: str) -> Paper:
        """The words of this form; KeyError when the book has none."""
        for paper in self.papers:
            if paper.id == paper_id:
                return paper
        raise KeyError(paper_id)

    def enrolment(self, kind: str) -> Enrolment:
        """How units of this kind are classified; KeyError when they are not."""
        for enrolment in self.enrols:
            if enrolment.kind == kind:
                return enrolment
        raise KeyError(kind)


_REQUIRED = (
    "id",
    "version",
    "title",
    "year",
    "period",
    "documents",
    "guideline",
    "issuer",
    "calendar",
    "enrols",
    "receivers",
    "papers",
)


def load(text: str, file: str) -> RuleBook:
    """The rule book in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=_REQUIRED,
        optional=("sample", "status", "dossier"),
    )
    documents = headed.load_documents(top)
    keyed.known(top.at("guideline"), headed.keys_of(documents), "văn bản")
    enrols = tuple(_enrolment(at) for at in keyed.rows(top, "enrols"))
    book = RuleBook(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        year=_year(top),
        period=headed.load_period(top),
        documents=documents,
        guideline=keyed.text(top, "guideline"),
        issuer=_issuer(top.at("issuer")),
        calendar=keyed.name(top, "calendar"),
        enrols=enrols,
        receivers=_receivers(top.at("receivers")),
        papers=tuple(_papers(top)),
        dossier=dossiers.read(
            top,
            headed.keys_of(documents),
            [one.kind for one in enrols],
            [one.kind for one in enrols if one.subject == "body"],
        ),
    )
    keyed.once((row.at("kind") for row in top.at("enrols").items()), "nhóm đối tượng")
    _check_guideline(top, book)
    top.done()
    return book


def _year(top: Cursor) -> int:
    year = keyed.whole(top, "year", 0)
    if keyed.written(top, "year") and not 1945 <= year <= 2200:
        top.at("year").fault("năm không dùng được")
    return year


def _issuer(at: Cursor) -> Issuer:
    if at.value is None:
        return Issuer("", "")
    at.keys(required=("unit_kind", "body"))
    return Issuer(keyed.name(at, "unit_kind"), keyed.name(at, "body"))


def _enrolment(at: Cursor) -> Enrolment:
    at.keys(
        required=("kind", "title", "among", "rules", "procedure", "plan", "limits"),
        optional=(
            "sheet",
            "quota",
            "subject",
            "unit_kinds",
            "body",
            "offices",
            "bodies",
            "sources",
            "reports",
            "frames",
            "group",
        ),
    )
    limits = {key: row.text() for key, row in at.at("limits").entries()}
    subject = keyed.maybe_choice(at, "subject", SUBJECTS, "unit")
    _check_subject(at, subject)
    return Enrolment(
        kind=keyed.name(at, "kind"),
        title=keyed.title(at),
        among=keyed.choice(at, "among", ("own", "children", "descendants")),
        sheet=keyed.name(at, "sheet") if at.has("sheet") else "",
        rules=keyed.name(at, "rules"),
        procedure=keyed.name(at, "procedure"),
        plan=keyed.name(at, "plan"),
        limits=MappingProxyType(limits),
        quota=keyed.maybe_text(at, "quota"),
        subject=subject,
        unit_kinds=keyed.texts(at, "unit_kinds"),
        body=keyed.maybe_text(at, "body"),
        offices=keyed.texts(at, "offices"),
        bodies=keyed.texts(at, "bodies"),
        sources=keyed.name(at, "sources") if at.has("sources") else "",
        reports=tuple(_report(row) for row in at.at("reports").items()),
        frames=keyed.texts(at, "frames"),
        group=keyed.maybe_text(at, "group"),
    )


def _report(at: Cursor) -> ReportChoice:
    at.keys(required=("report",), optional=("in_body_kind",))
    return ReportChoice(keyed.name(at, "report"), keyed.maybe_text(at, "in_body_kind"))


def _check_subject(at: Cursor, subject: str) -> None:
    """Each kind of subject is found by its own keys."""
    needed = {"unit": ("sheet",), "body": ("body", "sources"), "person": ("offices", "sources")}
    barred = {
        "unit": ("body", "offices", "bodies"),
        "body": ("offices", "bodies"),
        "person": ("body",),
    }
    for key in needed.get(subject, ()):
        if not at.has(key):
            at.fault(f"thiếu khóa «{key}»")
    for key in barred.get(subject, ()):
        if at.has(key):
            at.at(key).fault(f"«{key}» không dùng")


def _receivers(at: Cursor) -> Receivers:
    if at.value is None:
        return Receivers((), ())
    at.keys(required=("kinds",), optional=("body_kinds",))
    return Receivers(keyed.some_texts(at, "kinds"), keyed.texts(at, "body_kinds"))


def _papers(top: Cursor) -> list[Paper]:
    at = top.at("papers")
    if at.value is not None:
        scored = any(row.has("sheet") for row in top.at("enrols").items())
        sheets = ("score_sheet", "consolidated") if scored else ()
        at.keys(required=("decision", *sheets), optional=PAPERS)
    return [_paper(key, row) for key, row in at.entries()]


def _paper(key: str, at: Cursor) -> Paper:
    lists = ("bases", "articles", "recipients")
    lines = ("symbol", "about", "superior", "authority_line", "sign_for", "sign_title", "note")
    at.keys(required=("title",), optional=(*lists, *lines))
    for word in ("title", *lines):
        _check_placeholders(at.at(word))
    for word in lists:
        for row in at.at(word).items():
            _check_placeholders(row)
    return Paper(
        id=key,
        symbol=keyed.maybe_text(at, "symbol"),
        title=keyed.title(at),
        about=keyed.maybe_text(at, "about"),
        superior=keyed.maybe_text(at, "superior"),
        bases=keyed.texts(at, "bases"),
        articles=keyed.texts(at, "articles"),
        recipients=keyed.texts(at, "recipients"),
        authority_line=keyed.maybe_text(at, "authority_line"),
        sign_for=keyed.maybe_text(at, "sign_for"),
        sign_title=keyed.maybe_text(at, "sign_title"),
        note=keyed.maybe_text(at, "note"),
    )


def _check_placeholders(at: Cursor) -> None:
    if not isinstance(at.value, str):
        return
    try:
        names = [part[1] for part in string.Formatter().parse(at.value) if part[1] is not None]
    except ValueError:
        at.fault("dấu { } không khớp nhau")
        return
    for name in names:
        if name not in PLACEHOLDERS:
            at.fault(f"không có chỗ điền «{{{name}}}»; có: {', '.join(sorted(PLACEHOLDERS))}")


def _check_guideline(top: Cursor, book: RuleBook) -> None:
    for document in book.documents:
        if document.key != book.guideline:
            continue
        at = top.at("documents").at(document.key)
        for key in ("number", "issued", "issuer", "file"):
            if not at.has(key):
                at.fault(f"văn bản hướng dẫn thiếu khóa «{key}»")
