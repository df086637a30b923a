"""Conferences: who waits to be heard before a body, the agenda of one, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from congtam.assessments.models import Hearing, Opinion, Participant, Report, Subject
from congtam.assessments.queries.answers import Answer, answers_of
from congtam.assessments.queries.notice_days import Warner
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.meetings.models import Attendance, Meeting
from congtam.meetings.queries import attendance_of
from congtam.organisation.models import Kind, Mandate


def conferences(mandate: Mandate) -> QuerySet[Meeting]:
    """The conferences of the holder's own body; one whose files were all heard anew elsewhere
    is known by what was said at it."""
    on_agenda = Hearing.objects.filter(meeting=OuterRef("pk"))
    said_there = Opinion.objects.filter(meeting=OuterRef("pk"))
    if mandate.body_id is None:
        return Meeting.objects.none()
    return Meeting.objects.filter(Exists(on_agenda) | Exists(said_there), body_id=mandate.body_id)


def agenda_counts(meeting_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many files stand on each agenda, and how many of them were heard; one statement."""
    rows = Hearing.objects.filter(meeting_id__in=list(meeting_ids)).order_by()
    counted = rows.values("meeting_id").annotate(
        n=Count("pk"), heard=Count("pk", filter=Q(presented=True))
    )
    return {row["meeting_id"]: (row["n"], row["heard"]) for row in counted}


@dataclass(frozen=True, slots=True)
class Waits:
    """One file that may be put on an agenda."""

    seat: Seat
    name: str
    post: str
    group: str
    person: bool
    rank: int
    sort_key: str
    ready: bool
    sent_at: datetime | None
    heard_in: Meeting | None

    @property
    def order(self) -> tuple[bool, int, str, str]:
        """Collectives first, then people by their office, the head before the others."""
        return (self.person, self.rank, self.sort_key, str(self.seat.participant))


def waiting(mandate: Mandate, day: date) -> list[Waits]:
    """The files that the holder's body has still to hear, in the order of an agenda.

    A file whose turn has not come is not `ready`: its report is on the way. What stands on a
    conference whose minutes are open is left out. Four statements, whatever the number.
    """
    if mandate.body_id is None:
        return []
    open_one = Hearing.objects.filter(participant=OuterRef("pk"), meeting__adopted_at__isnull=True)
    found = Participant.objects.filter(
        ~Exists(open_one),
        body_id=mandate.body_id,
        closed_at__isnull=True,
        step__kind=StepKind.MEET,
        step__state__in=(*ON_TURN, StepState.WAITING),
    )
    held = {seat.participant: seat for seat in seats(found, mandate, day)}
    ranks = _ranks(mandate.tenant_id)
    rows = Participant.objects.filter(pk__in=held).select_related(
        "assessment__post", "assessment__report", "hearing__meeting"
    )
    made = [_waits(row, held[row.pk], ranks) for row in rows]
    return sorted(made, key=lambda one: one.order)


def _waits(row: Participant, seat: Seat, ranks: Mapping[str, int]) -> Waits:
    file = row.assessment
    hearing: Hearing | None = getattr(row, "hearing", None)
    report: Report | None = getattr(file, "report", None)
    return Waits(
        seat=seat,
        name=file.name,
        post=file.post_title,
        group=file.group,
        person=file.subject == Subject.PERSON,
        rank=ranks.get(file.post.office, len(ranks)) if file.post else 0,
        sort_key=file.sort_key,
        ready=seat.state in ON_TURN,
        sent_at=report.sent_at if report else None,
        heard_in=hearing.meeting if hearing else None,
    )


def _ranks(tenant_id: UUID) -> dict[str, int]:
    """Office to its place in the order of the tenant's offices."""
    rows = Kind.objects.filter(tenant_id=tenant_id, of=Kind.Of.OFFICE)
    return dict(rows.values_list("code", "rank"))


