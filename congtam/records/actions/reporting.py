"""The holder says what came of a task; until another one has checked it, it is a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.files.actions import Kept, keep
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.records import permissions
from congtam.records.actions.locking import BadFields, cleaned, locked_task, note, same_version
from congtam.records.models import Task
from congtam.records.queries.reach import reach_of
from congtam.records.states import TASK, TaskState


@dataclass(frozen=True, slots=True)
class Result:
    """What the holder reports: done or not, when, how much, and in words."""

    done: bool
    done_on: date | None = None
    done_quantity: Decimal | None = None
    exceeded: bool = False
    words: str = ""


def report(
    task_id: UUID,
    result: Result,
    *,
    version: int,
    by: Mandate,
    at: datetime,
    file: tuple[BinaryIO, str] | None = None,
) -> Task:
    """Report the result of a task (báo kết quả), with a file or without; BadFile says why not."""
    kept = None
    if file is not None:
        # Checked before the transaction, and asked first: a stranger gives us no work.
        task = Task.objects.visible_to(by, local_date(at)).get(pk=task_id)
        permissions.may_report(reach_of(by, local_date(at), [task]), task).enforce()
        kept = keep(*file)
    return _report(task_id, result, kept, version=version, by=by, at=at)


@transaction.atomic
def _report(
    task_id: UUID, result: Result, kept: Kept | None, *, version: int, by: Mandate, at: datetime
) -> Task:
    task, reach = locked_task(task_id, by, at)
    wanted = _values(task, result, kept)
    if task.state == TaskState.REPORTED and _same(task, wanted):
        return task
    permissions.may_report(reach, task).enforce()
    same_version(task, version)
    if faults := _faults(task, result, local_date(at)):
        raise BadFields(faults)
    before = {"state": task.state, "done": task.done, "done_on": task.done_on}
    task.state = TASK.target("report", task.state)
    for name, value in wanted.items():
        setattr(task, name, value)
    task.reported_by, task.reported_at = by, at
    task.version += 1
    task.save(update_fields=[*wanted, "state", "reported_by", "reported_at", "version"])
    after = {
        "state": task.state, "done": task.done, "done_on": task.done_on, "late": task.late,
        "done_quantity": task.done_quantity, "exceeded": task.exceeded, "file": task.blob_id,
    }  # fmt: skip
    note("report_task", task, by=by, at=at, before=before, after=after, texts=_texts(task))
    _tell_assigner(task, by, at)
    return task


def _texts(task: Task) -> dict[str, str]:
    return {"words": task.words} if task.words else {}


def _values(task: Task, result: Result, kept: Kept | None) -> dict[str, object]:
    """Late is proposed from the dates; the flags of an earlier check start anew."""
    late = result.done_on is not None and result.done_on > task.due_on
    values: dict[str, object] = {
        "done": result.done,
        "done_on": result.done_on if result.done else None,
        "done_quantity": result.done_quantity,
        "exceeded": result.done and result.exceeded,
        "late": result.done and late,
        "late_excused": False,
        "words": cleaned(result.words),
    }
    if kept is not None:
        values |= {"blob_id": kept.blob.sha256, "blob_name": kept.clean_name}
    return values


def _same(task: Task, wanted: dict[str, object]) -> bool:
    return all(getattr(task, name) == value for name, value in wanted.items())


def _faults(task: Task, result: Result, today: date) -> dict[str, str]:
    faults = {}
    if result.done and result.done_on is None:
        faults["done_on"] = _("Nhập ngày hoàn thành.")
    if result.done_on is not None and result.done_on > today:
        faults["done_on"] = _("Ngày hoàn thành không thể sau hôm nay.")
    if result.done_on is not None and result.done_on < task.assigned_on:
        faults["done_on"] = _("Ngày hoàn thành không thể trước ngày giao.")
    if not result.done and not result.words.strip():
        faults["words"] = _("Nêu lý do chưa hoàn thành.")
    if result.done_quantity is not None and result.done_quantity < 0:
        faults["done_quantity"] = _("Số lượng không được âm.")
    if result.exceeded and not result.done:
        faults["exceeded"] = _("Chưa hoàn thành thì không thể vượt mức.")
    return faults


def _tell_assigner(task: Task, by: Mandate, at: datetime) -> None:
    """Whoever entered the line hears that there is something to check."""
    author = task.entered_by.person
    if author.pk == by.person_id:
        return
    subject = _("Có báo cáo kết quả chờ kiểm tra: %s") % task.title
    tell(
        [Recipient(author.pk, author.email)],
        tenant=task.tenant_id,
        kind="task_reported",
        subject=subject,
        body=subject,
        link="/nhiem-vu/kiem-tra/",
        at=at,
    )
