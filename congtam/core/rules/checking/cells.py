"""Thresholds cut every fact into finitely many cells: inside one cell no condition changes.

A box allows some cells of every fact. It is one integer: a 1, then the facts' bits side by
side, with a free bit after each fact, so that «every fact has a cell left» is one addition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, pairwise

from congtam.core.rules.model import (
    NA,
    NUMERIC,
    Condition,
    Fact,
    NotApplicable,
    Ratio,
    RuleSet,
    Value,
)
from congtam.core.rules.node_loader import conditions_of

_STEPS = (Fraction(10), Fraction(5), Fraction(1), Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, or (`ends` differ) all numbers strictly between two; `value` stands for it."""

    value: Value
    ends: tuple[Fraction, Fraction] | None = None

    @property
    def open(self) -> bool:
        return self.ends is not None and self.ends[0] != self.ends[1]


@dataclass(frozen=True, slots=True)
class Axis:
    """One fact with its cells; bit `i` of a mask, moved by `shift`, is cell `i`.

    `full` are the cells within its range, `ranked` the numbers of cells from best to worst
    (nothing where the fact has no better direction).
    """

    fact: Fact
    cells: tuple[Cell, ...]
    shift: int
    full: int
    ranked: tuple[int, ...]

    @property
    def mask(self) -> int:
        """Every bit of this fact, in place."""
        return ((1 << len(self.cells)) - 1) << self.shift

    @property
    def na(self) -> int:
        """The bit of «n/a» (0 where there is none)."""
        last = len(self.cells) - 1
        return 1 << last if isinstance(self.cells[last].value, NotApplicable) else 0

    def part(self, box: int) -> int:
        """The cells a box allows for this fact."""
        return (box & self.mask) >> self.shift

    def members(self, mask: int) -> Iterator[int]:
        return (i for i in range(len(self.cells)) if mask >> i & 1)


@dataclass(frozen=True, slots=True)
class Space:
    """The facts that matter, cut into cells."""

    axes: Mapping[str, Axis]
    full: int
    ones: int
    guards: int

    @classmethod
    def of(cls, *rule_sets: RuleSet) -> Space:
        """The space in which these rule sets can be told apart."""
        facts = _facts(rule_sets)
        cuts = _cuts(rule_sets, facts)
        axes, shift = {}, 1
        for name, fact in facts.items():
            axes[name] = axis = _axis(fact, cuts[name], shift)
            shift += len(axis.cells) + 1
        return cls(
            axes,
            full=1 + sum(axis.full << axis.shift for axis in axes.values()),
            ones=sum(axis.mask for axis in axes.values()),
            guards=sum(1 << (axis.shift + len(axis.cells)) for axis in axes.values()),
        )

    def some(self, box: int) -> bool:
        """Does every fact have a cell left in this box?"""
        return (box + self.ones) & self.guards == self.guards

    def slab(self, name: str, mask: int) -> int:
        """The box that allows these cells of one fact, and everything else."""
        axis = self.axes[name]
        return self.full & ~axis.mask | (mask & axis.full) << axis.shift

    def holds(self, condition: Condition) -> tuple[int, int]:
        """The cells in which a condition is true, and those in which it is false."""
        axis = self.axes[condition.fact]
        true = false = 0
        for i, cell in enumerate(axis.cells):
            result = condition.holds({condition.fact: cell.value})
            true |= (result is True) << i
            false |= (result is False) << i
        return true, false

    def constrained(self, box: int) -> Iterator[Axis]:
        """The facts of which a box does not allow every cell."""
        return (axis for axis in self.axes.values() if axis.part(box) != axis.full)


def all_conditions(rule_set: RuleSet) -> Iterator[Condition]:
    """Every condition of levels, caps and invariants."""
    nodes = chain(
        (level.group for level in rule_set.levels),
        (cap.when for cap in rule_set.caps if cap.when is not None),
    )
    for node in nodes:
        yield from conditions_of(node)
    for invariant in rule_set.invariants:
        yield from (part for part in (invariant.when, invariant.then) if part is not None)


def ceilings(rule_set: RuleSet) -> Iterator[tuple[str, Fraction]]:
    """Parts of derived facts with the most that each may be."""
    for fact in rule_set.facts.values():
        if fact.of and fact.of.each_at_most is not None:
            yield from ((part, Fraction(fact.of.each_at_most)) for part in fact.of.parts)


