"""Slips of the pen in one condition of a rule set: what somebody typing it in may get wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from congtam.core.marked import Unreadable
from congtam.core.rules import Report, RuleSet, check, diff, load, run_examples
from congtam.core.rules.checking.findings import EXAMPLE_FAILS

Condition = dict[str, Any]
# What a condition hangs on; the examples are run from the rule set itself.
_READ = (
    "format", "id", "version", "title", "subject", "period", "documents", "facts", "levels",
    "check_first", "otherwise", "invariants", "caps",
)  # fmt: skip
NUMBERS = ("at_least", "more_than", "at_most", "less_than", "equals")
WRONG_WORDS = {
    "at_least": ("more_than", "at_most", "equals"),
    "more_than": ("at_least", "less_than"),
    "at_most": ("less_than", "at_least", "equals"),
    "less_than": ("at_most", "more_than"),
    "equals": ("at_least", "at_most"),
}


@dataclass(frozen=True)
class Mistake:
    """What was mistyped in which condition, and the file that came of it."""

    condition: str
    what: str
    text: str


def mistakes(rule_set: RuleSet) -> Iterator[Mistake]:
    """Every single mistake in a condition of a level or a cap."""
    tree = {key: value for key, value in json.loads(rule_set.whole).items() if key in _READ}
    for place in _places(tree):
        original = _at(tree, place)
        for what, wrong in _wrong(original, rule_set):
            copy = deepcopy(tree)
            holder, last = _at(copy, place[:-1]), place[-1]
            if wrong is None:
                del holder[last]
            else:
                holder[last] = wrong
            yield Mistake(original["id"], what, json.dumps(copy, ensure_ascii=False))


def _places(tree: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if not place:
        for part in ("levels", "caps"):
            yield from _places(tree.get(part) or [], (part,))
    elif isinstance(tree, dict) and "fact" in tree and "id" in tree:
        yield place
    elif isinstance(tree, dict | list):
        for key, member in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _places(member, (*place, key))


def _at(tree: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        tree = tree[key]
    return tree


def _wrong(one: Condition, rule_set: RuleSet) -> Iterator[tuple[str, Condition | None]]:
    yield "dropped", None
    fact = rule_set.facts[one["fact"]]
    for other in rule_set.facts.values():
        alike = (other.type, other.values, other.na) == (fact.type, fact.values, fact.na)
        if alike and other is not fact:
            yield f"fact {other.id}", {**one, "fact": other.id}
    for word in NUMBERS:
        if word in one:
            yield from _words(one, word)
            yield from ((f"{word} {n}", {**one, word: n}) for n in _digits(one[word]))
    yield from _bounds(one)
    yield from _values(one, fact.values)
    for na in {"pass", "fail", "unknown"} - {one.get("if_na")} if "if_na" in one else ():
        yield f"if_na {na}", {**one, "if_na": na}


def _words(one: Condition, word: str) -> Iterator[tuple[str, Condition]]:
    for wrong in WRONG_WORDS[word]:
        rest = {key: value for key, value in one.items() if key != word}
        yield f"{word} as {wrong}", {**rest, wrong: one[word]}


def _digits(number: str) -> Iterator[str]:
    """One digit wrong, one lost, one too many."""
    value = Decimal(number)
    for step in (Decimal(1), Decimal(10)):
        yield from (f"{value + way * step:f}" for way in (1, -1))
    yield f"{number}0"
    if len(number) > 1:
        yield number[1:].lstrip(".") or "0"
        yield number[:-1].rstrip(".")


def _bounds(one: Condition) -> Iterator[tuple[str, Condition]]:
    if "between" not in one:
        return
    low, high = one["between"]
    for end in ("lower", "upper"):
        other = "closed" if one.get(end) == "open" else "open"
        yield f"{end} {other}", {**one, end: other}
    yield "ends swapped", {**one, "between": [high, low]}
    for wrong in _digits(low):
        yield f"from {wrong}", {**one, "between": [wrong, high]}
    for wrong in _digits(high):
        yield f"to {wrong}", {**one, "between": [low, wrong]}


def _values(one: Condition, values: tuple[str, ...]) -> Iterator[tuple[str, Condition]]:
    if one.get("is") in ("true", "false"):
        yield "is turned", {**one, "is": "false" if one["is"] == "true" else "true"}
    elif "is" in one:
        yield from ((f"is {v}", {**one, "is": v}) for v in values if v != one["is"])
    for value in values if "one_of" in one else ():
        chosen = [v for v in one["one_of"] if v != value]
        wrong = chosen if value in one["one_of"] else [*chosen, value]
        if wrong:
            yield f"one_of without or with {value}", {**one, "one_of": wrong}


@dataclass
class Tally:
    """`refused` by the loader; `same`: nobody's outcome changes; the rest is caught or not."""

    refused: int = 0
    same: int = 0
    by_example: int = 0
    by_report: int = 0
    missed: tuple[Mistake, ...] = ()

    @property
    def meant(self) -> int:
        return self.by_example + self.by_report + len(self.missed)


def tally(rule_set: RuleSet, some: slice = slice(None)) -> Tally:
    """How the mistakes (some of them) come to light."""
    found, before = Tally(), keys(check(rule_set))
    for mistake in list(mistakes(rule_set))[some]:
        try:
            read = load(mistake.text, "gõ nhầm")
        except Unreadable:
            found.refused += 1
            continue
        wrong = replace(read, examples=rule_set.examples)
        if run_examples(wrong):
            found.by_example += 1  # another outcome, so the meaning is another
        elif not changed(rule_set, wrong):
            found.same += 1
        elif keys(check(wrong)) != before:
            found.by_report += 1
        else:
            found.missed += (mistake,)
    return found


def changed(before: RuleSet, after: RuleSet) -> bool:
    found = diff(before, after)
    return bool(found.differences) or found.cut


def keys(report: Report) -> set[str]:
    """What the report says, but for the examples, which are counted apart."""
    return {one.key for one in report.findings if one.kind != EXAMPLE_FAILS}