@dataclass(frozen=True, slots=True)
class Heard:
    """One file on an agenda with all that was recorded of it."""

    seat: Seat
    hearing: Hearing
    post: str
    own_level: str
    report_sent: datetime | None
    has_report: bool
    opinions: tuple[Opinion, ...]
    answers: tuple[Answer, ...]
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.seat.subject_name

    @property
    def ready(self) -> bool:
        """True while it may be heard: its turn has come."""
        return self.seat.state in ON_TURN and not self.seat.closed

    @property
    def level(self) -> str:
        return self.hearing.level

    def gaps(self, present: int) -> list[str]:
        """What keeps the minutes from being adopted, as far as this file goes."""
        if not self.ready:
            moved_on = _("%s: hồ sơ đã chuyển bước, bỏ ghi đã trình bày.") % self.name
            return [moved_on] if self.hearing.presented else []
        if not self.hearing.presented:
            said = _("%s: chưa ghi đã trình bày, cũng chưa ghi lý do để lại.") % self.name
            return [] if self.hearing.absent_reason else [said]
        missing = [
            _("%(who)s: chưa trả lời «%(what)s».") % {"who": self.name, "what": one.asked.label}
            for one in self.answers
            if not one.given
        ]
        if self.seat.step_rule.proposes and not self.level:
            missing.append(_("%s: chưa ghi mức hội nghị đề nghị.") % self.name)
        if (self.hearing.agreed or 0) > present:
            missing.append(_("%s: số ý kiến đồng ý nhiều hơn số người có mặt.") % self.name)
        return missing


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference as a whole."""

    meeting: Meeting
    rows: tuple[Heard, ...]
    attendance: tuple[Attendance, ...]

    @property
    def present(self) -> int:
        return sum(row.present for row in self.attendance)

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The files that were heard here and are to be closed."""
        return tuple(row for row in self.rows if row.hearing.presented)

    def row(self, participant: UUID) -> Heard | None:
        """The line of one file."""
        return next((row for row in self.rows if row.seat.participant == participant), None)

    def gaps(self, day: date) -> list[str]:
        """What keeps the minutes from being adopted on `day`."""
        meeting, found = self.meeting, []
        if meeting.held_on > day:
            found.append(_("Hội nghị họp ngày %s, chưa thông qua được.") % _day(meeting.held_on))
        if meeting.chair_id is None:
            found.append(_("Chưa ghi người chủ trì."))
        if not self.present:
            found.append(_("Chưa điểm danh."))
        elif meeting.chair_id and not self._is_present(meeting.chair_id):
            found.append(_("Người chủ trì chưa được ghi có mặt."))
        if not self.heard:
            found.append(_("Chưa có ai trình bày tại hội nghị này."))
        for row in self.rows:
            found += row.gaps(self.present)
        return found

    def _is_present(self, mandate: UUID) -> bool:
        return any(row.present and row.mandate_id == mandate for row in self.attendance)


def conference_of(meeting: Meeting, mandate: Mandate, day: date) -> Conference:
    """One conference with everything on it; at most ten statements, whatever the agenda."""
    hearings = list(
        Hearing.objects.filter(meeting=meeting)
        .select_related("participant__assessment__report", "participant__assessment__track")
        .select_related("participant__assessment__cycle", "participant__assessment__obligation")
        .order_by("position", "pk")
    )
    found = Participant.objects.filter(hearing__meeting=meeting)
    held = {seat.participant: seat for seat in seats(found, mandate, day)}
    opinions = _opinions(meeting)
    answers = answers_of(held.values())
    warner = Warner(meeting.held_on)
    rows = []
    for hearing in hearings:
        file = hearing.participant.assessment
        report: Report | None = getattr(file, "report", None)
        seat = held[hearing.pk]
        rows.append(
            Heard(
                seat=seat,
                hearing=hearing,
                post=file.post_title,
                own_level=report.level if report else "",
                report_sent=report.sent_at if report else None,
                has_report=file.report_form_id is not None,
                opinions=tuple(opinions.get(hearing.pk, ())),
                answers=tuple(answers[hearing.pk]),
                warnings=tuple(warner.of(file, seat.step_rule.id, report)),
            )
        )
    attendance = attendance_of([meeting.pk]).get(meeting.pk, [])
    return Conference(meeting, tuple(rows), tuple(attendance))


def _opinions(meeting: Meeting) -> dict[UUID, list[Opinion]]:
    found: dict[UUID, list[Opinion]] = {}
    rows = Opinion.objects.filter(meeting=meeting).select_related("speaker__person")
    for row in rows.order_by("at", "id"):
        found.setdefault(row.hearing_id, []).append(row)
    return found


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
