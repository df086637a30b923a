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
    CONTRIBUTE = "contribute", _("Tham gia đánh giá")
    APPRAISE = "appraise", _("Thẩm định")
    DECIDE = "decide", _("Quyết định")
    PUBLISH = "publish", _("Công bố")


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
    StepKind.CONTRIBUTE: _cycle("contribute", may_return=True),
    StepKind.APPRAISE: _cycle("appraise", may_return=True),
    StepKind.DECIDE: _cycle("decide", may_return=False),
    StepKind.PUBLISH: _cycle("publish", may_return=False),
}
CLOSING = {
    StepKind.SELF_SCORE: "submit",
    StepKind.CONTRIBUTE: "contribute",
    StepKind.APPRAISE: "appraise",
    StepKind.DECIDE: "decide",
    StepKind.PUBLISH: "publish",
}
