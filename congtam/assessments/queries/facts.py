"""The facts of a file: counted in the records, decided elsewhere, scored, or answered by a seat.

What is not there yet stays out, with whom to ask: a blank is never taken for the best.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment
from congtam.assessments.queries.answers import NOT_APPLICABLE, given
from congtam.assessments.queries.grounds import Grounds, grounds, holder, subject_of
from congtam.assessments.queries.viewer import Viewer
from congtam.core.packs.sources import Source, Sources
from congtam.core.rules import Account, RuleSet, account
from congtam.core.scoring import YES
from congtam.regulations import queries as regulations

Rows = tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact came from: the words for it and the records behind it."""

    says: str
    kind: str
    rows: Rows = ()


@dataclass(slots=True)
class Facts:
    """What is known of one file, whence, and whom to ask for what is not."""

    values: dict[str, object] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    ask: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """One value with its origin; `value` None: it cannot be told yet, and `says` tells why."""

    value: object | None
    says: str
    rows: Rows = ()


def facts_of(
    files: Iterable[Assessment],
    drafts: Collection[UUID] = (),
    viewer: Viewer | None = None,
) -> dict[UUID, Facts]:
    """The facts of many files of one cycle; statements do not grow with their number.

    The files come with `track`, `cycle` and `post`. A track without sources has none. `drafts`:
    seats whose answers are shown to their holder before they are sent. `viewer`: who reads without
    deciding, and is not told every decided level; None for those who decide, who count them all.
    """
    asked = [f for f in files if f.track.sources_id is not None]
    if not asked:
        return {}
    packs = {f.track_id: _pack(f) for f in asked}
    wanted = [s for pack in packs.values() for s in pack.sources]
    ground = grounds(asked[0].cycle, asked, wanted, drafts, viewer)
    return {f.pk: _facts(f, packs[f.track_id], ground) for f in asked}


def _pack(file: Assessment) -> Sources:
    assert file.track.sources_id is not None
    return regulations.sources(file.track.sources_id)


def _facts(file: Assessment, pack: Sources, ground: Grounds) -> Facts:
    rules = regulations.rules(file.track.rules_id)
    found = Facts()
    for source in pack.sources:
        known = _READERS[source.origin](file, source, ground, rules)
        if known.value is not None:
            found.values[source.fact] = known.value
        else:
            found.ask[source.fact] = source.ask
        found.origins[source.fact] = Origin(known.says, source.origin, known.rows)
    return found


def machine(file: Assessment, known: Facts, *, frame: RuleSet | None = None) -> Account:
    """What the rules make of the facts: a proposal with its account, never a decision."""
    rules = frame or regulations.rules(file.track.rules_id)
    return account(rules, asked(rules, known.values))


def asked(rules: RuleSet, values: Mapping[str, object]) -> dict[str, object]:
    """The values that this rule set asks about."""
    return {name: value for name, value in values.items() if name in rules.inputs}


Reader = Callable[[Assessment, Source, Grounds, RuleSet], Known]


