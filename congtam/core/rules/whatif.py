"""What if a fact were different: the account before and after; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from congtam.core.rules.accounting import Account, account
from congtam.core.rules.model import Ratio, RuleSet
from congtam.core.rules.values import settle


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two accounts of the same subject, the second one with some facts changed."""

    before: Account
    after: Account
    sentence: str

    @property
    def moved(self) -> bool:
        return self.before.outcome != self.after.outcome


def what_if(
    rule_set: RuleSet, facts: Mapping[str, object], changes: Mapping[str, object]
) -> WhatIf:
    """The account with `changes` put over `facts`; None takes a fact away.

    What follows from a changed part follows anew. A derived fact that is changed itself
    stands as given: what it was computed from is set aside.
    """
    before, after = account(rule_set, facts), account(rule_set, changed(rule_set, facts, changes))
    if before.outcome == after.outcome:
        return WhatIf(before, after, f"Mức không đổi: {after.label}.")
    return WhatIf(before, after, f"Mức đổi từ {before.label} thành {after.label}.")


def changed(
    rule_set: RuleSet, facts: Mapping[str, object], changes: Mapping[str, object]
) -> dict[str, object]:
    """The facts with the changes, so that no old value contradicts a new one."""
    found = {**facts, **changes}
    moving = _following(rule_set, set(changes))
    for name in moving - set(changes):
        found.pop(name, None)
    aside = {part for name in changes for part in _first_parts(rule_set, name)} - set(changes)
    if aside:
        frozen = _following(rule_set, aside) - moving
        found |= _as_given(rule_set, facts, frozen)
    for name in aside:
        found.pop(name, None)
    return found


def _following(rule_set: RuleSet, names: set[str]) -> set[str]:
    """The derived facts that any of these are part of, and theirs again."""
    reached = set(names)
    for name in rule_set.derived:
        rule = rule_set.facts[name].of
        if rule is not None and reached & set(rule.parts):
            reached.add(name)
    return reached


def _first_parts(rule_set: RuleSet, name: str) -> Iterator[str]:
    """One part of a derived fact, and of that part again: without it nothing is computed."""
    fact = rule_set.facts.get(name)
    if fact is not None and fact.of is not None:
        yield fact.of.parts[0]
        yield from _first_parts(rule_set, fact.of.parts[0])


def _as_given(rule_set: RuleSet, facts: Mapping[str, object], names: set[str]) -> dict[str, object]:
    """The values some derived facts have now, in the form a value is given in."""
    settled = settle(rule_set, facts)
    found: dict[str, object] = {}
    for name in names & set(settled.values):
        rule, value = rule_set.facts[name].of, settled.values[name]
        found[name] = value.fraction() if isinstance(value, Ratio) else value
        if rule is not None and rule.kind == "ratio" and rule.clamp is None:
            num, den = (settled.part(part) for part in rule.parts)
            if num is not None and den is not None:
                found[name] = {"num": num, "den": den}
    return found
