"""Lines of a sheet: what each participant put, the score that counts, totals and accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from congtam.assessments.models import DeclaredFact, Evidence, Score
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


def own_standing(seat: Seat, rules: RuleSet) -> Standing:
    """The live state of one's own sheet, from three narrow statements."""
    lines = _own_lines(seat)
    known = declared([seat.participant])
    present = _dossier(seat)
    groups = seat.groups
    sums = scoring.totals(seat.sheet, {k: v.points for k, v in lines.items()}, may_score=groups)
    facts = scoring.facts(seat.sheet, sums, known)
    missing = scoring.gaps(seat.sheet, lines, may_score=groups, declared=known, dossier=present)
    return Standing(sums, missing, classify(rules, facts), facts)


def _own_lines(seat: Seat) -> dict[str, scoring.Line]:
    rows = Score.objects.filter(participant_id=seat.participant).values_list(
        "criterion__key", "points", "explanation__reached", "explanation__missed"
    )
    files: dict[str, int] = dict(
        Evidence.objects.filter(
            participant_id=seat.participant, removed_at__isnull=True, criterion__isnull=False
        )
        .values_list("criterion__key")
        .annotate(n=Count("pk"))
    )
    return {
        key: scoring.Line(points, bool(reached), bool(missed), files.get(key, 0))
        for key, points, reached, missed in rows
    }


def _dossier(seat: Seat) -> list[str]:
    found = Evidence.objects.filter(
        Q(participant_id=seat.participant), ~Q(dossier=""), removed_at__isnull=True
    )
    return list(found.values_list("dossier", flat=True).distinct())


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
    facts = scoring.facts(sheet, sums, declared(s.participant for s in order))
    return Result(points, sums, facts, account(rules, facts))
