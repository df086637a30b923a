"""Quotas of a track, each with its calculation in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.core import quotas as core
from congtam.core.quotas import Quota
from congtam.core.rules import RuleSet
from congtam.standings.queries.desks import Course

# The scope a quota may name for units: the units one body looks after, each group by itself.
IN_CHARGE = "in_charge"


@dataclass(frozen=True, slots=True)
class Group:
    """Units counted together: how many stand on each level, and how many there are at all."""

    name: str
    levels: Counter[str]
    everyone: int


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota measured on one group; `exceeded` is by how many, 0 within."""

    id: str
    title: str
    group: str
    place: str
    allowed: int
    used: int
    exceeded: int
    sentence: str


def measured(course: Course, groups: Mapping[UUID | None, Group]) -> list[QuotaLine]:
    """Every quota that the rule book applies to this track, on each group of its scope."""
    rules = course.rules
    return [
        _line(rules, quota, group) for quota in _applied(course) for group in _scope(quota, groups)
    ]


def _applied(course: Course) -> list[Quota]:
    """The quota the enrolment names; all of the rule set when it names none."""
    named = course.enrolment.quota
    return [q for q in course.rules.quotas if not named or q.id == named]


def _scope(quota: Quota, groups: Mapping[UUID | None, Group]) -> list[Group]:
    if quota.per == (IN_CHARGE,):
        return [group for group in groups.values() if group.everyone]
    levels = sum((group.levels for group in groups.values()), Counter[str]())
    return [Group("", levels, sum(group.everyone for group in groups.values()))]


def _line(rules: RuleSet, quota: Quota, group: Group) -> QuotaLine:
    labels = {level.id: level.label for level in rules.levels}
    found = core.measure(quota, group.levels, everyone=group.everyone, labels=labels)
    known = quota.per in ((), (IN_CHARGE,))
    sentence = found.sentence
    if not known:
        sentence = _("%(sentence)s (phạm vi «%(per)s» chưa tính riêng được, tính chung)") % {
            "sentence": sentence,
            "per": ", ".join(quota.per),
        }
    document = rules.documents[quota.cite.doc]
    return QuotaLine(
        id=quota.id,
        title=", ".join(labels[level] for level in quota.levels),
        group=group.name,
        place=f"{quota.cite.at}, {document.number or document.title}",
        allowed=found.allowed,
        used=found.used,
        exceeded=found.exceeded,
        sentence=sentence,
    )
