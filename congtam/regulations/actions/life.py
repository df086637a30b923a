"""Draft -> checked -> in force -> replaced; checked -> draft to mend it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.verdict import no
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate
from congtam.regulations.actions import findings, obstacles
from congtam.regulations.models import Regulation, RegulationQuerySet
from congtam.regulations.permissions import may_check, may_put_in_force, may_reopen
from congtam.regulations.states import LIFECYCLE, State


@transaction.atomic
def check(regulation: Regulation, *, at: datetime, by: Mandate | None = None) -> Regulation:
    """Run the worked examples, look up every reference; refused with what was found wrong."""
    regulation = _locked(regulation)
    if by is not None:
        may_check(by, regulation).enforce()
    target = LIFECYCLE.target("check", regulation.state)
    found = obstacles.of_reading(regulation) or findings.of_check(regulation)
    if found:
        no(_("Chưa đạt kiểm tra: %s") % "; ".join(found)).enforce()
    _move(regulation, "check", target, by, at)
    return regulation


@transaction.atomic
def reopen(regulation: Regulation, *, by: Mandate, at: datetime) -> Regulation:
    """A checked regulation back on the desk, to be mended and checked anew."""
    regulation = _locked(regulation)
    may_reopen(by, regulation).enforce()
    _move(regulation, "reopen", LIFECYCLE.target("reopen", regulation.state), by, at)
    return regulation


@transaction.atomic
def put_in_force(regulation: Regulation, *, by: Mandate, at: datetime) -> Regulation:
    """Seal this version and replace the one in force, if there is one."""
    regulation = _locked_with_versions(regulation)
    may_put_in_force(by, regulation).enforce()
    target = LIFECYCLE.target("put_in_force", regulation.state)
    missing = findings.of_force(regulation) or obstacles.of_force(regulation)
    if missing:
        no(_("Chưa áp dụng: %s") % "; ".join(missing)).enforce()
    for old in _versions(regulation).in_force():
        _move(old, "replace", LIFECYCLE.target("replace", old.state), by, at)
    regulation.in_force_at = at
    _move(regulation, "put_in_force", target, by, at)
    return regulation


def _locked(regulation: Regulation) -> Regulation:
    return Regulation.objects.select_for_update().get(pk=regulation.pk)


def _versions(regulation: Regulation) -> RegulationQuerySet:
    return Regulation.objects.filter(
        tenant_id=regulation.tenant_id, kind=regulation.kind, code=regulation.code
    )


def _locked_with_versions(regulation: Regulation) -> Regulation:
    """Every version locked in one order: of two that come into force one replaces the other."""
    list(_versions(regulation).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return _locked(regulation)


def _move(regulation: Regulation, verb: str, target: str, by: Mandate | None, at: datetime) -> None:
    was, regulation.state = regulation.state, State(target)
    regulation.save(update_fields=["state", "in_force_at"])
    record(
        verb,
        tenant=regulation.tenant_id,
        kind="regulation",
        object_id=regulation.pk,
        by=by.person_id if by else None,
        mandate=by.pk if by else None,
        at=at,
        before={"state": was},
        after={"state": regulation.state, "sha256": regulation.sha256},
    )
