"""What the caps made of a level: each its own line beside the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congtam.core.citations import Cite
from congtam.core.rules.evaluator import lowered, reachable
from congtam.core.rules.model import Cap, Level, RuleSet, Values
from congtam.core.rules.values import settle
from congtam.core.rules.words import place, value_shown

APPLIED = "applied"


@dataclass(frozen=True, slots=True)
class CapLine:
    """A ceiling: `applied`, `open` (an unknown fact decides), `idle` or `warns`."""

    id: str
    state: str
    cite: Cite
    sentence: str


def caps(
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


def passed(rule_set: RuleSet, facts: Mapping[str, object], level: str) -> tuple[CapLine, ...]:
    """The caps that a level somebody has chosen passes, also where the rules give no level."""
    settled = settle(rule_set, facts)
    if settled.wrong:
        return ()
    found = []
    for cap in rule_set.caps:
        low = lowered(rule_set, cap, level, settled.values)
        if low != (level,):
            found.append(_cap_line(rule_set, cap, (level,), [low], settled.values))
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
        state, told = APPLIED, "; ".join(pairs)
    if cap.warns and moved:
        state, told = "warns", "văn bản chỉ đòi hỏi gắn kết, không tự hạ mức; cần xem lại"
    if cap.at_most:
        ceiling = rule_set.outcome_label(cap.at_most)
    else:
        fact = rule_set.facts[cap.not_above]
        ceiling = f"{fact.label} ({value_shown(rule_set, fact, values.get(fact.id))})"
    says = f"Trần: không cao hơn {ceiling}: {told} ({place(rule_set, cap.cite)})."
    return CapLine(cap.id, state, cap.cite, says)
