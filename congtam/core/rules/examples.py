"""Runs the worked cases a rule set carries: they must come out as written."""

from __future__ import annotations

from dataclasses import dataclass

from congtam.core.rules.evaluator import Outcome, classify
from congtam.core.rules.model import Example, RuleSet


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """A worked case that came out otherwise."""

    example: Example
    got: Outcome
    says: str


def run_examples(rule_set: RuleSet) -> tuple[ExampleFailure, ...]:
    """The examples that fail; empty when all hold."""
    return tuple(
        ExampleFailure(example, got, _says(rule_set, example, got))
        for example in rule_set.examples
        if not _holds(example, got := classify(rule_set, example.given))
    )


def _holds(example: Example, got: Outcome) -> bool:
    if got.outcome != example.expect:
        return False
    return not example.possible or set(got.possible) == set(example.possible)


def _says(rule_set: RuleSet, example: Example, got: Outcome) -> str:
    wanted, found = (
        f"{rule_set.outcome_label(outcome)} ({outcome})"
        + (f", có thể là {', '.join(possible)}" if outcome == "unknown" and possible else "")
        for outcome, possible in ((example.expect, example.possible), (got.outcome, got.possible))
    )
    return f"{example.place} (dòng {example.line}): mong đợi {wanted}, kết quả là {found}"
