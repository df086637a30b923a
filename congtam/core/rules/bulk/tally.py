"""Words of many rows side by side, and what each distinct one decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from congtam.core.rules.bulk.columns import Array

Key = list[Array]

_WIDTHS = ((8, np.uint8), (16, np.uint16), (32, np.uint32))
_PART = 64
_TABLE = 20  # up to so many bits every key has its place in one table


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bits of a plan lie in arrays: in one of just the width, or in several of 64."""

    bits: int

    @property
    def kind(self) -> type[np.unsignedinteger]:
        return next((kind for width, kind in _WIDTHS if self.bits <= width), np.uint64)

    def full(self, size: int, word: int) -> Key:
        """The same word at each row."""
        return [np.full(size, part, self.kind) for part in self.parts(word)]

    def parts(self, word: int) -> list[np.unsignedinteger]:
        mask = (1 << _PART) - 1
        return [self.kind((word >> at) & mask) for at in range(0, self.bits, _PART)]

    def flip(self, key: Key, where: Array, bits: int) -> None:
        """Turn bits over at some rows."""
        for own, part in zip(key, self.parts(bits), strict=True):
            if part:
                np.bitwise_xor(own, np.multiply(where.view(np.uint8), part), out=own)

    def clear(self, key: Key, where: Array, bits: int) -> None:
        """Take bits away at some rows."""
        for own, part in zip(key, self.parts(bits), strict=True):
            if part:
                np.bitwise_and(own, ~np.multiply(where.view(np.uint8), part), out=own)

    def meet(self, key: Key, other: Key) -> None:
        """Leave what both have."""
        for own, more in zip(key, other, strict=True):
            np.bitwise_and(own, more, out=own)

    def looked_up(self, words: list[int], codes: Array) -> Key:
        """The word of each row by its small code."""
        columns = zip(*(self.parts(word) for word in words), strict=True)
        return [np.array(column, self.kind).take(codes) for column in columns]


@dataclass(slots=True)
class Tally:
    """Knows the code of every key seen so far; a new one is decided once."""

    layout: Layout
    decide: Callable[[int], int]
    known: dict[int, int] = field(default_factory=dict)
    table: Array | None = None

    def __post_init__(self) -> None:
        if self.layout.bits <= _TABLE:
            self.table = np.full(1 << self.layout.bits, -1, np.int8)

    def codes(self, key: Key) -> Array:
        """The code of each row."""
        if self.table is None:
            return self._sorted(key)
        found: Array = self.table.take(key[0])
        if len(found) and found.min() < 0:
            for fresh in np.unique(key[0][found < 0]):
                self.table[fresh] = self.decide(int(fresh))
            found = self.table.take(key[0])
        return found

    def _sorted(self, key: Key) -> Array:
        """Wide keys: each distinct one by a row that has it."""
        ids = np.zeros(len(key[0]), np.int64)
        for part in key:
            values, place = np.unique(part, return_inverse=True)
            _, ids = np.unique(ids * len(values) + place, return_inverse=True)
        _, rows, ids = np.unique(ids, return_index=True, return_inverse=True)
        codes = np.empty(len(rows), np.int8)
        for at, row in enumerate(rows):
            whole = sum(int(part[row]) << (_PART * k) for k, part in enumerate(key))
            if whole not in self.known:
                self.known[whole] = self.decide(whole)
            codes[at] = self.known[whole]
        found: Array = codes.take(ids)
        return found
