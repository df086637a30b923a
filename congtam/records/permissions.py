"""Who may do what with the register of tasks and the personal records.

How far a power reaches is read once (`queries.reach`); these functions read only their arguments.
The holder reports, another one checks. Nobody assigns to, checks or writes about themself, nor
judges a collective they sit in; only where no unit stands above, another of its people may.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from congtam.core.verdict import YES, Verdict, no
from congtam.records.models import Award, AwardFlag, Shortcoming, Task
from congtam.records.queries.reach import Owned, Reach
from congtam.records.states import SHORTCOMING, TASK, FlagState, TaskState


def may_assign(reach: Reach, whose: Owned) -> Verdict:
    """The head of the board, of the unit or of a unit above; for oneself nobody."""
    if whose.person_id == reach.mandate.person_id:
        return no(_("Không tự giao nhiệm vụ cho chính mình."))
    if reach.has("tasks", whose) or reach.leads_body(whose):
        return YES
    return no(_("Việc giao nhiệm vụ dành cho người đứng đầu ban, đơn vị hoặc cấp trên."))


def may_propose(reach: Reach, whose: Owned) -> Verdict:
    """A line in one's own register, or that of one's body or unit, waits until it is assigned."""
    return YES if reach.is_own(whose) else no(_("Sổ nhiệm vụ này không phải của bạn."))


def may_enter(reach: Reach, whose: Owned) -> Verdict:
    """To assign at once, or to propose."""
    return may_assign(reach, whose) or may_propose(reach, whose)


def may_confirm(reach: Reach, task: Task) -> Verdict:
    """A proposed task is assigned by whoever may assign it."""
    return _stands(task, "assign") and may_assign(reach, task)


def may_amend(reach: Reach, task: Task) -> Verdict:
    """A proposal by whoever may enter it; what is assigned only by who is to check it."""
    if task.state == TaskState.PROPOSED:
        return may_enter(reach, task)
    if task.state != TaskState.ASSIGNED:
        return no(_("Nhiệm vụ đã báo kết quả, không sửa được nữa."))
    return _judges(reach, task)


def may_withdraw(reach: Reach, task: Task) -> Verdict:
    """As amending: nobody takes away what they themselves did not do."""
    if not _stands(task, "withdraw"):
        return _stands(task, "withdraw")
    return may_enter(reach, task) if task.state == TaskState.PROPOSED else _judges(reach, task)


def may_report(reach: Reach, task: Task) -> Verdict:
    """The person, or whoever acts for the body or unit."""
    return _stands(task, "report") and may_propose(reach, task)


def may_check(reach: Reach, task: Task, day: date) -> Verdict:
    """A reported task; one without a report only when its last day has passed."""
    if task.state == TaskState.ASSIGNED and day <= task.due_on:
        return no(_("Nhiệm vụ chưa đến hạn và chưa có báo cáo kết quả."))
    return _stands(task, "check") and _judges(reach, task)


def may_send_back(reach: Reach, task: Task) -> Verdict:
    return _stands(task, "send_back") and _judges(reach, task)


def may_reopen(reach: Reach, task: Task) -> Verdict:
    """A finding is corrected by opening it again, with a reason."""
    return _stands(task, "reopen") and _judges(reach, task)


def may_keep_file(reach: Reach, whose: Owned) -> Verdict:
    """Discipline, awards, conclusions, votes, absences: who keeps the personal records there."""
    if reach.sits_in(whose) and not (reach.at_root and whose.person_id is None):
        return no(_("Không tự ghi hồ sơ của chính mình hoặc của tập thể mình."))
    if reach.has("personnel", whose):
        return YES
    return no(_("Việc này dành cho người được giao quản lý hồ sơ cán bộ."))


def may_settle(reach: Reach, award: Award, flags: Iterable[AwardFlag]) -> Verdict:
    """Keep or revoke an award whose level was decided anew: whoever keeps the file there."""
    if not any(flag.state == FlagState.OPEN for flag in flags):
        return no(_("Khen thưởng này không còn gì cần xem lại."))
    return may_keep_file(reach, award)


def may_name(reach: Reach, whose: Owned) -> Verdict:
    """A shortcoming or commitment: the holder, who leads them, or who keeps the records."""
    led = reach.has("tasks", whose) or reach.has("personnel", whose) or reach.leads_body(whose)
    if led or reach.is_own(whose):
        return YES
    return no(_("Hồ sơ này không thuộc phần việc của bạn."))


def may_claim(reach: Reach, named: Shortcoming) -> Verdict:
    """Whoever has the shortcoming says that it is fixed."""
    return _fault_stands(named, "claim") and may_propose(reach, named)


def may_confirm_fixed(reach: Reach, named: Shortcoming) -> Verdict:
    """Somebody else looks; the same one may refuse."""
    return _fault_stands(named, "confirm") and _judges(reach, named)


def _judges(reach: Reach, owned: Task | Shortcoming) -> Verdict:
    if owned.person_id == reach.mandate.person_id:
        return no(_("Không tự kiểm tra kết quả của chính mình."))
    if reach.sits_in(owned) and not _alone_at_the_top(reach, owned):
        return no(_("Kết quả của tập thể do cấp trên hoặc người ngoài tập thể kiểm tra."))
    by_unit = reach.has("tasks", owned)
    if by_unit or (owned.person_id is not None and reach.leads_body(owned)):
        return YES
    return no(_("Việc kiểm tra dành cho người đứng đầu ban, đơn vị hoặc cấp trên."))


def _alone_at_the_top(reach: Reach, owned: Task | Shortcoming) -> bool:
    """Nobody stands above: another member than the one who reported it has to do."""
    if not reach.at_root or owned.unit_id != reach.mandate.unit_id:
        return False
    said_by = owned.reported_by_id if isinstance(owned, Task) else owned.claimed_by_id
    return (said_by or owned.entered_by_id) not in reach.seats


def _stands(task: Task, verb: str) -> Verdict:
    if verb in TASK.verbs_from(task.state):
        return YES
    return no(_("Nhiệm vụ đang ở trạng thái «%s».") % TaskState(task.state).label)


def _fault_stands(named: Shortcoming, verb: str) -> Verdict:
    if verb in SHORTCOMING.verbs_from(named.state):
        return YES
    return no(_("Trạng thái của khuyết điểm đã thay đổi."))
