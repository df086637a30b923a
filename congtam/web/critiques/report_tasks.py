"""The register of the year inside a report: each task with its result, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from congtam.assessments.queries.report import Register, Task
from congtam.core.points import percent
from congtam.records.models import Task as TaskRow
from congtam.records.states import TaskState
from congtam.web.templatetags.congtam import day


def registers(found: Iterable[Register]) -> list[dict[str, Any]]:
    """The registers with their lines; one that is empty says so on the page."""
    return [
        {
            "title": _title(one.holder),
            "rows": [_row(task) for task in one.tasks],
            "sum": _sum(one.counts),
            "unchecked": one.counts.get("unchecked", 0),
        }
        for one in found
    ]


def _title(holder: str) -> str:
    titles = {
        "person": _("Nhiệm vụ, chỉ tiêu của cá nhân"),
        "body": _("Nhiệm vụ, chỉ tiêu của tập thể, ban"),
        "unit": _("Nhiệm vụ, chỉ tiêu của đơn vị"),
    }
    return titles[holder]


def _row(task: Task) -> dict[str, Any]:
    tone, result = _result(task)
    return {
        "id": task.id,
        "title": task.title,
        "source": TaskRow.Source(task.source).label,
        "product": task.product,
        "due_on": day(task.due_on),
        "result": result,
        "tone": tone,
        "words": task.words,
        "checked_by": task.checked_by,
    }


def _result(task: Task) -> tuple[str, str]:
    """Tone and words of what the checker found; before that, that nobody has looked yet."""
    if task.state == TaskState.REPORTED:
        return "info", _("Đã báo kết quả, chờ kiểm tra")
    if task.state != TaskState.CHECKED:
        return "idle", _("Chưa báo kết quả")
    if not task.done:
        return "bad", _("Không hoàn thành")
    flaws = [
        (task.late and not task.late_excused, _("chậm tiến độ")),
        (task.below_quality, _("chưa bảo đảm chất lượng")),
        (task.low_effect, _("hiệu quả thấp")),
    ]
    said = [words for holds, words in flaws if holds]
    tone = "warn" if said else "good"
    if task.late and task.late_excused:
        said.append(_("chậm vì lý do khách quan"))
    done = _("Hoàn thành vượt mức") if task.exceeded else _("Hoàn thành")
    return tone, ", ".join([done, *said])


def _sum(counts: Mapping[str, int]) -> str:
    """«12 nhiệm vụ đã kiểm tra: hoàn thành 12 (100%), vượt mức 7 (58,3%)»."""
    whole = counts.get("all", 0)
    if not whole:
        return ""
    named = [
        ("done", _("hoàn thành")),
        ("on_time", _("đúng tiến độ")),
        ("exceeded", _("vượt mức")),
        ("late", _("chậm")),
        ("below_quality", _("chưa bảo đảm chất lượng")),
        ("low_effect", _("hiệu quả thấp")),
        ("not_done", _("không hoàn thành")),
    ]
    always = ("done", "exceeded")
    said = [
        f"{words} {counts[name]} ({percent(counts[name], whole, 1)})"
        for name, words in named
        if name in always or counts.get(name)
    ]
    return _("%(all)s nhiệm vụ đã kiểm tra: %(parts)s.") % {"all": whole, "parts": ", ".join(said)}
