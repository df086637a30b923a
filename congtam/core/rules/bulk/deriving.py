"""Derived facts of a block of rows: the same arithmetic as for one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from congtam.core.rules.bulk.columns import WRONG
from congtam.core.rules.bulk.lanes import Lane, blend, clamped, merged, over, passes, settled, share
from congtam.core.rules.bulk.plan import Turn
from congtam.core.rules.model import Derivation


def computed(rule: Derivation, parts: Sequence[Lane]) -> Lane:
    """The fact that follows from the parts."""
    lane = share(*parts) if rule.kind == "ratio" else _blended(rule, parts)
    if rule.clamp is not None:
        low, high = (Fraction(end) for end in rule.clamp)
        lane = clamped(lane, low, high)
    if rule.each_at_most is not None:
        lane = _limited(lane, parts, Fraction(rule.each_at_most))
    return lane


def _blended(rule: Derivation, parts: Sequence[Lane]) -> Lane:
    weights = [Fraction(weight) for weight in rule.weights] or [Fraction(1)] * len(parts)
    each = Fraction(rule.times) / (len(parts) if rule.kind == "mean" else 1)
    return blend(parts, [weight * each for weight in weights], Fraction(rule.plus))


def _limited(lane: Lane, parts: Sequence[Lane], most: Fraction) -> Lane:
    """A part that is too large makes the whole wrong, once every part is known."""
    state = merged([part.state for part in parts])
    for part in parts:
        state = over(state, passes(part, Turn(most, True, 0)), WRONG)
    state = merged((lane.state, state))
    return settled(replace(lane, state=state))
