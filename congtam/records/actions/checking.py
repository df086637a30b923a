"""Another one looks at what was reported: confirms or corrects it, sends it back, reopens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.core.verdict import Verdict
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate, Person
from congtam.records import permissions
from congtam.records.actions.locking import (
    cleaned,
    locked_task,
    locked_tasks,
    note,
    require_reason,
    same_version,
)
from congtam.records.models import Task
from congtam.records.queries.reach import Reach, reach_of
from congtam.records.states import TASK, TaskState

FLAGS = (
    "done", "exceeded", "late", "late_excused", "below_quality", "low_effect",
    "quality_failures", "delays",
)  # fmt: skip
_CLAIMED = ("done", "exceeded", "late")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checker found in one task; `version` is the one that was on the screen."""

    version: int
    done: bool
    exceeded: bool = False
    late: bool = False
    late_excused: bool = False
    below_quality: bool = False
    low_effect: bool = False
    quality_failures: int = 0
    delays: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of many findings: saved, not acceptable (and why), or overtaken by others."""

    saved: tuple[Task, ...]
    faults: dict[UUID, str]
    theirs: dict[UUID, Task]


@transaction.atomic
def check(findings: Mapping[UUID, Finding], *, by: Mandate, at: datetime) -> Checked:
    """Check many tasks at once (kiểm tra kết quả); what is in order is saved, the rest is told.

    Task.DoesNotExist when one of them is none of what `by` may see.
    """
    tasks = locked_tasks(findings, by, at)
    if tasks.keys() != findings.keys():
        raise Task.DoesNotExist
    today = local_date(at)
    reach = reach_of(by, today, tasks.values())
    saved: list[Task] = []
    fresh: list[Task] = []
    faults: dict[UUID, str] = {}
    theirs: dict[UUID, Task] = {}
    for id, task in tasks.items():
        finding = findings[id]
        if _is_written(task, finding):
            saved.append(task)
        elif task.version != finding.version:
            theirs[id] = task
        elif fault := _fault(reach, task, finding, today):
            faults[id] = fault
        else:
            _write(task, finding, by, at)
            saved.append(task)
            fresh.append(task)
    _tell_holders(fresh, at)
    return Checked(tuple(saved), faults, theirs)


@transaction.atomic
def send_back(task_id: UUID, *, reason: str, version: int, by: Mandate, at: datetime) -> Task:
    """Ask for a better report (trả lại để bổ sung)."""
    task, reach = locked_task(task_id, by, at)
    verdict = permissions.may_send_back(reach, task)
    return _move(task, "send_back", verdict, reason=reason, version=version, by=by, at=at)


@transaction.atomic
def reopen(task_id: UUID, *, reason: str, version: int, by: Mandate, at: datetime) -> Task:
    """Open a finding again (mở lại kết quả kiểm tra); it counts no more until checked anew."""
    task, reach = locked_task(task_id, by, at)
    verdict = permissions.may_reopen(reach, task)
    return _move(task, "reopen", verdict, reason=reason, version=version, by=by, at=at)


def _move(
    task: Task,
    verb: str,
    verdict: Verdict,
    *,
    reason: str,
    version: int,
    by: Mandate,
    at: datetime,
) -> Task:
    sources = next(t.sources for t in TASK.transitions if t.verb == verb)
    target = TASK.target(verb, next(iter(sources)))
    if task.version == version + 1 and task.state == target:
        return task
    verdict.enforce()
    same_version(task, version)
    reason = require_reason(reason, _("Nêu lý do để người báo cáo biết cần làm gì."))
    before = task.state
    task.state = target
    task.version += 1
    task.save(update_fields=["state", "version"])
    after = {"state": task.state}
    note(f"{verb}_task", task, by=by, at=at, before={"state": before}, after=after, reason=reason)
    _tell_reason(task, reason, at)
    return task


def _is_written(task: Task, finding: Finding) -> bool:
    """The same click twice: the row already says exactly this."""
    if task.state != TaskState.CHECKED or task.version != finding.version + 1:
        return False
    same = all(getattr(task, name) == getattr(finding, name) for name in FLAGS)
    return same and task.check_words == cleaned(finding.words)


def _fault(reach: Reach, task: Task, finding: Finding, today: date) -> str:
    verdict = permissions.may_check(reach, task, today)
    if not verdict:
        return verdict.reason
    words = finding.words.strip()
    rules = (
        (
            finding.done and task.state == TaskState.ASSIGNED,
            _("Chưa có báo cáo kết quả: chỉ có thể kết luận chưa hoàn thành."),
        ),
        (
            finding.exceeded and not finding.done,
            _("Chưa hoàn thành thì không thể vượt mức."),
        ),
        (
            finding.late_excused and not finding.late,
            _("Chỉ ghi lý do khách quan cho việc chậm tiến độ."),
        ),
        (finding.late_excused and not words, _("Nêu lý do khách quan của việc chậm.")),
        (
            _corrects(task, finding) and not words,
            _("Nêu ý kiến khi kết luận khác với báo cáo."),
        ),
    )
    return next((says for broken, says in rules if broken), "")


def _corrects(task: Task, finding: Finding) -> bool:
    """A task without a report is found undone by its date alone: nothing is corrected."""
    if task.state == TaskState.ASSIGNED:
        return False
    return any(getattr(task, name) != getattr(finding, name) for name in _CLAIMED)


def _write(task: Task, finding: Finding, by: Mandate, at: datetime) -> None:
    before = {"state": task.state} | {name: getattr(task, name) for name in _CLAIMED}
    for name in FLAGS:
        setattr(task, name, getattr(finding, name))
    task.check_words = cleaned(finding.words)
    task.checked_by, task.checked_at = by, at
    task.state = TASK.target("check", task.state)
    task.version += 1
    task.save(update_fields=[*FLAGS, "check_words", "checked_by", "checked_at", "state", "version"])
    after: dict[str, object] = {"state": task.state}
    after |= {name: getattr(task, name) for name in FLAGS}
    texts = {"words": task.check_words} if task.check_words else {}
    note("check_task", task, by=by, at=at, before=before, after=after, texts=texts)


def _tell_holders(fresh: list[Task], at: datetime) -> None:
    """One notice a person for the whole save."""
    people = Person.objects.filter(pk__in={t.person_id for t in fresh if t.person_id})
    for person in people.order_by("id"):
        mine = [t for t in fresh if t.person_id == person.pk]
        subject = _("Đã kiểm tra kết quả %s nhiệm vụ của bạn") % len(mine)
        _tell([Recipient(person.pk, person.email)], mine[0], subject, "", at)


def _tell_reason(task: Task, reason: str, at: datetime) -> None:
    if task.reported_by is None:
        return
    person = task.reported_by.person
    subject = _("Kết quả nhiệm vụ cần xem lại: %s") % task.title
    _tell([Recipient(person.pk, person.email)], task, subject, reason, at)


def _tell(people: list[Recipient], task: Task, subject: str, body: str, at: datetime) -> None:
    tell(
        people,
        tenant=task.tenant_id,
        kind="task_checked",
        subject=subject,
        body=body or subject,
        link="/nhiem-vu/",
        at=at,
    )
