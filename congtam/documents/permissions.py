"""Who may print and issue papers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment
from congtam.core.verdict import YES, Verdict, no
from congtam.documents.queries.sheets import Readable
from congtam.meetings.models import Meeting
from congtam.organisation.models import Mandate
from congtam.standings.models import DecisionList
from congtam.standings.permissions import may_publish
from congtam.standings.queries.desks import Course


def may_issue(mandate: Mandate, decision_list: DecisionList, course: Course) -> Verdict:
    """Issuing the decision publishes it: the same right."""
    return may_publish(mandate, decision_list, course)


def may_print_sheet(read: Readable | None) -> Verdict:
    """Whoever may read the unit's own score may print it."""
    if read is None:
        return no(_("Phiếu của đơn vị chưa mở cho vai này đọc."))
    return YES


def may_print_receipt(mandate: Mandate, file: Assessment) -> Verdict:
    """The receipt belongs to the unit that handed in, and to the unit that took it."""
    if mandate.unit_id in (file.unit_id, file.cycle.issuer_unit_id):
        return YES
    return no(_("Giấy biên nhận dành cho đơn vị nộp và nơi nhận hồ sơ."))


def may_print_minutes(mandate: Mandate, decision_list: DecisionList) -> Verdict:
    """The minutes are the deciding body's own paper."""
    if mandate.body_id == decision_list.body_id:
        return YES
    return no(_("Biên bản này dành cho thành viên %s.") % decision_list.body.name)


def may_print_conference(mandate: Mandate, meeting: Meeting) -> Verdict:
    """Minutes belong to the conference that adopted them; a draft to those who keep it."""
    if mandate.body_id != meeting.body_id:
        return no(_("Biên bản này dành cho thành viên %s.") % meeting.body.name)
    keepers = {meeting.chair_id, meeting.secretary_id}
    if meeting.adopted_at is None and mandate.pk not in keepers:
        return no(_("Biên bản chưa được thông qua; chỉ chủ trì và thư ký in được bản dự thảo."))
    return YES
