"""Where a file stands: the bar of its steps, and how long there is until the last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment
from congtam.assessments.queries.sheets import StepNow
from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.core.packs.procedure import Procedure
from congtam.cycles.models import Obligation
from congtam.regulations import queries as regulations
from congtam.web.templatetags.congtam import day as written

SOON = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the bar."""

    label: str
    note: str
    state: str


def bar(
    procedure: Procedure, steps: Mapping[str, StepNow], duty: Obligation | None, today: date
) -> list[Stage]:
    """Every step of the procedure; those before are green, those on their turn red."""
    found = []
    for rule in procedure.order():
        step = steps[rule.id]
        late = _late(duty, rule.id, step, today)
        state = "late" if late else _STATES[StepState(step.state)]
        found.append(Stage(rule.title, _note(rule.kind, step, duty), state))
    return found


_STATES = {
    StepState.WAITING: "waiting",
    StepState.OPEN: "now",
    StepState.SENT_BACK: "now",
    StepState.CLOSED: "done",
}


def _late(duty: Obligation | None, key: str, step: StepNow, today: date) -> bool:
    mine = duty is not None and duty.step == key and step.state in ON_TURN
    return mine and duty is not None and duty.due_on < today


def _note(kind: str, step: StepNow, duty: Obligation | None) -> str:
    if step.state == StepState.CLOSED:
        return _("xong ngày %s") % written(step.closed_at)
    if step.state == StepState.SENT_BACK:
        return _("trả lại để bổ sung")
    if kind == StepKind.SELF_SCORE and duty is not None:
        return duty.limit
    return _("đang thực hiện") if step.state == StepState.OPEN else ""


def stage_of(file: Assessment) -> str:
    """The step a file stands at, in words."""
    if file.published_at is not None:
        return _("Đã công bố")
    return regulations.procedure(file.track.procedure_id).step(file.stage).title


@dataclass(frozen=True, slots=True)
class Left:
    """How long there is, in words, with its colour and icon."""

    words: str
    tone: str
    icon: str


def left(duty: Obligation | None, today: date) -> Left | None:
    """«Còn 4 ngày»; nothing once the duty is met."""
    if duty is None:
        return None
    if duty.met_at is not None:
        if duty.met_late:
            return Left(_("Đã nộp, muộn"), "warn", "clock-exclamation")
        return Left(_("Đã nộp đúng hạn"), "good", "circle-check")
    days = (duty.due_on - today).days
    if days < 0:
        return Left(_("Quá hạn %s ngày") % -days, "bad", "clock-exclamation")
    if days == 0:
        return Left(_("Hôm nay là ngày cuối"), "warn", "clock-exclamation")
    return Left(_("Còn %s ngày") % days, "warn" if days <= SOON else "info", "clock")
