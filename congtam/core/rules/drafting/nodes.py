"""The conditions of a level: groups within groups, each node with an address.

`HTTNV:` is the level's own group, `HTTNV:2` its third member, `HTTNV:2.0` the first one in there.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from congtam.core.rules.drafting.parts import Lost, Tree, entries, entry, ids, shift
from congtam.core.rules.node_loader import MODES


@dataclass(frozen=True, slots=True)
class Row:
    """One node of a level as a line; `only` says that its place cannot change."""

    address: str
    depth: int
    node: Tree
    first: bool
    last: bool

    @property
    def group(self) -> bool:
        return "fact" not in self.node


def mode(node: Tree) -> str:
    """all, any or not; empty where a level has none."""
    return next((word for word in MODES if word in node), "")


def members(node: Tree) -> list[Tree]:
    """What stands in a group."""
    inner = node.get(mode(node) or "all")
    if isinstance(inner, list):
        return inner
    return [inner] if isinstance(inner, dict) else []


def with_members(node: Tree, word: str, inner: list[Tree]) -> Tree:
    """The keys that make these members a group of this mode; the other modes are emptied."""
    keys: dict[str, Any] = dict.fromkeys(MODES)
    if word == "not":
        keys["not"] = inner[0] if inner else {}
    elif word:
        keys[word] = inner
    return {**node, **keys}


def at(tree: Tree, address: str) -> Tree:
    """The node at an address; `Lost` when there is none."""
    level, steps = _steps(address)
    node = entry(tree, "levels", level)
    for step in steps:
        inner = members(node)
        if step >= len(inner):
            raise Lost(address)
        node = inner[step]
    return node


def rows(tree: Tree, level: str) -> list[Row]:
    """Every node of a level below its own group, in the order they are read."""
    return list(_rows(entry(tree, "levels", level), f"{level}:", 1))


def _rows(group: Tree, address: str, depth: int) -> Iterator[Row]:
    inner = [node for node in members(group) if node]
    for place, node in enumerate(inner):
        row = Row(_below(address, place), depth, node, place == 0, place == len(inner) - 1)
        yield row
        if row.group:
            yield from _rows(node, row.address, depth + 1)


def add(tree: Tree, address: str, node: Tree) -> tuple[Tree, str]:
    """A new last member of the group at the address; a condition without id is given one."""
    made = deepcopy(tree)
    group = at(made, address)
    inner = [one for one in members(group) if one]
    if "fact" in group or (mode(group) == "not" and inner):
        raise Lost(address)
    if "fact" in node:
        node = {"id": fresh_id(tree, address.partition(":")[0]), **node}
    word = mode(group) or "all"
    _set(group, with_members(group, word, [*inner, _clean(node)]))
    return made, _below(address, len(inner))


def put(tree: Tree, address: str, item: Tree) -> Tree:
    """Other words for the node at the address; what the item does not name stays."""
    made = deepcopy(tree)
    node = at(made, address)
    _set(node, {**node, **item})
    return made


def regroup(tree: Tree, address: str, word: str) -> Tree:
    """Another mode for a group; `not` holds one member only, a group without mode none."""
    node = at(tree, address)
    inner = [one for one in members(node) if one]
    if "fact" in node or len(inner) > {"not": 1, "": 0}.get(word, len(inner)):
        raise Lost(address)
    return put(tree, address, with_members({}, word, inner))


def drop(tree: Tree, address: str) -> Tree:
    """Without the node and all that stands in it."""
    made = deepcopy(tree)
    group, place = _parent(made, address)
    inner = members(group)
    if place >= len(inner):
        raise Lost(address)
    rest = [one for step, one in enumerate(inner) if step != place]
    _set(group, with_members(group, mode(group), rest))
    return made


def move(tree: Tree, address: str, step: int) -> Tree:
    """One place up (-1) or down (+1) within its group."""
    at(tree, address)
    made = deepcopy(tree)
    group, place = _parent(made, address)
    if mode(group) != "not":
        shift(members(group), place, step)
    return made


def fresh_id(tree: Tree, level: str) -> str:
    """The next number of a condition in its level."""
    taken = ids(tree) | {key for key, _item in entries(tree, "levels")}
    stem = level if not level[-1:].isdigit() else f"{level}."
    return next(name for n in count(1) if (name := f"{stem}{n}") not in taken)


def _parent(tree: Tree, address: str) -> tuple[Tree, int]:
    level, steps = _steps(address)
    if not steps:
        raise Lost(address)
    above = ".".join(str(step) for step in steps[:-1])
    return at(tree, f"{level}:{above}"), steps[-1]


def _steps(address: str) -> tuple[str, list[int]]:
    level, colon, rest = address.partition(":")
    parts = rest.split(".") if rest else []
    if not colon or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise Lost(address)
    return level, [int(part) for part in parts]


def _below(address: str, place: int) -> str:
    return f"{address}{place}" if address.endswith(":") else f"{address}.{place}"


def _set(node: Tree, keys: Tree) -> None:
    found = _clean(keys)
    node.clear()
    node.update(found)


def _clean(keys: Tree) -> Tree:
    return {key: value for key, value in keys.items() if value is not None}
