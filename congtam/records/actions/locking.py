"""Lock a record, see that it is still the one that was shown, and write what happened to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate
from congtam.records.models import Held, Task
from congtam.records.queries.reach import Reach, reach_of

LONGEST = 5000


class Conflict(Exception):
    """The record moved on since it was shown. Carries it as it stands now."""

    def __init__(self, theirs: Held) -> None:
        super().__init__("conflict")
        self.theirs = theirs


class BadFields(Exception):
    """What was typed cannot be kept; field to what is wrong with it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


def locked_task(task_id: UUID, by: Mandate, at: datetime) -> tuple[Task, Reach]:
    """One task of those that `by` may see, locked; Task.DoesNotExist otherwise."""
    found = locked_tasks([task_id], by, at)
    if task_id not in found:
        raise Task.DoesNotExist
    task = found[task_id]
    return task, reach_of(by, local_date(at), [task])


def locked_tasks(ids: Iterable[UUID], by: Mandate, at: datetime) -> dict[UUID, Task]:
    """Those of these tasks that `by` may see, locked in one order for everybody."""
    visible = Task.objects.visible_to(by, local_date(at)).filter(pk__in=list(ids))
    return {task.id: task for task in visible.select_for_update(of=("self",)).order_by("id")}


def same_version(row: Held, version: int) -> None:
    """Refuse to write over what somebody else has written meanwhile."""
    if row.version != version:
        raise Conflict(row)


def click(by: Mandate, token: str) -> str:
    """The token of one submit, as this person's own: nobody else's click is taken for it."""
    return hashlib.sha256(f"{by.person_id}:{token}".encode()).hexdigest()[:48]


def cleaned(text: str) -> str:
    return nfc(text).strip()[:LONGEST]


def require_reason(reason: str, says: str) -> str:
    """The reason as it is kept; a refusal with `says` when there is none."""
    kept = cleaned(reason)
    if not kept:
        no(says).enforce()
    return kept


def note(
    verb: str,
    row: Held,
    *,
    by: Mandate,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    texts: Mapping[str, str] | None = None,
) -> None:
    """One event on one record; what a person wrote goes into `reason` and `texts`."""
    record(
        verb,
        tenant=row.tenant_id,
        kind=row._meta.model_name or "record",
        object_id=row.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        before=before,
        after=after,
        reason=reason,
        texts=texts,
    )
