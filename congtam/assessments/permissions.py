"""Who may do what to an assessment.

One function for each verb: `may_<verb>(mandate, seat) -> Verdict`. The screen asks it
whether to show a button, the action asks it again before it writes. It reads its
arguments and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import AMENDABLE, ON_TURN, OWN, ReportState, StepKind, StepState
from congtam.core.packs.sheet import Criterion
from congtam.core.verdict import YES, Verdict, no
from congtam.cycles.models import Cycle
from congtam.cycles.states import CycleState
from congtam.organisation.models import Body, Mandate


def may_draft(mandate: Mandate, seat: Seat) -> Verdict:
    """Write into the sheet of this seat while it is its turn."""
    return _on_turn(seat) and _holds(mandate, seat, _drafters(seat)) and _not_own(seat)


def may_score(mandate: Mandate, seat: Seat, criterion: Criterion) -> Verdict:
    """Give points or words to one line."""
    if not seat.covers(criterion):
        return no(_("Tiêu chí này không thuộc phần việc của %s.") % seat.rule.title)
    return may_draft(mandate, seat)


def may_give_points(mandate: Mandate, seat: Seat) -> Verdict:
    """Points only where the procedure says so; elsewhere words."""
    if seat.rule.form != "points":
        return no(_("%s đánh giá bằng lời, không cho điểm.") % seat.rule.title)
    return may_draft(mandate, seat)


def may_submit(mandate: Mandate, seat: Seat) -> Verdict:
    """Hand in one's part: the office the procedure names, while it is the turn."""
    return _on_turn(seat) and _holds(mandate, seat, seat.rule.submit) and _not_own(seat)


def may_send_back(mandate: Mandate, seat: Seat) -> Verdict:
    """Whoever is to judge the sheet may also ask for a better one, where the procedure lets it."""
    if not seat.step_rule.sends_back_to:
        return no(_("Quy trình không cho bước này trả lại hồ sơ."))
    return may_draft(mandate, seat)


def may_answer(mandate: Mandate, seat: Seat, fact: str) -> Verdict:
    """State a fact that the procedure asks of this seat."""
    if fact not in seat.rule.answers:
        return no(_("Quy trình không hỏi điều này ở %s.") % seat.rule.title)
    return may_draft(mandate, seat)


def may_propose(mandate: Mandate, seat: Seat) -> Verdict:
    """Propose a level, where the step does so."""
    if not seat.step_rule.proposes:
        return no(_("Bước này không đề nghị mức xếp loại."))
    return may_draft(mandate, seat)


def may_write(mandate: Mandate, seat: Seat, report: str) -> Verdict:
    """Write the self report: on its turn, and again after the conference until the decision."""
    if report == ReportState.FINAL:
        return no(_("Hồ sơ đã có quyết định, báo cáo không sửa được nữa."))
    if report in AMENDABLE and seat.step_rule.kind == StepKind.SELF_REPORT:
        return _holds(mandate, seat, _drafters(seat))
    return may_draft(mandate, seat)


def may_amend(mandate: Mandate, seat: Seat, report: str) -> Verdict:
    """Send what was mended after the conference, in whose name the report was sent."""
    if report not in AMENDABLE and report != ReportState.FINAL:
        return no(_("Chỉ bổ sung báo cáo sau khi đã trình bày tại hội nghị."))
    return may_write(mandate, seat, report) and _holds(mandate, seat, seat.rule.submit)


def may_take_back(mandate: Mandate, seat: Seat, report: str, *, touched: bool) -> Verdict:
    """Take the report back while nobody has done anything with it."""
    if report != ReportState.SENT:
        return no(_("Báo cáo chưa gửi hoặc đã được trình bày, không rút lại được."))
    if touched:
        return no(_("Đã có nơi ghi ý kiến về báo cáo này, không rút lại được."))
    return _holds(mandate, seat, seat.rule.submit)


def may_put_on_agenda(mandate: Mandate, seat: Seat) -> Verdict:
    """Put a file on the agenda of a conference, one's own too; its report may still be coming."""
    if seat.step_rule.kind != StepKind.MEET:
        return no(_("Bước «%s» không phải là hội nghị kiểm điểm.") % seat.step_rule.title)
    if seat.state == StepState.CLOSED or seat.closed:
        return no(_("%s đã kiểm điểm xong.") % seat.subject_name)
    return _holds(mandate, seat, _drafters(seat))


def may_run_conference(mandate: Mandate, agenda: Iterable[Seat]) -> Verdict:
    """Keep the record of a conference as a whole: an office that may write of one of its files."""
    found = [_holds(mandate, seat, _drafters(seat)) for seat in agenda]
    if not found:
        return no(_("Hội nghị này không còn hồ sơ nào."))
    return next((verdict for verdict in found if verdict), found[0])


