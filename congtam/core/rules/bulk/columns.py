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
        given = _whole(codes)
        wild = (given < 0) | (given >= len(words))
        state = _marked(len(given), missing, na, odd, wild)
        top = given if state is None else given * (state == VALUE)
        return cls(kind, top.astype(np.int8), 1, state, 0, len(words), 1, (given,), words, odd)

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
        plain = _from_one(given[1]) & (given[0].view(np.uint64) <= np.uint64(_NARROW))
        if missing is None and na is None and not odd and plain.all():
            state, (top, bottom) = None, given
        else:
            state = _marked(len(plain), missing, na, odd, None)
            state = np.zeros(len(plain), np.int8) if state is None else state
            rare = np.flatnonzero(~plain & (state == VALUE))
            state[rare] = _rare(given[0][rare], given[1][rare])
            usable = state == VALUE
            top, bottom = given[0] * usable, np.where(usable, given[1], 1)
        top, bottom = top.astype(np.int32), bottom.astype(np.int32)
        most, deep = (int(one.max()) if len(one) else 0 for one in (top, bottom))
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


def _whole(values: object) -> Array:
    """An array of int64; anything but whole numbers is refused, never rounded."""
    found = np.asarray(values)
    if found.ndim != 1 or (found.size and found.dtype.kind not in "biu"):
        raise TypeError("cột phải là một dãy số nguyên hoặc đúng/sai")
    if found.dtype == np.uint64 and found.size and int(found.max()) >= 2**63:
        raise TypeError("số quá lớn")
    return np.ascontiguousarray(found, dtype=np.int64)


def _from_one(den: Array) -> Array:
    """From 1 to the largest narrow number: below 1 wraps to a giant."""
    return np.less((den - 1).view(np.uint64), np.uint64(_NARROW))


def _rare(num: Array, den: Array) -> Array:
    """Counts out of the ordinary: 0 of 0, too large for the quick way, or wrong."""
    found = np.full(len(num), WRONG, np.int8)
    found[(num >= 0) & (den > 0) & (num < _TOO_LARGE) & (den < _TOO_LARGE)] = ALONE
    found[(num == 0) & (den == 0)] = EMPTY
    return found


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
        state[mask] = code
    state[list(odd)] = ALONE
    return state


def _mask(given: object, size: int) -> Array | None:
    if given is None:
        return None
    found = np.asarray(given)
    if found.shape != (size,) or found.dtype != np.bool_:
        raise TypeError("mặt nạ phải là một dãy đúng/sai dài bằng cột")
    return found
