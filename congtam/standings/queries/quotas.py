"""Quotas of a track, each with its calculation in words, on each group that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.states import StepKind
from congtam.core import quotas as core
from congtam.core.figures import plain
from congtam.core.quotas import Quota
from congtam.core.rules import RuleSet
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Course

# The words of a scope, and the columns of a file that tell one group from another.
IN_CHARGE, UNIT, AUTHORITY = "in_charge", "don_vi", "cap_cong_nhan"
EQUALS = ("nhom_nhiem_vu", "nhom_vi_tri")
_COLUMNS = {
    IN_CHARGE: ("in_charge_id", "in_charge__name"),
    UNIT: ("unit_id", "placement__name"),
    **dict.fromkeys(EQUALS, ("group", "group")),
}
_NEAR = {IN_CHARGE}


@dataclass(frozen=True, slots=True)
class Group:
    """Files counted together: how many stand on each level, and how many there are at all."""

    name: str
    levels: Counter[str]
    everyone: int


@dataclass(frozen=True, slots=True)
class Counted:
    """So many files on one level in one place. `here`: on the list in question; `near`: of its
    track; `ours`: decided by the same body."""

    place: Mapping[str, tuple[object, str]]
    level: str
    count: int
    here: bool = True
    near: bool = True
    ours: bool = True


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota measured on one group; `exceeded` is by how many, 0 within.

    `may_raise` tells of the higher share that the text allows, where the normal one is exceeded;
    `raised` is true once it was taken.
    """

    id: str
    title: str
    group: str
    place: str
    allowed: int
    used: int
    exceeded: int
    sentence: str
    scope: str = ""
    may_raise: str = ""
    raised: bool = False
    noun: str = ""


def columns(course: Course) -> list[str]:
    """The columns by which files must be counted for the quotas of this track."""
    words = {word for quota in applied(course) for word in quota.per}
    found = [name for word in sorted(words & set(_COLUMNS)) for name in _COLUMNS[word]]
    return list(dict.fromkeys(found))


def place_of(row: Mapping[str, Any]) -> dict[str, tuple[object, str]]:
    """Where a counted row belongs, by the words of the scopes."""
    return {
        word: (row[key], row[name] or "") for word, (key, name) in _COLUMNS.items() if key in row
    }


def quotas_of(decision_list: DecisionList, course: Course) -> list[QuotaLine]:
    """The quotas if this list were sealed as it stands: with what was decided before, also on
    other tracks of the year where a quota counts equal positions; one statement."""
    listed = Decision.objects.filter(list=decision_list, assessment_id=OuterRef("pk"))
    files = _files(course, decision_list.body_id).annotate(
        now=Coalesce(Subquery(listed.values("level")[:1]), F("level")), here=Exists(listed)
    )
    keys = [*columns(course), "track_id", "ours", "now", "here"]
    rows = files.values(*keys).annotate(n=Count("pk")).order_by(*columns(course), "track_id")
    counted = [
        Counted(
            place_of(row), row["now"], row["n"], row["here"], row["track_id"] == course.id,
            row["ours"],
        )
        for row in rows
    ]  # fmt: skip
    return measured(course, counted, raised=bool(decision_list.raised_reason))


def _files(course: Course, body: UUID) -> QuerySet[Assessment, Any]:
    """The files that any quota of this track counts; `ours` are those the same body decides."""
    decided = Participant.objects.filter(
        assessment_id=OuterRef("pk"), step__kind=StepKind.DECIDE, body_id=body
    )
    far = any(set(quota.per) - _NEAR for quota in applied(course))
    if not far:
        everything = Value(value=True, output_field=BooleanField())
        return Assessment.objects.filter(track_id=course.id).annotate(ours=everything)
    return Assessment.objects.filter(cycle_id=course.cycle, subject=course.subject).annotate(
        ours=Exists(decided)
    )


def measured(course: Course, counted: Iterable[Counted], *, raised: bool) -> list[QuotaLine]:
    """Every quota that the rule book applies to this track, on each group that is concerned."""
    rows = list(counted)
    return [
        _line(course, quota, group, raised=raised)
        for quota in applied(course)
        for group in _groups(course, quota, rows)
    ]


def applied(course: Course) -> list[Quota]:
    """The quota the enrolment names; all of the rule set when it names none."""
    named = course.enrolment.quota
    return [q for q in course.rules.quotas if not named or q.id == named]


@dataclass(slots=True)
class _Sum:
    names: tuple[str, ...] = ()
    levels: Counter[str] = field(default_factory=Counter)
    everyone: int = 0
    here: bool = False


def _groups(course: Course, quota: Quota, rows: Iterable[Counted]) -> list[Group]:
    words = [word for word in quota.per if word in _COLUMNS]
    found: dict[tuple[object, ...], _Sum] = {} if quota.per else {(): _Sum(here=True)}
    for row in rows:
        if not _counts(course, quota, row):
            continue
        one = found.setdefault(tuple(row.place[word][0] for word in words), _Sum())
        one.names = tuple(dict.fromkeys(row.place[w][1] for w in words if row.place[w][1]))
        one.everyone += row.count
        one.here |= row.here
        if row.level:
            one.levels[row.level] += row.count
    return [
        Group(", ".join(one.names), one.levels, one.everyone) for one in found.values() if one.here
    ]


def _counts(course: Course, quota: Quota, row: Counted) -> bool:
    """True for a file that this quota counts: equal positions also across tracks."""
    words = set(quota.per)
    if words <= _NEAR:
        return row.near
    if AUTHORITY in words and not row.ours:
        return False
    return not words & set(EQUALS) or row.place[EQUALS[0]][0] == course.enrolment.position


def _line(course: Course, quota: Quota, group: Group, *, raised: bool) -> QuotaLine:
    rules = course.rules
    labels = {level.id: level.label for level in rules.levels}
    measure = partial(
        core.measure, quota, group.levels, everyone=group.everyone, labels=labels,
        noun=_noun(course.subject),
    )  # fmt: skip
    found = measure()
    document = rules.documents[quota.cite.doc]
    line = QuotaLine(
        id=quota.id,
        title=", ".join(labels[level] for level in quota.levels),
        group=group.name,
        place=f"{quota.cite.at}, {document.number or document.title}",
        allowed=found.allowed,
        used=found.used,
        exceeded=found.exceeded,
        sentence=found.sentence,
        scope=quota.scope,
        noun=_noun(course.subject),
    )
    if quota.raised is None or not found.exceeded:
        return line
    line = replace(line, may_raise=_raising(rules, quota))
    if not raised:
        return line
    lifted = measure(raised=True)
    return replace(
        line, allowed=lifted.allowed, exceeded=lifted.exceeded, sentence=lifted.sentence,
        raised=True,
    )  # fmt: skip


def _raising(rules: RuleSet, quota: Quota) -> str:
    """The higher share, when it may be taken, and where that is written."""
    assert quota.raised is not None
    document = rules.documents[quota.raised.cite.doc]
    return _("Tỷ lệ nâng %(percent)s%%: %(when)s (%(at)s, %(document)s)") % {
        "percent": plain(Fraction(quota.raised.percent)),
        "when": quota.raised.when,
        "at": quota.raised.cite.at,
        "document": document.number or document.title,
    }


def _noun(subject: str) -> str:
    return {"person": _("người"), "body": _("tập thể")}.get(subject, _("đơn vị"))
