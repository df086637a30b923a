"""Which clauses carry a result, and which would have to change for another one."""

from __future__ import annotations

from fractions import Fraction

from congtam.core.rules.evaluator import truth
from congtam.core.rules.model import Condition, Node, RuleSet, Values
from congtam.core.rules.words import distance


def support(node: Node, values: Values) -> list[Condition]:
    """The conditions that carry the node's result; nothing while it is unknown."""
    result = truth(node, values)
    if result is None:
        return []
    if isinstance(node, Condition):
        return [node]
    same = (not result) if node.mode == "not" else result
    members = [member for member in node.members if truth(member, values) is same]
    return [one for member in members for one in support(member, values)]


def needs(rule_set: RuleSet, node: Node, want: bool, values: Values) -> list[Condition]:
    """The fewest conditions that must change (or become known) for the node to be `want`.

    Where one of several is enough, the one with the smallest change is taken.
    """
    if truth(node, values) is want:
        return []
    if isinstance(node, Condition):
        return [node]
    if node.mode == "not":
        return needs(rule_set, node.members[0], not want, values)
    if not node.members:
        return []  # the text gives no condition: nothing that could be changed
    options = [needs(rule_set, member, want, values) for member in node.members]
    if (node.mode == "all") is want:
        return list(dict.fromkeys(one for option in options for one in option))
    return min(options, key=lambda option: _cost(rule_set, option, values))


def change(rule_set: RuleSet, condition: Condition, values: Values) -> Fraction:
    """The share of the fact's range the value must move; 1 where that cannot be measured."""
    room = distance(condition.test, values.get(condition.fact))
    limits = rule_set.facts[condition.fact].range
    if room is None or limits is None:
        return Fraction(1)
    return abs(room) / Fraction(limits[1] - limits[0])


def _cost(rule_set: RuleSet, conditions: list[Condition], values: Values) -> tuple[int, Fraction]:
    total = sum((change(rule_set, one, values) for one in conditions), Fraction(0))
    return len(conditions), total
