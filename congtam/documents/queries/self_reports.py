"""The self report of a person or a collective as a paper: its sections, opinions and result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from congtam.assessments.models import Edition, Report, Subject
from congtam.assessments.queries.report import Content, form_of, members, sealed, working
from congtam.assessments.queries.report.content import from_text
from congtam.assessments.states import ReportState
from congtam.clock import local_date
from congtam.core.packs.report import Form
from congtam.core.packs.report import Section as Asked
from congtam.documents.forms.official import Letterhead, Signature, dated
from congtam.documents.forms.sections import (
    Block,
    Choice,
    Level,
    Opinions,
    Particular,
    Section,
    Signing,
    Words,
)
from congtam.documents.forms.self_report import SelfReport
from congtam.documents.queries import report_blocks as blocks
from congtam.documents.queries.critiques import (
    Reading,
    held_posts,
    particulars,
    period,
    subject_letterhead,
)
from congtam.documents.queries.spoken import spoken
from congtam.documents.queries.words import Office, labels_of, office_on, words_of
from congtam.organisation.models import Body, Mandate

PARTY = "party"
# Forms that carry the numbers of their parts themselves («A. …», «II. …»).
_NUMBERED = re.compile(r"(?:[A-Z]|[IVX]+)\. ")


def self_report(read: Reading, day: date) -> SelfReport | None:
    """The report as this reader may read it; None where it is not open to them.

    What was sent last is printed from its sealed copy; before that, its writers print a draft.
    """
    if read.report is None:
        return None
    file = read.file
    report = Report.objects.filter(pk=file.pk).first()
    draft = report is None or report.state == ReportState.DRAFT
    if draft and not read.holds(read.report):
        return None
    if report is None or draft:
        sitting = [] if file.subject == Subject.PERSON else members(file.body_id, day)
        return _paper(read, working(file, report, sitting), day, None)
    assert report.sent_at is not None
    last = Edition.objects.filter(report=report).select_related("by__person").last()
    return _paper(read, sealed(report), local_date(report.sent_at), last)


def sealed_report(read: Reading, edition: Edition) -> SelfReport:
    """One edition as it was sent; `by` and its person are loaded with it."""
    return _paper(read, from_text(edition.snapshot), local_date(edition.at), edition)


def _paper(read: Reading, content: Content, made: date, edition: Edition | None) -> SelfReport:
    """The paper of what one edition says; without an edition, a draft."""
    file, form, draft = read.file, form_of(read.file), edition is None
    office = office_on(made, file.unit_id)
    paper = "report" if file.subject == Subject.PERSON else "collective_report"
    words = words_of(read.course, paper, office)
    cell = _cell(read, form)
    head = subject_letterhead(words, office, made, file)
    sender = edition.by if edition else None
    return SelfReport(
        letterhead=replace(head, issuer=cell.name, superior="", party=True) if cell else head,
        title=_title(form),
        subject=period(file),
        of=file.name,
        particulars=_particulars(read, office, cell),
        sections=tuple(_sections(read, form, content, sender, (head, draft, office))),
        form=form.note,
        posts=held_posts(file),
        marks=words.marks(draft=draft, imprint=_imprint(edition) if edition else ""),
    )


def _title(form: Form) -> str:
    title = form.paper_title or _("Báo cáo tự kiểm điểm")
    return title.capitalize() if title.isupper() else title


def _cell(read: Reading, form: Form) -> Body | None:
    """The party cell of the person, whose name a report on the party's form bears."""
    if form.header != PARTY or read.file.person_id is None:
        return None
    kinds = {choice.in_body_kind for choice in read.course.enrolment.reports}
    held = Mandate.objects.on(read.file.cycle.ends_on).filter(
        person_id=read.file.person_id, body__kind__in=kinds - {""}
    )
    seat = held.select_related("body").order_by("starts_on", "id").first()
    return seat.body if seat else None


def _particulars(read: Reading, office: Office, cell: Body | None) -> tuple[Particular, ...]:
    found = particulars(read.file, office)
    return (*found, Particular(_("Chi bộ"), cell.name)) if cell else found


