"""Find a self report: one's own to write, or another's as far as the procedure opens it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from congtam.assessments import permissions
from congtam.assessments.actions.reporting.sending import levels_asked
from congtam.assessments.models import Assessment, Participant, Report, Subject
from congtam.assessments.queries.report import Content, Member, form_of, gaps, members, working
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import AMENDABLE, ReportState, StepKind
from congtam.clock import local_date, now
from congtam.core.packs.report import Form
from congtam.core.rules import RuleSet
from congtam.core.scoring import Gap
from congtam.core.verdict import Verdict
from congtam.regulations import queries as regulations
from congtam.web.assessments.finding import File
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Own:
    """One's own report as it stands, with what may be done with it."""

    seat: Seat
    assessment: Assessment
    report: Report | None
    sitting: list[Member]
    content: Content
    may_write: Verdict
    may_send: Verdict

    @property
    def form(self) -> Form:
        return form_of(self.assessment)

    @property
    def rules(self) -> RuleSet:
        return regulations.rules(self.seat.rules_id)

    @property
    def state(self) -> str:
        return self.report.state if self.report else ReportState.DRAFT

    @property
    def amends(self) -> bool:
        """After the conference: what is written now goes out as an amended edition."""
        return self.state in AMENDABLE

    @property
    def asks_level(self) -> bool:
        return levels_asked(self.form, self.seat) is not None

    @property
    def gaps(self) -> list[Gap]:
        """Everything it still lacks before it may be sent."""
        heads = {member.person for member in self.sitting if member.head}
        return gaps(self.form, self.content, levels=levels_asked(self.form, self.seat), heads=heads)


def own_report(request: ActingRequest, participant: UUID) -> Own:
    """One's own report by its seat; at most thirteen statements. 404 for everybody else."""
    today = local_date(now())
    held = Participant.objects.held_by(request.mandate)
    found = held.filter(pk=participant, step__kind=StepKind.SELF_REPORT)
    rows = seats(found, request.mandate, today)
    if not rows:
        raise Http404
    seat = rows[0]
    full = Assessment.objects.visible_to(request.mandate).select_related(
        "cycle", "track", "post", "obligation", "report", "placement"
    )
    assessment = full.get(pk=seat.assessment)
    report: Report | None = getattr(assessment, "report", None)
    sitting = [] if assessment.subject == Subject.PERSON else members(seat.body, today)
    state = report.state if report else ReportState.DRAFT
    write = permissions.may_write(request.mandate, seat, state)
    send = permissions.may_submit(request.mandate, seat)
    if state in AMENDABLE:
        send = permissions.may_amend(request.mandate, seat, state)
    return Own(seat, assessment, report, sitting, working(assessment, report, sitting), write, send)


def own_participant(file: File) -> UUID | None:
    """The seat of the report in a file, where the procedure has one."""
    found = (s.participant for s in file.sources if s.step_rule.kind == StepKind.SELF_REPORT)
    return next(found, None)


def reads_report(file: File) -> bool:
    """True for those whose report it is, and for those to whom the procedure opens it."""
    own = own_participant(file)
    held = {seat.participant for seat in file.seats}
    return own in held or own in {source.participant for source in file.open}
