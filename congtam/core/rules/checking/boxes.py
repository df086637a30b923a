"""Sets of cases as lists of boxes. A list is complete when it holds every maximal box."""

from __future__ import annotations

from collections.abc import Iterable

from congtam.core.rules.checking.cells import Space

Boxes = list[int]
LIMIT = 2000


class TooMany(Exception):
    """The maximal boxes are too many to be listed."""


def absorb(boxes: Iterable[int]) -> Boxes:
    """Without the boxes that lie in another one; the largest first."""
    kept: Boxes = []
    for box in sorted(set(boxes), key=lambda one: (-one.bit_count(), one)):
        if not any(box & other == box for other in kept):
            kept.append(box)
    return kept


def meet(space: Space, one: Boxes, other: Boxes) -> Boxes:
    """What lies in both; complete when both lists are."""
    if len(one) * len(other) > LIMIT * 50:
        raise TooMany
    found = {box & with_ for box in one for with_ in other}
    return _held(absorb(box for box in found if space.some(box)))


def complement(space: Space, boxes: Iterable[int]) -> Boxes:
    """Everything else, complete, whether the list was or not."""
    found = [space.full]
    for box in absorb(boxes):
        apart = [one for one in found if not space.some(one & box)]
        cut = [part for one in found if space.some(one & box) for part in _minus(space, one, box)]
        found = _held(absorb([*apart, *cut]))
    return found


def join(space: Space, *lists: Boxes) -> Boxes:
    """What lies in any of them; complete."""
    boxes = absorb(box for boxes in lists for box in boxes)
    if len(boxes) < 2:
        return boxes
    if all(sum(1 for _ in space.constrained(box)) == 1 for box in boxes):
        return _slabs(space, boxes)
    return complement(space, complement(space, boxes))


def without(space: Space, boxes: Boxes, taken: Iterable[int]) -> Boxes:
    """The first without the second, in boxes that do not overlap where those do not:
    not complete, but never many more than it takes."""
    found = boxes
    for box in taken:
        rest: Boxes = []
        for one in found:
            rest += _sharp(space, one, box) if space.some(one & box) else [one]
        found = rest
    return found


def _held(boxes: Boxes) -> Boxes:
    if len(boxes) > LIMIT:
        raise TooMany
    return boxes


def _minus(space: Space, one: int, box: int) -> Boxes:
    """The maximal boxes of one box without another."""
    found = []
    for axis in space.axes.values():
        left = one & ~(box & axis.mask)
        if left & axis.mask:
            found.append(left)
    return found


def _sharp(space: Space, one: int, box: int) -> Boxes:
    """One box without another, in pieces that do not overlap."""
    found = []
    for axis in space.axes.values():
        left = one & ~(box & axis.mask)
        if left & axis.mask:
            found.append(left)
            one = one & ~axis.mask | one & box & axis.mask
    return found


def _slabs(space: Space, boxes: Boxes) -> Boxes:
    """Boxes that each bind one fact: joined fact by fact."""
    found: dict[str, int] = {}
    for box in boxes:
        name = next(space.constrained(box)).fact.id
        found[name] = found.get(name, 0) | box
    if space.full in found.values():
        return [space.full]
    return absorb(found.values())
