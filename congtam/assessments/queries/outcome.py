"""A published result: the score that counts, who changed what and why, what the boards said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from congtam.assessments.models import Assessment, Proposal
from congtam.assessments.queries.lines import Entry, Result, entries, result
from congtam.assessments.queries.reading import Source, sources
from congtam.core.packs.sheet import Criterion
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Moved:
    """One score that a participant changed: from what, to what, by whom, why."""

    criterion: Criterion
    was: Decimal | None
    now: Decimal | None
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """A participant's words: on the whole, and line by line."""

    title: str
    words: str
    level: str
    lines: tuple[tuple[Criterion, str], ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Everything a unit is told about its result."""

    result: Result
    own: Mapping[str, Entry]
    moved: tuple[Moved, ...]
    said: tuple[Said, ...]
    columns: tuple[Source, ...]
    given: Mapping[UUID, Mapping[str, Entry]]


def published(assessment: Assessment) -> Published:
    """The result of one file; four statements. Asked only once it is published."""
    procedure = regulations.procedure(assessment.track.procedure_id)
    sheet = regulations.sheet(assessment.sheet_id)
    rules = regulations.rules(assessment.track.rules_id)
    closed = [s for s in sources(procedure, assessment.pk) if s.closed_at is not None]
    given = entries(s.participant for s in closed)
    scoring = tuple(s for s in closed if s.form == "points")
    criteria = {c.id: c for c in sheet.criteria}
    return Published(
        result=result(sheet, rules, closed, given),
        own=given[scoring[0].participant] if scoring else {},
        moved=tuple(_moved(scoring, given, criteria)),
        said=tuple(_said(closed, given, criteria)),
        columns=scoring,
        given=given,
    )


def _moved(
    order: tuple[Source, ...],
    given: Mapping[UUID, Mapping[str, Entry]],
    criteria: Mapping[str, Criterion],
) -> list[Moved]:
    """Each change of a score in the order of the procedure, line by line."""
    stands: dict[str, Decimal | None] = {}
    found = []
    for source in order:
        for key, entry in given[source.participant].items():
            if entry.points is None:
                continue
            if key in stands and stands[key] != entry.points:
                was = stands[key]
                found.append(Moved(criteria[key], was, entry.points, source.title, entry.reason))
            stands[key] = entry.points
    place = {key: n for n, key in enumerate(criteria)}
    return sorted(found, key=lambda m: place[m.criterion.id])


def _said(
    closed: list[Source],
    given: Mapping[UUID, Mapping[str, Entry]],
    criteria: Mapping[str, Criterion],
) -> list[Said]:
    rows = Proposal.objects.filter(participant_id__in=[s.participant for s in closed])
    proposed = {p: (level, words) for p, level, words in rows.values_list("pk", "level", "words")}
    found = []
    for source in closed:
        level, words = proposed.get(source.participant, ("", ""))
        lines: tuple[tuple[Criterion, str], ...] = ()
        if source.form == "words":
            texts = given[source.participant]
            lines = tuple(
                (criterion, "\n".join(t for t in (texts[key].reached, texts[key].missed) if t))
                for key, criterion in criteria.items()
                if key in texts and (texts[key].reached or texts[key].missed)
            )
        if words or lines or level:
            found.append(Said(source.title, words, level, lines))
    return found
