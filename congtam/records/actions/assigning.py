"""Enter tasks, one or many at once; assign what was proposed; amend and withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.core.vietnamese import nfc
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate, Person
from congtam.records import permissions
from congtam.records.actions.locking import (
    BadFields,
    click,
    locked_task,
    note,
    require_reason,
    same_version,
)
from congtam.records.models import Task
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.states import TASK, TaskState

MOST_ROWS = 200
_FIELDS = (
    "source", "kind", "title", "product", "assigned_on", "due_on", "coefficient", "quantity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """One line as it is to be entered."""

    year: int
    title: str
    due_on: date
    assigned_on: date
    source: str = Task.Source.ASSIGNED
    kind: str = Task.Kind.TASK
    product: str = ""
    coefficient: Decimal = Decimal(1)
    quantity: Decimal = Decimal(1)


class BadRows(Exception):
    """Some lines cannot be entered, so none was; row number to field to what is wrong."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        super().__init__("bad rows")
        self.rows = dict(rows)


def faults_of(draft: Draft) -> dict[str, str]:
    """What is wrong with a line, by field; nothing when it can be entered."""
    faults = {}
    if not draft.title.strip():
        faults["title"] = _("Chưa ghi nội dung nhiệm vụ.")
    if draft.due_on.year != draft.year:
        faults["due_on"] = _("Hạn hoàn thành phải nằm trong năm %s.") % draft.year
    if draft.assigned_on > draft.due_on:
        faults["assigned_on"] = _("Ngày giao không thể sau hạn hoàn thành.")
    if draft.coefficient <= 0:
        faults["coefficient"] = _("Hệ số quy đổi phải lớn hơn 0.")
    if draft.quantity <= 0:
        faults["quantity"] = _("Số lượng phải lớn hơn 0.")
    return faults


@transaction.atomic
def enter(
    whose: Whose, drafts: Sequence[Draft], *, token: str, by: Mandate, at: datetime
) -> list[Task]:
    """Enter lines into one register (giao việc, nhập nhiều dòng): all of them, or none.

    The head's lines are assigned at once, the holder's own wait as proposals. The same token
    a second time gives the lines of the first.
    """
    reach = reach_of(by, local_date(at), [whose])
    permissions.may_enter(reach, whose).enforce()
    tokens = [f"{click(by, token)}.{n:04}" for n in range(len(drafts))]
    earlier = Task.objects.filter(tenant_id=by.tenant_id, token__in=tokens)
    if known := list(earlier.in_order()):
        return known
    _require_sound(drafts)
    assigned = bool(permissions.may_assign(reach, whose))
    state = TaskState.ASSIGNED if assigned else TaskState.PROPOSED
    made = Task.objects.bulk_create(
        _task(draft, whose, state=state, token=key, by=by, at=at)
        for draft, key in zip(drafts, tokens, strict=True)
    )
    for task in made:
        note("enter_task", task, by=by, at=at, after=_said(task), texts={"title": task.title})
    if assigned and whose.person_id is not None:
        _tell_assigned(whose.person_id, made, by, at)
    return made


def _require_sound(drafts: Sequence[Draft]) -> None:
    if not drafts:
        raise BadFields({"rows": _("Chưa có dòng nào để nhập.")})
    if len(drafts) > MOST_ROWS:
        raise BadFields({"rows": _("Mỗi lần nhập tối đa %s dòng.") % MOST_ROWS})
    if bad := {n: faults for n, draft in enumerate(drafts) if (faults := faults_of(draft))}:
        raise BadRows(bad)


@transaction.atomic
def confirm(task_id: UUID, *, version: int, by: Mandate, at: datetime) -> Task:
    """Assign a proposed task (giao nhiệm vụ đã đề xuất)."""
    task, reach = locked_task(task_id, by, at)
    if task.state == TaskState.ASSIGNED and task.version == version + 1:
        return task
    permissions.may_confirm(reach, task).enforce()
    same_version(task, version)
    before = _move(task, "assign")
    note("assign_task", task, by=by, at=at, before={"state": before}, after={"state": task.state})
    if task.person_id is not None:
        _tell_assigned(task.person_id, [task], by, at)
    return task


@transaction.atomic
def amend(task_id: UUID, draft: Draft, *, version: int, by: Mandate, at: datetime) -> Task:
    """Correct a line before its result is reported (sửa nhiệm vụ)."""
    task, reach = locked_task(task_id, by, at)
    wanted = _values(draft)
    if all(getattr(task, name) == value for name, value in wanted.items()):
        return task
    permissions.may_amend(reach, task).enforce()
    same_version(task, version)
    if faults := faults_of(draft):
        raise BadFields(faults)
    before = _said(task)
    for name, value in wanted.items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*wanted, "version"])
    texts = {"title": task.title, "product": task.product}
    note("amend_task", task, by=by, at=at, before=before, after=_said(task), texts=texts)
    return task


@transaction.atomic
def withdraw(task_id: UUID, *, reason: str, version: int, by: Mandate, at: datetime) -> Task:
    """Take a line out of the register with a reason (rút nhiệm vụ); it stays readable."""
    task, reach = locked_task(task_id, by, at)
    if task.state == TaskState.WITHDRAWN and task.version == version + 1:
        return task
    permissions.may_withdraw(reach, task).enforce()
    same_version(task, version)
    reason = require_reason(reason, _("Nêu lý do rút nhiệm vụ."))
    before = _move(task, "withdraw")
    after = {"state": task.state}
    note("withdraw_task", task, by=by, at=at, before={"state": before}, after=after, reason=reason)
    return task


def _move(task: Task, verb: str) -> str:
    before = task.state
    task.state = TASK.target(verb, before)
    task.version += 1
    task.save(update_fields=["state", "version"])
    return before


def _task(
    draft: Draft, whose: Whose, *, state: TaskState, token: str, by: Mandate, at: datetime
) -> Task:
    return Task(
        tenant_id=by.tenant_id,
        unit_id=whose.unit_id,
        body_id=whose.body_id,
        person_id=whose.person_id,
        state=state,
        token=token,
        entered_by=by,
        entered_at=at,
        **_values(draft),
    )


def _values(draft: Draft) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(draft, name) for name in _FIELDS}
    values["title"] = nfc(draft.title).strip()[:500]
    values["product"] = nfc(draft.product).strip()[:300]
    return values | {"year": draft.year}


def _said(task: Task) -> dict[str, object]:
    names = ("assigned_on", "due_on", "coefficient", "quantity", "source", "kind", "state")
    return {name: getattr(task, name) for name in names}


def _tell_assigned(person_id: UUID, tasks: Sequence[Task], by: Mandate, at: datetime) -> None:
    person = Person.objects.get(pk=person_id)
    subject = (
        _("Bạn được giao nhiệm vụ: %s") % tasks[0].title
        if len(tasks) == 1
        else _("Bạn được giao %s nhiệm vụ mới") % len(tasks)
    )
    tell(
        [Recipient(person.pk, person.email)],
        tenant=by.tenant_id,
        kind="task_assigned",
        subject=subject,
        body=subject,
        link="/nhiem-vu/",
        at=at,
    )
