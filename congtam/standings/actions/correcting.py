"""Decide anew what was published: a list that names the one it replaces, with a number of its own.

The old decision stays as it was read and sealed; the file shows the new level from the day on
which the new decision is issued.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.actions.correcting import correct, look_again
from congtam.assessments.models import Assessment
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.ledger.actions import record
from congtam.meetings.actions import call, sit_alone
from congtam.organisation.models import Mandate
from congtam.records.actions import Change
from congtam.standings import permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.proposing import proposed
from congtam.standings.queries.sessions import course_of, seats_on
from congtam.standings.states import DecisionState

LONGEST_REASON = 2000


@transaction.atomic
def redecide(
    decision_id: UUID,
    *,
    reason: str,
    held_on: date,
    place: str = "",
    chair: Mandate | None = None,
    secretary: Mandate | None = None,
    by: Mandate,
    at: datetime,
) -> DecisionList:
    """Open a new decision on one file of a published list (quyết định lại), with the reason.

    Asked twice it is the same open list. The new level is given there; the reason stands ready.
    """
    old = _locked(decision_id, by)
    permissions.may_redecide(by, old.list, course_of(old.list)).enforce()
    later = Decision.objects.filter(replaces=old).select_related("list").first()
    if later is not None and later.list.state != DecisionState.PUBLISHED:
        return later.list
    if later is not None:
        no(_("Quyết định này đã được thay thế; quyết định lại từ bản mới nhất.")).enforce()
    seat = seats_on(old.list, by, local_date(at))[old.assessment_id]
    permissions.may_judge(seat).enforce()
    reason = nfc(reason).strip()[:LONGEST_REASON]
    if not reason:
        no(_("Nêu lý do quyết định lại.")).enforce()
    if old.list.alone:
        meeting = sit_alone(held_on=held_on, by=by, at=at)
    else:
        meeting = call(
            old.list.body, held_on=held_on, place=place, chair=chair, secretary=secretary, by=by,
            at=at,
        )  # fmt: skip
    made = DecisionList.objects.create(
        tenant_id=by.tenant_id,
        cycle=old.list.cycle,
        track=old.list.track,
        step=old.list.step,
        body=old.list.body,
        meeting=meeting,
        alone=old.list.alone,
        replaces=old.list,
    )
    _line(made, old, reason)
    _note(made, old, reason, by, at)
    return made


def _note(made: DecisionList, old: Decision, reason: str, by: Mandate, at: datetime) -> None:
    record(
        "open_correction",
        tenant=by.tenant_id,
        kind="decision_list",
        object_id=made.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before={"level": old.level},
        after={
            "assessment": old.assessment_id,
            "replaces": old.list_id,
            "meeting": made.meeting_id,
        },
        reason=reason,
    )


def _locked(decision_id: UUID, by: Mandate) -> Decision:
    """The old line with its list locked until the transaction ends; DoesNotExist when foreign."""
    list_id = Decision.objects.values_list("list_id", flat=True).get(pk=decision_id)
    visible = DecisionList.objects.visible_to(by).select_for_update(of=("self",))
    made = visible.select_related("track", "cycle", "body").get(pk=list_id)
    decision = Decision.objects.get(pk=decision_id)
    decision.list = made
    return decision


def _line(made: DecisionList, old: Decision, reason: str) -> None:
    """The file anew: what is proposed today, and no level yet."""
    file = Assessment.objects.select_related("track", "cycle", "post").get(pk=old.assessment_id)
    found = proposed([file]).get(file.pk)
    Decision.objects.create(
        list=made,
        assessment=file,
        proposed=file.proposed if found is None else found.level,
        machine=found.outcome if found else "",
        facts=found.facts if found else "",
        reason=reason,
        replaces=old,
    )


def take_effect(decision_list: DecisionList, *, by: Mandate, at: datetime) -> None:
    """Write the new levels into their files, flag the awards that rest on the old ones, and tell
    the keepers of personal records; part of publishing."""
    lines = Decision.objects.filter(list=decision_list)
    rows = list(lines.select_related("assessment__cycle", "replaces").order_by("assessment_id"))
    labels = course_of(decision_list).rules.outcome_label
    for line in rows:
        correct(line.assessment_id, level=line.level, reason=line.reason, by=by, at=at)
    for line in rows:
        assert line.replaces is not None
        change = Change(
            was=labels(line.replaces.level), now=labels(line.level), level=line.level, cause=line.pk
        )
        units = {line.assessment.unit_id, decision_list.body.unit_id}
        look_again(line.assessment, change, units=units, by=by, at=at)
