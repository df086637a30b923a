"""Send a self report, take it back while nobody has used it, amend it after the conference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.handing_in import Incomplete, NeedsLateReason, Unchanged, tell_turn
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment, Edition, Participant, Report, Subject
from congtam.assessments.queries.report import asks_level, form_of, gaps, members, working
from congtam.assessments.queries.report.content import as_tree
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import REPORT, StepKind, StepState
from congtam.clock import local_date
from congtam.core.canonical import canonical, digest
from congtam.core.packs.report import Form
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import meet, reopen
from congtam.cycles.models import Obligation
from congtam.cycles.queries import is_late
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders
from congtam.regulations import queries as regulations


@transaction.atomic
def send_report(
    participant_id: UUID, *, token: str, late_reason: str, by: Mandate, at: datetime
) -> Edition:
    """Send the report (gửi báo cáo tự kiểm điểm); the same token gives the same edition."""
    assessment, seat, report = _locked(participant_id, by, at)
    earlier = Edition.objects.filter(report=report, token=token).first()
    if earlier is not None:
        return earlier
    permissions.may_submit(by, seat).enforce()
    snapshot = _complete(assessment, report, seat, at)
    if seat.state == StepState.SENT_BACK and digest(snapshot) == report.sha256:
        raise Unchanged
    duty = _duty(seat)
    limit = _limit(seat, duty, nfc(late_reason).strip(), at)
    report.state = REPORT.target("send", report.state)
    edition = _seal(report, snapshot, token, limit, by=by, at=at)
    _stamp(assessment, seat, edition, report.level)
    if duty is not None:
        meet(duty.pk, at=at)
    moving.close(assessment, seat.procedure, seat.step_rule.id, at=at)
    note(
        "send_report",
        assessment.pk,
        by=by,
        at=at,
        after={
            "round": edition.round,
            "sha256": edition.sha256,
            "late": edition.late,
            "level": report.level,
        },
        reason=edition.late_reason,
    )
    tell_turn(assessment, at=at)
    return edition


@transaction.atomic
def take_back(participant_id: UUID, *, by: Mandate, at: datetime) -> Report:
    """Take the report back to write on (rút lại báo cáo), while nobody has used it."""
    assessment, seat, report = _locked(participant_id, by, at)
    permissions.may_take_back(by, seat, report.state, touched=touched(seat)).enforce()
    report.state = REPORT.target("take_back", report.state)
    report.save(update_fields=["state"])
    waiting = _people(assessment, at)
    moving.take_back(assessment, seat.procedure, to=seat.step_rule.id, at=at)
    duty = _duty(seat)
    if duty is not None:
        reopen(duty.pk, due_on=duty.due_on)
    note("take_back", assessment.pk, by=by, at=at, after={"state": report.state})
    tell(
        waiting - {Recipient(by.person_id, by.person.email)},
        tenant=assessment.tenant_id,
        kind="taken_back",
        subject=_("Báo cáo được rút lại: %s") % assessment.name,
        body=_("%s đã rút báo cáo tự kiểm điểm về để viết tiếp; báo cáo sẽ được gửi lại.")
        % assessment.name,
        link=f"/kiem-diem/{assessment.pk}/",
        at=at,
    )
    return report


@transaction.atomic
def amend(participant_id: UUID, *, token: str, by: Mandate, at: datetime) -> Edition:
    """Send what was mended after the conference (bổ sung báo cáo), until the file is decided."""
    assessment, seat, report = _locked(participant_id, by, at)
    earlier = Edition.objects.filter(report=report, token=token).first()
    if earlier is not None:
        return earlier
    permissions.may_amend(by, seat, report.state).enforce()
    snapshot = _complete(assessment, report, seat, at)
    if digest(snapshot) == report.sha256:
        raise Unchanged
    report.state = REPORT.target("amend", report.state)
    edition = _seal(report, snapshot, token, _Limit(), by=by, at=at)
    note(
        "amend_report",
        assessment.pk,
        by=by,
        at=at,
        after={"round": edition.round, "sha256": edition.sha256, "level": report.level},
    )
    tell(
        _people(assessment, at) - {Recipient(by.person_id, by.person.email)},
        tenant=assessment.tenant_id,
        kind="amended",
        subject=_("Báo cáo vừa được bổ sung: %s") % assessment.name,
        body=_("Báo cáo tự kiểm điểm đã được bổ sung sau hội nghị. Đề nghị xem bản mới."),
        link=f"/kiem-diem/{assessment.pk}/",
        at=at,
    )
    return edition


def touched(seat: Seat) -> bool:
    """True once anybody in a later step has sent, written or answered anything on this file."""
    after = [s.id for s in seat.procedure.steps if seat.step_rule.id in seat.procedure.before(s.id)]
    later = Participant.objects.filter(assessment_id=seat.assessment, step__key__in=after)
    written = Q(proposal__isnull=False) | Q(facts__isnull=False) | Q(conclusion__isnull=False)
    return later.filter(Q(closed_at__isnull=False) | written).exists()


def _locked(participant_id: UUID, by: Mandate, at: datetime) -> tuple[Assessment, Seat, Report]:
    """The file of one's own report, locked, the seat, and the report; begun where it is new.

    The report is read last: who writes it holds the seat.
    """
    held = Participant.objects.held_by(by).filter(step__kind=StepKind.SELF_REPORT)
    pk = held.values_list("assessment_id", flat=True).get(pk=participant_id)
    assessment = moving.lock(pk)
    seat = locked_seat(participant_id, by, local_date(at))
    report, _made = Report.objects.get_or_create(assessment=assessment)
    return assessment, seat, report


def _complete(assessment: Assessment, report: Report, seat: Seat, at: datetime) -> str:
    """The canonical text of the report; Incomplete names everything it still lacks."""
    sitting = [] if assessment.subject == Subject.PERSON else members(seat.body, local_date(at))
    form, content = form_of(assessment), working(assessment, report, sitting)
    heads = {member.person for member in sitting if member.head}
    missing = gaps(form, content, levels=levels_asked(form, seat), heads=heads)
    if missing:
        raise Incomplete(missing)
    form_id = assessment.report_form_id
    return canonical({"form": str(form_id or ""), **as_tree(content)})


def levels_asked(form: Form, seat: Seat) -> set[str] | None:
    """The levels one may give oneself in this report; None where none is asked."""
    if not asks_level(form, proposes=seat.step_rule.proposes):
        return None
    return {level.id for level in regulations.rules(seat.rules_id).levels}


@dataclass(frozen=True, slots=True)
class _Limit:
    """The last day of the duty, and how the report stands to it."""

    due_on: date | None = None
    late: bool = False
    reason: str = ""


def _duty(seat: Seat) -> Obligation | None:
    """The duty to send this report: the person's, the body's, or the unit's own."""
    found = Obligation.objects.filter(track_id=seat.track, step=seat.step_rule.id)
    if seat.person is not None:
        return found.filter(person_id=seat.person).first()
    if seat.body is not None and seat.subject_of != Subject.UNIT:
        return found.filter(body_id=seat.body).first()
    return found.filter(unit_id=seat.unit, body=None, person=None).first()


