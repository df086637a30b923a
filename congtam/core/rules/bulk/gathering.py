"""Columns from records, one mapping of facts each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from congtam.core.figures import exact
from congtam.core.rules.bulk.columns import Array, Column
from congtam.core.rules.model import NA, NUMERIC, Fact, RuleSet

_DECIMALS = 6  # finer numbers are rare: their rows are classified alone
_LARGEST = 10**11
_WORDS: dict[object, int] = {False: 0, "false": 0, True: 1, "true": 1}


def columns_of(
    records: Sequence[Mapping[str, object]], rule_sets: Iterable[RuleSet]
) -> dict[str, Column]:
    """The columns of all facts the rule sets know. A value no array can hold stays beside."""
    found: dict[str, Column] = {}
    for rule_set in rule_sets:
        for name in rule_set.inputs:
            if name not in found and any(name in record for record in records):
                given = [record.get(name) for record in records]
                found[name] = _column(rule_set.facts.get(name), given)
    return found


def _column(fact: Fact | None, given: list[object]) -> Column:
    if fact is not None and fact.type not in NUMERIC:
        return _words(fact, given)
    counted = fact is not None and fact.type == "percent"
    if counted and any(isinstance(value, Mapping) for value in given):
        return _counts(given)
    return _numbers(given)


@dataclass(slots=True)
class _Marks:
    """Rows without a number: missing, not applicable, or odd."""

    missing: Array
    na: Array
    odd: dict[int, object] = field(default_factory=dict)

    @classmethod
    def of(cls, size: int) -> _Marks:
        return cls(np.zeros(size, np.bool_), np.zeros(size, np.bool_))

    def takes(self, row: int, value: object) -> bool:
        """True when the row is told by its mark."""
        self.missing[row] = value is None
        self.na[row] = value is NA or value == NA.value
        return bool(self.missing[row] or self.na[row])


def _words(fact: Fact, given: list[object]) -> Column:
    places: dict[object, int] = {word: place for place, word in enumerate(fact.values)}
    words, known = fact.values, places
    if fact.type == "bool":
        words, known = ("false", "true"), _WORDS
    marks, codes = _Marks.of(len(given)), np.zeros(len(given), np.int64)
    for row, value in enumerate(given):
        if marks.takes(row, value):
            continue
        if isinstance(value, bool | str) and value in known:
            codes[row] = known[value]
        else:
            marks.odd[row] = value
    return Column.coded(words, codes, missing=marks.missing, na=marks.na, odd=marks.odd)


def _numbers(given: list[object]) -> Column:
    marks, wholes = _Marks.of(len(given)), np.zeros(len(given), np.int64)
    numbers: dict[int, Fraction] = {}
    for row, value in enumerate(given):
        if not marks.takes(row, value):
            number = exact(value)
            if number is None or abs(number) >= _LARGEST or 10**_DECIMALS % number.denominator:
                marks.odd[row] = value
            else:
                numbers[row] = number
    decimals = _decimals({number.denominator for number in numbers.values()})
    for row, number in numbers.items():
        wholes[row] = int(number * 10**decimals)
    return Column.numbers(
        wholes, decimals=decimals, missing=marks.missing, na=marks.na, odd=marks.odd
    )


def _decimals(denominators: set[int]) -> int:
    """The fewest decimal places that hold them all."""
    return next(
        places
        for places in range(_DECIMALS + 1)
        if not any(10**places % denominator for denominator in denominators)
    )


def _counts(given: list[object]) -> Column:
    """Counts; a bare percentage among them is so many of a hundred."""
    marks = _Marks.of(len(given))
    num, den = np.zeros(len(given), np.int64), np.ones(len(given), np.int64)
    for row, value in enumerate(given):
        if marks.takes(row, value):
            continue
        pair = _pair(value)
        if pair is None:
            marks.odd[row] = value
        else:
            num[row], den[row] = pair
    return Column.counts(num, den, missing=marks.missing, na=marks.na, odd=marks.odd)


def _pair(value: object) -> tuple[int, int] | None:
    """Two whole numbers in the same proportion; None where they do not say all."""
    if isinstance(value, Mapping):
        top, bottom = (exact(value.get(key)) for key in ("num", "den"))
        if set(value) != {"num", "den"}:
            return None
    else:
        top, bottom = exact(value), Fraction(100)
        if top is None or top < 0:
            return None
    if top is None or bottom is None:
        return None
    scale = max(top.denominator, bottom.denominator)
    found = (top * scale, bottom * scale)
    if any(one.denominator != 1 or abs(one) >= _LARGEST for one in found):
        return None
    return int(found[0]), int(found[1])
