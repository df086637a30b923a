"""Who may print and issue papers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment
from congtam.assessments.permissions import may_run_conference
from congtam.assessments.queries.hearings import Conference
from congtam.core.verdict import YES, Verdict, no
from congtam.documents.queries.sheets import Readable
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


def may_print_draft(mandate: Mandate, decision_list: DecisionList) -> Verdict:
    """The draft of a decision is for those who take it."""
    held = mandate.body_id == decision_list.body_id
    return YES if held else no(_("Dự thảo này dành cho thành viên %s.") % decision_list.body.name)


def may_print_minutes(mandate: Mandate, decision_list: DecisionList) -> Verdict:
    """The minutes are the deciding body's own paper; one who decides alone leaves none."""
    if decision_list.alone:
        return no(_("Một người quyết định nên không có biên bản phiên họp."))
    if mandate.body_id == decision_list.body_id:
        return YES
    return no(_("Biên bản này dành cho thành viên %s.") % decision_list.body.name)


def may_print_conference(mandate: Mandate, held: Conference) -> Verdict:
    """Minutes belong to the conference that adopted them; a draft to those who keep it."""
    meeting = held.meeting
    if mandate.body_id != meeting.body_id:
        return no(_("Biên bản này dành cho thành viên %s.") % meeting.body.name)
    if not held.rows:
        return no(_("Mọi hồ sơ của hội nghị này đã kiểm điểm lại ở hội nghị khác."))
    if meeting.adopted_at is None:
        keeps = may_run_conference(mandate, [row.seat for row in held.rows])
        said = _("Biên bản chưa được thông qua; bản dự thảo dành cho chủ trì, người ghi biên bản.")
        return YES if keeps else no(said)
    return YES
