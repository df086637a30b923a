"""The check desk: many reported tasks in one table, one save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.core.vietnamese import nfc
from congtam.records import actions
from congtam.records.actions import Checked, Finding
from congtam.records.models import Task
from congtam.records.queries.people import names_of
from congtam.records.queries.register import waiting
from congtam.records.states import TaskState
from congtam.web.records.register import base
from congtam.web.records.shown import standing
from congtam.web.requests import ActingRequest

A_PAGE = 25
LATER, DONE, UNDONE = "", "xong", "chua"
FLAGS = ("exceeded", "late", "late_excused", "below_quality", "low_effect")
COUNTS = ("quality_failures", "delays")


@dataclass(slots=True)
class Typed:
    """What one row of the table was sent with."""

    choice: str = LATER
    flags: dict[str, bool] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)
    words: str = ""
    version: int = 0
    fault: str = ""
    theirs: Task | None = None


@require_http_methods(["GET", "POST"])
def desk(request: ActingRequest) -> HttpResponse:
    """Kiểm tra kết quả: only the rows with a finding are saved, the others stay."""
    if request.method == "GET":
        return _page(request, {}, 200)
    typed = _typed(request.POST)
    findings = {id: found for id, row in typed.items() if (found := _finding(row))}
    if not findings:
        wrong = any(row.fault for row in typed.values())
        says = _("Chưa chọn kết luận cho nhiệm vụ nào.")
        return _page(request, typed, 422, says=_unsaved(typed) if wrong else says)
    try:
        checked = actions.check(findings, by=request.mandate, at=now())
    except Task.DoesNotExist:
        raise Http404 from None
    _told(request, checked)
    open_rows = _left(typed, checked)
    if any(row.fault or row.theirs for row in open_rows.values()):
        return _page(request, open_rows, 422 if checked.faults else 409, says=_unsaved(open_rows))
    return redirect("records:desk")


def _told(request: ActingRequest, checked: Checked) -> None:
    n = len(checked.saved)
    if n:
        says = ngettext("Đã lưu kết luận %s nhiệm vụ.", "Đã lưu kết luận %s nhiệm vụ.", n)
        messages.success(request, says % n)


def _left(typed: dict[UUID, Typed], checked: Checked) -> dict[UUID, Typed]:
    """The rows that are not saved, each with what stood in the way."""
    saved = {task.id for task in checked.saved}
    for id, says in checked.faults.items():
        typed[id].fault = says
    for id, theirs in checked.theirs.items():
        typed[id].theirs, typed[id].version = theirs, theirs.version
    return {id: row for id, row in typed.items() if id not in saved}


def _unsaved(rows: Mapping[UUID, Typed]) -> str:
    n = sum(1 for row in rows.values() if row.fault or row.theirs)
    says = ngettext(
        "%s dòng chưa lưu được: xem dòng được đánh dấu.",
        "%s dòng chưa lưu được: xem dòng được đánh dấu.",
        n,
    )
    return says % n


def _page(
    request: ActingRequest, typed: Mapping[UUID, Typed], status: int, *, says: str = ""
) -> HttpResponse:
    today = local_date(now())
    found, one = waiting(request.mandate, today), _one(request)
    if one is not None:
        found = found.filter(pk=one)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    tasks = list(page)
    names = names_of(tasks, today)
    rows = [
        {
            "task": task,
            "holder": names.get(task.holder_id, ""),
            "standing": standing(task, today),
            "typed": typed.get(task.id) or _proposed(task),
            "reported": task.state == TaskState.REPORTED,
        }
        for task in tasks
    ]
    gone = [
        (id, row) for id, row in typed.items() if row.theirs and id not in {t.id for t in tasks}
    ]
    context = base(request, "desk") | {"page": page, "rows": rows, "says": says, "gone": gone}
    context["alone"] = one is not None
    return render(request, "records/desk.html", context, status=status)


def _one(request: ActingRequest) -> UUID | None:
    """The only task that is asked for, when the page is opened from it."""
    try:
        return UUID(request.GET.get("nv", ""))
    except ValueError:
        return None


def _proposed(task: Task) -> Typed:
    """The flags as reported, or as the dates propose; the finding itself is left open."""
    flags = {name: bool(getattr(task, name)) for name in FLAGS}
    counts = {"quality_failures": "0", "delays": "1" if task.late else "0"}
    return Typed(flags=flags, counts=counts, version=task.version)


def _typed(sent: QueryDict) -> dict[UUID, Typed]:
    """The rows of the table by task; an id that is none belongs to no page of ours."""
    try:
        ids = [UUID(id) for id in sent.getlist("id")[:A_PAGE]]
    except ValueError:
        raise Http404 from None
    return {id: _row(sent, str(id)) for id in ids}


def _row(sent: QueryDict, id: str) -> Typed:
    version = sent.get(f"{id}-version", "")
    row = Typed(
        choice=sent.get(f"{id}-done", LATER),
        flags={name: f"{id}-{name}" in sent for name in FLAGS},
        counts={name: sent.get(f"{id}-{name}", "").strip() for name in COUNTS},
        words=nfc(sent.get(f"{id}-words", "")).replace("\0", ""),
        version=int(version) if version.isascii() and version.isdigit() else 0,
    )
    if any(not _is_count(text) for text in row.counts.values()):
        row.fault = _("Số lần phải là số nguyên từ 0 đến 99.")
    return row


def _is_count(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= 2)


def _finding(row: Typed) -> Finding | None:
    if row.fault or row.choice not in (DONE, UNDONE):
        return None
    said: dict[str, Any] = dict(row.flags)
    said |= {name: int(text or "0") for name, text in row.counts.items()}
    return Finding(row.version, done=row.choice == DONE, words=row.words, **said)
