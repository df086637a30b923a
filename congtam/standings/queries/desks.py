"""A desk: the seat of one body in one step of a track, and the units that pass over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant, Proposal
from congtam.assessments.permissions import may_submit
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import StepState
from congtam.core.packs import procedure as procedures
from congtam.core.packs.rulebook import Enrolment, RuleBook
from congtam.core.packs.sheet import Sheet
from congtam.core.rules import RuleSet
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.standings.models import Roster, RosterItem


@dataclass(frozen=True, slots=True)
class Course:
    """A track of a cycle with the ids of what governs it; read together with the desk."""

    id: UUID
    kind: str
    title: str
    tenant: UUID
    cycle: UUID
    cycle_title: str
    rulebook_id: UUID
    sheet_id: UUID | None
    rules_id: UUID
    procedure_id: UUID
    sources_id: UUID | None = None

    @property
    def procedure(self) -> procedures.Procedure:
        return regulations.procedure(self.procedure_id)

    @property
    def rules(self) -> RuleSet:
        return regulations.rules(self.rules_id)

    @property
    def sheet(self) -> Sheet:
        return regulations.sheet(self.sheet_id)

    @property
    def rulebook(self) -> RuleBook:
        return regulations.rulebook(self.rulebook_id)

    @property
    def enrolment(self) -> Enrolment:
        return self.rulebook.enrolment(self.kind)

    @property
    def subject(self) -> str:
        """Who is classified on this track: unit, body or person."""
        return self.enrolment.subject

    @property
    def scored(self) -> bool:
        """True where points are given; other tracks are decided on facts alone."""
        return self.sheet_id is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the body of one mandate has to do in one step of a track."""

    course: Course
    body: UUID
    step: procedures.Step
    part: procedures.Participant

    @property
    def alone(self) -> bool:
        """One person of the body decides, without a session of it."""
        return self.part.alone


_COURSE = (
    "assessment__track_id",
    "assessment__track__kind",
    "assessment__track__title",
    "assessment__tenant_id",
    "assessment__cycle_id",
    "assessment__cycle__title",
    "assessment__cycle__rulebook_id",
    "assessment__track__sheet_id",
    "assessment__track__rules_id",
    "assessment__track__procedure_id",
    "assessment__track__sources_id",
)


def desks_of(mandate: Mandate, track_id: UUID | None = None) -> list[Desk]:
    """The desks at which the body of this mandate sits, in the order of the procedures.

    Where one decides alone, the desk is that office's, and not of the others in its body.
    """
    if mandate.body_id is None:
        return []
    held = Participant.objects.held_by(mandate)
    found = held.filter(body_id=mandate.body_id, unit_id=mandate.unit_id)
    if track_id is not None:
        found = found.filter(assessment__track_id=track_id)
    # The newest cycle first; rows are as many as desks, whatever the number of units.
    rows = found.values_list(*_COURSE, "step__key", "key").annotate(last=Max("step__position"))
    desks = []
    for row in rows.order_by("-assessment__cycle_id", "assessment__track_id", "last"):
        course = Course(*row[: len(_COURSE)])
        step = course.procedure.step(row[-3])
        desks.append(Desk(course, mandate.body_id, step, step.participant(row[-2])))
    return desks


def desk_of(mandate: Mandate, track_id: UUID, step: str) -> Desk | None:
    """The desk of this mandate's body in one step of a track, when it has one."""
    return next((d for d in desks_of(mandate, track_id) if d.step.id == step), None)


@dataclass(frozen=True, slots=True)
class DeskUnit:
    """One unit at a desk: ready to be sent, sent already, or left out and why."""

    id: UUID
    name: str
    self_total: Decimal | None
    total: Decimal | None
    level: str
    late: bool
    sent: tuple[int, ...]
    closed: bool
    why: str

    @property
    def ready(self) -> bool:
        return not self.closed and not self.why

    @property
    def left_out(self) -> bool:
        return not self.closed and bool(self.why)


def units_at(desk: Desk, mandate: Mandate, day: date) -> list[DeskUnit]:
    """Every unit of the desk in Vietnamese order; four statements, whatever their number."""
    own = Participant.objects.filter(
        assessment__track_id=desk.course.id, step__key=desk.step.id, body_id=desk.body
    )
    held = {seat.assessment: seat for seat in seats(own, mandate, day)}
    levels = dict(
        Proposal.objects.filter(participant__in=own).values_list("participant_id", "level")
    )
    sent = _sent(desk)
    files = Assessment.objects.filter(pk__in=list(held)).order_by("sort_key", "id")
    found = []
    for pk, name, self_total, total, proposed, late in files.values_list(
        "pk", "name", "self_total", "total", "proposed", "late"
    ):
        seat = held[pk]
        level = levels.get(seat.participant, "") if desk.step.proposes else proposed
        why = _why_not(desk, mandate, seat, level)
        # Before its turn, and of one's own unit, nothing of what others gave is shown.
        shown = seat.state != StepState.WAITING and (seat.published or not seat.own_subject)
        found.append(
            DeskUnit(
                id=pk,
                name=name,
                self_total=self_total if shown else None,
                total=total if shown and seat.closed else None,
                level=level if shown else "",
                late=late,
                sent=tuple(sent.get(pk, ())),
                closed=seat.closed,
                why=why,
            )
        )
    return found


def _why_not(desk: Desk, mandate: Mandate, seat: Seat, level: str) -> str:
    if seat.state == StepState.WAITING:
        return _("Hồ sơ chưa đến bước này")
    verdict = may_submit(mandate, seat)
    if not verdict and seat.own_subject:
        return verdict.reason
    if desk.step.proposes and not level:
        return _("Chưa đề nghị mức xếp loại")
    return ""


def _sent(desk: Desk) -> dict[UUID, list[int]]:
    rows = RosterItem.objects.filter(
        roster__track_id=desk.course.id, roster__step=desk.step.id, roster__body_id=desk.body
    ).order_by("roster__number")
    found: dict[UUID, list[int]] = {}
    for assessment, number in rows.values_list("assessment_id", "roster__number"):
        found.setdefault(assessment, []).append(number)
    return found


@dataclass(frozen=True, slots=True)
class SentList:
    """One list as it went out."""

    id: UUID
    number: int
    body: str
    sent_at: datetime
    by: str
    late: bool
    units: int
    left_out: str


def rosters_of(track_id: UUID, steps: Iterable[str], body: UUID | None = None) -> list[SentList]:
    """The lists sent in some steps of a track, of one body or of all, the latest first."""
    found = Roster.objects.filter(track_id=track_id, step__in=list(steps))
    if body is not None:
        found = found.filter(body_id=body)
    rows = found.select_related("body", "by__person").prefetch_related("items")
    return [
        SentList(
            id=row.id,
            number=row.number,
            body=row.body.name,
            sent_at=row.sent_at,
            by=row.by.person.full_name,
            late=row.late,
            units=len(row.items.all()),
            left_out=row.left_out,
        )
        for row in rows.order_by("-sent_at", "-id")
    ]
