"""Numbers of one block of rows, and exact arithmetic on them.

A lane is `factor` x `top` / `bottom`, with bounds of what can stand there. Products that
could leave 32 or 64 bits are taken in wider numbers, at last in Python's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from congtam.core.rules.bulk.columns import EMPTY, MISSING, VALUE, WRONG, Array
from congtam.core.rules.bulk.plan import Turn

_INT32, _INT64 = 2**31, 2**63


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """`peak` bounds |top|, `deep` bounds `bottom`, which is above 0. Where `state` is not
    VALUE the number is 0. `low` is a bound from below, where one is known."""

    top: Array
    bottom: Array | int
    factor: int
    peak: int
    deep: int
    state: Array | None
    low: Fraction | None = None

    @property
    def high(self) -> Fraction | None:
        """A bound from above, where the denominator is the same everywhere."""
        if isinstance(self.bottom, int):
            return Fraction(self.factor * self.peak, self.bottom)
        return None


def passes(lane: Lane, turn: Turn) -> Array:
    """Where the lane has reached the turn."""
    compare = np.greater if turn.above else np.greater_equal
    asked = turn.number / lane.factor
    if isinstance(lane.bottom, int):
        edge = asked * lane.bottom
        whole = edge.numerator // edge.denominator
        if turn.above or whole != edge:
            return np.greater(lane.top, whole)
        return np.greater_equal(lane.top, whole)
    top, bottom = asked.numerator, asked.denominator
    if top == 0:
        return compare(lane.top, 0)
    return compare(
        product(lane.top, bottom, lane.peak * bottom),
        product(lane.bottom, top, lane.deep * abs(top)),
    )


def exceeds(one: Lane, other: Lane) -> Array:
    """Where the first lane is the larger number."""
    left, right = one.factor, other.factor
    if left == right:
        left = right = 1
        if _same(one.bottom, other.bottom):
            return np.greater(one.top, other.top)
    return np.greater(
        product(one.top, other.bottom, one.peak * other.deep, left),
        product(other.top, one.bottom, other.peak * one.deep, right),
    )


def _same(one: Array | int, other: Array | int) -> bool:
    return one is other or (isinstance(one, int) and isinstance(other, int) and one == other)


def product(one: Array, other: Array | int, bound: int, factor: int = 1) -> Array:
    """The exact product; `bound` is the largest it can be before the factor."""
    bound *= factor
    if isinstance(other, int):
        other, factor = factor * other, 1
        if other == 1:
            return one
        bound = max(bound, abs(other))
    large = one.dtype == object or (not isinstance(other, int) and other.dtype == object)
    if large or bound >= _INT64:
        wide = other if isinstance(other, int) else other.astype(object)
        found: Array = one.astype(object) * wide
    elif bound >= _INT32 or one.dtype != np.int32:
        found = np.multiply(one, other, dtype=np.int64)
    else:
        found = np.multiply(one, other)
    return found if factor == 1 else found * factor


def merged(states: Sequence[Array | None]) -> Array | None:
    """What stands at a row that is made of several: the gravest."""
    found: Array | None = None
    for state in states:
        if state is not None:
            found = state if found is None else np.maximum(found, state)
    return found


def over(state: Array | None, where: Array, code: int) -> Array | None:
    """The state with a code at the rows that had a value until now."""
    if not where.any():
        return state
    if state is None:
        state = np.zeros(len(where), np.int8)
    return np.where(where & (state == VALUE), np.int8(code), state)


def settled(lane: Lane) -> Lane:
    """The lane with 0 wherever there is no value."""
    if lane.state is None:
        return lane
    usable = lane.state == VALUE
    bottom = lane.bottom
    if not isinstance(bottom, int):
        bottom = np.where(usable, bottom, 1)
    return replace(lane, top=lane.top * usable, bottom=bottom)


def share(num: Lane, den: Lane) -> Lane:
    """100 x num / den: of nothing at all it is EMPTY."""
    state = merged((num.state, den.state))
    if _same(num.bottom, den.bottom):
        top, bottom, peak, deep = num.top, den.top, num.peak, den.peak
    else:
        peak, deep = num.peak * den.deep, den.peak * num.deep
        top = product(num.top, den.bottom, peak)
        bottom = product(den.top, num.bottom, deep)
    if num.factor != den.factor:
        peak, deep = peak * num.factor, deep * den.factor
        top, bottom = product(top, num.factor, peak), product(bottom, den.factor, deep)
    zero = bottom == 0
    state = over(state, (top < 0) | (bottom < 0) | (zero & (top > 0)), WRONG)
    if zero.any():
        state = over(state, zero, EMPTY)
        bottom = np.where(zero, 1, bottom)
    return settled(Lane(top, bottom, 100, peak, max(deep, 1), state, Fraction(0)))


def blend(lanes: Sequence[Lane], weights: Sequence[Fraction], plus: Fraction) -> Lane:
    """The weighted sum of several lanes and a constant."""
    total = Lane(
        np.full(len(lanes[0].top), plus.numerator, np.int64),
        plus.denominator, 1, abs(plus.numerator), plus.denominator, None,
    )  # fmt: skip
    for lane, weight in zip(lanes, weights, strict=True):
        total = _added(total, lane, weight * lane.factor)
    return settled(replace(total, state=merged([lane.state for lane in lanes])))


def _added(total: Lane, lane: Lane, weight: Fraction) -> Lane:
    """total + weight x lane, over a common denominator."""
    if isinstance(total.bottom, int) and isinstance(lane.bottom, int):
        own = lane.bottom * weight.denominator
        bottom = lcm(total.bottom, own)
        ups = (bottom // total.bottom, bottom // own * weight.numerator)
        peak = total.peak * ups[0] + lane.peak * abs(ups[1])
        one = product(total.top, ups[0], peak)
        return Lane(_sum(one, product(lane.top, ups[1], peak), peak), bottom, 1, peak, bottom, None)
    own_deep = lane.deep * weight.denominator
    own_bottom = _scaled(lane.bottom, weight.denominator, own_deep)
    own_peak = lane.peak * abs(weight.numerator)
    own_top = product(lane.top, weight.numerator, own_peak)
    peak = total.peak * own_deep + own_peak * total.deep
    deep = total.deep * own_deep
    top = _sum(
        product(_wide(total.top), own_bottom, peak),
        product(_wide(own_top), total.bottom, peak),
        peak,
    )
    if isinstance(total.bottom, int):
        return Lane(top, _scaled(own_bottom, total.bottom, deep), 1, peak, deep, None)
    return Lane(top, product(_wide(total.bottom), own_bottom, deep), 1, peak, deep, None)


def _sum(one: Array, other: Array, bound: int) -> Array:
    if bound < _INT64 and object not in (one.dtype, other.dtype):
        return np.add(one, other, dtype=np.int64)
    found: Array = one.astype(object) + other.astype(object)
    return found


def _scaled(bottom: Array | int, times: int, bound: int) -> Array | int:
    return bottom * times if isinstance(bottom, int) else product(_wide(bottom), times, bound)


def _wide(array: Array) -> Array:
    return array if array.dtype == object else array.astype(np.int64)


def clamped(lane: Lane, low: Fraction, high: Fraction) -> Lane:
    """The lane held between two numbers."""
    ends = (low / lane.factor, high / lane.factor)
    times = lcm(*(end.denominator for end in ends))
    wholes = [int(end * times) for end in ends]
    peak = max(lane.peak * times, *(lane.deep * abs(whole) for whole in wholes))
    top = product(_wide(lane.top), times, peak)
    least, most = (_scaled(lane.bottom, whole, peak) for whole in wholes)
    held = np.minimum(np.maximum(top, least), most)
    bottom = _scaled(lane.bottom, times, lane.deep * times)
    return settled(Lane(held, bottom, lane.factor, peak, lane.deep * times, lane.state))


def resolved(lane: Lane, empty: int, not_applicable: int) -> Lane:
    """The lane as a part of something: what «of nothing» and «n/a» mean there."""
    if lane.state is None:
        return lane
    table = np.arange(8, dtype=np.int8)
    table[EMPTY], table[EMPTY + 1] = empty, not_applicable
    return replace(lane, state=table.take(lane.state))


def nothing(size: int) -> Lane:
    """A lane of which no row is known."""
    state = np.full(size, MISSING, np.int8)
    return Lane(np.zeros(size, np.int64), 1, 1, 0, 1, state)
