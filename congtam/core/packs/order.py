"""A partial order: what waits for what, as a mapping of id to the ids it comes after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def sort(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every id behind all it comes after; otherwise in the order given. No circles."""
    found: list[str] = []
    waiting = list(after)
    while waiting:
        ready = next(i for i in waiting if all(a in found for a in after[i]))
        found.append(ready)
        waiting.remove(ready)
    return tuple(found)


def ancestors(after: Mapping[str, Sequence[str]], start: str) -> frozenset[str]:
    """Everything that `start` comes after, near and far."""
    found: set[str] = set()
    open_ = list(after[start])
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_ += after[one]
    return frozenset(found)


def circle(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first circle found, its first id repeated at the end; empty when there is none."""
    for start in after:
        if start in ancestors(after, start):
            path = [start]
            while len(path) == 1 or path[-1] != start:
                path.append(
                    next(
                        a
                        for a in after[path[-1]]
                        if a == start or (a not in path and start in ancestors(after, a))
                    )
                )
            return tuple(path)
    return ()
