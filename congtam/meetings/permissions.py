"""Who may call a session and keep its record."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.core.verdict import YES, Verdict, no
from congtam.meetings.models import Meeting
from congtam.organisation.models import Body, Mandate


def may_call(mandate: Mandate, body: Body) -> Verdict:
    """A member calls a session of the own body."""
    held = mandate.body_id == body.id
    return YES if held else no(_("Phiên họp này do thành viên %s mở.") % body.name)


def may_keep(mandate: Mandate, meeting: Meeting) -> Verdict:
    """Attendance and minutes are kept by the members until the minutes are adopted."""
    if meeting.adopted_at is not None:
        return no(_("Biên bản đã được thông qua, không sửa được nữa."))
    return may_call(mandate, meeting.body)