def may_leave_out(mandate: Mandate, seat: Seat) -> Verdict:
    """Leave a file for another conference: not one's own."""
    return may_put_on_agenda(mandate, seat) and _not_own(seat)


def may_adopt(mandate: Mandate, seat: Seat) -> Verdict:
    """Adopt what a conference said of one subject. It is the act of the whole conference, so one's
    own file is no hindrance: somebody else has written down what was said of it."""
    return _on_turn(seat) and _holds(mandate, seat, seat.rule.submit)


def may_send_package(mandate: Mandate, seat: Seat) -> Verdict:
    """Write down that the papers went out to the authority for which this seat speaks."""
    if seat.behalf is None:
        return no(_("%s không phải là nơi ngoài hệ thống.") % seat.rule.title)
    return _still_open(seat) and _holds(mandate, seat, _drafters(seat)) and _not_ones_own(seat)


def may_conclude(mandate: Mandate, seat: Seat) -> Verdict:
    """Write down the paper of a body outside the system; anew, while the step is still open."""
    if seat.behalf is None:
        return no(_("%s không phải là nơi ngoài hệ thống.") % seat.rule.title)
    return _still_open(seat) and _holds(mandate, seat, seat.rule.submit) and _not_ones_own(seat)


def may_conclude_anew(mandate: Mandate, seat: Seat) -> Verdict:
    """Write down a later paper that changes the published level: who may write the first one."""
    if seat.behalf is None or seat.step_rule.kind != StepKind.DECIDE:
        return no(_("%s không phải là nơi ngoài hệ thống quyết định mức.") % seat.rule.title)
    if not seat.published:
        return no(_("Chỉ quyết định lại đối với kết quả đã công bố."))
    return _holds(mandate, seat, seat.rule.submit) and _not_ones_own(seat)


def may_send_dossier(mandate: Mandate, file: Assessment, offices: Collection[str]) -> Verdict:
    """Send the unit's dossier upward: who hands in the report of its collective."""
    if file.cycle.state != CycleState.OPEN:
        return no(_("Kỳ đánh giá không còn mở."))
    if mandate.body_id is None or mandate.body_id != file.body_id:
        return no(_("Việc gửi hồ sơ dành cho %s.") % file.name)
    if mandate.office not in offices:
        return no(_("Chức danh «%s» không được làm việc này.") % mandate.title)
    return YES


def may_chase(mandate: Mandate, cycle: Cycle, to: Body) -> Verdict:
    """Remind a unit of its dossier: the body that receives it, and the issuer of the year."""
    if cycle.state != CycleState.OPEN:
        return no(_("Kỳ đánh giá không còn mở."))
    if mandate.body_id in (to.pk, cycle.issuer_body_id):
        return YES
    return no(_("Việc này dành cho %s.") % to.name)


def _still_open(seat: Seat) -> Verdict:
    return _on_turn(replace(seat, closed=False))


def _not_ones_own(seat: Seat) -> Verdict:
    """Members of a collective may write down another body's opinion of it: the scan is there.
    A decision on oneself, one's unit or collective nobody writes down."""
    if seat.step_rule.kind == StepKind.CONTRIBUTE and seat.subject_of != Subject.PERSON:
        return YES
    return _not_own(seat)


def _drafters(seat: Seat) -> tuple[str, ...]:
    return (*seat.rule.draft, *seat.rule.submit)


def _on_turn(seat: Seat) -> Verdict:
    if seat.state == StepState.CLOSED:
        return no(_("Bước «%s» đã xong.") % seat.step_rule.title)
    if seat.state not in ON_TURN:
        return no(_("Bước «%s» chưa đến lượt.") % seat.step_rule.title)
    if seat.closed:
        return no(_("%s đã gửi phần của mình, không sửa được nữa.") % seat.rule.title)
    return YES


def _holds(mandate: Mandate, seat: Seat, offices: tuple[str, ...]) -> Verdict:
    if seat.person is not None:
        alone = mandate.person_id == seat.person
        return YES if alone else no(_("Việc này dành cho chính người được đánh giá."))
    sits = mandate.body_id == seat.body if seat.body else mandate.unit_id == seat.unit
    if not sits:
        return no(_("Việc này dành cho %s.") % seat.rule.title)
    if mandate.office not in offices:
        return no(_("Chức danh «%s» không được làm việc này.") % mandate.title)
    return YES


def _not_own(seat: Seat) -> Verdict:
    """Nobody judges themself, their own body or unit; one's own part is one's own business, and
    a collective holds its conference by itself."""
    kind, person = seat.step_rule.kind, seat.subject_of == Subject.PERSON
    if not seat.own_subject or kind in OWN or (kind == StepKind.MEET and not person):
        return YES
    if person:
        return no(_("Không ai tự đánh giá, tự quyết định về mình."))
    return no(_("Bạn là người của %s nên không đánh giá đơn vị này.") % seat.subject_name)
