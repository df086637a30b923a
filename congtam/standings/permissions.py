"""Who may send a list on, hold a decision session, seal, publish, and decide anew.

The right follows from the procedure: the body that was resolved when the cycle opened, and the
offices in it that may hand in that step.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.permissions import may_submit
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import StepKind
from congtam.core.packs.procedure import Participant
from congtam.core.verdict import YES, Verdict, no
from congtam.organisation.models import Mandate
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import Course, Desk
from congtam.standings.states import DecisionState


def may_send_list(mandate: Mandate, desk: Desk) -> Verdict:
    """Send one closed list for all units of the desk."""
    if desk.step.kind != StepKind.APPRAISE or desk.step.closes != "list":
        return no(_("Quy trình không gửi danh sách ở bước «%s».") % desk.step.title)
    return _sits(mandate, desk) and _holds(mandate, desk.part)


def may_open_session(mandate: Mandate, desk: Desk) -> Verdict:
    """Open a session of the deciding body on a list."""
    if desk.step.kind != StepKind.DECIDE:
        return no(_("Bước «%s» không phải là bước quyết định.") % desk.step.title)
    if desk.part.on_behalf:
        return no(_("Mức do cơ quan ngoài hệ thống quyết định: ghi kết luận vào từng hồ sơ."))
    return _sits(mandate, desk) and _holds(mandate, desk.part)


def may_run(mandate: Mandate, decision_list: DecisionList, course: Course) -> Verdict:
    """Write decided levels and the reason for a quota while the list is open."""
    if decision_list.state != DecisionState.DRAFT:
        return no(_("Danh sách đã quyết định, không sửa được nữa."))
    return _member(mandate, decision_list) and _holds(
        mandate, _part(course, decision_list.step, decision_list)
    )


def may_decide(
    mandate: Mandate, decision_list: DecisionList, course: Course, seat: Seat
) -> Verdict:
    """Decide one subject: never oneself or one's own unit, and only while it is its turn.

    A new decision is taken on files whose turn is over: there only the conflict is asked.
    """
    if decision_list.replaces_id is not None:
        return may_run(mandate, decision_list, course) and may_judge(seat)
    return may_run(mandate, decision_list, course) and may_submit(mandate, seat)


def may_redecide(mandate: Mandate, decision_list: DecisionList, course: Course) -> Verdict:
    """Take a new decision on files of a published list: whoever may decide them."""
    if decision_list.state != DecisionState.PUBLISHED:
        return no(_("Chỉ quyết định lại đối với kết quả đã công bố."))
    return _member(mandate, decision_list) and _holds(
        mandate, _part(course, decision_list.step, decision_list)
    )


def may_judge(seat: Seat) -> Verdict:
    """Nobody decides on themself, on a collective they sit in, or on their own unit."""
    if not seat.own_subject:
        return YES
    return no(_("Không ai tự quyết định về mình, về tập thể hoặc đơn vị mình."))


def may_read_notice(mandate: Mandate, file: Assessment, seats: Iterable[Seat]) -> Verdict:
    """The notice of a published level is for its subject, and for whoever decided or published."""
    mine = (
        file.person_id == mandate.person_id
        or (file.body_id is not None and file.body_id == mandate.body_id)
        or (file.subject == Subject.UNIT and file.unit_id == mandate.unit_id)
    )
    if mine or any(_concludes(mandate, seat) for seat in seats):
        return YES
    return no(_("Thông báo này dành cho người được xếp loại và nơi quyết định."))


def _concludes(mandate: Mandate, seat: Seat) -> bool:
    if seat.step_rule.kind not in (StepKind.DECIDE, StepKind.PUBLISH):
        return False
    return not seat.rule.alone or mandate.office in (*seat.rule.draft, *seat.rule.submit)


def may_publish(mandate: Mandate, decision_list: DecisionList, course: Course) -> Verdict:
    """Issue the decision of a sealed list: the office that the step of publishing names."""
    if decision_list.state == DecisionState.DRAFT:
        return no(_("Danh sách chưa quyết định xong nên chưa công bố được."))
    if decision_list.state == DecisionState.PUBLISHED:
        return no(_("Quyết định này đã công bố."))
    step = course.procedure.step_of_kind(StepKind.PUBLISH)
    return _member(mandate, decision_list) and _holds(
        mandate, _part(course, step.id, decision_list)
    )


def _part(course: Course, step: str, decision_list: DecisionList) -> Participant:
    """The participant of a step whose body is the one of the list; the first where none is."""
    parts = course.procedure.step(step).by
    return next((p for p in parts if p.body == decision_list.body.code), parts[0])


def _member(mandate: Mandate, decision_list: DecisionList) -> Verdict:
    held = mandate.body_id == decision_list.body_id
    return YES if held else no(_("Việc này dành cho %s.") % decision_list.body.name)


def _sits(mandate: Mandate, desk: Desk) -> Verdict:
    held = mandate.body_id == desk.body
    return YES if held else no(_("Việc này dành cho %s.") % desk.part.title)


def _holds(mandate: Mandate, part: Participant) -> Verdict:
    if mandate.office in part.submit:
        return YES
    return no(_("Chức danh «%s» không được làm việc này.") % mandate.title)
