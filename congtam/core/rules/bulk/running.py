"""Classifies the rows of columns, a block at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations

import numpy as np

from congtam.core.rules.bulk.columns import (
    ALONE,
    EMPTY,
    MISSING,
    NOT_APPLICABLE,
    VALUE,
    WRONG,
    Array,
    Column,
)
from congtam.core.rules.bulk.deriving import computed
from congtam.core.rules.bulk.lanes import Lane, exceeds, nothing, over, passes, resolved, settled
from congtam.core.rules.bulk.plan import VALID, Plan, Scale
from congtam.core.rules.bulk.tally import Key, Layout
from congtam.core.rules.model import NA, NUMERIC, Fact, RuleSet, Value

_STATES = (MISSING, EMPTY, NOT_APPLICABLE, WRONG)
_FLAGS = {"true": True, "false": False}


class Reading:
    """The columns of one call, and the words of their facts."""

    def __init__(self, plan: Plan, columns: Mapping[str, Column]) -> None:
        self.plan, self.columns = plan, columns
        self.layout = Layout(plan.bits)
        self.rules: RuleSet = plan.rule_set
        self.counted = [name for name in columns if name not in self.rules.facts]
        self.computable = {name for name in self.rules.derived if self._computable(name)}
        self.facts = [
            fact
            for name, fact in self.rules.facts.items()
            if name in columns or name in self.computable
        ]
        self.states = {fact.id: self._state_words(fact) for fact in self.facts}
        self.own_scales = {
            fact.id: self._own_scale(fact)
            for fact in self.facts
            if fact.type in NUMERIC and fact.id in columns
        }
        self.scales = {
            name: plan.scale(self.rules.facts[name], None, None) for name in self.computable
        }
        self.coded = {fact.id: self._coded(fact) for fact in self.facts if fact.type not in NUMERIC}

    @cached_property
    def unknown(self) -> int:
        """The word of all facts of which nothing can be known."""
        word = self.plan.full
        for name in self.rules.facts.keys() - {fact.id for fact in self.facts}:
            word &= self.plan.word(name, None)
        return word

    def _computable(self, name: str) -> bool:
        """True when some row may have it: all of its parts, or one that is not applicable."""
        rule = self.rules.facts[name].of
        if rule is None:
            return False
        known = [part for part in rule.parts if self._present(part)]
        return len(known) == len(rule.parts) or any(
            self.rules.facts[part].na for part in known if part in self.rules.facts
        )

    def _present(self, name: str) -> bool:
        fact = self.rules.facts.get(name)
        return name in self.columns or (fact is not None and self._computable(name))

    def _state_words(self, fact: Fact) -> dict[int, int]:
        """The words of what may stand where no value is."""
        word, wrong = self.plan.word, self.plan.wrong
        return {
            MISSING: word(fact.id, None),
            EMPTY: word(fact.id, NA if fact.na else None),
            NOT_APPLICABLE: word(fact.id, NA) if fact.na else wrong,
            WRONG: wrong,
        }

    def _own_scale(self, fact: Fact) -> Scale:
        column = self.columns[fact.id]
        if isinstance(column.bottom, int):
            low, high = (Fraction(end, column.bottom) for end in (column.least, column.most))
            return self.plan.scale(fact, low, high)
        return self.plan.scale(fact, Fraction(0), None)

    def _coded(self, fact: Fact) -> list[int]:
        """The word of each code of a column of words."""
        found = []
        for word in self.columns[fact.id].words:
            value: Value | None = word if word in fact.values else None
            if fact.type == "bool":
                value = _FLAGS.get(word)
            found.append(self.plan.wrong if value is None else self.plan.word(fact.id, value))
        return found


@dataclass(slots=True)
class Block:
    """Some rows: their lanes, made when asked for, and which of them must be done alone."""

    reading: Reading
    start: int
    size: int
    alone: Array | None = None
    lanes: dict[str, Lane] = field(default_factory=dict)
    owns: dict[str, Lane] = field(default_factory=dict)

    def key(self) -> Key:
        """The bits that are left of all facts."""
        reading = self.reading
        key = reading.layout.full(self.size, reading.unknown)
        for fact in reading.facts:
            numeric = fact.type in NUMERIC
            reading.layout.meet(key, self._numeric(fact) if numeric else self._coded(fact))
        for name in reading.counted:
            self._refuse(key, self.own(name))
        for invariant in reading.rules.invariants:
            if invariant.kind == "le":
                self._ordered(key, invariant.facts)
        return key

    def own(self, name: str) -> Lane:
        """The lane of a column of numbers."""
        if name not in self.owns:
            column, rows = self.reading.columns[name], slice(self.start, self.start + self.size)
            bottom = column.bottom if isinstance(column.bottom, int) else column.bottom[rows]
            factor = 100 if column.kind == "counts" else 1
            state = None if column.state is None else column.state[rows]
            lane = Lane(column.top[rows], bottom, factor, column.peak, column.deep, state)
            if name not in self.reading.rules.facts:
                lane = _counting(lane, column.least)
            self.owns[name] = lane
        return self.owns[name]

    def joined(self, name: str) -> Lane:
        """What is known of a fact, given or computed. A row that has it given although it can
        be computed is done alone."""
        if name not in self.reading.computable:
            return self.own(name) if name in self.reading.columns else nothing(self.size)
        lane = self._computed(name)
        if name in self.reading.columns:
            self._alone(_given(self.own(name)))
        return lane

    def part(self, name: str) -> Lane:
        """A fact or a count as a part of something else."""
        fact = self.reading.rules.facts.get(name)
        if fact is None:
            return self.own(name) if name in self.reading.columns else nothing(self.size)
        if fact.na:
            return resolved(self.joined(name), NOT_APPLICABLE, NOT_APPLICABLE)
        return resolved(self.joined(name), MISSING, WRONG)

    def _computed(self, name: str) -> Lane:
        if name not in self.lanes:
            rule = self.reading.rules.facts[name].of
            assert rule is not None, "only derived facts are computed"
            self.lanes[name] = computed(rule, [self.part(part) for part in rule.parts])
        return self.lanes[name]

    def _numeric(self, fact: Fact) -> Key:
        reading = self.reading
        if fact.id not in reading.columns:
            return self._measured(fact, self._computed(fact.id), reading.scales[fact.id])
        own = self.own(fact.id)
        key = self._measured(fact, own, reading.own_scales[fact.id])
        if fact.id not in reading.computable:
            return key
        lane = self._computed(fact.id)
        other = self._measured(fact, lane, reading.scales[fact.id])
        given = _given(own)
        self._alone(given & _given(lane))
        return [np.where(given, mine, more) for mine, more in zip(key, other, strict=True)]

    def _measured(self, fact: Fact, lane: Lane, scale: Scale) -> Key:
        layout = self.reading.layout
        key = layout.full(self.size, scale.lowest)
        for turn in scale.turns:
            where = passes(lane, turn)
            if turn.flips != VALID or where.any():
                layout.flip(key, where, turn.flips)
        self._marked(key, fact, lane.state, scale.at(Fraction(0)))
        return key

    def _coded(self, fact: Fact) -> Key:
        layout, column = self.reading.layout, self.reading.columns[fact.id]
        rows = slice(self.start, self.start + self.size)
        words, top = self.reading.coded[fact.id], column.top[rows]
        if len(words) > 4:
            key = layout.looked_up(words, top)
        else:
            key = layout.full(self.size, words[0])
            for code, word in enumerate(words):
                if word != words[0]:
                    layout.flip(key, top == code, word ^ words[0])
        self._marked(key, fact, None if column.state is None else column.state[rows], words[0])
        return key

    def _marked(self, key: Key, fact: Fact, state: Array | None, zero: int) -> None:
        """Put in the words of the rows without a value, which have that of 0 until now."""
        if state is None:
            return
        for code in _STATES:
            where = state == code
            if where.any():
                word = self.reading.states[fact.id][code]
                self.reading.layout.flip(key, where, zero ^ word)
        self._alone(state == ALONE)

    def _refuse(self, key: Key, lane: Lane) -> None:
        if lane.state is not None:
            self.reading.layout.clear(key, lane.state == WRONG, VALID)
            self._alone(lane.state == ALONE)

    def _ordered(self, key: Key, names: tuple[str, ...]) -> None:
        """Facts in rising order; of those that are known each pair has to be."""
        known = {fact.id for fact in self.reading.facts}
        lanes = [self.joined(name) for name in names if name in known]
        for low, high in combinations(lanes, 2):
            broken = exceeds(low, high)
            if broken.any():
                for state in (low.state, high.state):
                    broken = broken if state is None else broken & (state == VALUE)
                self.reading.layout.clear(key, broken, VALID)

    def _alone(self, where: Array) -> None:
        if where.any():
            self.alone = where if self.alone is None else self.alone | where


def _given(lane: Lane) -> Array:
    """Where something stands, a value or not."""
    if lane.state is None:
        return np.ones(len(lane.top), np.bool_)
    found: Array = lane.state != MISSING
    return found


def _counting(lane: Lane, least: int) -> Lane:
    """A bare count: it is never n/a and never below 0."""
    lane = resolved(lane, MISSING, WRONG)
    if least >= 0:
        return lane
    return settled(Lane(lane.top, lane.bottom, 1, lane.peak, lane.deep,
                        over(lane.state, lane.top < 0, WRONG)))  # fmt: skip
