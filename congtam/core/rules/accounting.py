"""Why this outcome: every level tried, clause by clause, and what the next one lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congtam.core.rules.advancing import NextLevel, next_level
from congtam.core.rules.ceilings import APPLIED, CapLine, caps
from congtam.core.rules.evaluator import Outcome, concluded, refused, tried
from congtam.core.rules.lines import ConditionLine, LevelLine, level_line, line
from congtam.core.rules.model import (
    INVALID,
    MANUAL,
    UNKNOWN,
    Condition,
    Interpretation,
    Level,
    RuleSet,
    Values,
)
from congtam.core.rules.reliance import cautions, relied_on
from congtam.core.rules.steps import support
from congtam.core.rules.values import Settled, Wrong, settle
from congtam.core.rules.workings import Working, workings

Tried = list[tuple[Level, bool | None]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not yet known; `parts` are what it would be counted from, `says` why
    what was given does not make it known."""

    fact: str
    label: str
    parts: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The whole reasoning behind one outcome. `interpretations` are those relied on;
    `cautions` name cited texts whose wording is not certain."""

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
    cautions: tuple[str, ...] = ()
    workings: tuple[Working, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values only; numbers are exact text."""
        better = self.next_level
        first = {"id": self.rule_set, "version": self.version, "sha256": self.sha256}
        return {
            "rule_set": first,
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
            "next_level": better.to_json() if better else None,
            "caps": [
                {"id": cap.id, "state": cap.state, "cite": cap.cite.to_json(), "says": cap.sentence}
                for cap in self.caps
            ],
            "interpretations": [
                {
                    "id": one.id,
                    "text": one.text,
                    "decided_by": one.decided_by or None,
                    "open": one.open,
                }
                for one in self.interpretations
            ],
            "cautions": list(self.cautions),
            "workings": [{"fact": one.fact, "says": one.sentence} for one in self.workings],
        }


def account(rule_set: RuleSet, facts: Mapping[str, object]) -> Account:
    """The outcome of `classify` with everything that led to it."""
    settled = settle(rule_set, facts)
    if settled.wrong:
        empty = Settled(wrong=settled.wrong)
        return _assembled(rule_set, refused(settled.wrong), empty, [])
    levels = tried(rule_set, settled.values)
    outcome = concluded(rule_set, settled.values, levels)
    return _assembled(rule_set, outcome, settled, levels)


def _assembled(rule_set: RuleSet, outcome: Outcome, settled: Settled, levels: Tried) -> Account:
    values, wrong = settled.values, tuple(settled.wrong)
    missing = tuple(_missing(rule_set, name, settled) for name in outcome.missing)
    ceilings = caps(rule_set, levels, values)
    looked_at = [level for level, _ in levels]
    return Account(
        rule_set=rule_set.id,
        version=rule_set.version,
        sha256=rule_set.sha256,
        title=rule_set.title,
        outcome=outcome.outcome,
        label=rule_set.outcome_label(outcome.outcome),
        sentence=_summary(rule_set, outcome, missing, wrong, looked_at),
        possible=outcome.possible,
        missing=missing,
        invalid=wrong,
        levels=tuple(level_line(rule_set, level, result, values) for level, result in levels),
        decisive=tuple(
            line(rule_set, one, values) for one in _decisive(rule_set, outcome, levels, values)
        ),
        next_level=next_level(
            rule_set,
            outcome.outcome,
            levels,
            values,
            capped=any(cap.state == APPLIED for cap in ceilings),
        ),
        caps=ceilings,
        interpretations=() if wrong else relied_on(rule_set, looked_at),
        cautions=() if wrong else cautions(rule_set, looked_at),
        workings=workings(rule_set, settled),
    )


def _missing(rule_set: RuleSet, name: str, settled: Settled) -> Missing:
    fact = rule_set.facts[name]
    says = "mẫu số bằng 0, không tính được tỷ lệ" if name in settled.empty else ""
    return Missing(name, fact.label, fact.of.parts if fact.of else (), says)


def _decisive(
    rule_set: RuleSet,
    outcome: Outcome,
    levels: Tried,
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


def _summary(
    rule_set: RuleSet,
    outcome: Outcome,
    missing: tuple[Missing, ...],
    wrong: tuple[Wrong, ...],
    levels: list[Level],
) -> str:
    label = rule_set.outcome_label(outcome.outcome)
    if outcome.outcome == INVALID:
        return f"{label}: {'; '.join(one.says for one in wrong)}."
    if outcome.outcome == UNKNOWN:
        possible = ", ".join(rule_set.outcome_label(one) for one in outcome.possible)
        lacking = ", ".join(
            f"«{one.label}» ({one.says})" if one.says else f"«{one.label}»" for one in missing
        )
        return f"{label}: còn thiếu {lacking}; có thể là: {possible}."
    if outcome.outcome == MANUAL:
        return f"{_unmatched(levels)}. {rule_set.otherwise.why or label}."
    return f"Mức đề nghị: {label}."


def _unmatched(levels: list[Level]) -> str:
    """That no level applies; a level of which the text says nothing was never refused."""
    silent = ", ".join(level.label for level in levels if level.unstated)
    if not silent:
        return "Không mức nào khớp"
    told = f"ăn bản không nêu điều kiện của: {silent}"
    if all(level.unstated for level in levels):
        return f"V{told}"
    return f"Không mức nào có điều kiện khớp; v{told}"
