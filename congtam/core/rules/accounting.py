"""Why this outcome: every level tried, clause by clause, and what the next one lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from congtam.core.citations import Cite
from congtam.core.figures import written
from congtam.core.rules.evaluator import (
    Outcome,
    concluded,
    lowered,
    reachable,
    refused,
    tried,
)
from congtam.core.rules.model import (
    INVALID,
    MANUAL,
    UNKNOWN,
    Cap,
    Condition,
    Interpretation,
    Level,
    RuleSet,
    Values,
)
from congtam.core.rules.node_loader import conditions_of
from congtam.core.rules.steps import change, needs, support
from congtam.core.rules.values import Wrong, settle
from congtam.core.rules.words import (
    condition_sentence,
    demand_shown,
    distance,
    place,
    value_shown,
)

RESULTS = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One clause, measured. `distance` below 0 is what is lacking."""

    id: str
    fact: str
    label: str
    value: str
    test: str
    result: str
    distance: Fraction | None
    cite: Cite
    place: str
    sentence: str

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "fact": self.fact,
            "value": self.value,
            "test": self.test,
            "result": self.result,
            "distance": None if self.distance is None else written(self.distance),
            "cite": self.cite.to_json(),
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level that was tried."""

    id: str
    label: str
    result: str
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The next better level: which clauses it lacks, smallest change first, and which
    clauses of a level tried before it stand in the way."""

    id: str
    label: str
    lacks: tuple[ConditionLine, ...]
    blocks: tuple[ConditionLine, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not yet known; `parts` are what it would be counted from."""

    fact: str
    label: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapLine:
    """A ceiling: `applied`, `open` (an unknown fact decides), `idle` or `warns`."""

    id: str
    state: str
    cite: Cite
    sentence: str


@dataclass(frozen=True, slots=True)
class Account:
    """The whole reasoning behind one outcome."""

    rule_set: str
    version: int
    sha256: str
    title: str
    outcome: str
    label: str
    sentence: str
    possible: tuple[str, ...]
    missing: tuple[Missing, ...]
    invalid: tuple[Wrong, ...]
    levels: tuple[LevelLine, ...]
    decisive: tuple[ConditionLine, ...]
    next_level: NextLevel | None
    caps: tuple[CapLine, ...]
    interpretations: tuple[Interpretation, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values only; numbers are exact text."""
        better = self.next_level
        return {
            "rule_set": {"id": self.rule_set, "version": self.version, "sha256": self.sha256},
            "outcome": self.outcome,
            "possible": list(self.possible),
            "missing": [one.fact for one in self.missing],
            "invalid": [{"facts": list(one.names), "says": one.says} for one in self.invalid],
            "levels": [
                {
                    "id": level.id,
                    "result": level.result,
                    "conditions": [line.to_json() for line in level.conditions],
                }
                for level in self.levels
            ],
            "decisive": [line.id for line in self.decisive],
            "next_level": None
            if better is None
            else {
                "id": better.id,
                "label": better.label,
                "lacks": [line.id for line in better.lacks],
                "blocks": [line.id for line in better.blocks],
                "sentence": better.sentence,
            },
            "caps": [
                {"id": cap.id, "state": cap.state, "cite": cap.cite.to_json(), "says": cap.sentence}
                for cap in self.caps
            ],
            "interpretations": [
                {"id": one.id, "text": one.text, "decided_by": one.decided_by or None}
                for one in self.interpretations
            ],
        }


def account(rule_set: RuleSet, facts: Mapping[str, object]) -> Account:
    """The outcome of `classify` with everything that led to it."""
    settled = settle(rule_set, facts)
    if settled.wrong:
        return _assembled(rule_set, refused(settled.wrong), {}, [], tuple(settled.wrong))
    levels = tried(rule_set, settled.values)
    outcome = concluded(rule_set, settled.values, levels)
    return _assembled(rule_set, outcome, settled.values, levels, ())


def _assembled(
    rule_set: RuleSet,
    outcome: Outcome,
    values: Values,
    levels: list[tuple[Level, bool | None]],
    wrong: tuple[Wrong, ...],
) -> Account:
    missing = tuple(_missing(rule_set, name) for name in outcome.missing)
    return Account(
        rule_set=rule_set.id,
        version=rule_set.version,
        sha256=rule_set.sha256,
        title=rule_set.title,
        outcome=outcome.outcome,
        label=rule_set.outcome_label(outcome.outcome),
        sentence=_summary(rule_set, outcome, missing, wrong),
        possible=outcome.possible,
        missing=missing,
        invalid=wrong,
        levels=tuple(_level_line(rule_set, level, result, values) for level, result in levels),
        decisive=tuple(
            line(rule_set, one, values) for one in _decisive(rule_set, outcome, levels, values)
        ),
        next_level=_next_level(rule_set, outcome.outcome, levels, values),
        caps=_caps(rule_set, levels, values),
        interpretations=() if wrong else rule_set.interpretations,
    )


def line(rule_set: RuleSet, condition: Condition, values: Values) -> ConditionLine:
    """One condition measured against the values."""
    fact, value = rule_set.facts[condition.fact], values.get(condition.fact)
    result, cite = condition.holds(values), condition.cite
    assert cite is not None, "only the conditions of levels and caps are accounted for"
    return ConditionLine(
        id=condition.id,
        fact=fact.id,
        label=fact.label,
        value=value_shown(rule_set, fact, value),
        test=demand_shown(fact, condition.test),
        result=RESULTS[result],
        distance=distance(condition.test, value),
        cite=cite,
        place=place(rule_set, cite),
        sentence=condition_sentence(rule_set, condition, value, result),
    )


def _level_line(rule_set: RuleSet, level: Level, result: bool | None, values: Values) -> LevelLine:
    conditions = (line(rule_set, one, values) for one in conditions_of(level.group))
    return LevelLine(level.id, level.label, RESULTS[result], tuple(conditions))


def _missing(rule_set: RuleSet, name: str) -> Missing:
    fact = rule_set.facts[name]
    return Missing(name, fact.label, fact.of.parts if fact.of else ())


def _decisive(
    rule_set: RuleSet,
    outcome: Outcome,
    levels: list[tuple[Level, bool | None]],
    values: Values,
) -> list[Condition]:
    """The clauses that made the level true; where none is, those that refused each one."""
    if outcome.outcome in (UNKNOWN, INVALID):
        return []
    if levels and levels[-1][1]:
        return support(levels[-1][0].group, values)
    refusing = [level for level, _ in levels if level.id not in rule_set.check_first]
    found = [one for level in refusing for one in support(level.group, values)]
    return list(dict.fromkeys(found))


def _next_level(
    rule_set: RuleSet,
    outcome: str,
    levels: list[tuple[Level, bool | None]],
    values: Values,
) -> NextLevel | None:
    target = _better(rule_set, outcome)
    if target is None:
        return None
    lacks = needs(rule_set, target.group, True, values)
    lacks.sort(key=lambda one: change(rule_set, one, values))
    before = [level for level, result in levels if result and level.id in rule_set.check_first]
    blocks = [
        one
        for level in before
        if level.id != target.id
        for one in needs(rule_set, level.group, False, values)
    ]
    told = [f"thiếu {len(lacks)} điều kiện" if lacks else "đủ mọi điều kiện"]
    if blocks:
        named = ", ".join(level.label for level in before)
        told.append(f"nhưng thuộc trường hợp được xét trước: {named}")
    return NextLevel(
        id=target.id,
        label=target.label,
        lacks=tuple(line(rule_set, one, values) for one in lacks),
        blocks=tuple(line(rule_set, one, values) for one in blocks),
        sentence=f"Để được xếp {target.label}: {', '.join(told)}.",
    )


def _better(rule_set: RuleSet, outcome: str) -> Level | None:
    """The level above; when no level applied, the lowest one that is not checked first."""
    if outcome == MANUAL:
        open_levels = [one for one in rule_set.levels if one.id not in rule_set.check_first]
        return open_levels[-1] if open_levels else None
    ids = [level.id for level in rule_set.levels]
    if outcome not in ids or ids.index(outcome) == 0:
        return None
    return rule_set.levels[ids.index(outcome) - 1]


def _caps(
    rule_set: RuleSet, levels: list[tuple[Level, bool | None]], values: Values
) -> tuple[CapLine, ...]:
    """What each cap did to the outcomes that reached it, in the order of the file."""
    if not levels:
        return ()
    reached, found = reachable(rule_set, levels), []
    for cap in rule_set.caps:
        results = [lowered(rule_set, cap, one, values) for one in reached]
        found.append(_cap_line(rule_set, cap, reached, results, values))
        if not cap.warns:
            reached = tuple(dict.fromkeys(one for outcomes in results for one in outcomes))
    return tuple(found)


def _cap_line(
    rule_set: RuleSet,
    cap: Cap,
    reached: tuple[str, ...],
    results: list[tuple[str, ...]],
    values: Values,
) -> CapLine:
    moved = [(one, *low) for one, low in zip(reached, results, strict=True) if low != (one,)]
    if not moved:
        state, told = "idle", "không làm thay đổi mức"
    elif any(len(one) > 2 for one in moved):
        state, told = "open", "chưa biết có áp dụng hay không"
    else:
        pairs = (f"{rule_set.outcome_label(a)} → {rule_set.outcome_label(b)}" for a, b in moved)
        state, told = "applied", "; ".join(pairs)
    if cap.warns and moved:
        state, told = "warns", "văn bản chỉ đòi hỏi gắn kết, không tự hạ mức; cần xem lại"
    if cap.at_most:
        ceiling = rule_set.outcome_label(cap.at_most)
    else:
        fact = rule_set.facts[cap.not_above]
        ceiling = f"{fact.label} ({value_shown(rule_set, fact, values.get(fact.id))})"
    says = f"Trần: không cao hơn {ceiling}: {told} ({place(rule_set, cap.cite)})."
    return CapLine(cap.id, state, cap.cite, says)


def _summary(
    rule_set: RuleSet, outcome: Outcome, missing: tuple[Missing, ...], wrong: tuple[Wrong, ...]
) -> str:
    label = rule_set.outcome_label(outcome.outcome)
    if outcome.outcome == INVALID:
        return f"{label}: {'; '.join(one.says for one in wrong)}."
    if outcome.outcome == UNKNOWN:
        possible = ", ".join(rule_set.outcome_label(one) for one in outcome.possible)
        lacking = ", ".join(f"«{one.label}»" for one in missing)
        return f"{label}: còn thiếu {lacking}; có thể là: {possible}."
    if outcome.outcome == MANUAL:
        return f"Không mức nào khớp. {rule_set.otherwise.why or label}."
    return f"Mức đề nghị: {label}."
