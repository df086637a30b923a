"""Bulk classification: the outcome of many records at once, exactly as one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from congtam.core.rules.bulk.columns import Array as Array
from congtam.core.rules.bulk.columns import Column as Column
from congtam.core.rules.bulk.gathering import columns_of as columns_of
from congtam.core.rules.bulk.plan import planned
from congtam.core.rules.bulk.running import Block, Reading
from congtam.core.rules.bulk.tally import Tally
from congtam.core.rules.evaluator import classify
from congtam.core.rules.model import NUMERIC, RESERVED, RuleSet

BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """`codes[row]` is the place of the row's outcome in `labels`: the levels from best to
    worst, then `manual`, `unknown` and `invalid`."""

    codes: Array
    labels: tuple[str, ...]

    def outcomes(self) -> list[str]:
        """The outcome of each row."""
        return [self.labels[code] for code in self.codes]

    def tally(self) -> Counter[str]:
        """How many rows have each outcome."""
        found = np.bincount(self.codes, minlength=len(self.labels))
        return Counter({label: int(n) for label, n in zip(self.labels, found, strict=True) if n})


def classify_many(
    rule_set: RuleSet, columns: Mapping[str, Column], *, size: int | None = None
) -> Result:
    """The outcome of every row; a fact without a column is unknown everywhere.

    `size` is the number of rows where there is no column at all.
    """
    rows = _checked(rule_set, columns, size)
    plan = planned(rule_set)
    labels = (*(level.id for level in rule_set.levels), *RESERVED)
    places = {label: place for place, label in enumerate(labels)}
    reading = Reading(plan, columns)
    tally = Tally(reading.layout, lambda key: places[plan.outcome(key)])
    codes = np.empty(rows, np.int8)
    for start in range(0, rows, BLOCK):
        block = Block(reading, start, min(BLOCK, rows - start))
        found = tally.codes(block.key())
        for row in np.flatnonzero(block.alone) if block.alone is not None else ():
            found[row] = places[classify(rule_set, record(columns, start + int(row))).outcome]
        codes[start : start + block.size] = found
    return Result(codes, labels)


def record(columns: Mapping[str, Column], row: int) -> dict[str, object]:
    """One row as `classify` takes it."""
    return {name: column.value(row) for name, column in columns.items()}


def moved(a: RuleSet, b: RuleSet, columns: Mapping[str, Column]) -> Counter[tuple[str, str]]:
    """How many rows go from which outcome under `a` to which under `b`.

    Each rule set sees the columns of its own facts only.
    """
    size = max((len(column) for column in columns.values()), default=0)
    was, now = (
        classify_many(one, {k: v for k, v in columns.items() if k in one.inputs}, size=size)
        for one in (a, b)
    )
    width = len(now.labels)
    pairs = was.codes.astype(np.int64) * width + now.codes
    found = np.bincount(pairs, minlength=len(was.labels) * width)
    return Counter(
        {
            (was.labels[pair // width], now.labels[pair % width]): int(found[pair])
            for pair in np.flatnonzero(found)
        }
    )


def _checked(rule_set: RuleSet, columns: Mapping[str, Column], size: int | None) -> int:
    """The number of rows; columns that cannot be of this rule set are refused."""
    lengths = {len(column) for column in columns.values()} | ({size} if size is not None else set())
    if len(lengths) != 1:
        raise ValueError("các cột phải dài bằng nhau, và phải biết số dòng")
    for name, column in columns.items():
        if name not in rule_set.inputs:
            raise ValueError(f"bộ quy tắc không có dữ kiện «{name}»")
        if column.kind not in _kinds(rule_set, name):
            raise ValueError(f"cột của «{name}» không đúng kiểu dữ kiện")
    return lengths.pop()


def _kinds(rule_set: RuleSet, name: str) -> Iterable[str]:
    fact = rule_set.facts.get(name)
    if fact is not None and fact.type not in NUMERIC:
        return ("flags", "words")
    return ("numbers", "counts") if fact is not None and fact.type == "percent" else ("numbers",)
