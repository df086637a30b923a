"""The words of one seat on one subject as a letter, or what was written down from outside."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Conclusion, Participant, Proposal
from congtam.assessments.queries.answers import answers_of
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.seats import seats as seats_in
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.documents.forms.official import Letterhead, Signature
from congtam.documents.forms.opinion_letter import OpinionLetter
from congtam.documents.forms.sections import Section, Words
from congtam.documents.queries.critiques import Reading, particulars, period
from congtam.documents.queries.report_blocks import paragraphs
from congtam.documents.queries.words import labels_of, letterhead, office_on, words_of
from congtam.organisation.models import Mandate


def opinion_letter(
    read: Reading, participant: UUID, mandate: Mandate, day: date
) -> OpinionLetter | None:
    """The letter of one contributing seat; None where the reader may not read it, or it has said
    nothing yet. Its own members print a draft."""
    source = read.source(participant)
    if source is None or source.step_rule.kind != StepKind.CONTRIBUTE:
        return None
    seat = Participant.objects.select_related("body", "behalf").get(pk=participant)
    paper = Conclusion.objects.filter(pk=participant).first()
    if paper is not None:
        return _noted(read, seat, paper, day)
    said = Proposal.objects.filter(pk=participant).select_related("by__person").first()
    if said is None:
        return None
    made = local_date(source.closed_at) if source.closed_at else None
    told = Section(_("1. Nhận xét"), (Words(paragraphs(said.words)),))
    return _letter(read, seat, said, (told, *_answered(seat, mandate, day)), made or day)


def _letter(
    read: Reading,
    seat: Participant,
    said: Proposal,
    sections: tuple[Section, ...],
    made: date,
) -> OpinionLetter:
    """What a body of ours wrote, on the day it sent it; until then a draft."""
    draft = seat.closed_at is None
    office = office_on(made, seat.unit_id)
    words = words_of(read.course, "opinion", office)
    body = seat.body.name if seat.body else ""
    return OpinionLetter(
        letterhead=letterhead(words, office, made, body=body),
        about=f"{read.about}, {period(read.file).lower()}",
        to=read.file.cycle.issuer_body.name,
        particulars=particulars(read.file, office_on(made, read.file.unit_id)),
        sections=sections,
        signature=Signature(_lines(seat, said.by), "" if draft else said.by.person.full_name),
        level=labels_of(read.course.rules).get(said.level, said.level),
        recipients=words.all(words.paper.recipients),
        title=words.title,
        marks=words.marks(draft=draft),
    )


def _lines(seat: Participant, by: Mandate) -> tuple[str, ...]:
    on = _("TM. %s") % seat.body.short if seat.body else ""
    return tuple(line for line in (on, by.title) if line)


def _answered(seat: Participant, mandate: Mandate, day: date) -> tuple[Section, ...]:
    """The facts this seat was asked, as answered."""
    held: list[Seat] = seats_in(Participant.objects.filter(pk=seat.pk), mandate, day)
    rows = answers_of(held)[seat.pk]
    if not rows:
        return ()
    texts = tuple(
        f"{one.asked.label}: {one.shown or _('Chưa trả lời')}. {one.words}".strip() for one in rows
    )
    return (Section(_("2. Trả lời các nội dung được hỏi"), (Words(texts),)),)


def _noted(read: Reading, seat: Participant, paper: Conclusion, day: date) -> OpinionLetter:
    """A record of a paper from outside; the paper itself is its scan, named by its hash."""
    office = office_on(local_date(paper.at), seat.unit_id)
    words = words_of(read.course, "opinion", office)
    told = _("Theo văn bản số %(number)s ngày %(day)s của %(issuer)s; bản chụp «%(name)s» "
             "lưu trong hồ sơ (SHA-256 %(sha)s).") % {
        "number": paper.number,
        "day": f"{paper.issued_on:%d/%m/%Y}",
        "issuer": paper.issuer,
        "name": paper.blob_name,
        "sha": paper.blob_id[:16],
    }  # fmt: skip
    head = letterhead(words, office, local_date(paper.at), body=seat.body.name if seat.body else "")
    by = Mandate.objects.select_related("person").get(pk=paper.by_id)
    return OpinionLetter(
        letterhead=Letterhead(head.superior, head.issuer, head.place, head.day),
        about=f"{read.about}, {period(read.file).lower()}",
        to="",
        particulars=particulars(read.file, office_on(day, read.file.unit_id)),
        opening=(told,),
        sections=(Section(_("Nội dung văn bản"), (Words(paragraphs(paper.words)),)),),
        signature=Signature((_("Người ghi"), by.title), by.person.full_name),
        level=labels_of(read.course.rules).get(paper.level, paper.level),
        title=_("Bản ghi ý kiến nhận xét"),
        marks=words.marks(),
    )
