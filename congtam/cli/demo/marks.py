"""From a wished total to what is typed on each line, so that the sheet adds up exactly."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from decimal import Decimal

from congtam.core.packs.sheet import Criterion, Group
from congtam.core.points import show
from congtam.core.scoring import NO, YES

HALF = Decimal("0.5")
DROPS = (Decimal("0.5"), Decimal("0.5"), Decimal(1), Decimal("1.5"))


def typed_marks(
    groups: Iterable[Group],
    total: Decimal,
    bonus: Decimal,
    without: Collection[str],
    rng: random.Random,
) -> dict[str, str]:
    """What to type on each line for `total` points, `bonus` of them in the bonus groups."""
    groups = list(groups)
    extra = [c for g in groups if g.kind == "bonus" for c in g.criteria]
    plain = [c for g in groups if g.kind != "bonus" for c in g.criteria]
    marks = {c.id: Decimal(0) if c.id in without else c.max for c in plain}
    missing = sum(marks.values()) + bonus - total
    if missing < 0:
        raise ValueError(f"bảng điểm không đủ để được {total} điểm")
    _lower(marks, [c for c in plain if c.id not in without], missing, rng)
    marks |= _raised(extra, bonus)
    return {c.id: _typed(c, marks[c.id]) for c in (*plain, *extra)}


def _lower(
    marks: dict[str, Decimal], lines: list[Criterion], missing: Decimal, rng: random.Random
) -> None:
    """Take points off here and there until nothing is missing any more."""
    movable = [c for c in lines if c.measure != "yes_no"]
    rng.shuffle(movable)
    turn = 0
    while missing > 0:
        criterion = movable[turn % len(movable)]
        turn += 1
        step = criterion.unit_points or rng.choice(DROPS)
        if step <= missing and marks[criterion.id] - step >= criterion.max / 3:
            marks[criterion.id] -= step
            missing -= step
        elif turn > 20 * len(movable):
            raise ValueError(f"không phân bổ được {missing} điểm")


def _raised(lines: Iterable[Criterion], bonus: Decimal) -> dict[str, Decimal]:
    """Bonus points, the first lines first."""
    marks = {}
    for criterion in lines:
        step = _step(criterion)
        marks[criterion.id] = min(bonus // step * step, criterion.max)
        bonus -= marks[criterion.id]
    return marks


def _step(criterion: Criterion) -> Decimal:
    if criterion.measure == "yes_no":
        return criterion.max
    return criterion.unit_points or HALF


def _typed(criterion: Criterion, points: Decimal) -> str:
    if criterion.measure == "yes_no":
        return YES if points else NO
    if criterion.measure == "count":
        assert criterion.unit_points is not None
        return str(int(points / criterion.unit_points))
    return show(points)
