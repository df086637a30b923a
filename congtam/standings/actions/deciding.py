"""Hold a decision session: open it on a list, decide each unit, take one off the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.queries.opinions import missing_before
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import StepState
from congtam.clock import local_date
from congtam.core.canonical import canonical, digest
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.models import Track
from congtam.ledger.actions import record
from congtam.meetings.actions import call, sit_alone
from congtam.organisation.models import Body, Mandate
from congtam.standings import permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Desk
from congtam.standings.queries.proposing import proposed
from congtam.standings.queries.sessions import course_of, seats_on
from congtam.standings.queries.turns import deciding_desk, unready, waiting

LONGEST_REASON = 2000
NAMED = 3  # of those who are not ready, so many are told by name


class DecisionConflict(Exception):
    """The line changed since it was shown. Carries the row as it stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("conflict")
        self.decision = decision


class NeedsReason(Exception):
    """The level departs from the proposal and no reason was given."""


@transaction.atomic
def open_session(
    track_id: UUID,
    *,
    held_on: date,
    place: str = "",
    chair: Mandate | None = None,
    secretary: Mandate | None = None,
    only: Collection[UUID] | None = None,
    by: Mandate,
    at: datetime,
) -> DecisionList:
    """Open a session on every file whose turn it is (mở phiên họp xét, quyết định), or on some.

    A file that joins later stands on another list. Each starts at the level proposed for it: by
    the machine where the track draws facts from records, else by the desk before. Where one
    decides alone, no body is called: the decider is the session.
    """
    Track.objects.select_for_update(no_key=True).get(pk=track_id, cycle__tenant=by.tenant_id)
    desk = deciding_desk(by, track_id)
    if desk is None:
        raise Track.DoesNotExist
    permissions.may_open_session(by, desk).enforce()
    day = local_date(at)
    files = [f for f in waiting(desk, by, day) if only is None or f.pk in only]
    if not files:
        no(_nobody(desk, by, day)).enforce()
    body = Body.objects.get(pk=desk.body)
    if desk.alone:
        meeting = sit_alone(held_on=held_on, by=by, at=at)
    else:
        meeting = call(
            body, held_on=held_on, place=place, chair=chair, secretary=secretary, by=by, at=at
        )
    made = DecisionList.objects.create(
        tenant_id=by.tenant_id,
        cycle_id=desk.course.cycle,
        track_id=track_id,
        step=desk.step.id,
        body=body,
        meeting=meeting,
        alone=desk.alone,
    )
    lines = _lines(made, desk, files)
    Decision.objects.bulk_create(lines)
    _note("open_session", made.id, by, at, after=_opened(made, lines))
    return made


def _opened(made: DecisionList, lines: list[Decision]) -> dict[str, object]:
    """What the ledger says of a session that was opened."""
    return {
        "track": made.track_id,
        "meeting": made.meeting_id,
        "units": len(lines),
        "facts": digest(canonical({str(x.assessment_id): x.facts for x in lines})),
    }


def _nobody(desk: Desk, by: Mandate, day: date) -> str:
    """Why there is nothing to decide, and whose part is missing, by name."""
    if waiting(desk, by, day).exists():
        return _("Chọn ít nhất một hồ sơ để xét.")
    told = [_("Chưa có đơn vị nào đến bước quyết định.")]
    if desk.course.subject != Subject.UNIT:
        told = [_("Chưa có hồ sơ nào đến bước quyết định.")]
    for one in unready(desk, by, day, most=NAMED):
        missing = "; ".join(one.missing)
        told.append(_("%(name)s: còn thiếu %(missing)s.") % {"name": one.name, "missing": missing})
    return " ".join(told)


def _lines(made: DecisionList, desk: Desk, files: list[Assessment]) -> list[Decision]:
    """The files at the level proposed for each, with the facts the machine was asked with."""
    known = {level.id for level in desk.course.rules.levels}
    machine = proposed(files)
    lines = []
    for file in files:
        found = machine.get(file.pk)
        level = file.proposed if found is None else found.level
        lines.append(
            Decision(
                list=made,
                assessment=file,
                proposed=level,
                machine=found.outcome if found else "",
                facts=found.facts if found else "",
                level=level if level in known else "",
            )
        )
    return lines


@transaction.atomic
def decide_unit(
    decision_id: UUID, *, level: str, reason: str, version: int, by: Mandate, at: datetime
) -> Decision:
    """Write the level that is given one file (quyết định mức), with a reason where it departs.

    DecisionConflict: somebody else was faster. NeedsReason: it departs without a reason.
    """
    decision = _locked(decision_id, by)
    course = course_of(decision.list)
    seat = seats_on(decision.list, by, local_date(at)).get(decision.assessment_id)
    if seat is None:
        raise Participant.DoesNotExist
    _require_turn(decision.list, seat)
    permissions.may_decide(by, decision.list, course, seat).enforce()
    if level not in {known.id for known in course.rules.levels}:
        no(_("Mức xếp loại này không có trong quy định.")).enforce()
    reason = nfc(reason).strip()[:LONGEST_REASON]
    if (decision.level, decision.reason) == (level, reason):
        return decision
    if decision.version != version:
        raise DecisionConflict(decision)
    again = decision.list.replaces_id is not None
    if not reason and (again or level != decision.proposed):
        raise NeedsReason
    before = decision.level
    decision.level, decision.reason = level, reason
    decision.version += 1
    decision.save(update_fields=["level", "reason", "version"])
    _note(
        "decide_unit",
        decision.list_id,
        by,
        at,
        before={"level": before},
        after={"assessment": decision.assessment_id, "level": level},
        reason=reason,
    )
    return decision


@transaction.atomic
def drop_unit(decision_id: UUID, *, reason: str, by: Mandate, at: datetime) -> DecisionList:
    """Take a unit off an open list, to be decided on another one (để lại lần sau)."""
    decision = _locked(decision_id, by)
    made = decision.list
    permissions.may_run(by, made, course_of(made)).enforce()
    reason = nfc(reason).strip()[:LONGEST_REASON]
    if not reason:
        no(_("Nêu lý do để lại lần sau.")).enforce()
    after = {"assessment": decision.assessment_id}
    decision.delete()
    _note("drop_unit", made.id, by, at, after=after, reason=reason)
    return made


def _require_turn(made: DecisionList, seat: Seat) -> None:
    """Name the opinions that are missing again when a file was sent back meanwhile."""
    if made.replaces_id is not None or seat.state != StepState.WAITING:
        return
    missing = missing_before(seat)
    if missing:
        told = {"name": seat.subject_name, "missing": "; ".join(missing)}
        no(_("%(name)s chưa đến bước quyết định: còn thiếu %(missing)s.") % told).enforce()


def _locked(decision_id: UUID, by: Mandate) -> Decision:
    """The line with its list locked until the transaction ends; DoesNotExist when foreign."""
    list_id = Decision.objects.values_list("list_id", flat=True).get(pk=decision_id)
    visible = DecisionList.objects.visible_to(by).select_for_update(of=("self",))
    made = visible.select_related("track", "cycle", "body", "meeting").get(pk=list_id)
    decision = Decision.objects.get(pk=decision_id)
    decision.list = made
    return decision


def _note(
    verb: str,
    list_id: UUID,
    by: Mandate,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        verb,
        tenant=by.tenant_id,
        kind="decision_list",
        object_id=list_id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before=before,
        after=after,
        reason=reason,
    )
