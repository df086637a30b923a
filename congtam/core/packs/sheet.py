"""A score sheet as issued: groups, criteria, points, evidence and explanation rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from congtam.core import headed, keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.headed import Document, Period
from congtam.core.marked import Cursor

FORMAT = "congtam/sheet/1"
KINDS = ("standard", "bonus", "deduction", "upper_only")
HIGHEST = Decimal(10000)
MOST_DECIMALS = 2
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Field:
    """Lĩnh vực: the part of a sheet that one board follows."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """When a line of a kind of group must say what was reached, and what was not."""

    kind: str
    reached: str
    missed: str


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A fact handed to the rule set: a total, a group's points, zeros, or a declared one."""

    id: str
    label: str
    source: str
    group: str
    type: str
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class DossierItem:
    """A file, or a physical book that is lent and perhaps returned."""

    id: str
    title: str
    kind: str
    required: bool
    returned: bool
    cite: Cite


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the sheet."""

    id: str
    code: str
    title: str
    max: Decimal
    field: str
    measure: str
    unit_points: Decimal | None
    evidence: str
    note: str
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of criteria with its ceiling."""

    id: str
    code: str
    title: str
    kind: str
    place: str
    max: Decimal
    capped: bool
    criteria: tuple[Criterion, ...]

    @property
    def counts_in_total(self) -> bool:
        """True when the group's maximum is a part of the sheet's total."""
        return self.kind in ("standard", "upper_only") or (
            self.kind == "bonus" and self.place == "inside"
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Bảng điểm: everything one instrument says about the points."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    documents: tuple[Document, ...]
    period: Period
    total: Decimal
    decimals: int
    fields: tuple[Field, ...]
    explanation: tuple[Explanation, ...]
    facts: tuple[SheetFact, ...]
    dossier: tuple[DossierItem, ...]
    groups: tuple[Group, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every line, in the order of the sheet."""
        return tuple(c for g in self.groups for c in g.criteria)

    def explanation_of(self, kind: str) -> Explanation:
        """The explanation rule of a kind of group."""
        for rule in self.explanation:
            if rule.kind == kind:
                return rule
        return Explanation(kind, "never", "never")

    def group_of(self, criterion_id: str) -> Group:
        """The group a line stands in; KeyError when there is no such line."""
        for group in self.groups:
            if any(c.id == criterion_id for c in group.criteria):
                return group
        raise KeyError(criterion_id)

    def criterion(self, criterion_id: str) -> Criterion:
        """The line with this id; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


# The sheet of a track that has none: nothing to score.
EMPTY = Sheet(
    id="",
    version="",
    title="",
    sample=False,
    status="",
    documents=(),
    period=Period(date.min, None),
    total=Decimal(0),
    decimals=2,
    fields=(),
    explanation=(),
    facts=(),
    dossier=(),
    groups=(),
)


def load(text: str, file: str) -> Sheet:
    """The sheet in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "version", "title", "documents", "period", "total", "groups"),
        optional=("sample", "status", "decimals", "fields", "explanation", "facts", "dossier"),
    )
    documents = headed.load_documents(top)
    keys = headed.keys_of(documents)
    fields = _fields(top)
    decimals = keyed.whole(top, "decimals", MOST_DECIMALS)
    if decimals > MOST_DECIMALS:
        top.at("decimals").fault(f"nhiều nhất {MOST_DECIMALS} chữ số thập phân")
    groups = tuple(_group(at, keys, fields, decimals) for at in keyed.rows(top, "groups"))
    sheet = Sheet(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        documents=documents,
        period=headed.load_period(top),
        total=_points(top, "total", decimals),
        decimals=decimals,
        fields=fields,
        explanation=tuple(_explanation(top)),
        facts=tuple(_fact(at, keys, groups) for at in top.at("facts").items()),
        dossier=tuple(_dossier_item(at, keys) for at in top.at("dossier").items()),
        groups=groups,
    )
    _check_names(top)
    _check_total(top, sheet)
    top.done()
    return sheet


def _fields(top: Cursor) -> tuple[Field, ...]:
    found = []
    for at in top.at("fields").items():
        at.keys(required=("id", "title"))
        found.append(Field(keyed.name(at), keyed.title(at)))
    return tuple(found)


def _explanation(top: Cursor) -> Iterable[Explanation]:
    if top.has("explanation"):
        top.at("explanation").keys(optional=KINDS)
        for kind, at in top.at("explanation").entries():
            at.keys(required=("reached", "missed"))
            reached = keyed.choice(at, "reached", ("always", "when_scored", "never"))
            missed = keyed.choice(at, "missed", ("when_below_max", "never"))
            yield Explanation(kind, reached, missed)


def _fact(at: Cursor, documents: tuple[str, ...], groups: tuple[Group, ...]) -> SheetFact:
    at.keys(required=("id", "label", "from"), optional=("group", "type", "cite"))
    source = keyed.choice(at, "from", ("total", "group", "zeros", "declared"))
    if source in ("group", "zeros") and not at.has("group"):
        at.fault("thiếu khóa «group»")
    if source in ("total", "declared") and at.has("group"):
        at.at("group").fault(f"«group» không dùng với «from: {source}»")
    if at.has("group"):
        keyed.known(at.at("group"), {g.id for g in groups}, "nhóm")
    if source != "declared" and at.has("type"):
        at.at("type").fault("«type» chỉ dùng với «from: declared»")
    return SheetFact(
        id=keyed.name(at),
        label=keyed.text(at, "label"),
        source=source,
        group=keyed.maybe_text(at, "group"),
        type=keyed.maybe_choice(
            at, "type", ("bool", "number"), "bool" if source == "declared" else "number"
        ),
        cite=read_cite(at, documents) if source == "declared" else headed.maybe_cite(at, documents),
    )


def _dossier_item(at: Cursor, documents: tuple[str, ...]) -> DossierItem:
    at.keys(required=("id", "title", "kind", "required"), optional=("returned", "cite"))
    kind = keyed.choice(at, "kind", ("file", "book"))
    if kind == "file" and at.has("returned"):
        at.at("returned").fault("«returned» chỉ dùng với sổ (kind: book)")
    return DossierItem(
        id=keyed.name(at),
        title=keyed.text(at, "title"),
        kind=kind,
        required=keyed.flag(at, "required"),
        returned=keyed.flag(at, "returned"),
        cite=read_cite(at, documents),
    )


def _group(
    at: Cursor, documents: tuple[str, ...], fields: tuple[Field, ...], decimals: int
) -> Group:
    at.keys(
        required=("id", "code", "title", "kind", "max"),
        optional=("place", "capped", "criteria"),
    )
    kind = keyed.choice(at, "kind", KINDS)
    if kind == "bonus" and not at.has("place"):
        at.fault("thiếu khóa «place»")
    if kind != "bonus" and at.has("place"):
        at.at("place").fault("«place» chỉ dùng với điểm thưởng (kind: bonus)")
    need_field = bool(fields) and kind != "upper_only"
    criteria = tuple(
        _criterion(row, documents, {f.id for f in fields}, need_field, decimals)
        for row in at.at("criteria").items()
    )
    group = Group(
        id=keyed.name(at),
        code=keyed.text(at, "code"),
        title=keyed.text(at, "title"),
        kind=kind,
        place=keyed.maybe_choice(at, "place", ("inside", "on_top"), "inside"),
        max=_points(at, "max", decimals),
        capped=keyed.flag(at, "capped"),
        criteria=criteria,
    )
    if not criteria and kind == "upper_only":
        return _with_implied_criterion(group)
    _check_group(at, group)
    return group


def _with_implied_criterion(group: Group) -> Group:
    implied = Criterion(
        id=group.id,
        code=group.code,
        title=group.title,
        max=group.max,
        field="",
        measure="judged",
        unit_points=None,
        evidence="none",
        note="",
        cite=None,
    )
    return replace(group, criteria=(implied,))


def _criterion(
    at: Cursor, documents: tuple[str, ...], fields: set[str], need_field: bool, decimals: int
) -> Criterion:
    at.keys(
        required=("id", "code", "title", "max", "measure", *(("field",) if need_field else ())),
        optional=("unit_points", "evidence", "note", "cite", "field"),
    )
    if at.has("field"):
        keyed.known(at.at("field"), fields, "lĩnh vực")
    measure = keyed.choice(at, "measure", ("judged", "yes_no", "count"))
    if measure == "count" and not at.has("unit_points"):
        at.fault("thiếu khóa «unit_points»: đếm theo số lần phải có điểm mỗi lần")
    if measure in ("judged", "yes_no") and at.has("unit_points"):
        at.at("unit_points").fault("«unit_points» chỉ dùng với «measure: count»")
    return Criterion(
        id=keyed.name(at),
        code=keyed.text(at, "code"),
        title=keyed.text(at, "title"),
        max=_points(at, "max", decimals),
        field=keyed.maybe_text(at, "field"),
        measure=measure,
        unit_points=_points(at, "unit_points", decimals) if at.has("unit_points") else None,
        evidence=keyed.maybe_choice(at, "evidence", ("none", "optional", "required"), "optional"),
        note=keyed.maybe_text(at, "note"),
        cite=headed.maybe_cite(at, documents),
    )


def _points(at: Cursor, key: str, decimals: int) -> Decimal:
    points = keyed.number(at, key)
    if points.is_nan():
        return points
    if points <= 0:
        at.at(key).fault("phải lớn hơn 0")
    elif points > HIGHEST:
        at.at(key).fault(f"lớn hơn {HIGHEST}")
    elif points != round(points, decimals):
        at.at(key).fault(f"quá {decimals} chữ số thập phân")
    return points


def _check_group(at: Cursor, group: Group) -> None:
    if not group.criteria:
        at.fault("nhóm không có tiêu chí nào")
        return
    total = sum((c.max for c in group.criteria), Decimal(0))
    if (total - group.max).is_nan():
        return
    if not group.capped and total != group.max:
        at.at("max").fault(f"các tiêu chí cộng lại được {total}, không bằng {group.max}")
    if group.capped and total < group.max:
        at.at("max").fault(f"các tiêu chí cộng lại chỉ được {total}, không tới {group.max}")


def _check_total(top: Cursor, sheet: Sheet) -> None:
    total = sum((g.max for g in sheet.groups if g.counts_in_total), Decimal(0))
    if total != sheet.total and not (total - sheet.total).is_nan():
        top.at("total").fault(f"các nhóm cộng lại được {total}, không bằng {sheet.total}")


def _check_names(top: Cursor) -> None:
    groups = list(top.at("groups").items())
    lines = [row for group in groups for row in group.at("criteria").items()]
    # An upper-only group without criteria is one line of its own.
    implied = [g for g in groups if not g.has("criteria") and str(g.at("kind").value) == KINDS[3]]
    keyed.once((g.at("id") for g in groups), "mã định danh")
    keyed.once((row.at("id") for row in (*implied, *lines)), "mã định danh")
    _once_as_number([g.at("code") for g in groups])
    _once_as_number([row.at("code") for row in lines])
    for key in ("fields", "facts", "dossier"):
        keyed.once((row.at("id") for row in top.at(key).items()), "mã định danh")


def _once_as_number(codes: list[Cursor]) -> None:
    """No code twice, nor two that a spreadsheet would take for one number (1.1, 1.10)."""
    keyed.once(codes, "mã")
    seen: dict[Decimal, Cursor] = {}
    for at in codes:
        value = str(at.value).replace(",", ".")
        if not _reads_as_number(value):
            continue
        first = seen.setdefault(Decimal(value), at)
        if str(first.value) != str(at.value):
            at.fault(
                f"mã «{at.value}» và mã «{first.value}» ở dòng {first.line} đọc như một số;"
                " viết khác đi, ví dụ «1.01» và «1.10»"
            )


def _reads_as_number(value: str) -> bool:
    whole, _, rest = value.partition(".")
    return set(whole + (rest or "0")) <= _DIGITS and bool(whole) and not value.endswith(".")
