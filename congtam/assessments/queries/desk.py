"""A desk's list: the units in its charge, how far each one is, totals where they may be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congtam.assessments.models import Assessment, Participant, Proposal, Return, Score
from congtam.assessments.queries.opened import Parties, parties
from congtam.assessments.queries.reading import Source, readable
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.core import scoring
from congtam.cycles.models import Track
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations


class State:
    """Where a unit stands, seen from one desk."""

    UNIT, RETURNED, BOARDS, OTHERS = "cho-don-vi", "da-tra-lai", "cho-cac-ban", "cho-buoc-truoc"
    OWN, OPEN, PROPOSED, SENT = "don-vi-minh", "dang-tham-dinh", "da-de-nghi", "da-gui"
    ALL = (UNIT, RETURNED, BOARDS, OTHERS, OPEN, PROPOSED, SENT, OWN)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the list; what may not be read is None, in sums and sorts alike."""

    participant: UUID
    assessment: UUID
    name: str
    sort_key: str
    folded: str
    state: str
    awaits: str
    late: bool
    overdue: bool
    submitted_at: datetime | None
    due_on: date | None
    rounds: int
    returned: bool
    self_total: Decimal | None
    total: Decimal | None
    proposed: str


@dataclass(frozen=True, slots=True)
class _File:
    sort_key: str
    folded: str
    late: bool
    rounds: int
    submitted_at: datetime | None
    due_on: date | None
    met_at: datetime | None
    self_total: Decimal | None
    returned: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """What was read for all units of the desk at once."""

    day: date
    files: Mapping[UUID, _File]
    parties: Mapping[UUID, Parties]
    points: Mapping[UUID, Mapping[str, Decimal | None]]
    levels: Mapping[UUID, str]


def rows(mandate: Mandate, track: Track, step: str, day: date) -> list[Row]:
    """Every unit of one desk in Vietnamese order; five statements, whatever their number."""
    held: dict[UUID, list[Seat]] = {}
    everywhere = Participant.objects.held_by(mandate).filter(assessment__track=track)
    for seat in seats(everywhere.order_by("step__position"), mandate, day):
        held.setdefault(seat.assessment, []).append(seat)
    mine = {a: s for a, found in held.items() for s in found if s.step_rule.id == step}
    if not mine:
        return []
    procedure = next(iter(mine.values())).procedure
    files = parties(procedure, mine)
    shown = {a: _shown(mine[a], held[a], files[a]) for a in mine}
    ground = _Ground(
        day,
        _files(mine, step),
        files,
        _points(s for found in shown.values() for s in found),
        _levels(s for found in shown.values() for s in found),
    )
    made = [_row(seat, shown[a], ground) for a, seat in mine.items()]
    return sorted(made, key=lambda row: (row.sort_key, row.participant))


def _files(wanted: Iterable[UUID], step: str) -> dict[UUID, _File]:
    sent_back = Return.objects.filter(assessment=OuterRef("pk"), from_step=step)
    found = Assessment.objects.filter(pk__in=list(wanted)).annotate(back=Exists(sent_back))
    columns = found.values_list(
        "pk",
        "sort_key",
        "placement__folded",
        "late",
        "rounds",
        "submitted_at",
        "obligation__due_on",
        "obligation__met_at",
        "self_total",
        "back",
    )
    return {row[0]: _File(*row[1:]) for row in columns}


def _shown(seat: Seat, held: list[Seat], file: Parties) -> list[Source]:
    """What may be read of the steps before this one, and one's own: never what comes after."""
    found = readable(held, file.sources)
    before = seat.procedure.before(seat.step_rule.id)
    return [s for s in found if s.participant == seat.participant or s.step in before]


def _points(found: Iterable[Source]) -> dict[UUID, dict[str, Decimal | None]]:
    """Points by participant and criterion, without a word of text; one statement."""
    wanted = [s.participant for s in found if s.form == "points"]
    given: dict[UUID, dict[str, Decimal | None]] = {}
    scores = Score.objects.filter(participant_id__in=wanted, points__isnull=False)
    for participant, key, points in scores.values_list(
        "participant_id", "criterion__key", "points"
    ):
        given.setdefault(participant, {})[key] = points
    return given


