"""«Việc của tôi»: what waits for this person now, made of what the rooms say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments.queries.inbox import OwnFile, own_files
from congtam.assessments.queries.overview import Waiting, waiting_for
from congtam.assessments.states import OWN, StepKind
from congtam.cycles.models import Obligation
from congtam.cycles.queries import open_obligations_of, to_acknowledge
from congtam.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what, for whom, by when, and the door to it."""

    title: str
    notes: tuple[str, ...]
    verb: str
    url: str
    due_on: date | None
    tone: str
    status: str


def tasks_of(mandate: Mandate, today: date) -> list[Task]:
    """Everything on this mandate's turn; five statements at most."""
    limits = {(o.track_id, o.step): o for o in open_obligations_of(mandate)}
    turns = waiting_for(mandate, today)
    files = own_files(mandate) if any(one.kind in OWN for one in turns) else []
    found = [_guideline(r.cycle_id, r.name, r.cycle.title) for r in to_acknowledge(mandate)]
    for waiting in turns:
        duty = limits.get((waiting.track, waiting.step))
        if waiting.kind in OWN:
            own = [f for f in files if (f.track, f.kind) == (waiting.track, waiting.kind)]
            made = _report if waiting.kind == StepKind.SELF_REPORT else _own
            found += [made(f, waiting, today) for f in own]
        else:
            found.append(_desk(waiting, duty, today))
    return found


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The soonest limit first; what has none comes last."""
    return sorted(tasks, key=lambda t: (t.due_on or date.max, t.title))


def _guideline(cycle_id: object, name: str, title: str) -> Task:
    return Task(
        title=_("Xác nhận đã nhận hướng dẫn: %s") % title,
        notes=(name,),
        verb=_("Mở"),
        url=reverse("cycles:cycle", args=[cycle_id]),
        due_on=None,
        tone="info",
        status=_("Chưa xác nhận"),
    )


def _own(file: OwnFile, waiting: Waiting, today: date) -> Task:
    tone, status = due_status(file.due_on, today)
    if file.returned:
        tone, status = "bad", _("Bị trả lại, cần bổ sung")
    notes = (
        (waiting.cycle_title,)
        if waiting.may_submit
        else (
            waiting.cycle_title,
            _("Bạn soạn, Chủ tịch nộp"),
        )
    )
    return Task(
        title=f"{waiting.step_title}: {file.name}",
        notes=notes,
        verb=_("Chấm điểm"),
        url=reverse("assessments:sheet", args=[file.assessment, file.participant]),
        due_on=file.due_on,
        tone=tone,
        status=status,
    )


def _report(file: OwnFile, waiting: Waiting, today: date) -> Task:
    tone, status = due_status(file.due_on, today)
    if file.returned:
        tone, status = "bad", _("Bị trả lại, cần bổ sung")
    notes = [waiting.cycle_title]
    if not waiting.may_submit:
        notes.append(_("Bạn soạn, người đứng đầu gửi"))
    title = _("Viết báo cáo tự kiểm điểm")
    return Task(
        title=title if file.person else f"{title}: {file.name}",
        notes=tuple(notes),
        verb=_("Viết báo cáo"),
        url=reverse("critiques:write", args=[file.assessment, file.participant]),
        due_on=file.due_on,
        tone=tone,
        status=status,
    )


def _desk(waiting: Waiting, duty: Obligation | None, today: date) -> Task:
    due = duty.due_on if duty else None
    tone, status = due_status(due, today)
    notes = [waiting.cycle_title, _("%s hồ sơ đang chờ") % waiting.count]
    if waiting.returned:
        notes.append(_("%s hồ sơ được trả lại") % waiting.returned)
    return Task(
        title=f"{waiting.step_title}: {waiting.track_title}",
        notes=tuple(notes),
        verb=_("Mở danh sách"),
        url=desk_url(waiting),
        due_on=due,
        tone=tone,
        status=status,
    )


def desk_url(waiting: Waiting) -> str:
    """Where the work of one step is done: with a sheet on its boards and desks, without one at
    the conferences and where opinions are written."""
    if waiting.kind == StepKind.MEET:
        return reverse("critiques:conferences")
    if waiting.outside or (waiting.kind == StepKind.CONTRIBUTE and not waiting.scored):
        return reverse("critiques:opinions")
    if waiting.kind == StepKind.CONTRIBUTE:
        return reverse("appraisals:board", args=[waiting.track, waiting.step])
    if waiting.kind in (StepKind.DECIDE, StepKind.PUBLISH):
        return reverse("standings:decisions")
    if waiting.changes_scores:
        return reverse("appraisals:desk", args=[waiting.track, waiting.step])
    return reverse("standings:consolidation", args=[waiting.track])


def due_status(due_on: date | None, today: date) -> tuple[str, str]:
    """Tone and words for a last day."""
    if due_on is None:
        return "info", _("Đến lượt")
    days = (due_on - today).days
    if days < 0:
        return "bad", _("Quá hạn %s ngày") % -days
    if days == 0:
        return "warn", _("Hôm nay là ngày cuối")
    return ("warn" if days <= 3 else "info"), _("Còn %s ngày") % days