def _limit(seat: Seat, duty: Obligation | None, reason: str, at: datetime) -> _Limit:
    if duty is None or not is_late(duty.due_on, at):
        return _Limit(duty.due_on if duty else None)
    if seat.step_rule.late == "refused":
        no(_("Đã hết hạn gửi và quy trình không nhận báo cáo gửi muộn.")).enforce()
    if not reason:
        raise NeedsLateReason
    return _Limit(duty.due_on, True, reason)


def _seal(
    report: Report, snapshot: str, token: str, limit: _Limit, *, by: Mandate, at: datetime
) -> Edition:
    """A new edition beside the earlier ones; the report carries the last."""
    report.rounds += 1
    report.sent_at, report.sent_by, report.token = at, by, token
    report.late_reason = limit.reason or report.late_reason
    report.snapshot, report.sha256 = snapshot, digest(snapshot)
    report.save()
    return Edition.objects.create(
        report=report,
        round=report.rounds,
        state=report.state,
        token=token,
        at=at,
        by=by,
        due_on=limit.due_on,
        late=limit.late,
        late_reason=limit.reason,
        snapshot=snapshot,
        sha256=report.sha256,
    )


def _stamp(assessment: Assessment, seat: Seat, edition: Edition, level: str) -> None:
    """What lists and overviews count, where the report is the file's own part."""
    if seat.step_rule.proposes:
        assessment.proposed = level
    if seat.procedure.own_step.id == seat.step_rule.id:
        assessment.submitted_at = edition.at
        assessment.rounds = edition.round
        assessment.late = assessment.late or edition.late
    assessment.save(update_fields=["proposed", "submitted_at", "rounds", "late"])


def _people(assessment: Assessment, at: datetime) -> set[Recipient]:
    """Those who have a part of the file before them."""
    day = local_date(at)
    seats = Participant.objects.filter(assessment=assessment).on_turn()
    return {
        Recipient(m.person_id, m.person.email)
        for seat in seats
        for m in holders(seat.unit_id, seat.body_id, day, seat.person_id, seat.office)
    }
