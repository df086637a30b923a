"""Equal positions side by side: facts against the next level, what was proposed, what was decided.

The facts of a decided file are those that were sealed with it; of the others those of today. What
a seat answered and the reader may not read yet stays out, as if it were not known; so does, before
a desk that does not decide, a decided level until it is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.seats import seats
from congtam.assessments.queries.viewer import Viewer
from congtam.assessments.states import StepKind
from congtam.core.rules import Account, RuleSet, account
from congtam.core.rules.model import Condition, Fact, Ratio, Value, Values
from congtam.core.rules.node_loader import conditions_of
from congtam.core.rules.values import settle
from congtam.core.rules.words import demand_shown, value_shown
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.standings.models import Decision
from congtam.standings.queries.desks import Desk
from congtam.standings.queries.proposing import opened, proposed
from congtam.standings.queries.readable import readable
from congtam.standings.queries.voices import Voice, voices
from congtam.standings.states import DecisionState

READERS = (StepKind.APPRAISE, StepKind.DECIDE)
_SEALED = (DecisionState.SEALED, DecisionState.PUBLISHED)
MET, LACKS, UNKNOWN = "met", "lacks", "unknown"
BY_NAME, BY_LEVEL = "ten", "muc"


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact of one file, and whether it meets what the next level asks; `test` says what."""

    value: str
    state: str = ""
    test: str = ""
    order: tuple[int, Fraction] = (1, Fraction(0))


