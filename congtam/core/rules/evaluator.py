"""From values to an outcome: Kleene's logic, the written order of levels, no default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from congtam.core.rules.model import (
    INVALID,
    UNKNOWN,
    Cap,
    Condition,
    Level,
    Node,
    NotApplicable,
    RuleSet,
    Value,
    Values,
)
from congtam.core.rules.values import Wrong, settle


@dataclass(frozen=True, slots=True)
class Outcome:
    """`outcome` is a level, `manual`, `unknown` or `invalid`; the rest says why not firm:
    what is still possible, which facts are missing, which are wrong."""

    outcome: str
    possible: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()


def classify(rule_set: RuleSet, facts: Mapping[str, object]) -> Outcome:
    """The outcome alone. `facts` may hold any of `rule_set.inputs`; left out is unknown."""
    settled = settle(rule_set, facts)
    if settled.wrong:
        return refused(settled.wrong)
    return concluded(rule_set, settled.values, tried(rule_set, settled.values))


def refused(wrong: Iterable[Wrong]) -> Outcome:
    """What is wrong is never evaluated."""
    names = dict.fromkeys(name for one in wrong for name in one.names)
    return Outcome(INVALID, invalid=tuple(names))


def truth(node: Node, values: Values) -> bool | None:
    """True, false or None (unknown)."""
    if isinstance(node, Condition):
        return node.holds(values)
    if node.mode == "not":
        inner = truth(node.members[0], values)
        return None if inner is None else not inner
    settles = node.mode == "any"
    unknown = False
    for member in node.members:
        result = truth(member, values)
        if result is settles:
            return settles
        unknown = unknown or result is None
    return None if unknown else not settles


def tried(rule_set: RuleSet, values: Values) -> list[tuple[Level, bool | None]]:
    """The levels in their order, up to the first that is true."""
    found: list[tuple[Level, bool | None]] = []
    for level in rule_set.order:
        result = truth(level.group, values)
        found.append((level, result))
        if result:
            break
    return found


def concluded(
    rule_set: RuleSet, values: Values, levels: list[tuple[Level, bool | None]]
) -> Outcome:
    """The outcome of the levels tried, after the caps."""
    reached = reachable(rule_set, levels)
    possible, waiting = _capped(rule_set, reached, values)
    if len(possible) == 1:
        return Outcome(possible[0], possible)
    open_levels = (level.group for level, result in levels if result is None)
    facts = [name for node in open_levels for name in unknown_facts(node, values)]
    facts += [name for cap in waiting for name in _open(cap, values)]
    return Outcome(UNKNOWN, possible, tuple(dict.fromkeys(facts)))


def reachable(rule_set: RuleSet, levels: list[tuple[Level, bool | None]]) -> tuple[str, ...]:
    """Every outcome the unknown facts leave open, before the caps."""
    found = [level.id for level, result in levels if result is not False]
    if not levels or not levels[-1][1]:
        found.append(rule_set.otherwise.outcome)
    return tuple(dict.fromkeys(found))


def unknown_facts(node: Node, values: Values) -> Iterator[str]:
    """The facts that keep a node unknown; a part that is settled asks for nothing."""
    if truth(node, values) is not None:
        return
    if isinstance(node, Condition):
        yield node.fact
        return
    for member in node.members:
        yield from unknown_facts(member, values)


def _capped(
    rule_set: RuleSet, possible: tuple[str, ...], values: Values
) -> tuple[tuple[str, ...], list[Cap]]:
    """The possible outcomes under all caps that do more than warn, and the caps of which
    it is not yet known what they do."""
    waiting = []
    for cap in rule_set.caps:
        if not cap.warns:
            found = [lowered(rule_set, cap, one, values) for one in possible]
            possible = tuple(dict.fromkeys(chain.from_iterable(found)))
            if any(len(outcomes) > 1 for outcomes in found):
                waiting.append(cap)
    return possible, waiting


def lowered(rule_set: RuleSet, cap: Cap, outcome: str, values: Values) -> tuple[str, ...]:
    """What one cap makes of one outcome: several where it is not known whether it applies."""
    applies = True if cap.when is None else truth(cap.when, values)
    return under(rule_set, cap, outcome, applies, values.get(cap.not_above))


def under(
    rule_set: RuleSet, cap: Cap, outcome: str, applies: bool | None, above: Value | None
) -> tuple[str, ...]:
    """The same from what is known of the cap: whether it applies, and the level above it
    (the value of the fact it names)."""
    ranks = {level.id: rank for rank, level in enumerate(rule_set.levels)}
    if outcome not in ranks or applies is False:
        return (outcome,)
    ceilings = [cap.at_most]
    if cap.not_above:
        if isinstance(above, NotApplicable):
            return (outcome,)
        ceilings = [above] if isinstance(above, str) else list(rule_set.facts[cap.not_above].values)
    found = [max(outcome, ceiling, key=ranks.__getitem__) for ceiling in ceilings]
    return tuple(dict.fromkeys(found if applies else [outcome, *found]))


def _open(cap: Cap, values: Values) -> Iterator[str]:
    if cap.when is not None:
        if truth(cap.when, values) is False:
            return
        yield from unknown_facts(cap.when, values)
    if cap.not_above and cap.not_above not in values:
        yield cap.not_above
