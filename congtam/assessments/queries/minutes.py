"""The words of the minutes, put together from what was recorded at the conference."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from congtam.assessments.queries.hearings import Conference, Heard
from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations


def minutes_of(conference: Conference) -> str:
    """Introduction as it was written, who was there, each file in its order, who is left over."""
    return "\n".join(_lines(conference)).strip()


def _lines(conference: Conference) -> Iterator[str]:
    meeting = conference.meeting
    if meeting.minutes:
        yield meeting.minutes
        yield ""
    yield _("Thành phần: có mặt %(here)s/%(all)s.") % {
        "here": conference.present,
        "all": len(conference.attendance),
    }
    yield _("Chủ trì: %s.") % _named(meeting.chair)
    if meeting.secretary is not None:
        yield _("Thư ký: %s.") % _named(meeting.secretary)
    away = [_away(row) for row in conference.attendance if not row.present]
    if away:
        yield _("Vắng: %s.") % "; ".join(away)
    for number, row in enumerate(conference.heard, 1):
        yield ""
        yield from _heard(number, row, conference.present)
    left = [row for row in conference.rows if not row.hearing.presented]
    if left:
        yield ""
        yield _("Để lại kiểm điểm sau:")
        for row in left:
            yield f"- {_who(row)}: {row.hearing.absent_reason or _why(row)}"


def _why(row: Heard) -> str:
    """Why a file is left over of which nobody wrote a reason."""
    return _("chưa ghi lý do") if row.ready else _("chưa gửi báo cáo")


def _heard(number: int, row: Heard, present: int) -> Iterator[str]:
    rules = regulations.rules(row.seat.rules_id)
    yield f"{number}. {_who(row)}"
    presented = _("Đã trình bày báo cáo tự kiểm điểm.")
    if row.own_level:
        level = rules.outcome_label(row.own_level)
        presented = _("Đã trình bày báo cáo tự kiểm điểm; tự xếp loại: %s.") % level
    yield presented
    if not row.opinions:
        yield _("Không có ý kiến phát biểu.")
    for opinion in row.opinions:
        title = f" ({opinion.speaker.title})" if opinion.speaker else ""
        yield f"- {opinion.speaker_name}{title}: {opinion.words}"
    for one in row.answers:
        words = f" {one.words}" if one.words else ""
        yield f"+ {one.asked.label}: {one.shown or _('Chưa trả lời')}.{words}"
    if row.level:
        says = _("Hội nghị đề nghị: %s.") % rules.outcome_label(row.level)
        if row.hearing.agreed is not None:
            says = _("Hội nghị đề nghị: %(level)s; đồng ý %(n)s/%(all)s người có mặt.") % {
                "level": rules.outcome_label(row.level),
                "n": row.hearing.agreed,
                "all": present,
            }
        yield says


def _who(row: Heard) -> str:
    return f"{row.name}, {row.post}" if row.post else row.name


def _named(mandate: Mandate | None) -> str:
    return f"{mandate.person.full_name}, {mandate.title}" if mandate else "–"


def _away(row: Attendance) -> str:
    name = row.mandate.person.full_name
    return f"{name} ({row.note})" if row.note else name
