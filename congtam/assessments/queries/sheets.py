"""What one participant filled in, read once for a page: lines, files, declarations, proposal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congtam.assessments.models import (
    DeclaredFact,
    Evidence,
    Proposal,
    Return,
    Step,
    Submission,
)
from congtam.assessments.queries.lines import Entry, Standing, entries, standing
from congtam.assessments.queries.seats import Seat
from congtam.core import scoring
from congtam.core.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Attached:
    """A file at a line, or at an item of the dossier; a physical book has no bytes."""

    id: UUID
    name: str
    size: int | None
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Declared:
    """One event as declared."""

    value: str
    words: str
    version: int


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything one participant put into its part."""

    entries: Mapping[str, Entry]
    files: Mapping[str, list[Attached]]
    dossier: Mapping[str, list[Attached]]
    facts: Mapping[str, Declared]
    level: str
    words: str


def filled(participant: UUID) -> Filled:
    """One participant's part; four statements, whatever the number of lines."""
    files, dossier = attached(participant)
    rows = DeclaredFact.objects.filter(participant_id=participant)
    facts = {
        fact: Declared(value, words, version)
        for fact, value, words, version in rows.values_list("fact", "value", "words", "version")
    }
    said = Proposal.objects.filter(participant_id=participant).values_list("level", "words")
    level, words = said.first() or ("", "")
    return Filled(entries([participant])[participant], files, dossier, facts, level, words)


def attached(participant: UUID) -> tuple[dict[str, list[Attached]], dict[str, list[Attached]]]:
    """Evidence by line and by item of the dossier, the oldest first; one statement."""
    files: dict[str, list[Attached]] = {}
    dossier: dict[str, list[Attached]] = {}
    rows = Evidence.objects.filter(participant_id=participant, removed_at__isnull=True)
    columns = ("pk", "name", "blob__size", "blob_id", "added_at", "criterion__key", "dossier")
    for pk, name, size, sha256, at, key, item in rows.order_by("pk").values_list(*columns):
        place = files.setdefault(key, []) if key else dossier.setdefault(item, [])
        place.append(Attached(pk, name, size, sha256 or "", at))
    return files, dossier


def standing_of(seat: Seat, rules: RuleSet, part: Filled) -> Standing:
    """Where the sheet stands, from what a page has already read."""
    lines = {
        key: scoring.Line(e.points, bool(e.reached), bool(e.missed), len(part.files.get(key, ())))
        for key, e in part.entries.items()
    }
    known = {fact: one.value for fact, one in part.facts.items()}
    return standing(seat, rules, lines, known, part.dossier, level=part.level)


def submissions(assessment_id: UUID) -> list[Submission]:
    """Every time the file was handed in, the first one first, with who did it."""
    found = Submission.objects.filter(assessment_id=assessment_id).select_related("by__person")
    return list(found.order_by("round"))


def returns(assessment_id: UUID) -> list[Return]:
    """Every time the file was sent back, the first one first, with who did it."""
    found = Return.objects.filter(assessment_id=assessment_id)
    return list(found.select_related("by__person", "by__body").order_by("at"))


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is not as it was handed in: which parts of it moved."""

    criterion: str
    parts: tuple[str, ...]
    was: str
    now: str


def changed_since(snapshot: str, part: Filled) -> list[Change]:
    """The lines that differ between a sealed submission and what stands now."""
    now = {
        key: {
            "entered": e.entered,
            "reached": e.reached,
            "missed": e.missed,
            "files": sorted([f.sha256, f.name] for f in part.files.get(key, ())),
        }
        for key, e in part.entries.items()
    }
    for key, found in part.files.items():
        now.setdefault(key, {"files": sorted([f.sha256, f.name] for f in found)})
    return list(_differences(_lines_of(snapshot), now))


def changed_between(earlier: str, later: str) -> list[Change]:
    """The lines that differ between two sealed submissions, for whoever reads it again."""
    return list(_differences(_lines_of(earlier), _lines_of(later)))


def _lines_of(snapshot: str) -> dict[str, dict[str, object]]:
    held = json.loads(snapshot)
    lines: dict[str, dict[str, object]] = {
        key: {name: line[name] for name in ("entered", "reached", "missed")} | {"files": []}
        for key, line in held["lines"].items()
    }
    files: dict[str, list[list[str]]] = {}
    for key, _dossier, sha256, name in held["evidence"]:
        if key:
            files.setdefault(key, []).append([sha256, name])
    for key, found in files.items():
        lines.setdefault(key, {})["files"] = sorted(found)
    return lines


_EMPTY: Mapping[str, object] = {"entered": "", "reached": "", "missed": "", "files": []}


def _differences(
    was: Mapping[str, Mapping[str, object]], now: Mapping[str, Mapping[str, object]]
) -> Iterable[Change]:
    for key in dict.fromkeys((*was, *now)):
        old, new = {**_EMPTY, **was.get(key, {})}, {**_EMPTY, **now.get(key, {})}
        parts = tuple(name for name in _EMPTY if old[name] != new[name])
        if parts:
            yield Change(key, parts, str(old["entered"]), str(new["entered"]))


@dataclass(frozen=True, slots=True)
class StepNow:
    """Where one step stands."""

    state: str
    closed_at: datetime | None


def steps(assessment_id: UUID) -> dict[str, StepNow]:
    """The steps of one file by key; one statement."""
    rows = Step.objects.filter(assessment_id=assessment_id).order_by("position")
    return {
        key: StepNow(state, at) for key, state, at in rows.values_list("key", "state", "closed_at")
    }