def _levels(found: Iterable[Source]) -> dict[UUID, str]:
    wanted = [s.participant for s in found if s.step_rule.proposes]
    said = Proposal.objects.filter(participant_id__in=wanted).exclude(level="")
    return dict(said.values_list("participant_id", "level"))


def _row(seat: Seat, shown: list[Source], ground: _Ground) -> Row:
    file, levels = ground.files[seat.assessment], ground.levels
    states = ground.parties[seat.assessment].states
    open_self = any(s.step_rule.kind == StepKind.SELF_SCORE for s in shown)
    state, awaits = _state(seat, states, proposed=seat.participant in levels)
    missed = file.met_at is None and file.due_on is not None and file.due_on < ground.day
    return Row(
        participant=seat.participant,
        assessment=seat.assessment,
        name=seat.subject_name,
        sort_key=file.sort_key,
        folded=file.folded,
        state=state,
        awaits=awaits,
        late=file.late,
        overdue=missed,
        submitted_at=file.submitted_at,
        due_on=file.due_on,
        rounds=file.rounds,
        returned=file.returned,
        self_total=file.self_total if open_self else None,
        total=_total(seat, shown, ground.points) if open_self else None,
        proposed=next((levels[s.participant] for s in shown[::-1] if s.participant in levels), ""),
    )


def _total(
    seat: Seat, shown: Iterable[Source], points: Mapping[UUID, Mapping[str, Decimal | None]]
) -> Decimal:
    counted: dict[str, Decimal | None] = {}
    for source in shown:
        counted.update(points.get(source.participant, {}))
    return scoring.totals(seat.sheet, counted, may_score=seat.sheet.groups).total


def _state(seat: Seat, states: Mapping[str, str], *, proposed: bool) -> tuple[str, str]:
    """The state of one unit, and the step it waits for."""
    if seat.closed:
        return State.SENT, ""
    if seat.own_subject:
        return State.OWN, ""
    if seat.state in ON_TURN:
        return (State.PROPOSED if proposed else State.OPEN), ""
    before = seat.procedure.before(seat.step_rule.id)
    earlier = [s for s in seat.procedure.order() if s.id in before]
    waits = next((s for s in earlier if states.get(s.id) != StepState.CLOSED), None)
    if waits is None:
        return State.OTHERS, ""
    if waits.kind == StepKind.SELF_SCORE:
        back = states[waits.id] == StepState.SENT_BACK
        return (State.RETURNED if back else State.UNIT), waits.title
    return (State.BOARDS if waits.kind == StepKind.CONTRIBUTE else State.OTHERS), waits.title


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where one unit stands in the desk's list, and the ones beside it."""

    place: int
    count: int
    before: UUID | None
    after: UUID | None


def neighbours(seat: Seat, mandate: Mandate, day: date) -> Neighbours:
    """The units before and after this one in the desk's own order; one statement.

    The holder's own unit is passed over.
    """
    own = Mandate.objects.on(day).filter(person_id=mandate.person_id).values("unit_id")
    found = Participant.objects.held_by(mandate).filter(
        assessment__track_id=seat.track, step__key=seat.step_rule.id, key=seat.rule.id
    )
    found = found.filter(~Q(assessment__unit_id__in=own) | Q(pk=seat.participant))
    ids = list(found.order_by("assessment__sort_key", "pk").values_list("pk", flat=True))
    place = ids.index(seat.participant)
    return Neighbours(
        place + 1,
        len(ids),
        ids[place - 1] if place else None,
        ids[place + 1] if place + 1 < len(ids) else None,
    )


def label(track: Track, level: str) -> str:
    """The words of a level, or nothing."""
    return regulations.rules(track.rules_id).outcome_label(level) if level else ""
