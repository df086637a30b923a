"""Adopt the minutes at the conference: what was heard is closed, the rest waits for another one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving, reporting
from congtam.assessments.actions.handing_in import hold_duties, meet_duties, tell_turn
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment, Hearing, Participant, Report
from congtam.assessments.queries.hearings import Conference, Heard, conference_of, conferences
from congtam.assessments.queries.minutes import minutes_of
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import REPORT
from congtam.clock import local_date
from congtam.meetings import actions as meetings
from congtam.meetings.models import Meeting
from congtam.meetings.permissions import may_keep
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders


class NotReady(Exception):
    """Something keeps the minutes from being adopted. Carries what, in words."""

    def __init__(self, gaps: Iterable[str]) -> None:
        self.gaps = tuple(gaps)
        super().__init__(" ".join(self.gaps))


@transaction.atomic
def adopt(meeting_id: UUID, *, by: Mandate, at: datetime) -> Meeting:
    """Adopt the minutes at the meeting (thông qua biên bản); the second click finds them adopted.

    NotReady names what is missing. What was presented is closed for this venue; the step follows
    once every venue has heard it.
    """
    # Its key is left alone: whoever writes an opinion down holds the step and names the meeting.
    locked = conferences(by).select_for_update(no_key=True, of=("self",))
    named = locked.select_related("body", "chair__person", "secretary__person")
    meeting = named.get(pk=meeting_id)
    if meeting.adopted_at is not None:
        return meeting
    may_keep(by, meeting).enforce()
    files = _lock(meeting, by, at)
    conference = conference_of(meeting, by, local_date(at))
    gaps = conference.gaps(local_date(at))
    if gaps:
        raise NotReady(gaps)
    for row in conference.heard:
        permissions.may_adopt(by, row.seat).enforce()
    hold_duties(row.seat for row in conference.heard)
    reporting.hold(files)
    _leave_over(conference)
    text = minutes_of(conference)
    for row in conference.heard:
        _close(files[row.seat.assessment], row, by, at)
    meet_duties([row.seat for row in conference.heard], at)
    return meetings.adopt(meeting_id, text=text, by=by, at=at)


def _lock(meeting: Meeting, by: Mandate, at: datetime) -> dict[UUID, Assessment]:
    """Every file of the agenda with its seat, locked before the first word is written."""
    rows = Participant.objects.filter(hearing__meeting=meeting).order_by("assessment_id")
    found = {}
    for seat, file in list(rows.values_list("pk", "assessment_id")):
        found[file] = moving.lock(file)
        locked_seat(seat, by, local_date(at))
    return found


def _leave_over(conference: Conference) -> None:
    """What was not ready says so on the agenda it stood on."""
    for row in conference.rows:
        if not row.hearing.presented and not row.hearing.absent_reason:
            row.hearing.absent_reason = _("Chưa gửi báo cáo tự kiểm điểm.")
            Hearing.objects.filter(pk=row.hearing.pk).update(
                absent_reason=row.hearing.absent_reason
            )


def _close(file: Assessment, row: Heard, by: Mandate, at: datetime) -> None:
    seat = row.seat
    Participant.objects.filter(pk=seat.participant).update(closed_at=at)
    _present_report(file)
    note(
        "adopt",
        file.id,
        by=by,
        at=at,
        after={
            "participant": seat.participant,
            "meeting": row.hearing.meeting_id,
            "opinions": len(row.opinions),
            "level": row.level,
            "agreed": row.hearing.agreed,
        },
    )
    if not Participant.objects.filter(step_id=seat.step, closed_at__isnull=True).exists():
        _take_level(file, seat)
        moving.close(file, seat.procedure, seat.step_rule.id, at=at)
        tell_turn(file, at=at)
    _tell_heard(file, row, at)


def _present_report(file: Assessment) -> None:
    report = Report.objects.filter(assessment=file).first()
    if report is not None:
        report.state = REPORT.target("present", report.state)
        report.version += 1
        report.save(update_fields=["state", "version"])


def _take_level(file: Assessment, seat: Seat) -> None:
    """The level proposed for the file is the one that every venue proposed; else none."""
    if not seat.step_rule.proposes:
        return
    levels = Hearing.objects.filter(participant__step_id=seat.step).values_list("level", flat=True)
    found = set(levels)
    file.proposed = found.pop() if len(found) == 1 else ""
    file.save(update_fields=["proposed"])


def _tell_heard(file: Assessment, row: Heard, at: datetime) -> None:
    """The subject learns that the minutes are adopted and the report may be amended."""
    people = holders(file.unit_id, file.body_id, local_date(at), file.person_id)
    tell(
        {Recipient(m.person_id, m.person.email) for m in people},
        tenant=file.tenant_id,
        kind="heard",
        subject=_("Đã thông qua biên bản hội nghị kiểm điểm: %s") % file.name,
        body=_("%s đã ghi ý kiến và thông qua biên bản. Mở hồ sơ để xem và bổ sung báo cáo.")
        % row.seat.rule.title,
        link=f"/kiem-diem/{file.id}/",
        at=at,
    )
