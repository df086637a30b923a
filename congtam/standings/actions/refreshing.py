"""Ask the machine again while a list is open: facts may have come in since it was opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from congtam.core.canonical import digest
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate
from congtam.standings import permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.proposing import Proposed
from congtam.standings.queries.sessions import DecidedLine, Session, session_of


@transaction.atomic
def refresh(list_id: UUID, *, by: Mandate, at: datetime) -> int:
    """Take the facts of today into an open list (cập nhật dữ kiện); gives how many lines moved.

    A level that was simply the one proposed follows the new proposal. One that somebody gave with
    a reason stays, and departs from now on if it does.
    """
    visible = DecisionList.objects.visible_to(by).select_for_update(of=("self",))
    made = visible.select_related("track", "cycle", "body", "meeting").get(pk=list_id)
    session = session_of(made)
    permissions.may_run(by, made, session.course).enforce()
    for line in session.stale:
        _take(line, session.fresh[line.assessment], made)
    if session.stale:
        _note(session, by, at)
    return len(session.stale)


def _take(line: DecidedLine, found: Proposed, made: DecisionList) -> None:
    row = Decision.objects.get(pk=line.id)
    followed = row.level == row.proposed and not row.reason and made.replaces_id is None
    row.facts, row.machine, row.proposed = found.facts, found.outcome, found.level
    if followed:
        row.level = found.level
    row.version += 1
    row.save(update_fields=["facts", "machine", "proposed", "level", "version"])


def _note(session: Session, by: Mandate, at: datetime) -> None:
    fresh = session.fresh
    record(
        "refresh_facts",
        tenant=by.tenant_id,
        kind="decision_list",
        object_id=session.decision_list.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before={str(x.assessment): [x.proposed, digest(x.facts)] for x in session.stale},
        after={
            str(x.assessment): [fresh[x.assessment].level, digest(fresh[x.assessment].facts)]
            for x in session.stale
        },
    )
