"""Minutes of a conference as a paper: what was adopted there, or a draft until it is."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from django.utils.translation import gettext as _

from congtam.assessments.models import Opinion
from congtam.assessments.queries.answers import Answer
from congtam.assessments.queries.hearings import Conference, Heard
from congtam.assessments.queries.minutes import minutes_of
from congtam.clock import local_date
from congtam.documents.forms import conference_minutes as form
from congtam.documents.forms.official import Signature, day_in_words
from congtam.documents.forms.session_minutes import Attendee
from congtam.documents.queries.report_blocks import paragraphs
from congtam.documents.queries.sheets import course_of_file
from congtam.documents.queries.words import OPEN, letterhead, office_on, words_of
from congtam.meetings.models import Attendance, Meeting
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.standings.queries.desks import Course


def conference_minutes(conference: Conference) -> form.ConferenceMinutes:
    """The minutes of one conference. What was adopted is printed as it was adopted: a file that
    was heard anew elsewhere since then is told in the words of these minutes."""
    meeting = conference.meeting
    course = _course(conference)
    office = office_on(meeting.held_on, meeting.body.unit_id)
    words = words_of(course, "conference", office, ngay_hop=f"{meeting.held_on:%d/%m/%Y}")
    opening, heard = _content(conference)
    return form.ConferenceMinutes(
        letterhead=letterhead(words, office, meeting.held_on, body=meeting.body.name),
        about=words.fill(words.paper.about)
        or _("Hội nghị kiểm điểm, đánh giá, xếp loại chất lượng năm %s") % course.rulebook.year,
        body=meeting.body.name,
        opened_at=day_in_words(meeting.held_on),
        place=meeting.place,
        chair=_named(meeting.chair),
        secretary=_named(meeting.secretary),
        present=tuple(_attendee(row, meeting) for row in conference.attendance if row.present),
        absent=tuple(_attendee(row, meeting) for row in conference.attendance if not row.present),
        opening=opening,
        heard=heard,
        adopted=_adopted(meeting),
        closing=_("Biên bản đã được thông qua tại hội nghị.")
        if meeting.adopted_at
        else _("Biên bản chưa được thông qua."),
        secretary_signature=Signature((_("Thư ký"),), _full_name(meeting.secretary)),
        chair_signature=Signature((_("Chủ trì"),), _full_name(meeting.chair)),
        recipients=words.all(words.paper.recipients),
        title=words.title,
        marks=words.marks(draft=meeting.adopted_at is None),
    )


def _course(conference: Conference) -> Course:
    """The year of the conference, by the first file on its agenda."""
    return course_of_file(conference.rows[0].hearing.participant.assessment)


def _content(conference: Conference) -> tuple[tuple[str, ...], tuple[form.Heard, ...]]:
    """Introduction and subjects; the adopted text line by line where its rows have moved on."""
    meeting = conference.meeting
    rows = tuple(_heard(row, conference.present) for row in conference.rows)
    if meeting.adopted_at is None:
        return paragraphs(meeting.minutes), rows
    bare = copy(meeting)
    bare.minutes = ""
    told = minutes_of(replace(conference, meeting=bare))
    if not meeting.minutes.endswith(told):
        return paragraphs(meeting.minutes), ()
    return paragraphs(meeting.minutes.removesuffix(told)), rows


def _heard(row: Heard, present: int) -> form.Heard:
    rules = regulations.rules(row.seat.rules_id)
    subject = _("Đ/c %s") % row.name if row.post else row.name
    subject = f"{subject}, {row.post}" if row.post else subject
    if not row.hearing.presented:
        why = row.hearing.absent_reason.rstrip(" .") or _("chưa gửi báo cáo tự kiểm điểm")
        return form.Heard(subject, left_out=why)
    base = ""
    if row.level and row.hearing.agreed is not None:
        base = _("Đồng ý với mức đề nghị: %(n)s/%(all)s người có mặt.") % {
            "n": row.hearing.agreed,
            "all": present,
        }
    return form.Heard(
        subject,
        presented=(_presented(row),),
        opinions=tuple(_spoken(one) for one in row.opinions),
        answers=tuple(_answer(one) for one in row.answers),
        level=rules.outcome_label(row.level) if row.level else "",
        vote_base=base,
    )


def _presented(row: Heard) -> str:
    """Whether there is a report, when it was sent, and the level its writer gave."""
    if row.report_sent is None:
        return _("Đã trình bày tại hội nghị.")
    told = _("Báo cáo tự kiểm điểm gửi ngày %s") % f"{local_date(row.report_sent):%d/%m/%Y}"
    if not row.own_level:
        return f"{told}."
    level = regulations.rules(row.seat.rules_id).outcome_label(row.own_level)
    return _("%(told)s; tự xếp loại: %(level)s.") % {"told": told, "level": level}


def _spoken(opinion: Opinion) -> form.Spoken:
    title = f", {opinion.speaker.title}" if opinion.speaker else ""
    return form.Spoken(f"{opinion.speaker_name}{title}", opinion.words)


def _answer(one: Answer) -> form.CriterionAnswer:
    return form.CriterionAnswer(one.asked.label, one.shown or _("Chưa trả lời"), one.words)


def _adopted(meeting: Meeting) -> tuple[str, ...]:
    if meeting.adopted_at is None:
        return ()
    day = f"{local_date(meeting.adopted_at):%d/%m/%Y}"
    return (_("Biên bản được đọc lại và thông qua ngày %s.") % day,)


def _attendee(row: Attendance, meeting: Meeting) -> Attendee:
    note = row.note
    if row.mandate_id == meeting.chair_id:
        note = _("Chủ trì")
    elif row.mandate_id == meeting.secretary_id:
        note = _("Thư ký")
    return Attendee(row.mandate.person.full_name, row.mandate.title, note)


def _named(mandate: Mandate | None) -> str:
    return f"{mandate.person.full_name}, {mandate.title}" if mandate else OPEN


def _full_name(mandate: Mandate | None) -> str:
    return mandate.person.full_name if mandate else ""
