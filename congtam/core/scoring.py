"""From what was typed to points, from points to totals, facts, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from congtam.core.packs.sheet import Criterion, Explanation, Group, Sheet
from congtam.core.points import BadPoints, parse

ZERO = Decimal(0)
YES, NO = "co", "khong"


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed, in its one spelling, and the points that follow from it."""

    entered: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """What one participant put on one criterion."""

    points: Decimal | None
    reached: bool = False
    missed: bool = False
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a sheet as far as it is filled; `blank` are the lines without points."""

    total: Decimal
    groups: Mapping[str, Decimal]
    zeros: Mapping[str, int]
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is still missing, and where: points, reached, missed, evidence, …"""

    kind: str
    at: str
    code: str
    says: str


def take(criterion: Criterion, typed: str, *, decimals: int) -> Entered:
    """The points of one line; `BadPoints` says in Vietnamese what is wrong with `typed`."""
    typed = typed.strip()
    if not typed:
        return Entered("", None)
    if criterion.measure == "yes_no":
        return _yes_no(criterion, typed)
    if criterion.measure == "count":
        return _count(criterion, typed)
    points = parse(typed, max_points=criterion.max, decimals=decimals)
    return Entered(str(points.normalize() if points else ZERO), points)


def _yes_no(criterion: Criterion, typed: str) -> Entered:
    if typed not in (YES, NO):
        raise BadPoints("Chọn «Đạt» hoặc «Không đạt».")
    return Entered(typed, criterion.max if typed == YES else ZERO)


def _count(criterion: Criterion, typed: str) -> Entered:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise BadPoints("Nhập số lần là số nguyên từ 0, ví dụ 3.")
    assert criterion.unit_points is not None
    return Entered(str(int(typed)), min(int(typed) * criterion.unit_points, criterion.max))


def totals(
    sheet: Sheet, points: Mapping[str, Decimal | None], *, may_score: Iterable[Group]
) -> Totals:
    """Sum the groups in `may_score`; a capped group never counts above its maximum."""
    groups: dict[str, Decimal] = {}
    zeros: dict[str, int] = {}
    blank: list[str] = []
    total = ZERO
    for group in may_score:
        given = [points.get(c.id) for c in group.criteria]
        known = [p for p in given if p is not None]
        blank += [c.id for c, p in zip(group.criteria, given, strict=True) if p is None]
        groups[group.id] = min(sum(known, ZERO), group.max)
        zeros[group.id] = sum(1 for p in known if p == 0)
        total += -groups[group.id] if group.kind == "deduction" else groups[group.id]
    return Totals(total, groups, zeros, tuple(blank))


def facts(sheet: Sheet, sums: Totals, declared: Mapping[str, str]) -> dict[str, object]:
    """The facts a rule set is asked with; what is not known yet is left out."""
    known: dict[str, object] = {}
    blank = set(sums.blank)
    for fact in sheet.facts:
        if fact.source == "declared":
            if fact.id in declared:
                known[fact.id] = _declared(fact.type, declared[fact.id])
        elif fact.source == "total":
            if not blank:
                known[fact.id] = sums.total
        elif _group_known(sheet, fact.group, blank) and fact.group in sums.groups:
            source = sums.groups if fact.source == "group" else sums.zeros
            known[fact.id] = source[fact.group]
    return known


def _declared(kind: str, value: str) -> object:
    return value == YES if kind == "bool" else value


def _group_known(sheet: Sheet, group_id: str, blank: set[str]) -> bool:
    return all(c.id not in blank for g in sheet.groups if g.id == group_id for c in g.criteria)


def gaps(
    sheet: Sheet,
    lines: Mapping[str, Line],
    *,
    may_score: Iterable[Group],
    declared: Mapping[str, str],
    dossier: Iterable[str],
) -> tuple[Gap, ...]:
    """Everything a self-scored sheet still lacks before it can be handed in."""
    found: list[Gap] = []
    for group in may_score:
        rule = sheet.explanation_of(group.kind)
        for criterion in group.criteria:
            found += _gaps_of(criterion, rule, lines.get(criterion.id, Line(None)))
    found += [
        Gap("fact", f.id, "", f"Chưa khai: {f.label}")
        for f in sheet.facts
        if f.source == "declared" and f.id not in declared
    ]
    present = set(dossier)
    found += [
        Gap("dossier", item.id, "", f"Hồ sơ còn thiếu: {item.title}")
        for item in sheet.dossier
        if item.required and item.id not in present
    ]
    return tuple(found)


def _gaps_of(criterion: Criterion, rule: Explanation, line: Line) -> list[Gap]:
    code = criterion.code
    if line.points is None:
        return [Gap("points", criterion.id, code, f"Tiêu chí {code}: chưa chấm điểm")]
    found = []
    scored = line.points > 0
    if not line.reached and (
        rule.reached == "always" or (rule.reached == "when_scored" and scored)
    ):
        found.append(Gap("reached", criterion.id, code, f"Tiêu chí {code}: chưa nêu nội dung đạt"))
    if not line.missed and rule.missed == "when_below_max" and line.points < criterion.max:
        says = f"Tiêu chí {code}: chưa nêu nội dung chưa đạt"
        found.append(Gap("missed", criterion.id, code, says))
    if criterion.evidence == "required" and scored and not line.evidence:
        found.append(Gap("evidence", criterion.id, code, f"Tiêu chí {code}: chưa có minh chứng"))
    return found
