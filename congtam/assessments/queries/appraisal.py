"""One file on the appraiser's desk: all that its seat may read of it, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from congtam.assessments.models import (
    DeclaredFact,
    Participant,
    Proposal,
    Reassignment,
    Submission,
)
from congtam.assessments.queries.lines import Entry, Result, effective, entries, result
from congtam.assessments.queries.reading import Source, may_read, readable, sources
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.queries.sheets import Attached, Change, attached, changed_between
from congtam.assessments.states import StepKind
from congtam.core import scoring
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as one participant declared it."""

    value: str
    words: str
    version: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """The level and words of one participant; `at` tells whether they moved on meanwhile."""

    level: str = ""
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What the unit changed between its last two submissions."""

    number: int
    lines: tuple[Change, ...] = ()
    earlier: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    level: str | None = None
    words: bool = False


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A file as its appraiser sees it; `open` is what may be read, in the procedure's order."""

    seat: Seat
    open: list[Source]
    given: Mapping[UUID, Mapping[str, Entry]]
    facts: Mapping[UUID, Mapping[str, Fact]]
    said: Mapping[UUID, Proposed]
    files: Mapping[str, list[Attached]]
    dossier: Mapping[str, list[Attached]]
    before: Mapping[str, Decimal | None]
    total_before: Decimal | None
    now: Result
    round: Round | None

    @property
    def own(self) -> Mapping[str, Entry]:
        return self.given.get(self.seat.participant, {})

    @property
    def unit(self) -> Source | None:
        """The self-scoring, when it may be read."""
        return next((s for s in self.open if s.step_rule.kind == StepKind.SELF_SCORE), None)

    @property
    def others(self) -> list[Source]:
        """Whoever else spoke before this step: boards, and desks that appraised earlier."""
        mine = (self.unit.participant if self.unit else None, self.seat.participant)
        return [s for s in self.open if s.participant not in mine]


def held(mandate: Mandate, participant_id: UUID, day: date) -> tuple[Seat, list[Seat]] | None:
    """One seat of the holder, with all other seats in the same file; one statement."""
    found = Participant.objects.held_by(mandate).filter(assessment__participants=participant_id)
    rows = seats(found.order_by("step__position", "key"), mandate, day)
    seat = next((s for s in rows if s.participant == participant_id), None)
    return None if seat is None else (seat, rows)


def order_of(seat: Seat, rows: list[Seat]) -> list[Source]:
    """What the seat may read of the steps before its own, and its own part; one statement.

    `rows` are all seats of the holder in the file: none opens what another must not yet see.
    """
    before = seat.procedure.before(seat.step_rule.id)
    found = readable(rows, sources(seat.procedure, seat.assessment))
    return [
        s
        for s in found
        if s.participant == seat.participant or (s.step in before and may_read(seat, s))
    ]


@dataclass(frozen=True, slots=True)
class Live:
    """What a file comes to now: the points and the total below one's own, and with them."""

    before: Mapping[str, Decimal | None]
    total_before: Decimal | None
    result: Result


def live(seat: Seat) -> Live:
    """Before and after the changes of a seat whose turn it is; three statements."""
    order = order_of(seat, [seat])
    given = entries(s.participant for s in order)
    points, total = _before(seat, order, given)
    rules = regulations.rules(seat.rules_id)
    return Live(points, total, result(seat.sheet, rules, order, given))


def appraisal(seat: Seat, rows: list[Seat]) -> Appraisal:
    """Everything the screen of one file shows; a fixed number of statements."""
    order = order_of(seat, rows)
    ids = [s.participant for s in order]
    given = entries(ids)
    points, total = _before(seat, order, given)
    unit = next((s for s in order if s.step_rule.kind == StepKind.SELF_SCORE), None)
    files, dossier = attached(unit.participant) if unit else ({}, {})
    return Appraisal(
        seat=seat,
        open=order,
        given=given,
        facts=_facts(ids),
        said=_said(ids),
        files=files,
        dossier=dossier,
        before=points,
        total_before=total,
        now=result(seat.sheet, regulations.rules(seat.rules_id), order, given),
        round=last_round(seat.assessment) if unit else None,
    )


def _before(
    seat: Seat, order: list[Source], given: Mapping[UUID, Mapping[str, Entry]]
) -> tuple[dict[str, Decimal | None], Decimal | None]:
    earlier = [s for s in order if s.participant != seat.participant]
    points = effective(earlier, given)
    if not points:
        return points, None
    return points, scoring.totals(seat.sheet, points, may_score=seat.sheet.groups).total


def _facts(participants: list[UUID]) -> dict[UUID, dict[str, Fact]]:
    found: dict[UUID, dict[str, Fact]] = {}
    rows = DeclaredFact.objects.filter(participant_id__in=participants)
    columns = ("participant_id", "fact", "value", "words", "version")
    for pk, fact, value, words, version in rows.values_list(*columns):
        found.setdefault(pk, {})[fact] = Fact(value, words, version)
    return found


def _said(participants: list[UUID]) -> dict[UUID, Proposed]:
    rows = Proposal.objects.filter(participant_id__in=participants)
    columns = rows.values_list("participant_id", "level", "words", "at")
    return {pk: Proposed(level, words, at) for pk, level, words, at in columns}


def last_round(assessment_id: UUID) -> Round | None:
    """What moved between the last two submissions; None while there is only one."""
    found = Submission.objects.filter(assessment_id=assessment_id).order_by("-round")[:2]
    rows = list(found.values_list("round", "snapshot"))
    if len(rows) < 2:
        return None
    (number, later), (_earlier, earlier) = rows
    was, now = json.loads(earlier), json.loads(later)
    facts = (*was["declared"], *now["declared"])
    return Round(
        number=number,
        lines=tuple(changed_between(earlier, later)),
        earlier=was["lines"],
        facts=_moved(was["declared"], now["declared"], facts),
        dossier=_moved(_items(was), _items(now), (*_items(was), *_items(now))),
        level=was["level"] if was["level"] != now["level"] else None,
        words=was["words"] != now["words"],
    )


def _moved(
    was: Mapping[str, object], now: Mapping[str, object], keys: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(k for k in dict.fromkeys(keys) if was.get(k) != now.get(k))


def _items(snapshot: Mapping[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """The items of the dossier with the files that lay there."""
    found: dict[str, list[list[str]]] = {}
    for _key, item, sha256, name in snapshot["evidence"]:
        if item:
            found.setdefault(item, []).append([sha256, name])
    return found


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One seat that moved from a body to another while the cycle ran."""

    key: str
    step: str
    was: str
    now: str
    reason: str
    by: str
    at: datetime


def handed_over(assessment_id: UUID) -> list[HandedOver]:
    """Every seat of one file that was given to another body, the first one first."""
    rows = Reassignment.objects.filter(participant__assessment_id=assessment_id)
    columns = (
        "participant__key",
        "participant__step__key",
        "was__name",
        "now__name",
        "reason",
        "by__person__full_name",
        "at",
    )
    return [HandedOver(*row) for row in rows.order_by("at").values_list(*columns)]
