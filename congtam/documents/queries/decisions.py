"""The decision of a list, and the minutes of its session."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from congtam.documents.forms.decision import Annex, DecidedUnit, DecisionPaper, LevelGroup
from congtam.documents.forms.official import Signature, day_in_words
from congtam.documents.forms.session_minutes import Attendee, SessionMinutes
from congtam.documents.queries.register import DECISION, paper_of
from congtam.documents.queries.words import (
    OPEN,
    Words,
    figure,
    labels_of,
    letterhead,
    level_counts,
    office_on,
    padded,
    signature,
    words_of,
)
from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import Course
from congtam.standings.queries.sessions import DecidedLine, Session
from congtam.standings.states import DecisionState

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FINGERPRINT = 16


def decision_paper(
    session: Session, *, number: int | None, issued_on: date, signer: Mandate | None
) -> DecisionPaper:
    """The decision with its annexed list; without a number it is a draft."""
    decided = session.decision_list
    office = office_on(issued_on, decided.body.unit_id)
    words = words_of(
        session.course,
        "decision",
        office,
        so_don_vi=padded(len(session.lines)),
        ngay_hop=f"{decided.meeting.held_on:%d/%m/%Y}",
    )
    head = letterhead(words, office, issued_on, number=str(number) if number else "")
    sealed = decided.state != DecisionState.DRAFT
    imprint = _("Danh sách niêm phong: %s") % decided.sha256[:_FINGERPRINT] if sealed else ""
    by = authority(decided)
    return DecisionPaper(
        letterhead=head,
        about=words.fill(words.paper.about),
        authority=by,
        decided_by=by,
        bases=words.all(words.paper.bases),
        articles=_articles(session, words),
        recipients=words.all(words.paper.recipients),
        signature=_signature(words, signer, alone=decided.alone),
        annex=_annex(session),
        title=words.title,
        marks=words.marks(draft=number is None, imprint=imprint),
    )


def authority(decided: DecisionList) -> str:
    """Who decides: the body, or the office of the one who decides alone."""
    chair = decided.meeting.chair
    return chair.title if decided.alone and chair is not None else decided.body.name


def _signature(words: Words, signer: Mandate | None, *, alone: bool) -> Signature:
    """One who decides alone signs in the own name, on behalf of no body."""
    made = signature(words, signer)
    if not alone or not words.paper.authority_line:
        return made
    return Signature(made.lines[1:], made.name)


def signed_by(words: Words, decided: DecisionList) -> Signature:
    """The lines under a notice of what was decided: the chair's."""
    return _signature(words, decided.meeting.chair, alone=decided.alone)


def _articles(session: Session, words: Words) -> tuple[str, ...]:
    """What is decided; a later decision says in its first article which one it replaces."""
    articles = words.all(words.paper.articles) or (_list_attached(session),)
    old = session.decision_list.replaces
    if old is None:
        return articles
    names = ", ".join(line.name for line in session.lines)
    told = _("Mức xếp loại này thay thế mức đã quyết định đối với %(names)s tại %(decision)s.") % {
        "names": names,
        "decision": cited(old),
    }
    return (f"{articles[0].rstrip()}\n{told}", *articles[1:])


def cited(decided: DecisionList) -> str:
    """«Quyết định số 07/QĐ-CĐN ngày 05 tháng 01 năm 2021», or by its day where none was issued."""
    paper = paper_of(DECISION, decided.pk)
    if paper is None or paper.number is None:
        return _("Quyết định %s") % day_in_words(decided.meeting.held_on)
    return _("Quyết định số %(number)s/%(symbol)s %(day)s") % {
        "number": padded(paper.number),
        "symbol": paper.symbol,
        "day": day_in_words(paper.issued_on),
    }


def _list_attached(session: Session) -> str:
    return _("Xếp loại %(count)s %(noun)s (có danh sách kèm theo).") % {
        "count": padded(len(session.lines)),
        "noun": noun_of(session.course),
    }


def noun_of(course: Course) -> str:
    """What is counted: units, collectives or people."""
    return {"person": _("người"), "body": _("tập thể")}.get(course.subject, _("đơn vị"))


_HEADINGS = {"person": "Họ và tên", "body": "Tập thể"}


