"""Regulations as the typed values of `core`, read once per process.

A regulation that is in force never changes, so its value is kept by its id; a draft
is read anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import F, QuerySet

from congtam.core import plan as core_plan
from congtam.core import rules as core_rules
from congtam.core.packs import calendar as core_calendar
from congtam.core.packs import procedure as core_procedure
from congtam.core.packs import report as core_report
from congtam.core.packs import rulebook as core_rulebook
from congtam.core.packs import sheet as core_sheet
from congtam.core.packs import sources as core_sources
from congtam.core.vietnamese import fold
from congtam.ledger.models import Event
from congtam.organisation.models import Mandate
from congtam.regulations.models import Criterion, Instrument, Regulation
from congtam.regulations.states import SEALED, State

T = TypeVar("T")
Reference = tuple[str, str]
_kept: dict[UUID, object] = {}
_KEEP_AT_MOST = 500
_NOT_WRITING = ("load", "check", "reopen", "put_in_force", "replace")


def _typed(regulation_id: UUID, load: Callable[[str, str], T]) -> T:
    kept = _kept.get(regulation_id)
    if kept is not None:
        return cast(T, kept)
    row = Regulation.objects.only("body", "code", "state").get(pk=regulation_id)
    value = cast(T, _read(load, row.body, row.code))
    if row.state in SEALED:
        if len(_kept) >= _KEEP_AT_MOST:
            _kept.clear()
        _kept[regulation_id] = value
    return value


@lru_cache(maxsize=_KEEP_AT_MOST)
def _read(load: Callable[[str, str], object], body: str, code: str) -> object:
    """The same text has the same value, whichever tenant issued it and however often it is
    loaded, checked and put in force."""
    return load(body, code)


def sheet(regulation_id: UUID | None) -> core_sheet.Sheet:
    """The score sheet with this id; the empty one for a track that is decided on facts alone."""
    return core_sheet.EMPTY if regulation_id is None else _typed(regulation_id, core_sheet.load)


def report(regulation_id: UUID) -> core_report.Form:
    """The form of a self report with this id."""
    return _typed(regulation_id, core_report.load)


def sources(regulation_id: UUID) -> core_sources.Sources:
    """The sources of facts with this id."""
    return _typed(regulation_id, core_sources.load)


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
def criterion_ids(sheet_id: UUID | None) -> Mapping[str, UUID]:
    """Key of each line of a sheet to the id that scores point to."""
    rows = Criterion.objects.filter(sheet_id=sheet_id).order_by("position")
    return dict(rows.values_list("key", "pk"))


def in_force(tenant_id: UUID, kind: str, code: str) -> Regulation:
    """The version in force of one regulation; DoesNotExist when there is none."""
    return Regulation.objects.in_force().get(tenant_id=tenant_id, kind=kind, code=code)


def search_instruments(mandate: Mandate, words: str = "") -> QuerySet[Instrument]:
    """The register of instruments, the latest first; words are found without marks."""
    found = Instrument.objects.visible_to(mandate).defer("text")
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by(F("issued_on").desc(nulls_last=True), "number", "id")


def search_regulations(mandate: Mandate, kind: str = "", state: str = "") -> QuerySet[Regulation]:
    """The regulations of a tenant by kind and title, without their bodies."""
    found = Regulation.objects.visible_to(mandate).defer("body")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found.order_by("kind", "title", "-loaded_at", "id")


def versions_of(regulation: Regulation) -> QuerySet[Regulation]:
    """Every version of the same regulation, the latest first."""
    same = Regulation.objects.filter(
        tenant_id=regulation.tenant_id, kind=regulation.kind, code=regulation.code
    )
    return same.defer("body").order_by("-loaded_at", "-id")


def references(regulation: Regulation) -> list[Reference]:
    """Kind and code of the regulations that this one stands on."""
    if regulation.kind == Regulation.Kind.PLAN:
        return [(Regulation.Kind.CALENDAR, plan(regulation.pk).calendar)]
    if regulation.kind == Regulation.Kind.SOURCES:
        return [(Regulation.Kind.RULES, sources(regulation.pk).rules)]
    if regulation.kind != Regulation.Kind.RULEBOOK:
        return []
    book = rulebook(regulation.pk)
    found: list[Reference] = [(Regulation.Kind.CALENDAR, book.calendar)]
    for enrol in book.enrols:
        found += [
            (Regulation.Kind.SHEET, enrol.sheet),
            (Regulation.Kind.RULES, enrol.rules),
            (Regulation.Kind.PROCEDURE, enrol.procedure),
            (Regulation.Kind.PLAN, enrol.plan),
            (Regulation.Kind.SOURCES, enrol.sources),
            *((Regulation.Kind.REPORT, choice.report) for choice in enrol.reports),
            *((Regulation.Kind.RULES, frame) for frame in enrol.frames),
        ]
    return [(kind, code) for kind, code in dict.fromkeys(found) if code]


def referred(book: Regulation, wanted: Iterable[Reference]) -> dict[Reference, Regulation]:
    """The version in force of each kind and code, else the newest: for links to read on."""
    wanted = list(wanted)
    rows = Regulation.objects.filter(
        tenant_id=book.tenant_id, code__in={code for _kind, code in wanted}
    ).exclude(state=State.REPLACED)
    rows = rows.exclude(state=State.DRAFT, revision__gt=0)  # still being built
    in_order = sorted(rows.defer("body"), key=lambda r: (r.state == State.IN_FORCE, r.loaded_at))
    return {(row.kind, row.code): row for row in in_order}


def drafted_by(regulation: Regulation, person_id: UUID) -> bool:
    """Whether this person had a hand in the words of a draft that was built here."""
    if not regulation.revision:
        return False
    deeds = Event.objects.filter(object_id=regulation.pk, actor_id=person_id)
    return deeds.exclude(verb__in=_NOT_WRITING).exists()


def rule_sets_in_force(tenant_id: UUID) -> list[core_rules.RuleSet]:
    """Every rule set that is applied today."""
    found = Regulation.objects.in_force().filter(tenant_id=tenant_id, kind=Regulation.Kind.RULES)
    return [rules(pk) for pk in found.order_by("code").values_list("pk", flat=True)]
