"""A fact made of others by adding up: which cells can go together, and numbers that do.

What is a ratio of two counts ties nothing here: the counts are free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from congtam.core.rules.checking.cells import Axis, Space
from congtam.core.rules.model import Derivation, RuleSet

_ROUNDS, _FINENESS = 12, 10**6


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`; an open end is not among them."""

    low: Fraction
    high: Fraction
    above: bool = False
    below: bool = False

    def meets(self, other: Span) -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return self.holds(low) and other.holds(low)

    def holds(self, number: Fraction) -> bool:
        over = number > self.low or (number == self.low and not self.above)
        return over and (number < self.high or (number == self.high and not self.below))


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its weight, and its axis where the space has it, else its whole range."""

    name: str
    weight: Fraction
    axis: Axis | None
    range: Span

    def span(self, box: int) -> Span:
        return _span(self.axis, self.axis.part(box)) if self.axis else self.range


@dataclass(frozen=True, slots=True)
class Tie:
    """`whole` is the weighted sum of its parts plus a constant, held within a clamp."""

    whole: Axis
    parts: tuple[Part, ...]
    plus: Fraction
    clamp: Span | None

    @property
    def closed(self) -> bool:
        """Are all the parts in the space, so that they give the whole?"""
        return all(part.axis for part in self.parts)

    def possible(self, box: int) -> bool:
        """Can the parts come to what the box allows of the whole?"""
        mask = self.whole.part(box)
        if mask & self.whole.na:
            return True
        reach = self._reach([part.span(box) for part in self.parts])
        cells = (_span(self.whole, 1 << i) for i in self.whole.members(mask))
        return any(cell.meets(reach) for cell in cells)

    def total(self, numbers: Mapping[str, Fraction]) -> Fraction:
        added = sum((part.weight * numbers[part.name] for part in self.parts), self.plus)
        if self.clamp is None:
            return added
        return min(max(added, self.clamp.low), self.clamp.high)

    def settle(self, case: int, numbers: dict[str, Fraction], fixed: set[str]) -> None:
        """Move the numbers of the parts within their cells until the whole is in its own."""
        goal = _span(self.whole, self.whole.part(case))
        for _round in range(_ROUNDS):
            for part in self.parts:
                lack = self._lack(goal, numbers)
                if lack and part.weight and part.name not in fixed:
                    wanted = numbers[part.name] + lack / part.weight
                    numbers[part.name] = _towards(part.span(case), numbers[part.name], wanted)
        numbers[self.whole.fact.id] = self.total(numbers)

    def _lack(self, goal: Span, numbers: Mapping[str, Fraction]) -> Fraction:
        total = self.total(numbers)
        return Fraction(0) if goal.holds(total) else (goal.low + goal.high) / 2 - total

    def _reach(self, spans: list[Span]) -> Span:
        low = high = self.plus
        above = below = False
        for part, span in zip(self.parts, spans, strict=True):
            rising = part.weight > 0
            low += part.weight * (span.low if rising else span.high)
            high += part.weight * (span.high if rising else span.low)
            above |= span.above if rising else span.below
            below |= span.below if rising else span.above
        if self.clamp is None:
            return Span(low, high, above, below)
        least, most = (min(max(end, self.clamp.low), self.clamp.high) for end in (low, high))
        return Span(least, most, above and least == low, below and most == high)


def ties(space: Space, rule_set: RuleSet) -> Iterator[Tie]:
    """The sums of which the whole and some part matter, parts before wholes."""
    for name in rule_set.derived:
        rule, whole = rule_set.facts[name].of, space.axes.get(name)
        if rule is None or rule.kind == "ratio" or whole is None:
            continue
        parts = tuple(_parts(space, rule_set, rule))
        if len(parts) == len(rule.parts) and any(part.axis for part in parts):
            clamp = _closed(rule.clamp) if rule.clamp else None
            yield Tie(whole, parts, Fraction(rule.plus), clamp)


def _parts(space: Space, rule_set: RuleSet, rule: Derivation) -> Iterator[Part]:
    """The parts that are facts; a bare count has no upper end and ties nothing."""
    share = Fraction(1, len(rule.parts)) if rule.kind == "mean" else Fraction(1)
    weights = [Fraction(weight) for weight in rule.weights] or [share] * len(rule.parts)
    for name, weight in zip(rule.parts, weights, strict=True):
        fact = rule_set.facts.get(name)
        if fact is not None and fact.range is not None:
            weight *= Fraction(rule.times)
            yield Part(name, weight, space.axes.get(name), _closed(fact.range))


def _closed(ends: tuple[Decimal, Decimal]) -> Span:
    return Span(Fraction(ends[0]), Fraction(ends[1]))


def _span(axis: Axis, mask: int) -> Span:
    """From the lowest number of a mask to the highest; all numbers where it has none."""
    held = [axis.cells[i] for i in axis.members(mask) if axis.cells[i].ends is not None]
    cells = held or [cell for cell in axis.cells if cell.ends is not None]
    first, last = cells[0], cells[-1]
    assert first.ends is not None
    assert last.ends is not None
    return Span(first.ends[0], last.ends[1], first.open, last.open)


def _towards(span: Span, now: Fraction, wanted: Fraction) -> Fraction:
    """As near to what is wanted as the span allows, and written in a few decimals."""
    wanted = Fraction(round(wanted * _FINENESS), _FINENESS)
    if span.holds(wanted):
        return wanted
    end, out = (span.low, span.above) if wanted < now else (span.high, span.below)
    return (now + end) / 2 if out else end
