"""The life of one step of one assessment, and the lifecycle of each kind of step.

A step waits until the steps before it are closed, opens, is closed by whoever's
turn it is, and may be sent back to be done again. The state of an assessment
is the state of its steps; nothing else is stored about it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class StepState(models.TextChoices):
    WAITING = "waiting", _("Chưa đến lượt")
    OPEN = "open", _("Đang thực hiện")
    SENT_BACK = "sent_back", _("Trả lại để bổ sung")
    CLOSED = "closed", _("Đã xong")


class StepKind(models.TextChoices):
    SELF_SCORE = "self_score", _("Đơn vị tự chấm")
    SELF_REPORT = "self_report", _("Tự kiểm điểm")
    CONTRIBUTE = "contribute", _("Tham gia đánh giá")
    APPRAISE = "appraise", _("Thẩm định")
    MEET = "meet", _("Hội nghị kiểm điểm")
    DECIDE = "decide", _("Quyết định")
    PUBLISH = "publish", _("Công bố")


# The subject's own part: nobody else has it, and having it is no conflict of interest.
OWN = (StepKind.SELF_SCORE, StepKind.SELF_REPORT)
# Whoever sits here decides, or makes known what was decided.
DECIDING = (StepKind.DECIDE, StepKind.PUBLISH)
ON_TURN = (StepState.OPEN, StepState.SENT_BACK)
_TURN = frozenset(ON_TURN)


def _cycle(closing_verb: str, *, may_return: bool) -> Lifecycle:
    lines = [
        Transition("open", frozenset({StepState.WAITING}), StepState.OPEN),
        Transition(closing_verb, _TURN, StepState.CLOSED),
        Transition("wait", _TURN | {StepState.CLOSED}, StepState.WAITING),
    ]
    if may_return:
        lines.append(Transition("send_back", frozenset({StepState.CLOSED}), StepState.SENT_BACK))
    return Lifecycle(tuple(lines))


LIFECYCLES: dict[str, Lifecycle] = {
    StepKind.SELF_SCORE: _cycle("submit", may_return=True),
    StepKind.SELF_REPORT: _cycle("send_report", may_return=True),
    StepKind.CONTRIBUTE: _cycle("contribute", may_return=True),
    StepKind.APPRAISE: _cycle("appraise", may_return=True),
    StepKind.MEET: _cycle("adopt", may_return=True),
    StepKind.DECIDE: _cycle("decide", may_return=False),
    StepKind.PUBLISH: _cycle("publish", may_return=False),
}
CLOSING = {
    StepKind.SELF_SCORE: "submit",
    StepKind.SELF_REPORT: "send_report",
    StepKind.CONTRIBUTE: "contribute",
    StepKind.APPRAISE: "appraise",
    StepKind.MEET: "adopt",
    StepKind.DECIDE: "decide",
    StepKind.PUBLISH: "publish",
}


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Đang viết")
    SENT = "sent", _("Đã gửi")
    PRESENTED = "presented", _("Đã trình bày")
    AMENDED = "amended", _("Đã bổ sung sau hội nghị")
    FINAL = "final", _("Bản cuối")


# Amended after the conference and before the decision; the sealed edition stands until then.
AMENDABLE = (ReportState.PRESENTED, ReportState.AMENDED)
_GIVEN = frozenset({ReportState.SENT, *AMENDABLE})

REPORT = Lifecycle(
    (
        Transition("send", frozenset({ReportState.DRAFT}), ReportState.SENT),
        Transition("take_back", frozenset({ReportState.SENT}), ReportState.DRAFT),
        Transition("send_back", _GIVEN, ReportState.DRAFT),
        Transition("present", _GIVEN, ReportState.PRESENTED),
        Transition("amend", frozenset(AMENDABLE), ReportState.AMENDED),
        Transition("finish", _GIVEN, ReportState.FINAL),
    )
)
