"""Seal a decided list with its snapshot, and open its results when the decision is issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congtam.assessments import actions as assessments
from congtam.assessments.actions import moving, reporting
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core.canonical import canonical, digest
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import meet
from congtam.cycles.models import Obligation
from congtam.ledger.actions import record
from congtam.meetings.actions import adopt
from congtam.organisation.models import Mandate
from congtam.standings import permissions
from congtam.standings.actions.correcting import take_effect
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.sessions import Session, seats_on, session_of
from congtam.standings.queries.snapshots import snapshot_of
from congtam.standings.states import LIFECYCLE


class NotReady(Exception):
    """Something still keeps the list from being sealed. Carries what, in words."""

    def __init__(self, gaps: Iterable[str]) -> None:
        self.gaps = tuple(gaps)
        super().__init__(" ".join(self.gaps))


@transaction.atomic
def seal(
    list_id: UUID, *, quota_reason: str, raised_reason: str = "", by: Mandate, at: datetime
) -> DecisionList:
    """Conclude the session (chốt danh sách): every file decided, everything checked once more.

    `raised_reason` takes the higher share that a quota allows; `quota_reason` goes over any. A
    list that replaces another is sealed alike and counts once it is published. NotReady names
    what is missing. From here on the list can no longer be changed.
    """
    decision_list = _locked(list_id, by)
    files = list(_files(decision_list))
    for file in files:
        moving.lock(file)
    reporting.hold(files)
    list(_duties(decision_list, decision_list.step).select_for_update(no_key=True))
    decision_list.raised_reason = nfc(raised_reason).strip()
    session = session_of(decision_list)
    if not any(line.raised for line in session.quotas):
        decision_list.raised_reason = ""
    permissions.may_run(by, decision_list, session.course).enforce()
    reason = nfc(quota_reason).strip() or decision_list.quota_reason
    gaps = session.gaps(local_date(at), reason)
    gaps += _moved_on(session, by, at)
    if gaps:
        raise NotReady(gaps)
    decision_list.quota_reason = reason if session.exceeded else ""
    tree = snapshot_of(session, quota_reason=decision_list.quota_reason, by=by, at=at)
    decision_list.state = LIFECYCLE.target("seal", decision_list.state)
    decision_list.snapshot = canonical(tree)
    decision_list.sha256 = digest(decision_list.snapshot)
    decision_list.sealed_at, decision_list.sealed_by = at, by
    decision_list.save()
    adopt(decision_list.meeting_id, by=by, at=at)
    if decision_list.replaces_id is None:
        _decide(session, by, at)
    _note("seal", decision_list, by, at, after=_sealed(decision_list, session), reason=reason)
    return decision_list


def _decide(session: Session, by: Mandate, at: datetime) -> None:
    """Write the level of every line into its file, and meet the body's duty."""
    step = session.decision_list.step
    for line in sorted(session.lines, key=lambda one: one.assessment):
        assessments.decide(
            line.assessment, step, level=line.level, reason=line.reason, by=by, at=at
        )
    _meet(session.decision_list, step, at)


def _moved_on(session: Session, by: Mandate, at: datetime) -> list[str]:
    """Files whose proposal or turn is no longer what the list was made from; that of the machine
    is compared with its facts among the gaps."""
    seats = seats_on(session.decision_list, by, local_date(at))
    proposals = dict(
        Decision.objects.filter(list=session.decision_list).values_list(
            "assessment_id", "assessment__proposed"
        )
    )
    asked, found = session.course.sources_id is None, []
    for line in session.lines:
        seat = seats.get(line.assessment)
        moved = asked and proposals[line.assessment] != line.proposed
        if seat is None or moved:
            found.append(_("Đề nghị đối với %s đã thay đổi; để lại lần sau.") % line.name)
            continue
        verdict = permissions.may_decide(by, session.decision_list, session.course, seat)
        if not verdict:
            found.append(f"{line.name}: {verdict.reason}")
    return found


def _sealed(decision_list: DecisionList, session: Session) -> Mapping[str, object]:
    return {
        "sha256": decision_list.sha256,
        "units": len(session.lines),
        "levels": dict(session.levels),
        "exceeded": {line.id: line.exceeded for line in session.exceeded},
    }


def _duties(decision_list: DecisionList, step: str) -> QuerySet[Obligation]:
    """The duty of the deciding body in one step. Held with files and reports before the first
    record: whoever moves its limit waits for the head of the ledger with the duty in hand."""
    return Obligation.objects.filter(
        track_id=decision_list.track_id, step=step, body_id=decision_list.body_id
    )


def _meet(decision_list: DecisionList, step: str, at: datetime) -> None:
    duty = _duties(decision_list, step).first()
    if duty is not None:
        meet(duty.id, at=at)


@transaction.atomic
def publish(list_id: UUID, *, by: Mandate, at: datetime) -> DecisionList:
    """Open the results to everybody on the list (công bố); part of issuing the decision."""
    decision_list = _locked(list_id, by)
    course = session_of(decision_list).course
    permissions.may_publish(by, decision_list, course).enforce()
    files = list(_files(decision_list))
    for file in files:
        moving.lock(file)
    announces = course.procedure.step_of_kind(StepKind.PUBLISH).id
    list(_duties(decision_list, announces).select_for_update(no_key=True))
    decision_list.state = LIFECYCLE.target("publish", decision_list.state)
    decision_list.published_at = at
    decision_list.save(update_fields=["state", "published_at"])
    if decision_list.replaces_id is None:
        for file in files:
            assessments.publish(file, by=by, at=at)
        _meet(decision_list, announces, at)
    else:
        take_effect(decision_list, by=by, at=at)
    _note("publish_list", decision_list, by, at, after={"sha256": decision_list.sha256})
    return decision_list


def _files(decision_list: DecisionList) -> QuerySet[Decision, UUID]:
    """The ids of the files on a list, in the order in which everybody locks them."""
    found = Decision.objects.filter(list=decision_list).order_by("assessment_id")
    return found.values_list("assessment_id", flat=True)


def _locked(list_id: UUID, by: Mandate) -> DecisionList:
    visible = DecisionList.objects.visible_to(by).select_for_update(of=("self",))
    return visible.select_related("track", "cycle", "body", "meeting__body").get(pk=list_id)


def _note(
    verb: str,
    decision_list: DecisionList,
    by: Mandate,
    at: datetime,
    *,
    after: Mapping[str, object],
    reason: str = "",
) -> None:
    record(
        verb,
        tenant=by.tenant_id,
        kind="decision_list",
        object_id=decision_list.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after=after,
        reason=reason,
    )
