"""What keeps a rule set from being read, and from standing beside another one in force."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.core import rules
from congtam.core.marked import Unreadable
from congtam.core.rules import RuleSet
from congtam.core.rules.model import Period
from congtam.regulations import queries
from congtam.regulations.models import Regulation

Of = Regulation.Kind


def of_reading(regulation: Regulation) -> list[str]:
    """The faults of a draft that is not yet a whole rule set."""
    if regulation.kind != Of.RULES:
        return []
    try:
        rules.load(regulation.body, regulation.code)
    except Unreadable as unreadable:
        return [f"{fault.place}: {fault.says}" for fault in unreadable.faults]
    return []


def of_force(regulation: Regulation) -> list[str]:
    """Another rule set in force that judges the same subjects in the same period."""
    if regulation.kind != Of.RULES:
        return []
    mine = queries.rules(regulation.pk)
    twins = [
        other
        for other in queries.rule_sets_in_force(regulation.tenant_id)
        if other.id != mine.id and _same_people(mine, other) and _meet(mine.period, other.period)
    ]
    return [
        _("«%(title)s» đang áp dụng cho cùng đối tượng (%(subject)s) trong cùng thời gian")
        % {"title": twin.title, "subject": twin.subject}
        for twin in twins
    ]


def _same_people(one: RuleSet, other: RuleSet) -> bool:
    return one.subject == other.subject


def _meet(one: Period, other: Period) -> bool:
    """Both hold on some day."""
    latest_start = max(one.first, other.first)
    return all(period.last is None or latest_start <= period.last for period in (one, other))
