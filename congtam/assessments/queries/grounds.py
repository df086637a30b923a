"""Everything the facts of many files are drawn from, read in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from congtam.assessments.models import Assessment, DeclaredFact, Subject
from congtam.assessments.queries.lines import declared, effective, entries
from congtam.assessments.queries.opened import parties
from congtam.assessments.queries.subordinates import Ranks
from congtam.assessments.queries.viewer import Viewer
from congtam.core import scoring
from congtam.core.packs.sources import Source
from congtam.cycles.models import Cycle
from congtam.records.models import ConfidenceVote, Discipline, Ruling
from congtam.records.queries import counting, events
from congtam.records.queries.holders import Holder, Period
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seat said of a fact."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The records, levels and answers behind the facts of the files of one cycle."""

    cycle: Cycle
    answers: dict[UUID, dict[tuple[str, str], Answer]]
    tasks: dict[Holder, counting.TaskCounts]
    products: dict[tuple[Holder, Fraction], counting.ProductSums]
    disciplines: dict[Holder, tuple[Discipline, ...]]
    rulings: dict[Holder, dict[str, Ruling]]
    votes: dict[Holder, ConfidenceVote]
    faults: dict[Holder, events.FaultCounts]
    months: dict[UUID, events.Months]
    scored: dict[UUID, dict[str, object]]
    ranks: Ranks | None
    unit_levels: dict[tuple[UUID, str], str]
    decides: bool = True


def subject_of(file: Assessment) -> Holder:
    """The holder of the records of a subject."""
    return Holder.of(file.unit_id, file.body_id, file.person_id)


def holder(file: Assessment, of: str) -> Holder:
    """Whose register a source counts: the subject's own, its board's or its unit's."""
    if of == "body" and file.post is not None and file.post.body_id is not None:
        return Holder("body", file.post.body_id)
    return subject_of(file) if of == "subject" else Holder("unit", file.unit_id)


def grounds(
    cycle: Cycle,
    files: list[Assessment],
    sources: Iterable[Source],
    drafts: Collection[UUID],
    viewer: Viewer | None = None,
) -> Grounds:
    """Read what these sources ask for, and nothing that none of them asks.

    A seat's answers count once it is closed; `drafts` are seats whose holder looks at their own.
    `viewer`: who is not told every decided level; None for those who decide.
    """
    wanted = list(sources)
    by = {
        origin: [s for s in wanted if s.origin == origin] for origin in {s.origin for s in wanted}
    }
    period = Period(cycle.starts_on, cycle.ends_on)
    own = [subject_of(f) for f in files]
    people = [f.person_id for f in files if f.person_id is not None]
    counted = {holder(f, s.holder) for s in by.get("tasks", ()) for f in files}
    return Grounds(
        cycle=cycle,
        answers=_answers(files, drafts),
        tasks=counting.task_counts(counted, period) if counted else {},
        products=_products(by.get("products", []), files, period),
        disciplines=events.disciplines(own, cycle.year) if "discipline" in by else {},
        rulings=events.rulings(own, cycle.year) if "ruling" in by else {},
        votes=events.votes(own, period) if "vote" in by else {},
        faults=events.shortcomings(own, cycle.year - 1) if "shortcomings" in by else {},
        months=events.months(people, period) if "months" in by else {},
        scored=_scored(files) if "sheet" in by else {},
        ranks=Ranks(cycle, files, {s.relation for s in by["subordinates"]}, viewer)
        if "subordinates" in by
        else None,
        unit_levels=_unit_levels(cycle, files, viewer) if "unit_level" in by else {},
        decides=viewer is None,
    )


def _answers(
    files: list[Assessment], drafts: Collection[UUID]
) -> dict[UUID, dict[tuple[str, str], Answer]]:
    """By file: (seat, fact) to what was answered; one statement."""
    ids = [file.pk for file in files]
    rows = DeclaredFact.objects.filter(participant__assessment_id__in=ids).filter(
        Q(participant__closed_at__isnull=False) | Q(participant_id__in=list(drafts))
    )
    found: dict[UUID, dict[tuple[str, str], Answer]] = {pk: {} for pk in ids}
    for file, seat, fact, value, words in rows.values_list(
        "participant__assessment_id", "participant__key", "fact", "value", "words"
    ):
        found[file][seat, fact] = Answer(value, words)
    return found


def _products(
    sources: list[Source], files: list[Assessment], period: Period
) -> dict[tuple[Holder, Fraction], counting.ProductSums]:
    found: dict[tuple[Holder, Fraction], counting.ProductSums] = {}
    for deduction in {Fraction(s.deduct or 0) / 100 for s in sources}:
        asked = {holder(f, s.holder) for s in sources for f in files}
        sums = counting.product_sums(asked, period, deduction=deduction)
        found |= {(one, deduction): value for one, value in sums.items()}
    return found


def _scored(files: list[Assessment]) -> dict[UUID, dict[str, object]]:
    """The facts that a score sheet gives, from the points that count now."""
    found: dict[UUID, dict[str, object]] = {}
    for procedure_id in {f.track.procedure_id for f in files}:
        procedure = regulations.procedure(procedure_id)
        mine = [f for f in files if f.track.procedure_id == procedure_id and f.sheet_id]
        seated = parties(procedure, [f.pk for f in mine])
        given = entries(s.participant for p in seated.values() for s in p.sources)
        for file in mine:
            closed = [s for s in seated[file.pk].sources if s.closed_at is not None]
            sheet = regulations.sheet(file.sheet_id)
            points = effective(closed, given)
            sums = scoring.totals(sheet, points, may_score=sheet.groups)
            known = declared(s.participant for s in closed)
            found[file.pk] = scoring.facts(sheet, sums, known)
    return found


def _unit_levels(
    cycle: Cycle, files: list[Assessment], viewer: Viewer | None
) -> dict[tuple[UUID, str], str]:
    """The decided level of each file's unit in the year, as a unit and as a collective."""
    units = {file.unit_id for file in files}
    rows = Assessment.objects.filter(
        tenant_id=cycle.tenant_id, cycle__year=cycle.year, unit_id__in=units
    ).exclude(subject=Subject.PERSON)
    decided = list(rows.exclude(level="").only("unit_id", "subject", "level", "published_at"))
    shut = viewer.shut(decided) if viewer else frozenset()
    return {
        (one.unit_id, "unit" if one.subject == Subject.UNIT else "collective"): one.level
        for one in decided
        if one.pk not in shut
    }
