"""Regulations as the typed values of `core`, read once per process.

A regulation that is in force never changes, so its value is kept by its id; a draft
is read anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar, cast
from uuid import UUID

from congtam.core import plan as core_plan
from congtam.core import rules as core_rules
from congtam.core.packs import calendar as core_calendar
from congtam.core.packs import procedure as core_procedure
from congtam.core.packs import rulebook as core_rulebook
from congtam.core.packs import sheet as core_sheet
from congtam.regulations.models import Criterion, Regulation
from congtam.regulations.states import SEALED

T = TypeVar("T")
_kept: dict[UUID, object] = {}
_KEEP_AT_MOST = 500


def _typed(regulation_id: UUID, load: Callable[[str, str], T]) -> T:
    kept = _kept.get(regulation_id)
    if kept is not None:
        return cast(T, kept)
    row = Regulation.objects.only("body", "code", "state").get(pk=regulation_id)
    value = load(row.body, row.code)
    if row.state in SEALED:
        if len(_kept) >= _KEEP_AT_MOST:
            _kept.clear()
        _kept[regulation_id] = value
    return value


def sheet(regulation_id: UUID) -> core_sheet.Sheet:
    """The score sheet with this id."""
    return _typed(regulation_id, core_sheet.load)


def rules(regulation_id: UUID) -> core_rules.RuleSet:
    """The rule set with this id."""
    return _typed(regulation_id, core_rules.load)


def procedure(regulation_id: UUID) -> core_procedure.Procedure:
    """The procedure with this id."""
    return _typed(regulation_id, core_procedure.load)


def plan(regulation_id: UUID) -> core_plan.Plan:
    """The plan with this id."""
    return _typed(regulation_id, core_plan.load)


def calendar(regulation_id: UUID) -> core_calendar.Calendar:
    """The working calendar with this id."""
    return _typed(regulation_id, core_calendar.load)


def rulebook(regulation_id: UUID) -> core_rulebook.RuleBook:
    """The rule book with this id."""
    return _typed(regulation_id, core_rulebook.load)


@lru_cache(maxsize=200)
def criterion_ids(sheet_id: UUID) -> Mapping[str, UUID]:
    """Key of each line of a sheet to the id that scores point to."""
    rows = Criterion.objects.filter(sheet_id=sheet_id).order_by("position")
    return dict(rows.values_list("key", "pk"))


def in_force(tenant_id: UUID, kind: str, code: str) -> Regulation:
    """The version in force of one regulation; DoesNotExist when there is none."""
    return Regulation.objects.in_force().get(tenant_id=tenant_id, kind=kind, code=code)