def _imprint(edition: Edition) -> str:
    """Which edition this is, so that two printed ones can be told apart."""
    told = _("Bản gửi lần %(round)s, %(sha)s")
    return told % {"round": edition.round, "sha": edition.sha256[:16]}


Signed = tuple[Letterhead, bool, Office]


def _sections(
    read: Reading, form: Form, content: Content, sender: Mandate | None, signed: Signed
) -> Iterator[Section]:
    """The form's own sections, then what others said of it and what was decided."""
    bare = not any(_NUMBERED.match(section.title) for section in form.sections)
    if bare:
        yield Section(_("I. TỰ KIỂM ĐIỂM, ĐÁNH GIÁ"))
    if content.blob:
        yield Section(_("Báo cáo viết trong tệp gửi kèm"), (_attached(content),), 2 if bare else 1)
    for section in form.sections:
        if section.kind != "level" and _printed(section, content):
            yield Section(section.title, tuple(_blocks(read, section, content)), 2 if bare else 1)
    own = form.of_kind("level")
    title = own.title if own else _("Tự xếp loại")
    said = tuple(content.of(own.id).words.splitlines()) if own else ()
    level = Level(choices(read, content.level), tuple(line for line in said if line.strip()))
    yield Section(
        _("II. %s") % title.upper() if bare else title, (level, _signing(read, sender, signed))
    )
    yield from _after(read, numbered=bare)


def _printed(section: Asked, content: Content) -> bool:
    """A report written in Word brings its own words; the tables of the house still belong to it."""
    if not content.blob:
        return True
    tables = {"tasks": content.registers, "before": content.earlier, "shortcomings": content.faults}
    return bool(tables.get(section.kind))


def _attached(content: Content) -> Words:
    told = _("Tệp «%(name)s», SHA-256 %(sha)s.")
    return Words((told % {"name": content.blob_name, "sha": content.blob},))


def _blocks(read: Reading, section: Asked, content: Content) -> Iterator[Block]:
    own = partial(blocks.words, content.of(section.id))
    if section.kind == "grade":
        yield blocks.grade(section, content.of(section.id))
    elif section.kind == "tasks":
        yield from blocks.registers(content)
        yield from own(when_any=True)
    elif section.kind == "before":
        yield from blocks.earlier(content)
        yield from own(when_any=True)
    elif section.kind == "shortcomings":
        yield from own(when_any=True)
        yield blocks.faults(content, personal=read.file.subject == Subject.PERSON)
    elif section.kind == "commitments":
        yield blocks.commitments(content.of(section.id))
    else:
        yield from own()


def choices(read: Reading, level: str) -> tuple[Choice, ...]:
    """Every level as a box, one of them ticked at most."""
    return tuple(Choice(one.label, one.id == level) for one in read.course.rules.levels)


def _signing(read: Reading, sender: Mandate | None, signed: Signed) -> Signing:
    head, draft, office = signed
    name = sender.person.full_name if sender else ""
    lines: tuple[str, ...] = (_("Người tự kiểm điểm"),)
    if read.file.body is not None:
        lines = (_("TM. %s") % read.file.body.short, sender.title if sender else "")
    return Signing(
        Signature(tuple(line for line in lines if line), name),
        place_and_day=dated(office.place, head.day, opened=draft),
        hint=_("(Ký, ghi rõ họ tên)"),
    )


def _after(read: Reading, *, numbered: bool) -> Iterator[Section]:
    """What others said, as far as it is open to the reader, and the published result."""
    number = iter(("III. ", "IV. ")) if numbered else iter(("", ""))
    said = spoken(read)
    if said:
        yield Section(next(number) + _("Ý KIẾN NHẬN XÉT, ĐÁNH GIÁ"), (Opinions(tuple(said)),))
    if read.file.published_at is not None and read.file.level:
        label = labels_of(read.course.rules).get(read.file.level, read.file.level)
        told = _("Đã công bố ngày %(day)s: %(level)s.") % {
            "day": f"{local_date(read.file.published_at):%d/%m/%Y}",
            "level": label,
        }
        title = next(number) + _("KẾT QUẢ XẾP LOẠI CỦA CẤP CÓ THẨM QUYỀN")
        yield Section(title, (Level(choices(read, read.file.level), (told,)),))
