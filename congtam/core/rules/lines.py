"""Clauses and levels as the account shows them: measured, with place and sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from congtam.core.citations import Cite
from congtam.core.figures import written
from congtam.core.rules.model import Condition, Level, RuleSet, Values
from congtam.core.rules.node_loader import conditions_of
from congtam.core.rules.words import measured, place

RESULTS = {True: "true", False: "false", None: "unknown"}
UNSTATED = "unstated"


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
    """One level that was tried; `unstated`, with a sentence, where the text is silent."""

    id: str
    label: str
    result: str
    conditions: tuple[ConditionLine, ...]
    sentence: str = ""


def line(rule_set: RuleSet, condition: Condition, values: Values) -> ConditionLine:
    """One condition measured against the values."""
    cite = condition.cite
    assert cite is not None, "only the conditions of levels and caps are accounted for"
    where = place(rule_set, cite)
    found = measured(rule_set, condition, values, where)
    return ConditionLine(
        id=condition.id,
        fact=condition.fact,
        label=rule_set.facts[condition.fact].label,
        value=found.value,
        test=found.test,
        result=RESULTS[found.result],
        distance=found.distance,
        cite=cite,
        place=where,
        sentence=found.sentence,
    )


def level_line(rule_set: RuleSet, level: Level, result: bool | None, values: Values) -> LevelLine:
    """One level tried, with all of its clauses."""
    if level.unstated:
        return LevelLine(level.id, level.label, UNSTATED, (), silence(rule_set, level))
    conditions = (line(rule_set, one, values) for one in conditions_of(level.group))
    return LevelLine(level.id, level.label, RESULTS[result], tuple(conditions))


def silence(rule_set: RuleSet, level: Level) -> str:
    """That the text gives no condition for a level, and where it names the level."""
    cite = level.group.cite
    where = f" ({place(rule_set, cite)})" if cite else ""
    return f"{level.label}: văn bản không nêu điều kiện{where}."
