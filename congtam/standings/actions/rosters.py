"""Send one closed list for the units of a desk, and a supplement for those that come later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congtam.assessments.actions import close_appraisal, moving
from congtam.assessments.models import Assessment, Participant
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core.canonical import canonical, digest
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import meet
from congtam.cycles.models import Obligation, Track
from congtam.cycles.queries import is_late
from congtam.ledger.actions import record
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders
from congtam.standings import permissions
from congtam.standings.models import Roster, RosterItem
from congtam.standings.queries.desks import Desk, DeskUnit, desk_of, units_at

LONGEST_REASON = 500


class ListChanged(Exception):
    """The units that are ready are no longer those that the sender saw."""


class MissingReasons(Exception):
    """Units are left out without a reason. Carries them for the screen."""

    def __init__(self, units: Iterable[DeskUnit]) -> None:
        self.units = tuple(units)
        super().__init__(", ".join(unit.name for unit in self.units))


@transaction.atomic
def send_list(
    track_id: UUID,
    step: str,
    *,
    units: Iterable[UUID],
    reasons: Mapping[UUID, str],
    by: Mandate,
    at: datetime,
) -> Roster:
    """Close every unit that is ready and send them on as one list (gửi danh sách).

    `units` are those the sender saw as ready; `reasons` name why each other one is left out.
    """
    Track.objects.select_for_update(no_key=True).get(pk=track_id, cycle__tenant=by.tenant_id)
    desk = desk_of(by, track_id, step)
    if desk is None:
        raise Track.DoesNotExist
    permissions.may_send_list(by, desk).enforce()
    found = units_at(desk, by, local_date(at))
    ready = [unit for unit in found if unit.ready]
    left_out = [unit for unit in found if unit.left_out]
    if not ready:
        no(_("Chưa có đơn vị nào đủ điều kiện để gửi.")).enforce()
    if {unit.id for unit in ready} != set(units):
        raise ListChanged
    told = {pk: nfc(reason).strip()[:LONGEST_REASON] for pk, reason in reasons.items()}
    missing = [unit for unit in left_out if not told.get(unit.id)]
    if missing:
        raise MissingReasons(missing)
    own = Participant.objects.filter(
        step__key=step, body_id=desk.body, assessment_id__in=[unit.id for unit in ready]
    )
    moving.hold(own.values_list("pk", flat=True), StepKind.APPRAISE, by, at)
    roster = _roster(desk, by, at, "\n".join(f"{u.name}: {told[u.id]}" for u in left_out))
    closed = [close_appraisal(pk, step, by=by, at=at) for pk in sorted(unit.id for unit in ready)]
    RosterItem.objects.bulk_create(
        RosterItem(roster=roster, assessment=file, level=file.proposed, total=file.total)
        for file in closed
    )
    _record(roster, closed, by, at)
    _tell(roster, closed, at)
    return roster


def _roster(desk: Desk, by: Mandate, at: datetime, left_out: str) -> Roster:
    """The head of the list with the next number; the body's duty for this step is met."""
    earlier = Roster.objects.filter(track_id=desk.course.id, step=desk.step.id, body_id=desk.body)
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    duty = Obligation.objects.filter(
        track_id=desk.course.id, step=desk.step.id, body_id=desk.body
    ).first()
    if duty is not None:
        meet(duty.id, at=at)
    return Roster.objects.create(
        tenant_id=by.tenant_id,
        track_id=desk.course.id,
        step=desk.step.id,
        body_id=desk.body,
        number=last + 1,
        sent_at=at,
        by=by,
        late=duty is not None and is_late(duty.due_on, at),
        left_out=left_out,
    )


def _record(roster: Roster, closed: list[Assessment], by: Mandate, at: datetime) -> None:
    levels = {str(file.id): file.proposed for file in closed}
    record(
        "send_list",
        tenant=by.tenant_id,
        kind="roster",
        object_id=roster.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after={
            "track": roster.track_id,
            "step": roster.step,
            "number": roster.number,
            "units": len(closed),
            "sha256": digest(canonical(levels)),
            "late": roster.late,
        },
        texts={"left_out": roster.left_out} if roster.left_out else None,
    )


def _tell(roster: Roster, closed: list[Assessment], at: datetime) -> None:
    """One notice to each desk whose turn has come, not one for each unit."""
    next_desks = (
        Participant.objects.filter(assessment__in=closed, step__opened_at=at)
        .values_list("unit_id", "body_id", "office")
        .distinct()
    )
    day = local_date(at)
    people = {
        Recipient(m.person_id, m.person.email)
        for unit_id, body_id, office in next_desks
        for m in holders(unit_id, body_id, day, office=office)
    }
    if people:
        tell(
            people,
            tenant=roster.tenant_id,
            kind="list_sent",
            subject=_("%(body)s đã gửi danh sách %(count)s đơn vị")
            % {"body": roster.body.name, "count": len(closed)},
            body=_("Danh sách lần %s đã đến bước tiếp theo.") % roster.number,
            link=f"/tong-hop/{roster.track_id}/",
            at=at,
        )
