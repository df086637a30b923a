"""Whatever stands in a pack, the answer is a value or a list of faults, never a crash."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from congtam.core import marked, plan
from congtam.core.marked import Unreadable
from congtam.core.packs import calendar, organisation, procedure, rulebook, sheet
from tests.core.packs.test_calendar import CALENDAR
from tests.core.packs.test_organisation import TREE
from tests.core.packs.test_procedure import PROCEDURE
from tests.core.packs.test_rulebook import BOOK
from tests.core.packs.test_sheet import SHEET
from tests.core.test_plan import PLAN

STRANGE: tuple[Any, ...] = (None, "", "x", "-1", "1e40", [], {}, [[]], ["x"], {"x": "y"}, [None])


def nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree, as its holder and its key."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from nodes(tree[key])


@pytest.mark.parametrize(
    ("load", "text"),
    [
        (calendar.load, CALENDAR),
        (organisation.load, TREE),
        (plan.load, PLAN),
        (procedure.load, PROCEDURE),
        (rulebook.load, BOOK),
        (sheet.load, SHEET),
    ],
)
def test_a_strange_value_anywhere_is_read_or_refused(
    load: Callable[[str, str], object], text: str
) -> None:
    tree = json.loads(json.dumps(marked.read(text, "goi.yaml")))
    outcomes = Counter()
    for place, (holder, key) in enumerate(list(nodes(tree))):
        kept, holder[key] = holder[key], STRANGE[place % len(STRANGE)]
        outcomes[answer(load, json.dumps(tree, ensure_ascii=False))] += 1
        holder[key] = kept

    assert set(outcomes) <= {"read", "refused"}
    assert outcomes["refused"] > outcomes["read"]


def answer(load: Callable[[str, str], object], text: str) -> str:
    try:
        load(text, "goi.json")
    except Unreadable as found:
        return "refused" if found.faults else "refused without a word"
    return "read"
