"""The second path: from a sealed snapshot to its totals, outcomes and levels, once more.

It shares no summing with the first path: sums are added here as exact fractions over the JSON
that was sealed. Only the rule set is evaluated by the same evaluator, read from its sealed body.
Facts drawn from records are those that were sealed; where a sheet or an answer gave them, they are
drawn once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from congtam.core.canonical import canonical, digest
from congtam.core.packs.sheet import Sheet
from congtam.core.rules import RuleSet, classify
from congtam.regulations import queries as regulations
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Course
from congtam.standings.queries.proposing import opened
from congtam.standings.queries.sessions import course_of
from congtam.standings.queries.snapshots import regulations_of
from congtam.standings.states import DecisionState


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a second calculation found; `differences` is empty when everything agrees."""

    units: int
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def recompute(decision_list: DecisionList) -> Recomputed:
    """Check a sealed list against its hash, its regulations, its arithmetic and its rows."""
    if digest(decision_list.snapshot) != decision_list.sha256:
        return Recomputed(0, ("sha256",))
    tree = json.loads(decision_list.snapshot)
    if canonical(tree) != decision_list.snapshot:
        return Recomputed(0, ("canonical",))
    course = course_of(decision_list)
    found = list(_regulations(tree["regulations"], course))
    if found:  # what was followed is no longer there: nothing can be calculated from it
        return Recomputed(0, tuple(found))
    for unit in tree["units"]:
        found += _unit(unit, course)
    found += _rows(tree["units"], decision_list)
    return Recomputed(len(tree["units"]), tuple(found))


def _regulations(sealed: Mapping[str, Any], course: Course) -> Iterator[str]:
    now = json.loads(canonical(regulations_of(course)))
    for name in sorted(set(sealed) | set(now)):
        if sealed.get(name) != now.get(name):
            yield f"regulations.{name}"


def _unit(unit: Mapping[str, Any], course: Course) -> Iterator[str]:
    points, declared = _counted(unit["participants"], course)
    groups = _groups(course.sheet, points)
    total = _total(course.sheet, groups)
    facts = _facts(course.sheet, groups, total, points, declared)
    computed: dict[str, object] = {
        "self_total": _self_total(unit["participants"], course) if course.scored else None,
        "points": {k: _text(v) for k, v in points.items()},
        "groups": {k: _text(v) for k, v in groups.items()},
        "total": _text(total),
    }
    if course.sources_id is None:
        computed["facts"] = _texts(facts)
        computed["outcome"] = _outcome(course.rules, facts)
    else:
        computed["outcome"] = classify(course.rules, opened(unit["facts"])).outcome
        yield from _drawn(unit, course, course.sources_id, facts)
    for name, value in computed.items():
        sealed = _texts(unit[name]) if name == "facts" else unit[name]
        if sealed != value:
            yield f"{unit['assessment']}.{name}"
    if (unit["level"] != unit["proposed"] or unit.get("replaces")) and not unit["reason"]:
        yield f"{unit['assessment']}.reason"


