"""What every finder stands on: the rule set, its space and world, and how it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from congtam.core.rules.checking.boxes import Boxes, TooMany, absorb, meet
from congtam.core.rules.checking.cells import Axis, Space
from congtam.core.rules.checking.findings import Finding, key_of
from congtam.core.rules.checking.outcomes import Truth, truth
from congtam.core.rules.checking.phrases import (
    allowed,
    given,
    region_exact,
    region_words,
    value_words,
)
from congtam.core.rules.checking.worlds import World
from congtam.core.rules.model import Level, Ratio, RuleSet, Value

LISTED = 200
_TOLD = 3


@dataclass(slots=True)
class Ground:
    """`cut` collects the kinds of which there were too many to list."""

    rule_set: RuleSet
    space: Space
    world: World
    truths: dict[str, Truth]
    cut: list[str]

    @classmethod
    def of(cls, rule_set: RuleSet, cut: list[str]) -> Ground:
        space = Space.of(rule_set)
        truths = {level.id: truth(space, level.group) for level in rule_set.levels}
        return cls(rule_set, space, World(space, rule_set), truths, cut)

    @property
    def ordinary(self) -> list[Level]:
        """The levels that state something and are not checked first, best to worst."""
        first = self.rule_set.check_first
        return [one for one in self.rule_set.levels if one.id not in first and one.group.members]

    def label(self, level: str) -> str:
        return f"«{self.rule_set.outcome_label(level)}»"

    def common(self, kind: str, *lists: Boxes) -> Boxes:
        """The maximal regions in all of the lists that hold a possible case, in the order of
        the facts they tell of; where they are too many, the first ones found."""
        found = [self.space.full]
        try:
            for boxes in sorted(lists, key=len):
                found = meet(self.space, found, boxes)
            found = self.world.some(found) if len(found) <= LISTED else self._first(kind, lists)
        except TooMany:
            found = self._first(kind, lists)
        return sorted(found, key=lambda box: ([axis.shift for axis in self.telling(box)], box))

    def _first(self, kind: str, lists: Iterable[Boxes]) -> Boxes:
        found: Boxes = []
        for box in self._leaves(self.space.full, sorted(lists, key=len)):
            found.append(box)
            if len(found) == LISTED:
                self.cut.append(kind)
                break
        return self.world.some(absorb(found))

    def _leaves(self, box: int, lists: list[Boxes]) -> Iterator[int]:
        if not lists:
            yield box
            return
        for other in lists[0]:
            narrow = box & other
            if self.space.some(narrow) and self.world.possible(narrow):
                yield from self._leaves(narrow, lists[1:])

    def finding(
        self,
        kind: str,
        levels: tuple[str, ...],
        box: int,
        says: str,
        *,
        about: str = "",
        within: int | None = None,
    ) -> Finding:
        """A finding about a region, with a case of it; `says` follows what the region is.

        `within` narrows where the case is taken from.
        """
        case = self.case(box if within is None else within)
        told = "; ".join(self.told(box, case, about))
        exact = region_exact(self.space, box)
        return Finding(
            kind=kind,
            levels=levels,
            region=region_words(self.space, box),
            exact=exact,
            witness=self.facts(case),
            key=key_of(kind, levels, exact, about),
            says=f"{told}: {says}." if told else f"{says[:1].upper()}{says[1:]}.",
            about=about,
        )

    def case(self, box: int) -> int:
        """One possible case: what is telling somewhere in its middle, all else at its best."""
        telling = self.telling(box)
        order = [(axis, _middle_first(axis)) for axis in telling]
        order += [
            (axis, _best_first(axis)) for axis in self.space.axes.values() if axis not in telling
        ]
        return self.world.pick(box, order)

    def clear(self, box: int, levels: Iterable[str]) -> int:
        """The part of a possible box in which none of these levels holds, where there is one."""
        for level in levels:
            parts = (box & out for out in self.truths[level].false)
            box = next((p for p in parts if self.space.some(p) and self.world.possible(p)), box)
        return box

    def known(self, case: int) -> dict[str, Value]:
        """The value of every fact in a case; parts and wholes fit each other."""
        values = {
            axis.fact.id: axis.cells[cell_of(axis, case)].value for axis in self.space.axes.values()
        }
        numbers = {name: v.fraction() for name, v in values.items() if isinstance(v, Ratio)}
        fixed: set[str] = set()
        for tie in self.world.ties:
            if tie.closed and tie.whole.fact.id in numbers:
                tie.settle(case, numbers, fixed)
                fixed |= {tie.whole.fact.id, *(part.name for part in tie.parts)}
        return values | {name: Ratio.of(numbers[name]) for name in fixed}

    def facts(self, case: int) -> Mapping[str, object]:
        """The case as a file of facts; what follows from other facts is left to follow."""
        follows = {tie.whole.fact.id for tie in self.world.ties if tie.closed}
        return {name: given(v) for name, v in self.known(case).items() if name not in follows}

    def telling(self, box: int) -> list[Axis]:
        """The facts that make the region what it is: those kept from their best value."""
        bound = list(self.space.constrained(box))
        telling = [
            axis for axis in bound if not axis.ranked or not axis.part(box) >> axis.ranked[0] & 1
        ]
        return telling or bound[:_TOLD]

    def told(self, box: int, case: int, about: str = "") -> Iterator[str]:
        """The telling facts in words, each with the value of the case where several fit; not
        the one the finding is about, of which it speaks itself."""
        return (self.clause(box, case, one) for one in self.telling(box) if one.fact.id != about)

    def clause(self, box: int, case: int, axis: Axis) -> str:
        """What a box allows of one fact, with the value of the case where several fit."""
        part, value = axis.part(box), self.known(case)[axis.fact.id]
        words = f"{axis.fact.label} {allowed(axis, part)}"
        several = part.bit_count() > 1 or axis.cells[cell_of(axis, case)].open
        if several and isinstance(value, Ratio):
            words += f" (ví dụ {value_words(axis.fact, value)})"
        return words


def cell_of(axis: Axis, case: int) -> int:
    return next(axis.members(axis.part(case)))


def _best_first(axis: Axis) -> list[int]:
    ranked = axis.ranked or tuple(axis.members(axis.full & ~axis.na))
    return [*ranked, *axis.members(axis.na)]


def _middle_first(axis: Axis) -> list[int]:
    """Cells between two thresholds before the thresholds themselves."""
    return sorted(_best_first(axis), key=lambda i: not axis.cells[i].open)