def _annex(session: Session) -> Annex:
    rules, noun = session.course.rules, noun_of(session.course)
    labels = labels_of(rules)
    units = _decided(session)
    groups: list[LevelGroup] = []
    place = 1
    for level in rules.levels:
        found = [unit for unit in units if unit.level == level.id]
        if not found:
            continue
        rows = tuple(
            DecidedUnit(
                number=str(number),
                unit=one.name,
                self_points=figure(one.self_total),
                appraised=figure(one.total),
                level=labels[one.level],
                note=_("Nộp muộn") if one.late else "",
                post=one.post,
                place=one.place,
            )
            for number, one in enumerate(found, start=place)
        )
        place += len(rows)
        title = f"{_ROMAN[len(groups)]}. {level.label.upper()}: {padded(len(rows))} {noun}"
        groups.append(LevelGroup(title, rows))
    spread = Counter(unit.level for unit in units)
    counts, total, base = level_counts(rules, spread, _("được xếp loại"), noun)
    subject = session.course.subject
    return Annex(
        subject=_("Danh sách xếp loại: %s") % session.course.title,
        groups=tuple(groups),
        levels=counts,
        level_total=total,
        share_base=base,
        heading=_HEADINGS.get(subject, _("Đơn vị")),
        counted=_("Số %s") % noun,
        posts_shown=subject == "person",
        places_shown=subject != "unit",
        points_shown=session.course.scored,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """Name, post and place, points, level and lateness of one line."""

    name: str
    post: str
    place: str
    self_total: Decimal | None
    total: Decimal | None
    level: str
    late: bool


def _decided(session: Session) -> list[_Line]:
    """The lines as sealed, or as they stand while the list is open."""
    lines = session.lines
    if session.decision_list.state == DecisionState.DRAFT:
        return [
            _Line(x.name, x.post, x.place, x.self_total, x.total, x.level, x.late) for x in lines
        ]
    sealed = {u["assessment"]: u for u in json.loads(session.decision_list.snapshot)["units"]}
    return [_of_snapshot(line, sealed[str(line.assessment)]) for line in lines]


def _of_snapshot(line: DecidedLine, unit: dict[str, object]) -> _Line:
    own, total = unit["self_total"], unit["total"]
    return _Line(
        str(unit["name"]),
        str(unit.get("post_title") or ""),
        line.place,
        None if own is None else Decimal(str(own)),
        None if total is None else Decimal(str(total)),
        str(unit["level"]),
        bool(unit["late"]),
    )


def session_minutes(session: Session) -> SessionMinutes:
    """The minutes; a draft until the list is sealed, for then they are adopted."""
    decided = session.decision_list
    meeting = decided.meeting
    office = office_on(meeting.held_on, decided.body.unit_id)
    words = words_of(
        session.course, "minutes", office, ngay_hop=f"{meeting.held_on:%d/%m/%Y}",
        so_don_vi=padded(len(session.lines)),
    )  # fmt: skip
    counts, total, base = level_counts(
        session.course.rules,
        session.levels,
        _("có tên trong danh sách"),
        noun_of(session.course),
    )
    open_ = decided.state == DecisionState.DRAFT
    return SessionMinutes(
        letterhead=letterhead(words, office, meeting.held_on),
        about=words.fill(words.paper.about) or session.course.title,
        body=decided.body.name,
        opened_at=day_in_words(meeting.held_on),
        place=meeting.place,
        chair=_name(meeting.chair),
        secretary=_name(meeting.secretary),
        present=tuple(_attendee(row, decided) for row in session.present),
        absent=tuple(_attendee(row, decided) for row in session.attendance if not row.present),
        content=tuple(line for line in meeting.minutes.splitlines() if line.strip()) or (OPEN,),
        levels=counts,
        level_total=total,
        share_base=base,
        counted=_("Số %s") % noun_of(session.course),
        adopted=tuple(_adopted(session)),
        closing=_("Biên bản đã được thông qua tại phiên họp.")
        if not open_
        else _("Biên bản chưa được thông qua."),
        secretary_signature=Signature((_("Thư ký"),), _full_name(meeting.secretary)),
        chair_signature=Signature(
            (words.fill(words.paper.authority_line) or _("Chủ trì"),), _full_name(meeting.chair)
        ),
        recipients=words.all(words.paper.recipients),
        title=words.title,
        marks=words.marks(draft=open_),
    )


def _name(mandate: Mandate | None) -> str:
    return f"{mandate.person.full_name}, {mandate.title}" if mandate else OPEN


def _full_name(mandate: Mandate | None) -> str:
    return mandate.person.full_name if mandate else ""


def _attendee(row: Attendance, decided: DecisionList) -> Attendee:
    note = row.note
    if row.mandate_id == decided.meeting.chair_id:
        note = _("Chủ trì")
    elif row.mandate_id == decided.meeting.secretary_id:
        note = _("Thư ký")
    return Attendee(row.mandate.person.full_name, row.mandate.title, note)


def _adopted(session: Session) -> list[str]:
    """What was concluded: the whole list, each departure with its reason, and the quota."""
    labels = labels_of(session.course.rules)
    departs = [line for line in session.lines if line.departs]
    found = [
        _("Quyết định mức xếp loại đối với %(count)s %(noun)s; %(same)s %(noun)s theo mức đề nghị.")
        % {
            "noun": noun_of(session.course),
            "count": padded(len(session.lines)),
            "same": padded(len(session.lines) - len(departs)),
        }
    ]
    found += [_departure(line, labels) for line in departs]
    found += [_("Tỷ lệ khống chế: %s.") % line.sentence for line in session.quotas]
    if session.decision_list.raised_reason:
        found.append(_("Lý do áp dụng tỷ lệ nâng: %s") % session.decision_list.raised_reason)
    if session.decision_list.quota_reason:
        found.append(_("Lý do vượt tỷ lệ: %s") % session.decision_list.quota_reason)
    return found


def _departure(line: DecidedLine, labels: dict[str, str]) -> str:
    return _("%(unit)s: %(level)s (đề nghị: %(proposed)s). Lý do: %(reason)s.") % {
        "unit": line.name,
        "level": labels.get(line.level, line.level),
        "proposed": labels.get(line.proposed, _("chưa đề nghị")),
        "reason": line.reason.rstrip(" ."),
    }
