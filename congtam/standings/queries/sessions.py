"""Decision sessions: which units wait, how a list stands, what still keeps it from being sealed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import ON_TURN, StepKind
from congtam.meetings.models import Attendance
from congtam.meetings.queries import attendance_of
from congtam.organisation.models import Mandate
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Course, Desk, desks_of
from congtam.standings.queries.quotas import Group, QuotaLine, measured
from congtam.standings.states import DecisionState


def course_of(decision_list: DecisionList) -> Course:
    """The track of a list with what governs it; `track` and `cycle` are loaded with the list."""
    track, cycle = decision_list.track, decision_list.cycle
    return Course(
        id=track.id,
        kind=track.kind,
        title=track.title,
        tenant=decision_list.tenant_id,
        cycle=cycle.id,
        cycle_title=cycle.title,
        rulebook_id=cycle.rulebook_id,
        sheet_id=track.sheet_id,
        rules_id=track.rules_id,
        procedure_id=track.procedure_id,
    )


def with_course(lists: QuerySet[DecisionList]) -> QuerySet[DecisionList]:
    """The lists with everything their pages name, in one statement."""
    return lists.select_related(
        "track", "cycle", "body", "meeting__body", "meeting__chair__person",
        "meeting__secretary__person",
    )  # fmt: skip


def deciding_desk(mandate: Mandate, track_id: UUID) -> Desk | None:
    """The desk at which this mandate's body decides in a track, when it does."""
    found = desks_of(mandate, track_id)
    return next((d for d in found if d.step.kind == StepKind.DECIDE), None)


def waiting(desk: Desk) -> QuerySet[Assessment]:
    """The units whose turn has come to be decided, and that stand on no open list yet."""
    open_seats = Participant.objects.filter(
        step__key=desk.step.id, step__state__in=ON_TURN, body_id=desk.body, closed_at__isnull=True
    )
    on_a_list = Decision.objects.filter(list__state=DecisionState.DRAFT)
    return (
        Assessment.objects.filter(
            track_id=desk.course.id, pk__in=open_seats.values("assessment_id")
        )
        .exclude(pk__in=on_a_list.values("assessment_id"))
        .order_by("sort_key", "id")
    )


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One unit on a list, with what the session has to know about it."""

    id: UUID
    assessment: UUID
    unit: UUID
    name: str
    team: str
    self_total: Decimal | None
    total: Decimal | None
    late: bool
    proposed: str
    level: str
    reason: str
    version: int

    @property
    def departs(self) -> bool:
        return bool(self.level) and self.level != self.proposed

    @property
    def change(self) -> Decimal | None:
        if self.total is None or self.self_total is None:
            return None
        return self.total - self.self_total


_LINE = (
    "pk",
    "assessment_id",
    "assessment__unit_id",
    "assessment__name",
    "assessment__in_charge__name",
    "assessment__self_total",
    "assessment__total",
    "assessment__late",
    "proposed",
    "level",
    "reason",
    "version",
)


def lines_of(list_id: UUID) -> list[DecidedLine]:
    """The units of a list in Vietnamese order; one statement."""
    rows = Decision.objects.filter(list_id=list_id).order_by("assessment__sort_key", "pk")
    return [
        DecidedLine(pk, file, unit, name, team or "", *rest)
        for pk, file, unit, name, team, *rest in rows.values_list(*_LINE)
    ]


def quotas_of(decision_list: DecisionList) -> list[QuotaLine]:
    """The quotas if this list were sealed as it stands: with what other lists decided before."""
    here = Decision.objects.filter(list=decision_list, assessment_id=OuterRef("pk"))
    rows = (
        Assessment.objects.filter(track_id=decision_list.track_id)
        .annotate(now=Coalesce(Subquery(here.values("level")[:1]), F("level")))
        .values_list("in_charge_id", "in_charge__name", "now")
        .annotate(n=Count("pk"))
    )
    groups: dict[UUID | None, Group] = {}
    for team, name, level, count in rows.order_by("in_charge__name", "in_charge_id"):
        was = groups.get(team) or Group(name or "", Counter(), 0)
        levels = was.levels + Counter({level: count} if level else {})
        groups[team] = Group(was.name, levels, was.everyone + count)
    return measured(course_of(decision_list), groups)


@dataclass(frozen=True, slots=True)
class Session:
    """One list with everything its page, its sealing and its minutes have to know."""

    decision_list: DecisionList
    course: Course
    lines: tuple[DecidedLine, ...]
    attendance: tuple[Attendance, ...]
    quotas: tuple[QuotaLine, ...]

    @property
    def present(self) -> tuple[Attendance, ...]:
        return tuple(row for row in self.attendance if row.present)

    @property
    def levels(self) -> Counter[str]:
        """How many units stand on each decided level."""
        return Counter(line.level for line in self.lines if line.level)

    @property
    def exceeded(self) -> tuple[QuotaLine, ...]:
        return tuple(line for line in self.quotas if line.exceeded)

    def gaps(self, day: date, quota_reason: str) -> list[str]:
        """Everything that keeps the list from being sealed on `day`, in words."""
        found = self._of_meeting(day)
        known = {level.id for level in self.course.rules.levels}
        if not self.lines:
            found.append(_("Danh sách không có đơn vị nào."))
        blank = [line.name for line in self.lines if line.level not in known]
        if blank:
            found.append(_("Chưa quyết định mức cho: %s.") % ", ".join(blank))
        silent = [line.name for line in self.lines if line.departs and not line.reason]
        if silent:
            found.append(_("Chưa nêu lý do khác đề nghị cho: %s.") % ", ".join(silent))
        if self.exceeded and not quota_reason:
            over = "; ".join(line.title for line in self.exceeded)
            found.append(_("Vượt tỷ lệ mức %s: phải ghi lý do.") % over)
        return found

    def _of_meeting(self, day: date) -> list[str]:
        meeting, found = self.decision_list.meeting, []
        if meeting.held_on > day:
            found.append(_("Phiên họp chưa diễn ra."))
        if meeting.chair_id is None:
            found.append(_("Chưa ghi người chủ trì phiên họp."))
        if not self.present:
            found.append(_("Chưa điểm danh: không có thành viên nào có mặt."))
        return found


def session_of(decision_list: DecisionList) -> Session:
    """The list as it stands now; three statements, whatever the number of units."""
    return Session(
        decision_list=decision_list,
        course=course_of(decision_list),
        lines=tuple(lines_of(decision_list.id)),
        attendance=tuple(
            attendance_of([decision_list.meeting_id]).get(decision_list.meeting_id, ())
        ),
        quotas=tuple(quotas_of(decision_list)),
    )


def seats_on(decision_list: DecisionList, mandate: Mandate, day: date) -> dict[UUID, Seat]:
    """The deciding seats of this mandate's body for the units of a list, by file."""
    listed = Decision.objects.filter(list=decision_list).values("assessment_id")
    found = Participant.objects.filter(
        Q(step__key=decision_list.step, body_id=decision_list.body_id),
        assessment_id__in=listed,
    )
    return {seat.assessment: seat for seat in seats(found, mandate, day)}
