"""The desks above: send back with a reason, close an appraisal, decide, publish, reassign."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.handing_in import tell_turn
from congtam.assessments.actions.noting import note
from congtam.assessments.actions.reporting import finish, returned
from congtam.assessments.models import (
    Assessment,
    Participant,
    Proposal,
    Reassignment,
    Return,
    Step,
)
from congtam.assessments.queries.lines import entries, result
from congtam.assessments.queries.reading import sources
from congtam.assessments.queries.seats import locked_seat
from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.clock import local_date
from congtam.core.packs.procedure import Procedure
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import reopen
from congtam.cycles.permissions import may_manage
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Body, Mandate
from congtam.organisation.queries import holders
from congtam.regulations import queries as regulations


@transaction.atomic
def send_back(
    participant_id: UUID, *, to: str, reason: str, due_on: date, by: Mandate, at: datetime
) -> Return:
    """Give a file back to an earlier step with a reason and a day (trả lại hồ sơ)."""
    held = Participant.objects.held_by(by).values_list("assessment_id", flat=True)
    assessment = moving.lock(held.get(pk=participant_id))
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_send_back(by, seat).enforce()
    reason = nfc(reason).strip()
    if not reason:
        no(_("Nêu lý do trả lại.")).enforce()
    if due_on < local_date(at):
        no(_("Hạn nộp lại không được trước hôm nay.")).enforce()
    if to not in seat.step_rule.sends_back_to:
        no(_("Quy trình không cho trả lại về bước này.")).enforce()
    moving.send_back(assessment, seat.procedure, to=to)
    if seat.procedure.own_step.id == to and seat.obligation is not None:
        reopen(seat.obligation, due_on=due_on)
    if seat.procedure.step(to).kind == StepKind.SELF_REPORT:
        returned(assessment)
    made = Return.objects.create(
        assessment=assessment,
        from_step=seat.step_rule.id,
        to_step=to,
        reason=reason,
        due_on=due_on,
        by=by,
        at=at,
    )
    note(
        "send_back",
        assessment.id,
        by=by,
        at=at,
        after={"from": made.from_step, "to": to, "due_on": str(due_on)},
        reason=reason,
    )
    _tell_returned(assessment, to, made, at)
    return made


def _tell_returned(assessment: Assessment, to: str, made: Return, at: datetime) -> None:
    day = local_date(at)
    seats = Participant.objects.filter(assessment=assessment, step__key=to)
    tell(
        {
            Recipient(m.person_id, m.person.email)
            for seat in seats
            for m in holders(seat.unit_id, seat.body_id, day, seat.person_id)
        },
        tenant=assessment.tenant_id,
        kind="returned",
        subject=_("Hồ sơ được trả lại: %s") % assessment.name,
        body=_("Đề nghị bổ sung và gửi lại chậm nhất ngày %s. Mở hồ sơ để xem lý do.")
        % f"{made.due_on:%d/%m/%Y}",
        link=f"/ho-so/{assessment.id}/",
        at=at,
    )


def settle(assessment: Assessment, procedure: Procedure, step: str) -> Decimal:
    """Store the total after `step`, from what was handed in and this step; called under lock."""
    order = [s for s in sources(procedure, assessment.id) if s.closed_at or s.step == step]
    given = entries(s.participant for s in order)
    sheet = regulations.sheet(assessment.sheet_id)
    rules = regulations.rules(assessment.track.rules_id)
    assessment.total = result(sheet, rules, order, given).sums.total
    return assessment.total


@transaction.atomic
def close_appraisal(assessment_id: UUID, step: str, *, by: Mandate, at: datetime) -> Assessment:
    """Finish one appraisal step of one file (kết thúc thẩm định); its level must be proposed."""
    assessment = moving.lock(assessment_id)
    participant = Participant.objects.held_by(by).get(assessment=assessment, step__key=step)
    seat = locked_seat(participant.id, by, local_date(at))
    permissions.may_submit(by, seat).enforce()
    if seat.step_rule.proposes:
        level = Proposal.objects.filter(participant=participant).values_list("level", flat=True)
        proposed = level.first()
        if not proposed:
            no(_("Chưa đề nghị mức xếp loại cho %s.") % assessment.name).enforce()
        assessment.proposed = proposed or ""
    settle(assessment, seat.procedure, step)
    assessment.save(update_fields=["total", "proposed"])
    moving.close(assessment, seat.procedure, step, at=at)
    note(
        "appraise",
        assessment.id,
        by=by,
        at=at,
        after={"step": step, "total": assessment.total, "level": assessment.proposed},
    )
    return assessment


@transaction.atomic
def decide(
    assessment_id: UUID, step: str, *, level: str, reason: str, by: Mandate, at: datetime
) -> Assessment:
    """Write the level that the authority decided (quyết định xếp loại); part of sealing a list."""
    assessment = moving.lock(assessment_id)
    assessment.level = level
    assessment.save(update_fields=["level"])
    finish(assessment, by=by, at=at)
    procedure = regulations.procedure(assessment.track.procedure_id)
    moving.close(assessment, procedure, step, at=at)
    note(
        "decide",
        assessment.id,
        by=by,
        at=at,
        before={"level": assessment.proposed},
        after={"level": level},
        reason=reason,
    )
    return assessment


@transaction.atomic
def publish(assessment_id: UUID, *, by: Mandate, at: datetime) -> Assessment:
    """Open the result to the unit (công bố); part of issuing the decision."""
    assessment = moving.lock(assessment_id)
    procedure = regulations.procedure(assessment.track.procedure_id)
    step = procedure.step_of_kind(StepKind.PUBLISH)
    assessment.published_at = at
    assessment.save(update_fields=["published_at"])
    moving.close(assessment, procedure, step.id, at=at)
    note("publish", assessment.id, by=by, at=at, after={"level": assessment.level})
    return assessment


@transaction.atomic
def reassign(
    participant_id: UUID, *, to: Body, reason: str, by: Mandate, at: datetime
) -> Reassignment:
    """Move a seat to another body of the same kind (giao lại), with a visible reason."""
    participant = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("assessment__cycle__issuer_body", "body", "step")
        .get(pk=participant_id, assessment__tenant_id=by.tenant_id)
    )
    may_manage(by, participant.assessment.cycle).enforce()
    reason = nfc(reason).strip()
    if not reason:
        no(_("Nêu lý do giao lại.")).enforce()
    if participant.closed_at is not None:
        no(_("Phần việc này đã gửi, không giao lại được.")).enforce()
    same = participant.body is not None and (to.kind, to.unit_id) == (
        participant.body.kind,
        participant.body.unit_id,
    )
    if not same or to.id == participant.body_id:
        no(_("Chỉ giao lại cho một tổ chức khác cùng loại trong cùng đơn vị.")).enforce()
    made = Reassignment.objects.create(
        participant=participant, was=participant.body, now=to, reason=reason, by=by, at=at
    )
    before = participant.body_id
    participant.body = to
    participant.save(update_fields=["body"])
    Assessment.objects.filter(pk=participant.assessment_id, in_charge_id=before).update(
        in_charge=to
    )
    note(
        "reassign",
        participant.assessment_id,
        by=by,
        at=at,
        before={"body": before},
        after={"body": to.id, "step": participant.step.key},
        reason=reason,
    )
    return made


def skip_overdue(at: datetime) -> int:
    """Open the steps that need no longer wait for an overdue contribution; returns how many."""
    waiting = Step.objects.filter(kind=StepKind.APPRAISE, state=StepState.WAITING)
    late = Step.objects.filter(kind=StepKind.CONTRIBUTE, state__in=ON_TURN)
    ids = waiting.filter(assessment__in=late.values("assessment")).values_list(
        "assessment_id", flat=True
    )
    moved = 0
    for assessment_id in list(ids.distinct()):
        moved += _advance(assessment_id, at)
    return moved


@transaction.atomic
def _advance(assessment_id: UUID, at: datetime) -> int:
    assessment = moving.lock(assessment_id)
    procedure = regulations.procedure(assessment.track.procedure_id)
    if not moving.advance(assessment, procedure, at=at):
        return 0
    tell_turn(assessment, at=at)
    return 1
