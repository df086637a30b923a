"""One fact of many records as arrays: checked once, exact, every odd value set apart.

Where no usable value stands, the arrays hold 0 (of 1) and `state` says what is there instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# What stands at a row. Of two that meet in one derived fact the higher decides.
VALUE, MISSING, EMPTY, NOT_APPLICABLE, WRONG, ALONE = range(6)
_TOO_LARGE = 10**15  # as for one record: such a number is refused
_NARROW = 2**31 - 1
_NOTHING: Mapping[int, object] = {}
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The values of one fact, row by row. Made by `flags`, `words`, `numbers` or `counts`.

    A value is `top` / `bottom` (100 times that for counts, which are a percentage), or the
    index `top` into `words`. Rows marked ALONE are classified one by one.
    """

    kind: str
    top: Array
    bottom: Array | int
    state: Array | None
    least: int
    most: int
    deep: int
    given: tuple[Array, ...]
    words: tuple[str, ...] = ()
    odd: Mapping[int, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.top)

    @property
    def peak(self) -> int:
        """The largest `top` can be on either side of 0."""
        return max(abs(self.least), abs(self.most))

    @classmethod
    def flags(cls, values: object, *, missing: object = None, na: object = None) -> Column:
        """Yes and no: booleans, or 1 and 0."""
        marks = (missing, na, _NOTHING)
        return cls._coded("flags", values, ("false", "true"), marks)

    @classmethod
    def coded(
        cls,
        words: tuple[str, ...],
        codes: object,
        *,
        missing: object = None,
        na: object = None,
        odd: Mapping[int, object] = _NOTHING,
    ) -> Column:
        """One of several words, by its place in `words`."""
        return cls._coded("words", codes, words, (missing, na, odd))

    @classmethod
    def _coded(
        cls,
        kind: str,
        codes: object,
        words: tuple[str, ...],
        marks: tuple[object, object, Mapping[int, object]],
    ) -> Column:
        missing, na, odd = marks
        given = _integers(codes)
        wild = None
        if given.dtype != np.bool_:
            wild = (given < 0) | (given >= len(words))
        state = _marked(len(given), missing, na, odd, wild)
        top = given.astype(np.int8)
        if state is not None:
            top *= state == VALUE
        return cls(kind, top, 1, state, 0, len(words), 1, (given,), words, odd)

    @classmethod
    def numbers(
        cls,
        values: object,
        *,
        decimals: int = 0,
        missing: object = None,
        na: object = None,
        odd: Mapping[int, object] = _NOTHING,
    ) -> Column:
        """Numbers as whole multiples of one `decimals`-th decimal place."""
        if not 0 <= decimals <= 15:
            raise ValueError("số chữ số thập phân phải từ 0 đến 15")
        given, scale = _whole(values), 10**decimals
        edge = _TOO_LARGE * scale
        wild = (given <= -edge) | (given >= edge) if edge < 2**63 else None
        state = _marked(len(given), missing, na, odd, wild)
        top = given if state is None else given * (state == VALUE)
        least, most = (int(top.min()), int(top.max())) if len(top) else (0, 0)
        top = top.astype(np.int32) if max(-least, most) <= _NARROW else top
        return cls("numbers", top, scale, state, least, most, scale, (given,), (), odd)

    @classmethod
    def counts(
        cls,
        num: object,
        den: object,
        *,
        missing: object = None,
        na: object = None,
        odd: Mapping[int, object] = _NOTHING,
    ) -> Column:
        """A percentage as what was counted, of how many."""
        given = (_whole(num), _whole(den))
        if len(given[0]) != len(given[1]):
            raise ValueError("tử số và mẫu số phải dài bằng nhau")
        size = len(given[0])
        state = _marked(size, missing, na, odd, None)
        top, bottom = np.empty(size, np.int32), np.empty(size, np.int32)
        for start in range(0, size, _BLOCK):
            rows = slice(start, start + _BLOCK)
            top[rows], bottom[rows] = given[0][rows], given[1][rows]
            plain = _narrow(given[0][rows], given[1][rows])
            if state is None and not plain.all():
                state = np.zeros(size, np.int8)
            if state is not None:
                _set_apart(given, rows, plain, state)
                usable = state[rows] == VALUE
                top[rows] *= usable
                bottom[rows] *= usable
                bottom[rows] += ~usable
        most, deep = (int(one.max()) if size else 0 for one in (top, bottom))
        return cls("counts", top, bottom, state, 0, most, deep, given, (), odd)

    def value(self, row: int) -> object:
        """What one record says at a row, in the form `classify` takes; None when missing."""
        if row in self.odd:
            return self.odd[row]
        state = VALUE if self.state is None else int(self.state[row])
        if state in (MISSING, NOT_APPLICABLE):
            return None if state == MISSING else "n/a"
        first = int(self.given[0][row])
        if self.kind == "counts":
            return {"num": first, "den": int(self.given[1][row])}
        if self.kind == "numbers":
            return Fraction(first, int(self.deep))
        return self.words[first] if state == VALUE else f"mã {first}"


def _integers(values: object) -> Array:
    """An array of whole numbers; anything else is refused, never rounded."""
    found = np.asarray(values)
    if found.ndim != 1 or (found.size and found.dtype.kind not in "biu"):
        raise TypeError("cột phải là một dãy số nguyên hoặc đúng/sai")
    if found.dtype == np.uint64 and found.size and int(found.max()) >= 2**63:
        raise TypeError("số quá lớn")
    return found


def _whole(values: object) -> Array:
    return np.ascontiguousarray(_integers(values), dtype=np.int64)


def _narrow(num: Array, den: Array) -> Array:
    """Where the counts are ordinary: what is below 0, or none of, wraps to a giant."""
    found: Array = np.less((den - 1).view(np.uint64), np.uint64(_NARROW))
    found &= num.view(np.uint64) <= np.uint64(_NARROW)
    return found


def _set_apart(given: tuple[Array, ...], rows: slice, plain: Array, state: Array) -> None:
    """Say of counts out of the ordinary what they are: 0 of 0, wrong, or too large for the
    quick way."""
    rare = np.flatnonzero(~plain & (state[rows] == VALUE))
    if not len(rare):
        return
    num, den = (one[rows][rare] for one in given)
    found = np.full(len(rare), WRONG, np.int8)
    found[(num >= 0) & (den > 0) & (num < _TOO_LARGE) & (den < _TOO_LARGE)] = ALONE
    found[(num == 0) & (den == 0)] = EMPTY
    state[rows][rare] = found


def _marked(
    size: int, missing: object, na: object, odd: Mapping[int, object], wild: Array | None
) -> Array | None:
    """The state of each row; None when every row has a value."""
    masks = ((wild, WRONG), (_mask(na, size), NOT_APPLICABLE), (_mask(missing, size), MISSING))
    used = [(mask, code) for mask, code in masks if mask is not None and mask.any()]
    if not used and not odd:
        return None
    state = np.zeros(size, np.int8)
    for mask, code in used:
        state *= ~mask
        state += np.multiply(mask, np.int8(code))
    state[list(odd)] = ALONE
    return state


def _mask(given: object, size: int) -> Array | None:
    if given is None:
        return None
    found = np.asarray(given)
    if found.shape != (size,) or found.dtype != np.bool_:
        raise TypeError("mặt nạ phải là một dãy đúng/sai dài bằng cột")
    return found
