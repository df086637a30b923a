"""Lines of a sheet: what each participant put, the score that counts, totals and accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from congtam.assessments.models import DeclaredFact, Evidence, Proposal, Score
from congtam.assessments.queries.prepared import Prepared
from congtam.assessments.queries.reading import Source
from congtam.assessments.queries.seats import Seat
from congtam.core import scoring
from congtam.core.packs.sheet import Sheet
from congtam.core.rules import Account, Outcome, RuleSet, account, classify


@dataclass(frozen=True, slots=True)
class Entry:
    """One score row with its words, as a page or a paper shows it."""

    score: UUID
    participant: UUID
    criterion: str
    entered: str
    points: Decimal | None
    version: int
    reached: str
    missed: str
    reason: str


_ENTRY = (
    "pk",
    "participant_id",
    "criterion__key",
    "entered",
    "points",
    "version",
    "explanation__reached",
    "explanation__missed",
    "explanation__reason",
)


def entries(participants: Iterable[UUID]) -> dict[UUID, dict[str, Entry]]:
    """Score rows with their words by participant and criterion; one statement."""
    found: dict[UUID, dict[str, Entry]] = {p: {} for p in participants}
    rows = Score.objects.filter(participant_id__in=list(found)).values_list(*_ENTRY)
    for pk, participant, key, entered, points, version, reached, missed, reason in rows:
        found[participant][key] = Entry(
            pk,
            participant,
            key,
            entered,
            points,
            version,
            reached or "",
            missed or "",
            reason or "",
        )
    return found


def declared(participants: Iterable[UUID]) -> dict[str, str]:
    """Declared facts; of several participants the later one in the given order counts."""
    order = {p: i for i, p in enumerate(participants)}
    rows = DeclaredFact.objects.filter(participant_id__in=list(order))
    found = sorted(rows.values_list("participant_id", "fact", "value"), key=lambda r: order[r[0]])
    return {fact: value for _participant, fact, value in found}


def effective(
    order: Iterable[Source], given: Mapping[UUID, Mapping[str, Entry]]
) -> dict[str, Decimal | None]:
    """The points that count: of those that may give points, the last one in the procedure."""
    points: dict[str, Decimal | None] = {}
    for source in order:
        if source.form != "points":
            continue
        for key, entry in given.get(source.participant, {}).items():
            if entry.points is not None:
                points[key] = entry.points
    return points


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one sheet stands now: sums, what is missing, and the level the rules give."""

    sums: scoring.Totals
    gaps: tuple[scoring.Gap, ...]
    outcome: Outcome
    facts: dict[str, object]
    level: str = ""


def own_standing(seat: Seat, rules: RuleSet) -> Standing:
    """The live state of one's own sheet, from two narrow statements."""
    lines, known, present, level = _own(seat.participant)
    return standing(seat, rules, lines, known, present, level=level)


def standing(
    seat: Seat,
    rules: RuleSet,
    lines: Mapping[str, scoring.Line],
    known: Mapping[str, str],
    present: Iterable[str],
    *,
    level: str,
) -> Standing:
    """Sums, gaps and outcome of one sheet, from what was read."""
    groups = seat.groups
    sums = scoring.totals(seat.sheet, {k: v.points for k, v in lines.items()}, may_score=groups)
    facts = scoring.facts(seat.sheet, sums, known)
    missing = scoring.gaps(seat.sheet, lines, may_score=groups, declared=known, dossier=present)
    return Standing(sums, missing, classify(rules, facts), facts, level)


Own = tuple[dict[str, scoring.Line], dict[str, str], set[str], str]
_FILE, _FACT, _LEVEL = "file", "fact", "level"


def _own(participant: UUID) -> Own:
    """Lines, declared facts, items of the dossier that are there, and the level proposed."""
    files: dict[str, int] = {}
    known: dict[str, str] = {}
    present: set[str] = set()
    level = ""
    for kind, key, value in _BESIDE.rows(participant=participant):
        if kind == _FACT:
            known[key] = value
        elif kind == _LEVEL:
            level = value
        elif key:
            files[key] = files.get(key, 0) + 1
        else:
            present.add(value)
    lines = {
        key: scoring.Line(points, bool(reached), bool(missed), files.get(key, 0))
        for key, points, reached, missed in _LINES.rows(participant=participant)
    }
    return lines, known, present, level


def _lines(participant: UUID) -> QuerySet[Score, Any]:
    """What a total and its gaps have to know of each line."""
    found = Score.objects.filter(participant_id=participant)
    return found.values_list(
        "criterion__key", "points", "explanation__reached", "explanation__missed"
    )


def _beside(participant: UUID) -> QuerySet[Evidence, Any]:
    """What stands beside the lines of one participant, in one statement: kind, key, value."""
    kept = Evidence.objects.filter(participant_id=participant, removed_at__isnull=True)
    files = kept.values_list(Value(_FILE), Coalesce("criterion__key", Value("")), "dossier")
    facts = DeclaredFact.objects.filter(participant_id=participant)
    said = Proposal.objects.filter(participant_id=participant)
    return files.union(
        facts.values_list(Value(_FACT), "fact", "value"),
        said.values_list(Value(_LEVEL), Value(""), "level"),
        all=True,
    )


_LINES, _BESIDE = Prepared(_lines), Prepared(_beside)


@dataclass(frozen=True, slots=True)
class Result:
    """The score that counts after every opened participant, and what the rules make of it."""

    points: dict[str, Decimal | None]
    sums: scoring.Totals
    facts: dict[str, object]
    account: Account


def result(
    sheet: Sheet, rules: RuleSet, order: list[Source], given: Mapping[UUID, Mapping[str, Entry]]
) -> Result:
    """Sums over the points that count, with the full account of the level."""
    points = effective(order, given)
    sums = scoring.totals(sheet, points, may_score=sheet.groups)
    facts = _asked(rules, scoring.facts(sheet, sums, declared(s.participant for s in order)))
    return Result(points, sums, facts, account(rules, facts))


def _asked(rules: RuleSet, facts: dict[str, object]) -> dict[str, object]:
    """A sheet may know more than its rule set asks; a fact nobody asks about is no fault."""
    return {key: value for key, value in facts.items() if key in rules.inputs}
