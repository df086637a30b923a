"""Which cases can occur at all: the invariants as pairs of cells that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from congtam.core.rules.checking.boxes import Boxes
from congtam.core.rules.checking.cells import Axis, Space, ceilings, valid
from congtam.core.rules.checking.ties import ties
from congtam.core.rules.model import Invariant, RuleSet


class World:
    """The possible cases of a space.

    A clause (all cells of one fact, some of them, all cells of another, some of them) says
    that the one `some` never goes with the other. Over dense numbers two facts in order may
    stand in the same open cell, so comparing cells is exact.
    """

    def __init__(self, space: Space, *rule_sets: RuleSet) -> None:
        self.space = space
        self._within = space.full
        self._clauses: list[tuple[int, int, int, int]] = []
        self._seen: dict[int, bool] = {}
        self.ties = tuple(tie for rule_set in rule_sets for tie in ties(space, rule_set))
        for one, some, other, never in (found for r in rule_sets for found in excluded(space, r)):
            self._forbid(one, some << one.shift, other, never << other.shift)

    def _forbid(self, one: Axis, some: int, other: Axis, never: int) -> None:
        if one is other:
            self._within &= ~(some & never)
        elif some and never:
            self._clauses.append((one.mask, some, other.mask, never))
            self._clauses.append((other.mask, never, one.mask, some))

    def possible(self, box: int) -> bool:
        """Is there a case in this box?"""
        known = self._seen.get(box)
        if known is None:
            known = self._seen[box] = self._search(box & self._within)
        return known

    def some(self, boxes: Iterable[int]) -> Boxes:
        """The boxes with a case in them, none of which says nothing that another does not."""
        found: Boxes = []
        for box in boxes:
            if self.possible(box) and not any(self.covers(other, box) for other in found):
                found = [*(one for one in found if not self.covers(box, one)), box]
        return found

    def covers(self, one: int, other: int) -> bool:
        """Does every possible case of `other` lie in `one`?"""
        for axis in self.space.axes.values():
            outside = other & axis.mask & ~one
            if outside and self.possible(other & ~axis.mask | outside):
                return False
        return True

    def bound(self, box: int, axis: Axis, cell: int) -> int:
        """The cases of a box in which the fact could as well have that cell: what its clauses
        demand of the other facts."""
        value = 1 << (cell + axis.shift)
        if not value & self._within:
            return 0
        for one, some, _other, never in self._clauses:
            if one == axis.mask and value & some:
                box &= ~never
        return box if self.space.some(box) else 0

    def pick(self, box: int, order: Iterable[tuple[Axis, Iterable[int]]]) -> int:
        """One case of a possible box: fact after fact the first cell that leaves it possible."""
        for axis, cells in order:
            allowed = (1 << (cell + axis.shift) for cell in cells)
            options = [box & ~axis.mask | cell for cell in allowed if cell & box]
            # Sums over cells with holes between them may leave none: then any will do.
            box = next((option for option in options if self.possible(option)), options[0])
        return box

    def _search(self, box: int) -> bool:
        box = self._narrow(box)
        if not box:
            return False
        for one, some, _other, never in self._clauses:
            if box & some and box & never:
                apart = box & ~some
                within = box & ~(one & ~some) & ~never
                return self._search(apart) or self._search(within)
        return all(tie.possible(box) for tie in self.ties)

    def _narrow(self, box: int) -> int:
        """Without the cells that are excluded by what is certain; 0 when nothing is left."""
        if not self.space.some(box):
            return 0
        before = -1
        while before != box:
            before = box
            for one, some, other, never in self._clauses:
                if box & never and not box & one & ~some:
                    box &= ~never
                    if not box & other:
                        return 0
        return box


Excluded = tuple[Axis, int, Axis, int]


def excluded(space: Space, rule_set: RuleSet) -> Iterator[Excluded]:
    """Pairs of facts with the cells that never go together for this rule set; one fact
    with itself where its range leaves cells of the space out."""
    for name, axis in space.axes.items():
        fact = rule_set.facts.get(name)
        out = axis.full & ~valid(fact, axis.cells) if fact else 0
        if out:
            yield axis, out, axis, out
    for name, most in ceilings(rule_set):
        if name in space.axes:
            axis = space.axes[name]
            over = sum(1 << i for i, c in enumerate(axis.cells) if c.ends and c.ends[1] > most)
            yield axis, over, axis, over
    for invariant in rule_set.invariants:
        yield from _clauses(space, invariant)


def _clauses(space: Space, invariant: Invariant) -> Iterator[Excluded]:
    """Pairs of facts with the cells that never go together."""
    if invariant.when is not None and invariant.then is not None:
        one, other = space.axes[invariant.when.fact], space.axes[invariant.then.fact]
        yield one, space.holds(invariant.when)[0], other, space.holds(invariant.then)[1]
        return
    axes = [space.axes[name] for name in invariant.facts]
    for one, other in combinations(axes, 2):
        if invariant.kind == "same_na":
            yield one, one.na, other, other.full & ~other.na
            yield one, one.full & ~one.na, other, other.na
        elif one is not other:
            yield from _ordered(one, other)


def _ordered(low: Axis, high: Axis) -> Iterator[Excluded]:
    """`low` is never above `high`; what does not apply is in no order."""
    numbers = len(low.cells) - bool(low.na)
    for i in range(1, numbers):
        below = (1 << i) - 1
        yield low, low.full & ~below & ~low.na, high, high.full & below
