"""So với bản đang áp dụng: where outcomes differ, and who would change level."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam.core.rules import Diff, RuleSet, classify, diff
from congtam.regulations import permissions, queries
from congtam.regulations.models import Regulation
from congtam.standings.queries.decided import Decided, decided_by
from congtam.web.regulations.drafting.desk import find_rules, judge
from congtam.web.regulations.drafting.places import place_says
from congtam.web.requests import ActingRequest

MOST_NAMES = 20
MOST_REGIONS = 60


@dataclass(frozen=True, slots=True)
class Move:
    """How many would go from one level to another; the first of them by name."""

    was: str
    now: str
    count: int
    names: list[str]


@dataclass(frozen=True, slots=True)
class Count:
    """«Ai sẽ đổi mức?» over those decided last."""

    cycles: list[str]
    subjects: int
    same: int
    moves: list[Move]
    undecided: int

    @property
    def changed(self) -> int:
        return self.subjects - self.same


@require_GET
def compare(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """The draft beside the version in force."""
    draft = find_rules(request, regulation_id)
    permissions.may_draft(request.mandate, draft.tenant_id).enforce()
    after = judge(draft.body, draft.code).rule_set
    row = _in_force(draft, after)
    context: dict[str, Any] = {"draft": draft, "before": row, "readable": after is not None}
    if after is not None and row is not None:
        before = queries.rules(row.pk)
        found = diff(before, after)
        context |= {
            "diff": found,
            "changes": [
                (place_says(one.place, before, after), one.was, one.now) for one in found.changes
            ],
            "differences": _grouped(found, before, after),
            "more": max(0, len(found.differences) - MOST_REGIONS),
            "dropped": [before.facts[name].label for name in found.dropped],
            "added": [after.facts[name].label for name in found.added],
            "count": _count(decided_by(request.mandate, row.code), before, after),
        }
    return render(request, "regulations/drafting/compare.html", context)


def _in_force(draft: Regulation, after: RuleSet | None) -> Regulation | None:
    """The version in force of this rule set, else the set in force for the same subjects."""
    same = Regulation.objects.in_force().filter(tenant_id=draft.tenant_id, kind=draft.kind)
    found = same.filter(code=draft.code).defer("body").first()
    if found is not None or after is None:
        return found
    others = queries.rule_sets_in_force(draft.tenant_id)
    code = next((other.id for other in others if other.subject == after.subject), "")
    return same.filter(code=code).defer("body").first()


def _grouped(found: Diff, before: RuleSet, after: RuleSet) -> list[tuple[str, str, list[str]]]:
    """The sentences under what was and what will be."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in found.differences[:MOST_REGIONS]:
        key = (before.outcome_label(one.was), after.outcome_label(one.now))
        grouped.setdefault(key, []).append(one.says)
    return [(was, now, says) for (was, now), says in grouped.items()]


def _count(decided: Decided, before: RuleSet, after: RuleSet) -> Count:
    """Both sets applied to the facts on which the last decisions stand."""
    moves: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[str]] = {}
    same = 0
    for subject in decided.subjects:
        was, now = (_outcome(rule_set, subject.facts) for rule_set in (before, after))
        if was == now:
            same += 1
            continue
        moves[was, now] += 1
        names.setdefault((was, now), []).append(subject.name)
    shown, left = [], MOST_NAMES
    for (was, now), count in moves.most_common():
        listed = names[was, now][:left]
        left -= len(listed)
        shown.append(Move(before.outcome_label(was), after.outcome_label(now), count, listed))
    unknown = sum(count for (_was, now), count in moves.items() if now == "unknown")
    return Count(decided.cycles, len(decided.subjects), same, shown, unknown)


def _outcome(rule_set: RuleSet, facts: dict[str, object]) -> str:
    """What a rule set makes of facts; those it does not ask for are left aside."""
    return classify(
        rule_set, {name: value for name, value in facts.items() if name in rule_set.inputs}
    ).outcome
