"""The verbs of a session: call, arrange, mark who is present, write and adopt the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.canonical import digest
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.ledger.actions import record
from congtam.meetings import permissions
from congtam.meetings.models import Attendance, Meeting
from congtam.meetings.queries import members_on
from congtam.organisation.models import Body, Mandate

LONGEST_PLACE = 255
LONGEST_MINUTES = 50_000


class MinutesConflict(Exception):
    """The minutes changed since they were shown. Carries the meeting as it stands."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("conflict")
        self.meeting = meeting


@transaction.atomic
def call(
    body: Body,
    *,
    held_on: date,
    place: str,
    chair: Mandate | None,
    secretary: Mandate | None,
    by: Mandate,
    at: datetime,
) -> Meeting:
    """Call a session (mở phiên họp); its members are those of the body on that day, frozen."""
    permissions.may_call(by, body).enforce()
    members = members_on(body.id, held_on)
    if not members:
        no(_("%s không có thành viên nào đương nhiệm trong ngày họp.") % body.name).enforce()
    meeting = Meeting(
        tenant_id=body.tenant_id, body=body, held_on=held_on, place=_place(place),
        chair=chair, secretary=secretary,
    )  # fmt: skip
    _require_members({m.id for m in members}, meeting)
    meeting.save(force_insert=True)
    Attendance.objects.bulk_create(Attendance(meeting=meeting, mandate=m) for m in members)
    _note("call_session", meeting, by, at, after={"held_on": held_on, "members": len(members)})
    return meeting


@transaction.atomic
def sit_alone(*, held_on: date, by: Mandate, at: datetime) -> Meeting:
    """Open the record of one who decides alone (xét, quyết định): in the chair, present, and
    nobody else; there is no place and nothing to be minuted."""
    body = by.body
    if body is None:
        raise Body.DoesNotExist
    meeting = Meeting.objects.create(
        tenant_id=body.tenant_id, body=body, held_on=held_on, place="", chair=by
    )
    Attendance.objects.create(meeting=meeting, mandate=by, present=True)
    _note("sit_alone", meeting, by, at, after={"held_on": held_on})
    return meeting


@transaction.atomic
def arrange(
    meeting_id: UUID,
    *,
    place: str,
    chair: Mandate | None,
    secretary: Mandate | None,
    by: Mandate,
    at: datetime,
) -> Meeting:
    """Name the place, the chair and the secretary anew."""
    meeting = _locked(meeting_id)
    permissions.may_keep(by, meeting).enforce()
    before = {"chair": meeting.chair_id, "secretary": meeting.secretary_id}
    meeting.place, meeting.chair, meeting.secretary = _place(place), chair, secretary
    members = Attendance.objects.filter(meeting=meeting).values_list("mandate_id", flat=True)
    _require_members(set(members), meeting)
    meeting.save(update_fields=["place", "chair", "secretary"])
    after = {"chair": meeting.chair_id, "secretary": meeting.secretary_id}
    _note("arrange_session", meeting, by, at, before=before, after=after)
    return meeting


@transaction.atomic
def mark(
    meeting_id: UUID,
    *,
    present: Iterable[UUID],
    notes: Mapping[UUID, str],
    by: Mandate,
    at: datetime,
) -> int:
    """Write down who is present (điểm danh), by the ids of their mandates; gives how many."""
    meeting = _locked(meeting_id)
    permissions.may_keep(by, meeting).enforce()
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("id"))
    here = set(present)
    if here - {row.mandate_id for row in rows}:
        no(_("Có người không phải là thành viên của phiên họp.")).enforce()
    for row in rows:
        row.present = row.mandate_id in here
        row.note = nfc(notes.get(row.mandate_id, "")).strip()[:255]
    Attendance.objects.bulk_update(rows, ["present", "note"])
    _note("mark_present", meeting, by, at, after={"present": sorted(str(m) for m in here)})
    return len(here)


@transaction.atomic
def write_minutes(
    meeting_id: UUID, *, text: str, version: int, by: Mandate, at: datetime
) -> Meeting:
    """Save the minutes (ghi biên bản); MinutesConflict when somebody else was faster."""
    meeting = _locked(meeting_id)
    permissions.may_keep(by, meeting).enforce()
    text = nfc(text).replace("\r\n", "\n").strip()
    if len(text) > LONGEST_MINUTES:
        no(_("Biên bản dài quá %s ký tự.") % LONGEST_MINUTES).enforce()
    if text == meeting.minutes:
        return meeting
    if meeting.version != version:
        raise MinutesConflict(meeting)
    meeting.minutes = text
    meeting.version += 1
    meeting.save(update_fields=["minutes", "version"])
    after = {"version": meeting.version, "sha256": digest(text)}
    _note("write_minutes", meeting, by, at, after=after)
    return meeting


def adopt(meeting_id: UUID, *, by: Mandate, at: datetime, text: str = "") -> Meeting:
    """Close the record (thông qua biên bản); part of the verb that concludes the session.

    `text` takes the place of what was written so far: minutes put together from what was recorded.
    """
    meeting = _locked(meeting_id)
    permissions.may_keep(by, meeting).enforce()
    meeting.adopted_at = at
    if text:
        meeting.minutes = nfc(text)
        meeting.version += 1
    meeting.save(update_fields=["adopted_at", "minutes", "version"])
    _note("adopt_minutes", meeting, by, at, after={"sha256": digest(meeting.minutes)})
    return meeting


def _locked(meeting_id: UUID) -> Meeting:
    found = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body")
    return found.get(pk=meeting_id)


def _place(typed: str) -> str:
    place = nfc(typed).strip()
    if not place:
        no(_("Ghi địa điểm họp.")).enforce()
    if len(place) > LONGEST_PLACE:
        no(_("Địa điểm dài quá %s ký tự.") % LONGEST_PLACE).enforce()
    return place


def _require_members(members: set[UUID], meeting: Meeting) -> None:
    named = {m for m in (meeting.chair_id, meeting.secretary_id) if m is not None}
    if named - members:
        no(_("Chủ trì và thư ký phải là thành viên đương nhiệm trong ngày họp.")).enforce()


def _note(
    verb: str,
    meeting: Meeting,
    by: Mandate,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        verb,
        tenant=meeting.tenant_id,
        kind="meeting",
        object_id=meeting.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before=before,
        after=after,
    )
