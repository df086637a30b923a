"""The facts on which the last decisions stand: read back from what was sealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from congtam.organisation.models import Mandate
from congtam.standings.models import DecisionList
from congtam.standings.queries.proposing import opened
from congtam.standings.states import DecisionState


@dataclass(frozen=True, slots=True)
class DecidedSubject:
    """One subject of a sealed list: its name and the facts that counted."""

    name: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """The subjects of one year, and the titles of its cycles."""

    cycles: list[str]
    subjects: list[DecidedSubject]


def decided_by(mandate: Mandate, rules_code: str) -> Decided:
    """Those whom this rule set judged in the latest year, on the lists this mandate may see.

    A corrected decision is a later list: the last word on each subject counts.
    """
    lists = DecisionList.objects.visible_to(mandate).exclude(state=DecisionState.DRAFT)
    rows = lists.select_related("cycle").order_by("-cycle__year", "sealed_at")
    cycles: dict[str, None] = {}
    found: dict[str, DecidedSubject] = {}
    year = None
    for row in rows.iterator():
        tree = json.loads(row.snapshot)
        if tree.get("regulations", {}).get("rules", {}).get("code") != rules_code:
            continue
        year = year or row.cycle.year
        if row.cycle.year != year:
            break
        cycles[row.cycle.title] = None
        for unit in tree.get("units", []):
            found[unit["assessment"]] = DecidedSubject(
                unit["name"], opened(unit.get("facts") or {})
            )
    return Decided(list(cycles), list(found.values()))