def _texts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts in one spelling: numbers as text, the rest as it is."""
    return {k: v if isinstance(v, bool | str) else _number(v) for k, v in facts.items()}


def _number(value: object) -> object:
    return _text(value) if isinstance(value, Fraction) else str(value)


def _drawn(
    unit: Mapping[str, Any], course: Course, sources_id: UUID, scored: Known
) -> Iterator[str]:
    """What was sealed of records must agree with what was sealed of sheets and answers."""
    rules, answers = course.rules, _answers(unit["participants"])
    for source in regulations.sources(sources_id).sources:
        sealed = unit["facts"].get(source.fact)
        told: object = None
        if source.origin == "sheet" and source.of in scored:
            told = _texts(scored)[source.of]
        elif source.origin == "seat" and rules.facts[source.fact].type == "bool":
            told = answers.get((source.seat, source.fact)) in _YES
        if None not in (sealed, told) and str(sealed) != str(told):
            yield f"{unit['assessment']}.facts"
    firm = unit["outcome"] in {level.id for level in rules.levels}
    if unit["proposed"] != (unit["outcome"] if firm else ""):
        yield f"{unit['assessment']}.proposed"


def _answers(participants: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """(seat, fact) to what it answered, of the parts that were sent."""
    return {
        (part["key"], fact): value
        for part in participants
        if part["closed_at"] is not None
        for fact, value in part["facts"].items()
    }


_YES = ("co", "true")


def _counted(
    participants: list[Mapping[str, Any]], course: Course
) -> tuple[dict[str, Fraction], dict[str, str]]:
    """Of those who may give points, the last one in the procedure; declared facts likewise."""
    place = {step.id: n for n, step in enumerate(course.procedure.order())}
    points: dict[str, Fraction] = {}
    declared: dict[str, str] = {}
    for part in sorted(participants, key=lambda p: (place[p["step"]], p["key"])):
        declared.update(part["facts"])
        if course.procedure.step(part["step"]).participant(part["key"]).form != "points":
            continue
        for key, line in part["scores"].items():
            if line["points"] is not None:
                points[key] = Fraction(line["points"])
    return points, declared


def _self_total(participants: list[Mapping[str, Any]], course: Course) -> str:
    """What the unit gave itself in all, from its own lines alone."""
    own = course.procedure.own_step.id
    points = {
        key: Fraction(line["points"])
        for part in participants
        for key, line in part["scores"].items()
        if part["step"] == own and line["points"] is not None
    }
    return _text(_total(course.sheet, _groups(course.sheet, points)))


def _total(sheet: Sheet, groups: Mapping[str, Fraction]) -> Fraction:
    return sum((groups[g.id] * _sign(g.kind) for g in sheet.groups), Fraction(0))


def _groups(sheet: Sheet, points: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {
        group.id: min(
            sum((points.get(c.id, Fraction(0)) for c in group.criteria), Fraction(0)),
            Fraction(group.max),
        )
        for group in sheet.groups
    }


def _sign(kind: str) -> int:
    return -1 if kind == "deduction" else 1


Known = dict[str, Fraction | bool | str]


def _facts(
    sheet: Sheet,
    groups: Mapping[str, Fraction],
    total: Fraction,
    points: Mapping[str, Fraction],
    declared: Mapping[str, str],
) -> Known:
    known: Known = {}
    blank = {c.id for c in sheet.criteria} - set(points)
    for fact in sheet.facts:
        members = [c.id for g in sheet.groups if g.id == fact.group for c in g.criteria]
        if fact.source == "declared" and fact.id in declared:
            value = declared[fact.id]
            known[fact.id] = value == "co" if fact.type == "bool" else value
        elif fact.source == "total" and not blank:
            known[fact.id] = total
        elif fact.source == "group" and not blank & set(members):
            known[fact.id] = groups[fact.group]
        elif fact.source == "zeros" and not blank & set(members):
            known[fact.id] = Fraction(sum(1 for m in members if points[m] == 0))
    return known


def _outcome(rules: RuleSet, facts: Known) -> str:
    exact = {k: v if isinstance(v, bool | str) else _decimal(v) for k, v in facts.items()}
    return classify(rules, exact).outcome


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _text(value: Fraction) -> str:
    """The spelling of the canonical text: 4.50 is `4.5`."""
    text = format(_decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rows(units: list[Mapping[str, Any]], decision_list: DecisionList) -> Iterator[str]:
    """The rows that pages read must say what was sealed."""
    rows = Decision.objects.filter(list=decision_list).values_list(
        "assessment_id", "proposed", "level", "reason", "machine", "facts", "assessment__level",
        "replaced_by__list__state",
    )  # fmt: skip
    stored = {str(pk): rest for pk, *rest in rows}
    sealed = {u["assessment"]: u for u in units}
    waits = decision_list.replaces_id and decision_list.state != DecisionState.PUBLISHED
    for pk in sorted(set(stored) | set(sealed)):
        unit = sealed.get(pk)
        if unit is None or pk not in stored:
            yield f"{pk}.row"
            continue
        proposed, level, reason, machine, facts, now, later = stored[pk]
        drawn = canonical(unit["facts"]) if machine else ""
        # The level of a file is that of its latest published decision.
        stands = waits or later == DecisionState.PUBLISHED or now == unit["level"]
        if [proposed, level, reason, facts, stands] != [
            unit["proposed"], unit["level"], unit["reason"], drawn, True,
        ]:  # fmt: skip
            yield f"{pk}.row"
