"""The parts of the tree: read, put, dropped, moved, and who uses what."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from congtam.core.canonical import canonical, digest, without
from congtam.core.rules.loader import FORMAT
from congtam.core.rules.model import MANUAL
from congtam.core.vietnamese import fold, nfc

Tree = dict[str, Any]

KEYED = ("documents", "facts")
LISTED = ("levels", "invariants", "interpretations", "caps", "quotas")
EXAMPLES = "examples"
PARTS = (*KEYED, *LISTED, EXAMPLES)
UNSEALED = ("status", "accepted")
_PREFIX = {"invariants": "BB", "interpretations": "DG", "caps": "TR", "quotas": "TL"}
_LONGEST_KEY = 40


class Lost(LookupError):
    """The part of the tree that was named is not there (any more)."""


def read(body: str) -> Tree:
    """The tree of a canonical text."""
    tree = json.loads(body)
    assert isinstance(tree, dict)
    return tree


def written(tree: Tree) -> str:
    """The canonical text: every scalar as it would be typed."""
    return canonical(_typed(tree))


def sealed(tree: Tree) -> str:
    """The hash that a loaded rule set with this tree has."""
    return digest(canonical(_typed(without(tree, UNSEALED))))


def mark(value: object) -> str:
    """A short sign of what a form was built on, to see whether it is still so."""
    return digest(canonical(_typed(value)))[:16]


def _typed(value: object) -> Any:
    """Scalars as text, the way the loader of YAML leaves them."""
    if isinstance(value, Mapping):
        return {key: _typed(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_typed(member) for member in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return canonical(Decimal(value)).strip('"')
    if isinstance(value, date):
        return value.isoformat()
    return nfc(value) if isinstance(value, str) else value


def blank(
    *, id: str, title: str, subject: str, first: date, last: date | None, levels: Sequence[str]
) -> Tree:
    """A rule set with its levels named, and nothing said about them yet."""
    tree: Tree = {
        "format": FORMAT,
        "id": id,
        "version": "1",
        "title": title,
        "subject": subject,
        "period": _period(first, last),
        "documents": {},
        "facts": {},
        "levels": [],
        "otherwise": {"outcome": MANUAL},
    }
    for label in levels:
        tree, _key = put(tree, "levels", "", {"label": label, "all": []})
    return tree


def copied(tree: Tree, *, id: str, version: int, first: date, last: date | None) -> Tree:
    """The next version, or the first one of another rule set: what was accepted under another
    name is to be accepted anew."""
    made = deepcopy(tree)
    if id != tree["id"]:
        made.pop("accepted", None)
    return made | {"id": id, "version": str(version), "period": _period(first, last)}


def _period(first: date, last: date | None) -> Tree:
    return {"from": first.isoformat(), "to": last.isoformat() if last else None}


def describe(tree: Tree, *, title: str, subject: str, first: date, last: date | None) -> Tree:
    """Title, whom it is about, and the period."""
    about = {"title": title, "subject": subject, "period": _period(first, last)}
    return deepcopy(tree) | about


def conclude(tree: Tree, *, otherwise: Tree, check_first: Sequence[str]) -> Tree:
    """What holds when no level applies, and which levels are tried first."""
    made = deepcopy(tree)
    made["otherwise"] = _merged(tree.get("otherwise") or {}, otherwise)
    made["check_first"] = list(check_first)
    return made


def entries(tree: Tree, part: str) -> list[tuple[str, Tree]]:
    """Key and item of every member of a part, in their order."""
    if part in KEYED:
        return list((tree.get(part) or {}).items())
    members = tree.get(part) or []
    if part == EXAMPLES:
        return [(str(place), item) for place, item in enumerate(members)]
    return [(str(item.get("id", "")), item) for item in members]


def entry(tree: Tree, part: str, key: str) -> Tree:
    """One member of a part; `Lost` when there is none."""
    for name, item in entries(tree, part):
        if name == key:
            return item
    raise Lost(key)


def put(tree: Tree, part: str, key: str, item: Tree) -> tuple[Tree, str]:
    """The item in place of the one with this key, or a new one where the key is empty."""
    made = deepcopy(tree)
    if key:
        found = entry(made, part, key)
        changed = _merged(found, item)
        found.clear()
        found.update(changed)
        return made, key
    key = fresh(tree, part, str(item.get("label") or item.get("number") or item.get("title") or ""))
    item = _merged({}, item)
    if part in KEYED:
        made.setdefault(part, {})[key] = item
    else:
        listed = made.get(part) or []
        key = str(len(listed)) if part == EXAMPLES else key
        made[part] = [*listed, item if part == EXAMPLES else {"id": key, **item}]
    return made, key


def _merged(old: Tree, new: Tree) -> Tree:
    """What the form does not know stays; what it left empty goes."""
    return {key: value for key, value in {**old, **new}.items() if value is not None}


def drop(tree: Tree, part: str, key: str) -> Tree:
    """Without the item; whoever asks has looked at its `users`."""
    entry(tree, part, key)
    made = deepcopy(tree)
    if part in KEYED:
        del made[part][key]
    else:
        made[part] = [item for name, item in entries(made, part) if name != key]
    return made


def move(tree: Tree, part: str, key: str, step: int) -> Tree:
    """The item one place up (-1) or down (+1) in its list; at the end it stays."""
    entry(tree, part, key)
    made = deepcopy(tree)
    shift(made[part], [name for name, _item in entries(made, part)].index(key), step)
    return made


def shift(members: list[Any], place: int, step: int) -> int:
    """Moves one member of a list, and gives its new place."""
    target = min(max(place + step, 0), len(members) - 1)
    members.insert(target, members.pop(place))
    return target


def accept(tree: Tree, key: str, *, by: str, reason: str) -> Tree:
    """A finding taken on by name; said again, the last word holds."""
    rest = [one for one in tree.get("accepted") or [] if one.get("key") != key]
    return deepcopy(tree) | {"accepted": [*rest, {"key": key, "by": by, "reason": reason}]}


def withdraw(tree: Tree, key: str) -> Tree:
    """The finding stands open again."""
    accepted = tree.get("accepted") or []
    rest = [one for one in accepted if one.get("key") != key]
    if len(rest) == len(accepted):
        raise Lost(key)
    return deepcopy(tree) | {"accepted": rest}


def fresh(tree: Tree, part: str, label: str) -> str:
    """An id that nothing in the tree has yet, made of the label where that says something."""
    taken = ids(tree) | {name for name, _item in entries(tree, part)}
    if part in _PREFIX:
        return next(name for n in count(1) if (name := f"{_PREFIX[part]}{n}") not in taken)
    if part == "levels":
        return free("".join(word[0] for word in _words(label)).upper() or "M", taken)
    stem = slug(label, "_") if part == "facts" else slug(label, "-").upper()
    return free(stem or part[0], taken)


def slug(text: str, between: str) -> str:
    """The words without marks, short enough for an id."""
    return between.join(_words(text))[:_LONGEST_KEY].strip(between)


def free(stem: str, taken: Collection[str]) -> str:
    """The stem, with the first free number behind it where it is taken."""
    return next(name for n in count(1) if (name := f"{stem}{n}" if n > 1 else stem) not in taken)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"\W+", fold(text), flags=re.ASCII) if word]


def ids(tree: Tree) -> set[str]:
    """Every id of conditions, groups and list items."""
    return {str(node["id"]) for node in _maps(tree) if isinstance(node.get("id"), str)}


def users(tree: Tree, part: str, key: str) -> list[str]:
    """The names of what stands on one document, fact or level."""
    if part == "documents":
        cited = (one for one in _maps(tree) if (one.get("cite") or {}).get("doc") == key)
        return [_name(one) for one in cited]
    if part == "facts":
        return list(dict.fromkeys(_users_of_fact(tree, key)))
    return list(dict.fromkeys(_users_of_level(tree, key))) if part == "levels" else []


def _name(owner: Tree) -> str:
    return str(owner.get("id") or owner.get("label") or owner.get("outcome") or "cite")


def _users_of_fact(tree: Tree, key: str) -> Iterator[str]:
    yield from (str(node.get("id", "")) for node in _maps(tree) if node.get("fact") == key)
    for name, fact in entries(tree, "facts"):
        if name != key and key in _leaves(fact.get("of")):
            yield str(fact.get("label", name))
    for part in ("invariants", "caps"):
        for name, item in entries(tree, part):
            if key in _leaves(without(item, ("why", "cite", "id"))):
                yield name
    for place, example in entries(tree, EXAMPLES):
        if key in (example.get("given") or {}):
            yield f"ví dụ {int(place) + 1}"


def _users_of_level(tree: Tree, key: str) -> Iterator[str]:
    if key in (tree.get("check_first") or []):
        yield "thứ tự xét"
    if (tree.get("otherwise") or {}).get("outcome") == key:
        yield "khi không mức nào khớp"
    for part in ("quotas", "caps"):
        for name, item in entries(tree, part):
            said = [item.get(word) for word in ("level", "of_level", "at_most")]
            if key in _leaves(said):
                yield name
    for place, example in entries(tree, EXAMPLES):
        if example.get("expect") == key or key in (example.get("possible") or []):
            yield f"ví dụ {int(place) + 1}"


def _maps(value: object) -> Iterator[Tree]:
    """Every mapping in a tree, from outside in."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _maps(member)
    elif isinstance(value, list):
        for member in value:
            yield from _maps(member)


def _leaves(value: object) -> Iterator[str]:
    """Every word that stands in a value, names of keys included."""
    if isinstance(value, dict):
        yield from value
        for member in value.values():
            yield from _leaves(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _leaves(member)
    elif isinstance(value, str):
        yield value
