"""Where each node is true and where it is false, and which outcome holds where, as boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from congtam.core.rules.checking.boxes import Boxes, complement, join, meet
from congtam.core.rules.checking.cells import Space
from congtam.core.rules.model import UNKNOWN, Cap, Condition, Node, NotApplicable, RuleSet


@dataclass(frozen=True, slots=True)
class Truth:
    """Complete lists. Where neither holds the node is unknown (`n/a` that the condition
    leaves open)."""

    true: Boxes
    false: Boxes


def truth(space: Space, node: Node, leave: Condition | None = None) -> Truth:
    """Kleene's logic over boxes; `leave` is a condition to be read as if it were not there."""
    if isinstance(node, Condition):
        true, false = space.holds(node)
        return Truth(_slab(space, node.fact, true), _slab(space, node.fact, false))
    members = [truth(space, one, leave) for one in node.members if one is not leave]
    if node.mode == "not":
        return Truth(members[0].false, members[0].true) if members else Truth([space.full], [])
    trues, falses = [one.true for one in members], [one.false for one in members]
    if node.mode == "all":
        return Truth(_met(space, trues), join(space, *falses))
    return Truth(join(space, *trues), _met(space, falses))


def _slab(space: Space, name: str, mask: int) -> Boxes:
    box = space.slab(name, mask)
    return [box] if space.some(box) else []


def _met(space: Space, lists: Iterable[Boxes]) -> Boxes:
    """What lies in all of them, the narrowest taken first."""
    return reduce(lambda one, other: meet(space, one, other), sorted(lists, key=len), [space.full])


@dataclass(frozen=True, slots=True)
class State:
    """The cases in which just these outcomes are possible so far."""

    possible: tuple[str, ...]
    boxes: Boxes


def regions(rule_set: RuleSet, space: Space, truths: dict[str, Truth]) -> dict[str, Boxes]:
    """Every outcome with its cases, caps applied: complete lists without empty ones."""
    open_, closed = [State((), [space.full])], []
    for level in rule_set.order:
        holds, before = truths[level.id], open_
        unknown = _unknown(space, holds)
        closed += [_into(space, state, holds.true, level.id) for state in before]
        open_ = [State(state.possible, meet(space, state.boxes, holds.false)) for state in before]
        open_ += [_into(space, state, unknown, level.id) for state in before if unknown]
        open_ = [state for state in open_ if state.boxes]
    closed += [_into(space, state, [space.full], rule_set.otherwise.outcome) for state in open_]
    for cap in rule_set.caps:
        if not cap.warns:
            closed = list(_capped(rule_set, space, cap, closed))
    found: dict[str, list[Boxes]] = {}
    for state in closed:
        outcome = state.possible[0] if len(state.possible) == 1 else UNKNOWN
        found.setdefault(outcome, []).append(state.boxes)
    joined = {outcome: join(space, *lists) for outcome, lists in found.items()}
    return {outcome: boxes for outcome, boxes in joined.items() if boxes}


def _unknown(space: Space, holds: Truth) -> Boxes:
    return complement(space, [*holds.true, *holds.false])


def _into(space: Space, state: State, boxes: Boxes, outcome: str) -> State:
    possible = tuple(dict.fromkeys((*state.possible, outcome)))
    return State(possible, meet(space, state.boxes, boxes))


def _capped(rule_set: RuleSet, space: Space, cap: Cap, states: list[State]) -> Iterator[State]:
    """What one cap makes of each state: where it applies, where not, where that is open."""
    applies = truth(space, cap.when) if cap.when else Truth([space.full], [])
    unknown = _unknown(space, applies)
    for ceiling, where in _ceilings(space, cap):
        for state in states:
            boxes = meet(space, state.boxes, where)
            low = tuple(_lower(rule_set, one, ceiling) for one in state.possible)
            both = tuple(one for pair in zip(state.possible, low, strict=True) for one in pair)
            yield State(tuple(dict.fromkeys(low)), meet(space, boxes, applies.true))
            yield State(state.possible, meet(space, boxes, applies.false))
            if unknown:
                yield State(tuple(dict.fromkeys(both)), meet(space, boxes, unknown))


def _ceilings(space: Space, cap: Cap) -> Iterator[tuple[str, Boxes]]:
    """Each ceiling the cap may set ('' for none), with the cases in which it does."""
    if not cap.not_above:
        yield cap.at_most, [space.full]
        return
    for i, cell in enumerate(space.axes[cap.not_above].cells):
        ceiling = "" if isinstance(cell.value, NotApplicable) else str(cell.value)
        yield ceiling, _slab(space, cap.not_above, 1 << i)


def _lower(rule_set: RuleSet, outcome: str, ceiling: str) -> str:
    ranks = {level.id: rank for rank, level in enumerate(rule_set.levels)}
    if outcome not in ranks or not ceiling:
        return outcome
    return max(outcome, ceiling, key=lambda one: ranks[one])
