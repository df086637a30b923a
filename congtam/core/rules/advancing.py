"""What the next better level lacks, smallest change first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from congtam.core.rules.amounts import Step, step
from congtam.core.rules.lines import ConditionLine, line, silence
from congtam.core.rules.model import MANUAL, Level, RuleSet, Values
from congtam.core.rules.steps import change, needs


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The next better level: which clauses it lacks, smallest change first, and which
    clauses of a level tried before it stand in the way. `steps`: what each lacking clause
    asks for, in the same order."""

    id: str
    label: str
    lacks: tuple[ConditionLine, ...]
    blocks: tuple[ConditionLine, ...]
    sentence: str
    steps: tuple[Step, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "lacks": [line.id for line in self.lacks],
            "blocks": [line.id for line in self.blocks],
            "steps": [step.sentence for step in self.steps],
            "sentence": self.sentence,
        }


def next_level(
    rule_set: RuleSet,
    outcome: str,
    levels: list[tuple[Level, bool | None]],
    values: Values,
    capped: bool,
) -> NextLevel | None:
    """The level above the outcome; `capped` when a ceiling brought it down to that."""
    target = _better(rule_set, outcome)
    if target is None:
        return None
    if target.unstated:
        return NextLevel(target.id, target.label, (), (), silence(rule_set, target))
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
    if capped and not lacks:
        told.append("nhưng có trần áp dụng")
    return NextLevel(
        id=target.id,
        label=target.label,
        lacks=tuple(line(rule_set, one, values) for one in lacks),
        blocks=tuple(line(rule_set, one, values) for one in blocks),
        sentence=f"Để được xếp {target.label}: {', '.join(told)}.",
        steps=tuple(step(rule_set, one, values) for one in lacks),
    )


def _better(rule_set: RuleSet, outcome: str) -> Level | None:
    """The level above; when no level applied, the lowest one that has conditions and is not
    checked first."""
    if outcome == MANUAL:
        first = rule_set.check_first
        ways = [one for one in rule_set.levels if one.id not in first and not one.unstated]
        return ways[-1] if ways else None
    ids = [level.id for level in rule_set.levels]
    if outcome not in ids or ids.index(outcome) == 0:
        return None
    return rule_set.levels[ids.index(outcome) - 1]
