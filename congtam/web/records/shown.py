"""A task as a list shows it: how it stands, in a tone and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congtam.records.models import Task
from congtam.records.states import TaskState

Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    task: Task
    holder: str
    standing: Said
    flags: list[Said]
    may_report: bool = False


def standing(task: Task, today: date) -> Said:
    """Tone and words of how a task stands on a day."""
    if task.state == TaskState.CHECKED:
        return _found(task)
    if task.state == TaskState.ASSIGNED:
        return _left((task.due_on - today).days)
    tone = "next" if task.state == TaskState.REPORTED else "idle"
    return tone, str(TaskState(task.state).label)


def _found(task: Task) -> Said:
    if not task.done:
        return "bad", _("Không hoàn thành")
    return "good", _("Hoàn thành vượt mức") if task.exceeded else _("Hoàn thành")


def _left(days: int) -> Said:
    if days < 0:
        return "bad", _("Quá hạn %s ngày") % -days
    return "info", _("Hôm nay là ngày cuối") if days == 0 else _("Còn %s ngày") % days


def flags(task: Task) -> list[Said]:
    """What the checker found beside it; of a reported task, what is claimed or proposed."""
    if task.state not in (TaskState.REPORTED, TaskState.CHECKED):
        return []
    late = _("Chậm, lý do khách quan") if task.late_excused else _("Chậm tiến độ")
    said = (
        (task.late, "idle" if task.late_excused else "warn", late),
        (task.below_quality, "bad", _("Chưa bảo đảm chất lượng")),
        (task.low_effect, "warn", _("Hiệu quả thấp")),
    )
    return [(tone, words) for holds, tone, words in said if holds]