def _tasks(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    counts = ground.tasks[holder(file, source.holder)]
    if not counts.settled:
        says = _("Còn %s nhiệm vụ chưa được kiểm tra") % len(counts.unchecked)
        return Known(None, says, counts.unchecked)
    rows: Rows = getattr(counts, source.count)
    return Known(len(rows), _("Sổ nhiệm vụ: %s") % len(rows), rows)


def _products(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    sums = ground.products[holder(file, source.holder), Fraction(source.deduct or 0) / 100]
    if not sums.settled:
        says = _("Còn %s sản phẩm chưa được kiểm tra") % len(sums.unchecked)
        return Known(None, says, sums.unchecked)
    return Known(getattr(sums, source.count), _("Sổ sản phẩm quy đổi"), sums.rows)


def _subordinates(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    assert ground.ranks is not None
    below = ground.ranks.below(file, source.relation)
    rows = tuple(one.id for one in below)
    if source.count:
        return Known(len(below), _("%s người, đơn vị dưới quyền") % len(below), rows)
    waiting = [one.name for one in below if not one.level]
    if waiting:
        names = ", ".join(waiting[:5])
        if ground.decides:
            return Known(None, _("Chưa có quyết định: %s") % names, rows)
        return Known(None, _("Chưa công bố quyết định: %s") % names, rows)
    order = [level.id for level in rules.levels]
    good = {source.level} if source.level else set(order[: order.index(source.at_least) + 1])
    held = tuple(one.id for one in below if one.level in good)
    return Known(len(held), _("Theo quyết định đã có"), held)


def _discipline(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    rows = [
        row
        for row in ground.disciplines[subject_of(file)]
        if (row.duty or not source.duty) and (not source.forms or row.form in source.forms)
    ]
    if rows:
        says = _("Có %s quyết định kỷ luật tính vào năm") % len(rows)
        return Known(True, says, tuple(row.pk for row in rows))
    return _seat(file, source, ground, rules)


def _ruling(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    row = ground.rulings[subject_of(file)].get(source.code)
    if row is not None:
        return Known(row.holds, f"{row.number}, {row.issuer}", (row.pk,))
    return _seat(file, source, ground, rules)


def _seat(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    answer = ground.answers[file.pk].get((source.seat, source.fact))
    if answer is None or not answer.value:
        return Known(None, _("Chưa được trả lời"))
    fact = rules.facts.get(source.fact)
    says = answer.words or _seat_title(file, source.seat)
    if fact is not None and fact.type == "bool" and answer.value != NOT_APPLICABLE:
        return Known(answer.value in ("true", YES), says)
    return Known(given(rules, source.fact, answer.value), says)


def _seat_title(file: Assessment, seat: str) -> str:
    """What the procedure calls the seat that answered."""
    steps = regulations.procedure(file.track.procedure_id).steps
    return next((p.title for step in steps for p in step.by if p.id == seat), seat)


def _vote(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    row = ground.votes.get(subject_of(file))
    if row is None:
        fact = rules.facts.get(source.fact)
        none = "n/a" if fact is not None and fact.na else None
        says = _("Không có lấy phiếu tín nhiệm trong kỳ")
        return Known(0 if source.count else none, says)
    everyone = row.high + row.middle + row.low
    counts = {"all": everyone, "high": row.high, "middle": row.middle, "low": row.low}
    value = {"num": counts[source.share], "den": everyone} if source.share else counts[source.count]
    return Known(value, _("Lấy phiếu ngày %s") % f"{row.held_on:%d/%m/%Y}", (row.pk,))


def _shortcomings(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    counts = ground.faults[subject_of(file)]
    rows: Rows = getattr(counts, source.count)
    return Known(len(rows), _("Hạn chế nêu ở kỳ trước: %s") % len(rows), rows)


def _months(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    if file.person_id is None:
        return Known(None, _("Chỉ tính với cá nhân"))
    months = ground.months[file.person_id]
    says = _("Tính từ ngày giữ chức vụ và ngày nghỉ")
    if source.count == "any":
        return Known(any(months.absent_by.get(kind) for kind in source.kinds), says)
    value: Fraction = getattr(months, source.count)
    return Known(value - sum(months.absent_by.get(kind, 0) for kind in source.without), says)


def _unit_level(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    level = ground.unit_levels.get((file.unit_id, source.of or "unit"))
    if level is None and ground.decides:
        return Known(None, _("Đơn vị chưa có quyết định xếp loại"))
    if level is None:
        return Known(None, _("Chưa công bố quyết định xếp loại của đơn vị"))
    return Known(level, _("Quyết định xếp loại của đơn vị"))


def _sheet(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    scored = ground.scored.get(file.pk, {})
    points = scored.get(source.of)
    if source.less and points is not None:
        points = _difference(points, scored.get(source.less))
    return Known(points, _("Bảng điểm") if points is not None else _("Chưa chấm đủ"))


def _difference(points: object, less: object) -> Decimal | None:
    """What one fact of a sheet leaves of another; None while either is no number yet."""
    if isinstance(points, Decimal) and isinstance(less, Decimal):
        return points - less
    return None


def _post(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    if file.post is None:
        return Known(None, _("Chỉ tính với cá nhân"))
    return Known(file.post.office in source.offices, file.post_title)


def _fixed(file: Assessment, source: Source, ground: Grounds, rules: RuleSet) -> Known:
    return Known(source.value, source.ask)


_READERS: dict[str, Reader] = {
    "tasks": _tasks,
    "products": _products,
    "subordinates": _subordinates,
    "discipline": _discipline,
    "ruling": _ruling,
    "seat": _seat,
    "vote": _vote,
    "shortcomings": _shortcomings,
    "months": _months,
    "unit_level": _unit_level,
    "sheet": _sheet,
    "post": _post,
    "fixed": _fixed,
}