@dataclass(frozen=True, slots=True)
class Compared:
    """One file. `own` of the reader before it is published: nothing of it is shown."""

    id: UUID
    name: str
    post: str
    place: str
    step: str
    own: bool
    cells: tuple[Cell, ...]
    voices: tuple[Voice, ...]
    account: Account | None
    level: str
    target: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files of one group of equal positions, with the facts their rule set asks about."""

    group: str
    columns: tuple[Fact, ...]
    rows: tuple[Compared, ...]


def compare(desks: Iterable[Desk], mandate: Mandate, day: date, sort: str = "") -> Comparison:
    """The group of a track as its desks may read it; statements do not grow with the files."""
    held = [desk for desk in desks if desk.step.kind in READERS]
    course = held[0].course
    rules, group = course.rules, course.enrolment.position
    files = list(_files(held[0], mandate, group))
    own = _own(held, files, mandate, day)
    open_files = [file for file in files if file.pk not in own]
    decides = any(desk.step.kind == StepKind.DECIDE for desk in held)
    viewer = None if decides else Viewer(mandate, day)
    facts = _facts(held, open_files, viewer, mandate, day)
    said = voices([file.pk for file in open_files], held, mandate, day)
    columns = _columns(rules)
    rows = [
        _row(
            file, rules, columns, facts.get(file.pk), tuple(said.get(file.pk, ())), decides=decides
        )
        for file in files
    ]
    return Comparison(group, columns, tuple(_sorted(rules, columns, rows, sort)))


def _files(desk: Desk, mandate: Mandate, group: str) -> QuerySet[Assessment]:
    """The files of the group that pass over the desks of this body, by the same rules."""
    mine = Participant.objects.held_by(mandate).filter(
        assessment_id=OuterRef("pk"), body_id=desk.body, step__kind__in=READERS
    )
    course = desk.course
    found = Assessment.objects.filter(
        Exists(mine), cycle_id=course.cycle, group=group, track__rules_id=course.rules_id
    )
    return found.select_related("track", "cycle", "post", "placement").order_by("sort_key", "id")


def _own(held: list[Desk], files: list[Assessment], mandate: Mandate, day: date) -> set[UUID]:
    found = Participant.objects.filter(
        assessment__in=files, body_id=held[0].body, step__kind__in=READERS
    )
    return {
        seat.assessment
        for seat in seats(found, mandate, day)
        if seat.own_subject and not seat.published
    }


Given = Mapping[str, object]


def _facts(
    held: list[Desk],
    files: list[Assessment],
    viewer: Viewer | None,
    mandate: Mandate,
    day: date,
) -> dict[UUID, Given]:
    """By file: what was sealed with its decision, else what is known today and readable."""
    states = [DecisionState.PUBLISHED] if viewer is not None else list(_SEALED)
    sealed = Decision.objects.filter(assessment__in=files, list__state__in=states)
    kept = dict(
        sealed.exclude(facts="").order_by("list__sealed_at").values_list("assessment_id", "facts")
    )
    found: dict[UUID, Given] = {pk: opened(json.loads(text)) for pk, text in kept.items()}
    pending = [file for file in files if file.pk not in kept]
    if not pending:
        return found
    open_seats = Participant.objects.filter(readable(held, mandate, day), assessment__in=pending)
    answered = set(open_seats.values_list("assessment_id", "key"))
    for pk, one in proposed(pending, viewer).items():
        file = next(x for x in pending if x.pk == pk)
        hidden = _unreadable(file, answered)
        given = opened(json.loads(one.facts))
        found[pk] = {fact: value for fact, value in given.items() if fact not in hidden}
    return found


def _unreadable(file: Assessment, answered: set[tuple[UUID, str]]) -> set[str]:
    """The facts that a seat answers whose part this reader may not read."""
    assert file.track.sources_id is not None
    pack = regulations.sources(file.track.sources_id)
    return {s.fact for s in pack.sources if s.seat and (file.pk, s.seat) not in answered}


def _columns(rules: RuleSet) -> tuple[Fact, ...]:
    """The facts that any level asks about, in the order of the levels."""
    asked = [one.fact for level in rules.levels for one in conditions_of(level.group)]
    return tuple(rules.facts[fact] for fact in dict.fromkeys(asked))


def _row(
    file: Assessment,
    rules: RuleSet,
    columns: tuple[Fact, ...],
    given: Given | None,
    said: tuple[Voice, ...],
    *,
    decides: bool,
) -> Compared:
    step = regulations.procedure(file.track.procedure_id).step(file.stage).title
    known = {} if given is None else settle(rules, given).values
    told = None if given is None else account(rules, given)
    target = _target(rules, told)
    cells = [_cell(rules, fact, known, target) for fact in columns] if told else []
    return Compared(
        id=file.pk,
        name=file.name,
        post=file.post_title,
        place=file.placement.name,
        step=step,
        own=told is None,
        cells=tuple(cells),
        voices=said,
        account=told,
        level=file.level if told and (decides or file.published_at) else "",
        target=rules.level(target).label if target else "",
    )


def _target(rules: RuleSet, told: Account | None) -> str:
    """The level against which the facts are held: the next better one, else the best."""
    if told is None:
        return ""
    if told.next_level is not None:
        return told.next_level.id
    return next((level.id for level in rules.levels if not level.unstated), "")


def _cell(rules: RuleSet, fact: Fact, known: Values, target: str) -> Cell:
    value = known.get(fact.id)
    conditions = conditions_of(rules.level(target).group) if target else ()
    asked = [one for one in conditions if one.fact == fact.id]
    return Cell(
        value=value_shown(rules, fact, value),
        state=_state(asked, known),
        test=", ".join(demand_shown(fact, one.test).removeprefix("là ") for one in asked),
        order=_order(fact, value),
    )


def _state(asked: list[Condition], known: Values) -> str:
    """Met, lacking or not known; nothing where the next level does not ask."""
    if not asked:
        return ""
    results = [one.holds(known) for one in asked]
    if False in results:
        return LACKS
    return UNKNOWN if None in results else MET


def _order(fact: Fact, value: Value | None) -> tuple[int, Fraction]:
    """The best first, what is not known last."""
    if isinstance(value, Ratio):
        number = value.fraction()
        return (0, number if fact.better == "low" else -number)
    if isinstance(value, bool):
        return (0, Fraction(0) if str(value).lower() == fact.better else Fraction(1))
    return (2, Fraction(0)) if value is None else (1, Fraction(0))


def _sorted(
    rules: RuleSet, columns: tuple[Fact, ...], rows: list[Compared], sort: str
) -> list[Compared]:
    """By a fact or the level; a minus turns the order round. By name otherwise."""
    key, turned = sort.removeprefix("-"), sort.startswith("-")
    places = {fact.id: at for at, fact in enumerate(columns)}
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    if key in places:
        found = [row for row in rows if row.cells]
        found.sort(key=lambda row: row.cells[places[key]].order, reverse=turned)
        return found + [row for row in rows if not row.cells]
    if key == BY_LEVEL:
        return sorted(rows, key=lambda row: ranks.get(_level(row), len(ranks)), reverse=turned)
    return rows[::-1] if key == BY_NAME and turned else rows


def _level(row: Compared) -> str:
    """The decided level, else the one the rules give."""
    return row.level or (row.account.outcome if row.account else "")
