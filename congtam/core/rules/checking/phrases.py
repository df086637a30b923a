"""The words of a region, and its exact text for the key of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from congtam.core.figures import plain, written
from congtam.core.rules.checking.cells import Axis, Cell, Space
from congtam.core.rules.model import Fact, NotApplicable, Ratio, Value

Run = tuple[Cell, Cell]


def allowed(axis: Axis, mask: int) -> str:
    """The cells of a mask in the words the documents use."""
    told = [_run(axis, run) for run in _runs(axis, mask)]
    listed = [i for i in axis.members(mask) if axis.cells[i].ends is None and not axis.na >> i & 1]
    named = [f"«{_label(axis.fact, axis.cells[i].value)}»" for i in listed]
    if named:
        told.append(f"là {' hoặc '.join(named)}" if len(named) < 3 else _list(named))
    if mask & axis.na:
        told.append("không áp dụng")
    elif axis.na and mask == axis.full & ~axis.na:
        return "có áp dụng"
    return " hoặc ".join(told)


def exactly(axis: Axis, mask: int) -> str:
    """The same, canonical: intervals and values that no wording changes."""
    told = []
    for low, high in _runs(axis, mask):
        left, right = _ends(low)[0], _ends(high)[1]
        told.append(
            f"{'(' if low.open else '['}{written(left)},{written(right)}{')' if high.open else ']'}"
        )
    for i in axis.members(mask):
        value = axis.cells[i].value
        if axis.cells[i].ends is None:
            told.append(str(given(value)).lower() if isinstance(value, bool) else str(given(value)))
    return "|".join(told)


def region_words(space: Space, box: int) -> dict[str, str]:
    """The facts a box binds, each with what it allows."""
    return {axis.fact.id: allowed(axis, axis.part(box)) for axis in space.constrained(box)}


def region_exact(space: Space, box: int) -> dict[str, str]:
    return {axis.fact.id: exactly(axis, axis.part(box)) for axis in space.constrained(box)}


def value_words(fact: Fact, value: Value) -> str:
    """One value, short."""
    if isinstance(value, Ratio):
        return plain(value.fraction()) + ("%" if fact.type == "percent" else "")
    if isinstance(value, NotApplicable):
        return "không áp dụng"
    return f"«{_label(fact, value)}»"


def given(value: Value) -> int | Decimal | bool | str:
    """The value as a file of facts has it."""
    if isinstance(value, Ratio):
        number = value.fraction()
        return int(number) if number.denominator == 1 else Decimal(written(number))
    return value.value if isinstance(value, NotApplicable) else value


def _label(fact: Fact, value: Value) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return (fact.value_labels or {}).get(str(value), str(value))


def _list(named: list[str]) -> str:
    return f"là một trong: {', '.join(named)}"


def _runs(axis: Axis, mask: int) -> Iterator[Run]:
    """The numbers of a mask as stretches without a hole."""
    start: Cell | None = None
    last: Cell | None = None
    for i, cell in enumerate(axis.cells):
        inside = bool(mask >> i & 1) and cell.ends is not None
        if inside:
            start, last = start or cell, cell
        if start and last and not inside:
            yield start, last
            start = last = None
    if start and last:
        yield start, last


def _ends(cell: Cell) -> tuple[Fraction, Fraction]:
    assert cell.ends is not None
    return cell.ends


def _run(axis: Axis, run: Run) -> str:
    low, high = run
    numbers = [axis.cells[i] for i in axis.members(axis.full & ~axis.na)]
    first, last = low is numbers[0], high is numbers[-1]
    unit = "%" if axis.fact.type == "percent" else ""
    bottom, top = plain(_ends(low)[0]) + unit, plain(_ends(high)[1]) + unit
    if low is high and not low.open:
        return f"đúng {bottom}"
    if first and last:
        return f"từ {bottom} đến {top}"
    if first:
        return f"{'dưới' if high.open else 'không quá'} {top}"
    if last:
        return f"trên {bottom}" if low.open else f"từ {bottom} trở lên"
    return f"{'trên' if low.open else 'từ'} {bottom} đến {'dưới ' if high.open else ''}{top}"
