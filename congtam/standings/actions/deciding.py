"""Hold a decision session: open it on a list, decide each unit, take one off the list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.models import Participant
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.models import Track
from congtam.ledger.actions import record
from congtam.meetings.actions import call
from congtam.organisation.models import Body, Mandate
from congtam.standings import permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.sessions import course_of, deciding_desk, seats_on, waiting

LONGEST_REASON = 2000


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
    place: str,
    chair: Mandate | None,
    secretary: Mandate | None,
    by: Mandate,
    at: datetime,
) -> DecisionList:
    """Open a session on every unit whose turn it is (mở phiên họp xét, quyết định).

    A unit that joins later stands on another list. Each starts at the level proposed for it.
    """
    Track.objects.select_for_update(no_key=True).get(pk=track_id, cycle__tenant=by.tenant_id)
    desk = deciding_desk(by, track_id)
    if desk is None:
        raise Track.DoesNotExist
    permissions.may_open_session(by, desk).enforce()
    files = list(waiting(desk))
    if not files:
        no(_("Chưa có đơn vị nào đến bước quyết định.")).enforce()
    body = Body.objects.get(pk=desk.body)
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
    )
    known = {level.id for level in desk.course.rules.levels}
    Decision.objects.bulk_create(
        Decision(
            list=made,
            assessment=file,
            proposed=file.proposed,
            level=file.proposed if file.proposed in known else "",
        )
        for file in files
    )
    after = {"track": track_id, "meeting": meeting.id, "units": len(files)}
    _note("open_session", made.id, by, at, after=after)
    return made


@transaction.atomic
def decide_unit(
    decision_id: UUID, *, level: str, reason: str, version: int, by: Mandate, at: datetime
) -> Decision:
    """Write the level the session gives one unit (quyết định mức), with a reason where it departs.

    DecisionConflict: somebody else was faster. NeedsReason: it departs without a reason.
    """
    decision = _locked(decision_id, by)
    course = course_of(decision.list)
    seat = seats_on(decision.list, by, local_date(at)).get(decision.assessment_id)
    if seat is None:
        raise Participant.DoesNotExist
    permissions.may_decide(by, decision.list, course, seat).enforce()
    if level not in {known.id for known in course.rules.levels}:
        no(_("Mức xếp loại này không có trong quy định.")).enforce()
    reason = nfc(reason).strip()[:LONGEST_REASON]
    if (decision.level, decision.reason) == (level, reason):
        return decision
    if decision.version != version:
        raise DecisionConflict(decision)
    if level != decision.proposed and not reason:
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
        no(_("Nêu lý do để đơn vị lại lần sau.")).enforce()
    after = {"assessment": decision.assessment_id}
    decision.delete()
    _note("drop_unit", made.id, by, at, after=after, reason=reason)
    return made


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