def _facts(rule_sets: Iterable[RuleSet]) -> dict[str, Fact]:
    """The facts that conditions, caps or invariants look at; one named in several rule sets
    takes the widest range."""
    found: dict[str, Fact] = {}
    for rule_set in rule_sets:
        used = {condition.fact for condition in all_conditions(rule_set)}
        used |= {cap.not_above for cap in rule_set.caps}
        used |= {name for invariant in rule_set.invariants for name in invariant.facts}
        for name, fact in rule_set.facts.items():
            if name in used:
                found[name] = _wider(found[name], fact) if name in found else fact
    return found


def _wider(one: Fact, other: Fact) -> Fact:
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    ends = one.range or other.range
    if one.range and other.range:
        ends = (min(one.range[0], other.range[0]), max(one.range[1], other.range[1]))
    return replace(other, values=values, range=ends, na=one.na or other.na)


def _cuts(
    rule_sets: Iterable[RuleSet], facts: Mapping[str, Fact]
) -> dict[str, tuple[Fraction, ...]]:
    """The cuts of each fact; facts put in order by an invariant share theirs."""
    own: dict[str, set[Fraction]] = {
        name: {Fraction(end) for end in fact.range or ()} for name, fact in facts.items()
    }
    for rule_set in rule_sets:
        for name in own.keys() & rule_set.facts.keys():
            own[name] |= {Fraction(end) for end in rule_set.facts[name].range or ()}
        for name, most in ceilings(rule_set):
            if name in own:
                own[name].add(most)
        for condition in all_conditions(rule_set):
            ends = (condition.test.low, condition.test.high)
            own[condition.fact] |= {end.fraction() for end in ends if end is not None}
        for invariant in rule_set.invariants:
            if invariant.kind == "le":
                _share(own, invariant.facts)
    return {name: tuple(sorted(cuts)) for name, cuts in own.items()}


def _share(own: dict[str, set[Fraction]], names: Iterable[str]) -> None:
    """Give linked facts, and those linked to them before, one and the same set of cuts."""
    joined = [own[name] for name in names]
    shared: set[Fraction] = set().union(*joined)
    for name, cuts in own.items():
        if any(cuts is one for one in joined):
            own[name] = shared


def _axis(fact: Fact, cuts: tuple[Fraction, ...], shift: int) -> Axis:
    cells = _cells(fact, cuts)
    full = valid(fact, cells)
    rising = [i for i in range(len(cells)) if full >> i & 1 and cells[i].value is not NA]
    if fact.better in ("high", "true"):
        ranked = tuple(reversed(rising))
    else:
        ranked = tuple(rising) if fact.better in ("low", "false") else ()
    return Axis(fact, cells, shift, full, ranked)


def _cells(fact: Fact, cuts: tuple[Fraction, ...]) -> tuple[Cell, ...]:
    last = (Cell(NA),) if fact.na else ()
    if fact.type == "bool":
        return (Cell(False), Cell(True), *last)
    if fact.type not in NUMERIC:
        return (*(Cell(value) for value in fact.values), *last)
    found = [_point(cuts[0])]
    for low, high in pairwise(cuts):
        found += [Cell(Ratio.of(between(low, high)), (low, high)), _point(high)]
    return (*found, *last)


def _point(at: Fraction) -> Cell:
    return Cell(Ratio.of(at), (at, at))


def valid(fact: Fact, cells: tuple[Cell, ...]) -> int:
    """The mask of the cells whose values this fact may take."""
    return sum(1 << i for i, cell in enumerate(cells) if _takes(fact, cell))


def _takes(fact: Fact, cell: Cell) -> bool:
    if isinstance(cell.value, NotApplicable):
        return fact.na
    if cell.ends is None:
        return fact.type == "bool" if isinstance(cell.value, bool) else cell.value in fact.values
    if fact.range is None:
        return False
    low, high = (Fraction(end) for end in fact.range)
    return low <= cell.ends[0] and cell.ends[1] <= high


def between(low: Fraction, high: Fraction) -> Fraction:
    """A plain number strictly between two: a multiple of ten near the middle, else of five,
    of one, of a half, else the middle itself."""
    middle = (low + high) / 2
    for step in _STEPS:
        near = (middle // step) * step
        options = [number for number in (near, near + step) if low < number < high]
        if options:
            return min(options, key=lambda number: (abs(number - middle), number))
    return middle
