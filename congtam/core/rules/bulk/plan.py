"""A rule set laid out in bits: each value of a fact is a word, the words of a record are
ANDed, and what is left decides.

Every group of conditions has two bits. In `all` the first stays only while each condition is
true, the second while none is false; in `any` the first while none is true, the second while
each is false. Three-valued logic is so the AND of words, whatever the number of conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, pairwise

from congtam.core.rules.evaluator import reachable, under
from congtam.core.rules.model import (
    INVALID,
    NA,
    UNKNOWN,
    Bound,
    Cap,
    Condition,
    Fact,
    Invariant,
    Level,
    Node,
    Ratio,
    RuleSet,
    Value,
    Values,
)

VALID = 1  # the bit that a wrong value takes away


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition, or what denies it."""

    condition: Condition
    positive: bool

    def holds(self, values: Values) -> bool | None:
        result = self.condition.holds(values)
        return result if self.positive or result is None else not result


@dataclass(frozen=True, slots=True)
class Knot:
    """A group: its own conditions in two bits, and the groups within it."""

    mode: str
    first: int
    second: int
    literals: tuple[Literal, ...]
    inner: tuple[Knot, ...]

    def truth(self, key: int) -> bool | None:
        """What the group is under a key."""
        if self.mode == "all":
            own = True if key & self.first else None if key & self.second else False
        else:
            own = True if not key & self.first else False if key & self.second else None
        results = [own, *(knot.truth(key) for knot in self.inner)]
        settles = self.mode == "any"
        if settles in results:
            return settles
        return None if None in results else not settles

    def taken(self, fact: str, values: Values) -> int:
        """The bits that this value of the fact takes away."""
        gone = 0
        for literal in self.literals:
            if literal.condition.fact == fact:
                result = literal.holds(values)
                if result is None:
                    gone |= self.first if self.mode == "all" else self.second
                elif result is not (self.mode == "all"):
                    gone |= self.first | self.second
        for knot in self.inner:
            gone |= knot.taken(fact, values)
        return gone


