"""Decision sessions: how a list stands, and what still keeps it from being sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.seats import Seat, seats
from congtam.core.rules import Account, CapLine
from congtam.meetings.models import Attendance
from congtam.meetings.queries import attendance_of
from congtam.organisation.models import Mandate
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Course
from congtam.standings.queries.proposing import Proposed, account_of, caps_passed, proposed
from congtam.standings.queries.quotas import QuotaLine, quotas_of
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
        sources_id=track.sources_id,
    )


def with_course(lists: QuerySet[DecisionList]) -> QuerySet[DecisionList]:
    """The lists with everything their pages name, in one statement."""
    return lists.select_related(
        "track", "cycle", "body", "meeting__body", "meeting__chair__person",
        "meeting__secretary__person", "replaces",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One subject on a list, with what the session has to know about it.

    `machine` is what the rules made of the `facts`; `old` the level that this decision replaces,
    `replaced_by` the published list that replaced this one.
    """

    id: UUID
    assessment: UUID
    unit: UUID
    body: UUID | None
    person: UUID | None
    name: str
    post: str
    place: str
    self_total: Decimal | None
    total: Decimal | None
    late: bool
    proposed: str
    machine: str
    facts: str
    level: str
    reason: str
    version: int
    team: str
    old: str
    replaced_by: UUID | None

    @property
    def departs(self) -> bool:
        return bool(self.level) and self.level != self.proposed

    def is_of(self, mandate: Mandate) -> bool:
        """True for the subject itself: the person, a member of the collective, the unit's own."""
        if self.person is not None:
            return self.person == mandate.person_id
        if self.body is not None:
            return self.body == mandate.body_id
        return self.unit == mandate.unit_id

    @property
    def change(self) -> Decimal | None:
        if self.total is None or self.self_total is None:
            return None
        return self.total - self.self_total


_LINE = (
    "pk",
    "assessment_id",
    "assessment__unit_id",
    "assessment__body_id",
    "assessment__person_id",
    "assessment__name",
    "assessment__post_title",
    "assessment__placement__name",
    "assessment__self_total",
    "assessment__total",
    "assessment__late",
    "proposed",
    "machine",
    "facts",
    "level",
    "reason",
    "version",
    "assessment__in_charge__name",
    "replaces__level",
    "replaced_by__list_id",
    "replaced_by__list__state",
)


def lines_of(list_id: UUID) -> list[DecidedLine]:
    """The subjects of a list in Vietnamese order; one statement."""
    rows = Decision.objects.filter(list_id=list_id).order_by("assessment__sort_key", "pk")
    found = []
    for *rest, team, old, later, state in rows.values_list(*_LINE):
        published = later if state == DecisionState.PUBLISHED else None
        values: list[Any] = [*rest, team or "", old or "", published]
        found.append(DecidedLine(*values))
    return found


@dataclass(frozen=True)
class Session:
    """One list with everything its page, its sealing and its minutes have to know.

    `fresh` is what the machine proposes today, while the list is open.
    """

    decision_list: DecisionList
    course: Course
    lines: tuple[DecidedLine, ...]
    attendance: tuple[Attendance, ...]
    quotas: tuple[QuotaLine, ...]
    fresh: Mapping[UUID, Proposed] = field(default_factory=dict)

    @property
    def present(self) -> tuple[Attendance, ...]:
        return tuple(row for row in self.attendance if row.present)

    @property
    def levels(self) -> Counter[str]:
        """How many subjects are on each decided level."""
        return Counter(line.level for line in self.lines if line.level)

    @property
    def exceeded(self) -> tuple[QuotaLine, ...]:
        return tuple(line for line in self.quotas if line.exceeded)

    @property
    def stale(self) -> tuple[DecidedLine, ...]:
        """The lines whose facts are no longer those that the proposal was made from."""
        return tuple(
            line
            for line in self.lines
            if line.assessment in self.fresh and self.fresh[line.assessment].facts != line.facts
        )

    @cached_property
    def accounts(self) -> dict[UUID, Account]:
        """By file: the account of the facts on which its line stands."""
        rules = self.course.rules
        return {line.assessment: account_of(rules, line.facts) for line in self.lines if line.facts}

    @cached_property
    def passed(self) -> dict[UUID, tuple[CapLine, ...]]:
        """By file: the caps of the rules that the decided level passes."""
        rules = self.course.rules
        return {
            line.assessment: caps_passed(rules, line.facts, line.level)
            for line in self.lines
            if line.facts and line.level and rules.caps
        }

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
        found += self._of_correction()
        if self.stale:
            named = ", ".join(line.name for line in self.stale)
            found.append(_("Dữ kiện đã thay đổi, cập nhật đề nghị trước khi chốt: %s.") % named)
        if self.exceeded and not quota_reason:
            over = "; ".join(line.title for line in self.exceeded)
            found.append(_("Vượt tỷ lệ mức %s: phải ghi lý do.") % over)
        return found

    def _of_meeting(self, day: date) -> list[str]:
        meeting, found = self.decision_list.meeting, []
        if self.decision_list.alone:
            return [_("Ngày quyết định chưa đến.")] if meeting.held_on > day else []
        if meeting.held_on > day:
            found.append(_("Phiên họp chưa diễn ra."))
        if meeting.chair_id is None:
            found.append(_("Chưa ghi người chủ trì phiên họp."))
        if not self.present:
            found.append(_("Chưa điểm danh: không có thành viên nào có mặt."))
        return found

    def _of_correction(self) -> list[str]:
        """A new decision names another level, always with its reason."""
        if self.decision_list.replaces_id is None:
            return []
        found = []
        same = [line.name for line in self.lines if line.level and line.level == line.old]
        if same:
            found.append(_("Mức mới trùng với mức đang có: %s.") % ", ".join(same))
        bare = [x.name for x in self.lines if x.level and not x.departs and not x.reason]
        if bare:
            found.append(_("Chưa nêu lý do quyết định lại cho: %s.") % ", ".join(bare))
        return found


def session_of(decision_list: DecisionList) -> Session:
    """The list as it stands now: three statements, and the facts of today while it is open; never
    more with more lines."""
    course = course_of(decision_list)
    fresh: Mapping[UUID, Proposed] = {}
    if decision_list.state == DecisionState.DRAFT and course.sources_id is not None:
        listed = Decision.objects.filter(list=decision_list).values("assessment_id")
        files = Assessment.objects.filter(pk__in=listed)
        fresh = proposed(files.select_related("track", "cycle", "post"))
    return Session(
        decision_list=decision_list,
        course=course,
        lines=tuple(lines_of(decision_list.id)),
        attendance=tuple(
            attendance_of([decision_list.meeting_id]).get(decision_list.meeting_id, ())
        ),
        quotas=tuple(quotas_of(decision_list, course)),
        fresh=fresh,
    )


def seats_on(decision_list: DecisionList, mandate: Mandate, day: date) -> dict[UUID, Seat]:
    """The deciding seats of this mandate's body for the files of a list, by file."""
    listed = Decision.objects.filter(list=decision_list).values("assessment_id")
    found = Participant.objects.filter(
        Q(step__key=decision_list.step, body_id=decision_list.body_id),
        assessment_id__in=listed,
    )
    return {seat.assessment: seat for seat in seats(found, mandate, day)}
