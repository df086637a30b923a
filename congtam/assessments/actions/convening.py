"""Call a conference: which files a body hears on a day, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.models import Hearing, Participant
from congtam.assessments.queries.hearings import Waits, waiting
from congtam.assessments.queries.seats import seats
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.ledger.actions import record
from congtam.meetings import actions as meetings
from congtam.meetings.models import Meeting
from congtam.meetings.permissions import may_keep
from congtam.organisation.models import Body, Mandate


@transaction.atomic
def convene(
    body: Body,
    participants: Iterable[UUID] | None = None,
    *,
    held_on: date,
    place: str,
    chair: Mandate | None,
    secretary: Mandate | None,
    by: Mandate,
    at: datetime,
) -> Meeting:
    """Call a conference of one venue (mở hội nghị kiểm điểm) on the files whose turn it is.

    `participants` names the seats of the body to be heard; without them all that are ready. The
    same conference asked for twice is one.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    found = {one.seat.participant: one for one in _found(body, by, at)}
    wanted = None if participants is None else list(dict.fromkeys(participants))
    chosen = _chosen(found, wanted)
    if not chosen:
        earlier = _called(body, held_on, wanted)
        if earlier is not None:
            return earlier
        no(_("Chưa có hồ sơ nào chờ kiểm điểm trước %s.") % body.name).enforce()
    for one in chosen:
        permissions.may_put_on_agenda(by, one.seat).enforce()
    meeting = meetings.call(
        body, held_on=held_on, place=place, chair=chair, secretary=secretary, by=by, at=at
    )
    _enter(meeting, chosen)
    _note("convene", meeting, [one.seat.participant for one in chosen], by, at)
    return meeting


def _found(body: Body, by: Mandate, at: datetime) -> list[Waits]:
    return waiting(by, local_date(at)) if by.body_id == body.pk else []


def _chosen(found: dict[UUID, Waits], wanted: Sequence[UUID] | None) -> list[Waits]:
    """The files in the order of the agenda; those already on an open one are left out."""
    if wanted is None:
        return [one for one in found.values() if one.ready]
    return [one for pk, one in found.items() if pk in set(wanted)]


def _called(body: Body, held_on: date, wanted: Sequence[UUID] | None) -> Meeting | None:
    """The open conference of that day on which everything asked for stands already."""
    rows = Hearing.objects.filter(
        meeting__body=body, meeting__held_on=held_on, meeting__adopted_at__isnull=True
    )
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    first = rows.select_related("meeting").order_by("meeting_id").first()
    return first.meeting if first else None


def _enter(meeting: Meeting, chosen: Sequence[Waits]) -> None:
    """The agenda: a file that was left over comes here from the conference that left it."""
    wanted = [one.seat.participant for one in chosen]
    held = {row.pk: row for row in Hearing.objects.filter(pk__in=wanted)}
    fresh = []
    for position, pk in enumerate(wanted, 1):
        row = held.get(pk)
        if row is None:
            fresh.append(Hearing(participant_id=pk, meeting=meeting, position=position))
            continue
        row.meeting, row.position, row.version = meeting, position, row.version + 1
        row.presented, row.level, row.agreed, row.absent_reason = False, "", None, ""
    Hearing.objects.bulk_create(fresh)
    Hearing.objects.bulk_update(
        held.values(),
        ["meeting", "position", "version", "presented", "level", "agreed", "absent_reason"],
    )


@transaction.atomic
def reorder(meeting_id: UUID, order: Sequence[UUID], *, by: Mandate, at: datetime) -> Meeting:
    """Change the order of the agenda (đổi thứ tự); those not named follow as they stood."""
    meeting = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body")
    made = meeting.get(pk=meeting_id)
    may_keep(by, made).enforce()
    _hold_seats(made)
    held = seats(Participant.objects.filter(hearing__meeting=made), by, local_date(at))
    permissions.may_run_conference(by, held).enforce()
    rows = {row.pk: row for row in Hearing.objects.filter(meeting=made).order_by("position", "pk")}
    named = [pk for pk in dict.fromkeys(order) if pk in rows]
    after = [*named, *(pk for pk in rows if pk not in named)]
    if after == list(rows):
        return made
    for position, pk in enumerate(after, 1):
        rows[pk].position = position
    Hearing.objects.bulk_update(rows.values(), ["position"])
    _note("reorder", made, after, by, at)
    return made


def _hold_seats(meeting: Meeting) -> None:
    """Every seat of the agenda locked, in the order of `adopt`: whoever writes what was concluded
    holds one, and moves its line after the first record."""
    rows = Participant.objects.filter(hearing__meeting=meeting).order_by("assessment_id", "pk")
    list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _note(verb: str, meeting: Meeting, order: Sequence[UUID], by: Mandate, at: datetime) -> None:
    record(
        verb,
        tenant=meeting.tenant_id,
        kind="meeting",
        object_id=meeting.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after={"agenda": [str(pk) for pk in order]},
    )
