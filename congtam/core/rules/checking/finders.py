"""Looks for what is wrong with levels and conditions, one kind of finding after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from congtam.core.rules.checking.boxes import Boxes, complement, meet
from congtam.core.rules.checking.findings import (
    CROSSING,
    DEAD_FACT,
    EXAMPLE_FAILS,
    GAP,
    OVERLAP,
    REDUNDANT,
    UNREACHABLE,
    Finding,
    key_of,
    plain_facts,
)
from congtam.core.rules.checking.ground import Ground
from congtam.core.rules.checking.outcomes import Truth, truth
from congtam.core.rules.checking.phrases import region_exact, region_words
from congtam.core.rules.examples import run_examples
from congtam.core.rules.model import MANUAL, Condition, Group, Node, RuleSet
from congtam.core.rules.node_loader import conditions_of
from congtam.core.rules.words import demand_shown


def gaps(ground: Ground) -> Iterator[Finding]:
    """No level applies, and the rule set leaves it to the authority."""
    rule_set = ground.rule_set
    if rule_set.otherwise.outcome != MANUAL:
        return
    boxes = ground.common(GAP, *(ground.truths[level.id].false for level in rule_set.levels))
    unstated = tuple(level.id for level in rule_set.levels if not level.group.members)
    if unstated and boxes:
        named = ", ".join(ground.label(level) for level in unstated)
        says = f"văn bản không nêu điều kiện của {named}; người có thẩm quyền quyết định"
        yield ground.finding(GAP, unstated, _hull(boxes), says, within=boxes[0])
        return
    for box in boxes:
        yield ground.finding(GAP, (), box, "không mức nào áp dụng")


def overlaps(ground: Ground) -> Iterator[Finding]:
    """A level that is tried first applies together with another one."""
    first = ground.rule_set.check_first
    for i, one in enumerate(first):
        others = [level.id for level in ground.rule_set.levels if level.id not in first[: i + 1]]
        for other in others:
            both = (ground.truths[one].true, ground.truths[other].true)
            says = (
                f"vừa {ground.label(one)} vừa {ground.label(other)}; "
                f"lấy {ground.label(one)} vì được xét trước"
            )
            for box in ground.common(OVERLAP, *both):
                clear = ground.clear(box, first[:i])
                yield ground.finding(OVERLAP, (one, other), box, says, within=clear)


def crossings(ground: Ground) -> Iterator[Finding]:
    """A better level holds where the next one does not, though elsewhere both hold."""
    for better, worse in pairwise(ground.ordinary):
        holds, next_ = ground.truths[better.id], ground.truths[worse.id]
        if not ground.common(CROSSING, holds.true, next_.true):
            continue  # bands side by side, not one within the other
        says = f"đủ {ground.label(better.id)} mà không đủ {ground.label(worse.id)}"
        order = [level.id for level in ground.rule_set.order]
        before = order[: order.index(better.id)]
        for box in ground.common(CROSSING, holds.true, next_.false):
            clear = ground.clear(box, before)
            yield ground.finding(CROSSING, (better.id, worse.id), box, says, within=clear)


def unreachable(ground: Ground, regions: dict[str, Boxes]) -> Iterator[Finding]:
    """A level that no case comes to."""
    for level in ground.rule_set.levels:
        reached = any(ground.world.possible(box) for box in regions.get(level.id, ()))
        if level.group.members and not reached:
            says = f"Không trường hợp nào được xếp {ground.label(level.id)}."
            yield _plain(UNREACHABLE, (level.id,), says)


def redundant(ground: Ground) -> Iterator[Finding]:
    """A condition that may go without a change of its level or cap."""
    rule_set = ground.rule_set
    for level in rule_set.levels:
        for condition in _idle(ground, level.group, ground.truths[level.id]):
            says = f"của {ground.label(level.id)} thừa: bỏ đi cũng không đổi gì"
            yield _spare(ground, condition, (level.id,), says)
    for cap in rule_set.caps:
        if cap.when is not None:
            for condition in _idle(ground, cap.when, truth(ground.space, cap.when)):
                says = f"của trần {cap.id} thừa: bỏ đi cũng không đổi gì"
                yield _spare(ground, condition, (), says)


def dead_facts(ground: Ground) -> Iterator[Finding]:
    """A fact that nothing looks at."""
    rule_set = ground.rule_set
    used = _used(rule_set)
    for fact in rule_set.facts.values():
        if fact.id not in used:
            says = f"Dữ kiện «{fact.label}» không được điều kiện nào dùng đến."
            yield _plain(DEAD_FACT, (), says, about=fact.id)


def failing_examples(rule_set: RuleSet) -> Iterator[Finding]:
    """A worked case that comes out otherwise; it must be mended, never accepted."""
    for failure in run_examples(rule_set):
        facts = plain_facts(failure.example.given)
        levels = (failure.example.expect, failure.got.outcome)
        place = failure.example.place
        yield Finding(
            kind=EXAMPLE_FAILS,
            levels=levels,
            region={name: str(value) for name, value in facts.items()},
            exact={},
            witness=facts,
            key=key_of(EXAMPLE_FAILS, levels, facts, place),
            says=f"Ví dụ {failure.says}.",
            about=place,
        )


def _plain(kind: str, levels: tuple[str, ...], says: str, *, about: str = "") -> Finding:
    """A finding about no region in particular."""
    return Finding(kind, levels, {}, {}, {}, key_of(kind, levels, {}, about), says, about)


def _spare(ground: Ground, condition: Condition, levels: tuple[str, ...], says: str) -> Finding:
    fact, space = ground.rule_set.facts[condition.fact], ground.space
    box = space.slab(condition.fact, space.holds(condition)[0])
    told = f"Điều kiện {condition.id} ({fact.label} {demand_shown(fact, condition.test)}) {says}."
    exact = region_exact(space, box)
    key = key_of(REDUNDANT, levels, exact, condition.id)
    region = region_words(space, box)
    return Finding(REDUNDANT, levels, region, exact, {}, key, told, condition.id)


def _idle(ground: Ground, node: Node, now: Truth) -> Iterator[Condition]:
    """The conditions of a node without which it is what it is everywhere."""
    for condition in conditions_of(node):
        left = _pruned(node, condition)
        then = truth(ground.space, left) if left else _nothing(ground, node)
        if not _differ(ground, now, then):
            yield condition


def _pruned(node: Node, leave: Condition) -> Node | None:
    if isinstance(node, Condition):
        return None if node is leave else node
    left = (_pruned(member, leave) for member in node.members)
    members = tuple(member for member in left if member is not None)
    return Group(node.id, node.mode, members, node.cite) if members else None


def _nothing(ground: Ground, node: Node) -> Truth:
    """What a node without any condition amounts to."""
    whole = [ground.space.full]
    if isinstance(node, Group) and node.mode == "any":
        return Truth([], whole)
    return Truth(whole, [])


def _differ(ground: Ground, one: Truth, other: Truth) -> bool:
    space = ground.space
    pairs = ((one.true, other.true), (one.false, other.false))
    for now, then in chain(pairs, ((then, now) for now, then in pairs)):
        rest = complement(space, then)
        if any(ground.world.possible(box) for box in meet(space, now, rest)):
            return True
    return False


def _used(rule_set: RuleSet) -> set[str]:
    nodes = [*(level.group for level in rule_set.levels)]
    nodes_of_caps = [cap.when for cap in rule_set.caps if cap.when is not None]
    used = {one.fact for node in (*nodes, *nodes_of_caps) for one in conditions_of(node)}
    used |= {cap.not_above for cap in rule_set.caps}
    used |= {part for fact in rule_set.facts.values() if fact.of for part in fact.of.parts}
    return used | {name for quota in rule_set.quotas for name in quota.per}


def _hull(boxes: Boxes) -> int:
    """The smallest box around all of them."""
    hull = 0
    for box in boxes:
        hull |= box
    return hull