@dataclass(frozen=True, slots=True)
class Clash:
    """An invariant in bits. `if`: the first stays when it is broken. `same_na`: the first
    goes with a value that does not apply, the second with one that does."""

    invariant: Invariant
    first: int
    second: int

    def broken(self, key: int) -> bool:
        if self.invariant.kind == "if":
            return bool(key & self.first)
        return not key & (self.first | self.second)

    def taken(self, fact: str, values: Values) -> int:
        when, then = self.invariant.when, self.invariant.then
        if when is not None and then is not None:
            kept = (when.fact != fact or when.holds(values) is True) and (
                then.fact != fact or then.holds(values) is False
            )
            return 0 if kept else self.first
        if fact not in self.invariant.facts or fact not in values:
            return 0
        return self.first if values[fact] is NA else self.second


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A cap in bits: whether it applies, and which level the fact it names holds."""

    cap: Cap
    when: Knot | None
    shift: int
    levels: tuple[str, ...]

    def above(self, key: int) -> Value | None:
        number = (key >> self.shift) & self._mask()
        if number < len(self.levels):
            return self.levels[number]
        return NA if number == len(self.levels) else None

    def taken(self, fact: str, values: Values) -> int:
        gone = self.when.taken(fact, values) if self.when else 0
        if fact == self.cap.not_above:
            value = values.get(fact)
            number = len(self.levels) + (value is None)
            if isinstance(value, str):
                number = self.levels.index(value)
            gone |= (self._mask() & ~number) << self.shift
        return gone

    def _mask(self) -> int:
        return (1 << width(self.levels)) - 1


def width(levels: tuple[str, ...]) -> int:
    """The bits that tell one of these, «n/a» or nothing apart."""
    return (len(levels) + 1).bit_length()


@dataclass(frozen=True, slots=True)
class Turn:
    """A number at which the word of a fact changes: from it on, or only `above` it."""

    number: Fraction
    above: bool
    flips: int

    def passed(self, number: Fraction) -> bool:
        return number > self.number if self.above else number >= self.number


@dataclass(frozen=True, slots=True)
class Scale:
    """The words of a numeric fact: the lowest one, and where it changes."""

    lowest: int
    turns: tuple[Turn, ...]

    def at(self, number: Fraction) -> int:
        word = self.lowest
        for turn in self.turns:
            word ^= turn.flips if turn.passed(number) else 0
        return word


@dataclass(frozen=True, slots=True)
class Plan:
    """The bits of one rule set."""

    rule_set: RuleSet
    bits: int
    levels: tuple[tuple[Level, Knot], ...]
    ceilings: tuple[Ceiling, ...]
    clashes: tuple[Clash, ...]

    @property
    def full(self) -> int:
        return (1 << self.bits) - 1

    @property
    def wrong(self) -> int:
        """The word of a value that is invalid."""
        return self.full & ~VALID

    def word(self, fact: str, value: Value | None) -> int:
        """What a value (None: unknown) leaves of all bits."""
        values: dict[str, Value] = {} if value is None else {fact: value}
        gone = 0
        for _, knot in self.levels:
            gone |= knot.taken(fact, values)
        parts: tuple[Ceiling | Clash, ...] = (*self.ceilings, *self.clashes)
        for part in parts:
            gone |= part.taken(fact, values)
        return self.full & ~gone

    def scale(self, fact: Fact, low: Fraction | None, high: Fraction | None) -> Scale:
        """The words of a fact whose values are known to lie from `low` to `high`."""
        cuts = self.rule_set.cuts[fact.id]
        points = {end.fraction() for end in self._ends(fact.id)} | set(cuts)
        marks = [(cut, above) for cut in sorted(points) for above in (False, True)]
        middle = {a: (a + b) / 2 for a, b in pairwise(sorted(points))}
        words = [self._held(fact, min(points) - 1)]
        for cut, above in marks:
            words.append(self._held(fact, middle.get(cut, cut + 1) if above else cut))
        lowest, turns = words[0], []
        for (cut, above), (before, after) in zip(marks, pairwise(words), strict=True):
            if low is not None and (low > cut if above else low >= cut):
                lowest = after
            elif high is None or (high > cut if above else high >= cut):
                turns.append(Turn(cut, above, before ^ after))
        return Scale(lowest, tuple(turn for turn in turns if turn.flips))

    def _held(self, fact: Fact, number: Fraction) -> int:
        value = Ratio.of(number)
        if fact.range is not None and not fact.limits.holds(value):
            low, high = (Fraction(end) for end in fact.range)
            return self.word(fact.id, Ratio.of(min(max(number, low), high))) & ~VALID
        return self.word(fact.id, value)

    def _ends(self, fact: str) -> Iterator[Bound]:
        tests = (
            part.test
            for clash in self.clashes
            for part in (clash.invariant.when, clash.invariant.then)
            if part is not None and part.fact == fact
        )
        return (end for test in tests for end in (test.low, test.high) if end is not None)

    def outcome(self, key: int) -> str:
        """What the bits that are left decide: the same as one record by itself."""
        if not key & VALID or any(clash.broken(key) for clash in self.clashes):
            return INVALID
        tried: list[tuple[Level, bool | None]] = []
        for level, knot in self.levels:
            tried.append((level, knot.truth(key)))
            if tried[-1][1]:
                break
        possible = reachable(self.rule_set, tried)
        for one in self.ceilings:
            applies = one.when.truth(key) if one.when else True
            found = (
                under(self.rule_set, one.cap, outcome, applies, one.above(key))
                for outcome in possible
            )
            possible = tuple(dict.fromkeys(low for outcomes in found for low in outcomes))
        return possible[0] if len(possible) == 1 else UNKNOWN


def planned(rule_set: RuleSet) -> Plan:
    """The bits of a rule set, handed out one after the other."""
    fresh = count(1)

    def bit() -> int:
        return 1 << next(fresh)

    def tied(node: Node, positive: bool) -> Knot:
        if isinstance(node, Condition):
            return Knot("all", bit(), bit(), (Literal(node, positive),), ())
        if node.mode == "not":
            return tied(node.members[0], not positive)
        mode = node.mode if positive else "any" if node.mode == "all" else "all"
        literals = [m for m in node.members if isinstance(m, Condition)]
        groups = [m for m in node.members if not isinstance(m, Condition)]
        return Knot(
            mode,
            bit(),
            bit(),
            tuple(Literal(condition, positive) for condition in literals),
            tuple(tied(group, positive) for group in groups),
        )

    levels = tuple((level, tied(level.group, True)) for level in rule_set.order)
    ceilings = []
    for cap in rule_set.caps:
        if not cap.warns:
            when = tied(cap.when, True) if cap.when is not None else None
            held = rule_set.facts[cap.not_above].values if cap.not_above else ()
            bits = [next(fresh) for _ in range(width(held))] if cap.not_above else [0]
            ceilings.append(Ceiling(cap, when, bits[0], held))
    pairs = (one for one in rule_set.invariants if one.kind != "le")
    clashes = tuple(Clash(one, bit(), bit()) for one in pairs)
    return Plan(rule_set, next(fresh), levels, tuple(ceilings), clashes)
