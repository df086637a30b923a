"""What was rewritten between two rule sets, entry by entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from congtam.core.rules.model import RuleSet

_LEFT_OUT = ("examples", "accepted", "status")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry at its place (`levels.HTNV.all.H3.at_most`); None where it is not."""

    place: str
    was: str | None
    now: str | None

    def to_json(self) -> dict[str, str | None]:
        return {"place": self.place, "was": self.was, "now": self.now}


def changes(before: RuleSet, after: RuleSet) -> Iterator[Change]:
    """Thresholds, labels, citations and all else that reads differently, in a steady order."""
    was, now = (dict(_entries(_tree(one))) for one in (before, after))
    for place in dict.fromkeys((*was, *now)):
        if was.get(place) != now.get(place):
            yield Change(place, was.get(place), now.get(place))


def _tree(rule_set: RuleSet) -> dict[str, object]:
    tree = json.loads(rule_set.whole)
    return {key: value for key, value in tree.items() if key not in _LEFT_OUT}


def _entries(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every scalar with its place; a member of a list goes by its id where it has one."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _entries(member, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for i, member in enumerate(value):
            name = member.get("id", i) if isinstance(member, dict) else i
            yield from _entries(member, f"{place}.{name}")
    elif value is not None:
        yield place, str(value)
