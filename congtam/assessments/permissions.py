"""Who may do what to an assessment.

One function for each verb: `may_<verb>(mandate, seat) -> Verdict`. The screen asks it
whether to show a button, the action asks it again before it writes. It reads its
arguments and nothing else.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.assessments.models import Subject
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import ON_TURN, OWN, StepKind, StepState
from congtam.core.packs.sheet import Criterion
from congtam.core.verdict import YES, Verdict, no
from congtam.organisation.models import Mandate


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
