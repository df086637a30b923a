"""Doing better must not give a lower level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from congtam.core.rules.checking.boxes import Boxes, TooMany, absorb, join
from congtam.core.rules.checking.cells import Axis
from congtam.core.rules.checking.findings import NON_MONOTONE, Finding
from congtam.core.rules.checking.ground import LISTED, Ground, cell_of
from congtam.core.rules.checking.phrases import value_words

Moves = dict[str, list[tuple[int, int]]]


def setbacks(ground: Ground, regions: dict[str, Boxes]) -> Iterator[Finding]:
    """Cases in which one fact, moved the better way, costs a level."""
    levels = [level.id for level in ground.rule_set.levels if level.id in regions]
    for high, low in combinations(levels, 2):
        for name, moves in _moves(ground, regions[high], regions[low]).items():
            axis = ground.space.axes[name]
            for box in _listed(ground, [box for box, _cell in moves]):
                yield _finding(ground, (high, low), axis, box, moves)


def _moves(ground: Ground, high: Boxes, low: Boxes) -> Moves:
    """By fact: the boxes of the higher level, each with a better cell that gives the lower.

    Two boxes of different outcomes are apart in some fact; one move leads from the one to the
    other only where they are apart in just that fact.
    """
    found: Moves = {}
    space = ground.space
    by_guard = {1 << (axis.shift + len(axis.cells)): axis for axis in space.axes.values()}
    for one in high:
        for other in low:
            apart = space.guards & ~((one & other) + space.ones)
            axis = by_guard.get(apart)
            if axis is not None:
                for move in _along(ground, axis, one, other):
                    found.setdefault(axis.fact.id, []).append(move)
    return found


def _along(ground: Ground, axis: Axis, one: int, other: int) -> Iterator[tuple[int, int]]:
    ends = axis.part(other)
    for rank, cell in enumerate(axis.ranked):
        if ends >> cell & 1:
            worse = sum(1 << i for i in axis.ranked[rank + 1 :]) << axis.shift
            box = one & other & ~axis.mask | one & worse
            box = ground.world.bound(box, axis, cell) if ground.space.some(box) else 0
            if box and ground.world.possible(box):
                yield box, cell


def _listed(ground: Ground, boxes: Boxes) -> Boxes:
    try:
        found = join(ground.space, boxes)
    except TooMany:
        found = absorb(boxes)
    if len(found) > LISTED:
        ground.cut.append(NON_MONOTONE)
    return ground.world.some(found[:LISTED])


def _finding(
    ground: Ground, levels: tuple[str, str], axis: Axis, box: int, moves: list[tuple[int, int]]
) -> Finding:
    start, cell = next(
        (box & start, cell)
        for start, cell in moves
        if ground.space.some(box & start) and ground.world.possible(box & start)
    )
    case = ground.case(start)
    before = value_words(axis.fact, axis.cells[cell_of(axis, case)].value)
    after = value_words(axis.fact, axis.cells[cell].value)
    high, low = (ground.label(level) for level in levels)
    says = f"{axis.fact.label} tốt hơn, từ {before} thành {after}, mà lại từ {high} xuống {low}"
    return ground.finding(NON_MONOTONE, levels, box, says, about=axis.fact.id, within=start)
