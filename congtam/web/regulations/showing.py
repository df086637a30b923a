"""A regulation as its page shows it: values made into words once, in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.core.citations import Cite
from congtam.core.packs.procedure import Participant
from congtam.core.packs.sheet import Criterion
from congtam.core.points import show
from congtam.core.rules.model import Condition, Node, RuleSet
from congtam.core.rules.words import demand_shown, place
from congtam.cycles.queries import spelled
from congtam.regulations import queries
from congtam.regulations.models import Regulation
from congtam.web.regulations.diagram import Box, draw
from congtam.web.regulations.drafting.desk import judge


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a level's conditions; `depth` says how far it is moved in."""

    depth: int
    says: str
    place: str = ""
    quote: str = ""


def of(regulation: Regulation) -> dict[str, Any]:
    """The context of the page of this kind."""
    return _SHOWN[Regulation.Kind(regulation.kind)](regulation)


def _sheet(regulation: Regulation) -> dict[str, Any]:
    sheet = queries.sheet(regulation.pk)
    kinds = {
        "standard": _("Điểm chuẩn"),
        "bonus": _("Điểm thưởng"),
        "deduction": _("Điểm trừ"),
        "upper_only": _("Chỉ cấp trên chấm"),
    }
    fields = {f.id: f.title for f in sheet.fields}
    groups = [
        {
            "code": group.code,
            "title": group.title,
            "kind": kinds[group.kind],
            "on_top": group.kind == "bonus" and group.place == "on_top",
            "max": show(group.max),
            "capped": group.capped,
            "lines": [
                {
                    "code": c.code,
                    "title": c.title,
                    "max": show(c.max),
                    "measure": _measure(c),
                    "field": fields.get(c.field, ""),
                    "evidence": c.evidence == "required",
                    "note": c.note,
                }
                for c in group.criteria
            ],
        }
        for group in sheet.groups
    ]
    dossier = [(d.title, d.kind == "book", d.required, d.returned) for d in sheet.dossier]
    explained = [(kinds[e.kind], _explained(e.reached, e.missed)) for e in sheet.explanation]
    return {
        "groups": groups,
        "total": show(sheet.total),
        "lines": len(sheet.criteria),
        "fields": sheet.fields,
        "dossier": dossier,
        "explained": explained,
        "documents": sheet.documents,
        "period": sheet.period,
    }


def _measure(criterion: Criterion) -> str:
    if criterion.measure == "count" and criterion.unit_points is not None:
        return _("số lần × %s điểm") % show(criterion.unit_points)
    return _("có / không") if criterion.measure == "yes_no" else _("chấm theo mức đạt")


def _explained(reached: str, missed: str) -> str:
    words = {
        "always": _("luôn ghi việc đã đạt"),
        "when_scored": _("ghi việc đã đạt khi có điểm"),
        "never": "",
    }
    below = _("ghi việc chưa đạt khi dưới điểm tối đa") if missed == "when_below_max" else ""
    return "; ".join(part for part in (words[reached], below) if part) or _("không yêu cầu")


def _rules(regulation: Regulation) -> dict[str, Any]:
    rules = queries.rules(regulation.pk)
    quotas = [
        {
            "levels": ", ".join(rules.level(level).label for level in q.levels),
            "percent": show(q.percent),
            "scope": q.scope,
            "raised": show(q.raised.percent) if q.raised else "",
            "when": q.raised.when if q.raised else "",
            "quote": q.cite.quote,
        }
        for q in rules.quotas
    ]
    return {
        "levels": [(level.label, list(_clauses(rules, level.group))) for level in rules.levels],
        "first": [rules.level(level).label for level in rules.check_first],
        "otherwise": rules.outcome_label(rules.otherwise.outcome),
        "otherwise_why": rules.otherwise.why,
        "quotas": quotas,
        "interpretations": rules.interpretations,
        "examples": len(rules.examples),
        "facts": list(rules.facts.values()),
        "documents": list(rules.documents.values()),
        "cautions": [d.caution for d in rules.documents.values() if d.caution],
        "accepted": list(_accepted(rules)),
    }


def _accepted(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    """What the check found and somebody took on: what, who, why."""
    if not rules.accepted:
        return
    report = judge(rules.whole, rules.id).report
    for finding in report.findings if report else ():
        if finding.accepted is not None:
            yield finding.says, finding.accepted.by, finding.accepted.reason


def _clauses(rules: RuleSet, node: Node, depth: int = 0) -> Iterator[Clause]:
    if isinstance(node, Condition):
        fact = rules.facts[node.fact]
        where, quote = _cited(rules, node.cite)
        yield Clause(depth, f"{fact.label}: {demand_shown(fact, node.test)}", where, quote)
        return
    words = {
        "all": _("Đủ tất cả:"),
        "any": _("Ít nhất một trong:"),
        "not": _("Không thuộc trường hợp:"),
    }
    where, quote = _cited(rules, node.cite)
    says = words[node.mode] if node.members else _("Văn bản không nêu điều kiện của mức này.")
    yield Clause(depth, says, where, quote)
    for member in node.members:
        yield from _clauses(rules, member, depth + 1)


def _cited(rules: RuleSet, cite: Cite | None) -> tuple[str, str]:
    return (place(rules, cite), cite.quote) if cite else ("", "")


def _procedure(regulation: Regulation) -> dict[str, Any]:
    procedure = queries.procedure(regulation.pk)
    titles = {s.id: s.title for s in procedure.steps}
    steps = [
        {
            "title": s.title,
            "after": [titles[a] for a in s.after],
            "by": [(p.title, _part(p)) for p in s.by],
            "back": [titles[b] for b in s.sends_back_to],
            "proposes": s.proposes,
            "as_list": s.closes == "list",
            "skips": s.skip_when_overdue,
            "cite": s.cite,
        }
        for s in procedure.order()
    ]
    boxes = [
        Box(s.id, s.title, ", ".join(dict.fromkeys(p.title for p in s.by)), s.after)
        for s in procedure.order()
    ]
    return {"steps": steps, "diagram": draw(boxes), "documents": procedure.documents}


def _part(participant: Participant) -> str:
    words = {"points": _("chấm điểm"), "words": _("nhận xét bằng lời"), "none": _("không chấm")}
    said = words[participant.form]
    if participant.ceiling is not None:
        said += _(", tối đa %s điểm") % show(participant.ceiling)
    return said


def _plan(regulation: Regulation) -> dict[str, Any]:
    plan = queries.plan(regulation.pk)
    steps = [(s, spelled(s.limits), s.last_day()) for s in plan.steps]
    return {"steps": steps, "documents": plan.documents, "calendar": plan.calendar}


def _calendar(regulation: Regulation) -> dict[str, Any]:
    calendar = queries.calendar(regulation.pk)
    return {"calendar": calendar, "years": ", ".join(str(year) for year in calendar.years)}


def _rulebook(regulation: Regulation) -> dict[str, Any]:
    book = queries.rulebook(regulation.pk)
    known = queries.referred(regulation, queries.references(regulation))

    def link(kind: str, code: str) -> tuple[str, str, str]:
        found = known.get((kind, code))
        if found is None:
            return str(Regulation.Kind(kind).label), code, ""
        url = reverse("regulations:regulation", args=[found.pk])
        return str(Regulation.Kind(kind).label), found.title, url

    kinds = Regulation.Kind
    enrols = [
        (
            e,
            [
                link(kinds.SHEET, e.sheet),
                link(kinds.RULES, e.rules),
                link(kinds.PROCEDURE, e.procedure),
                link(kinds.PLAN, e.plan),
            ],
        )
        for e in book.enrols
    ]
    return {
        "year": str(book.year),
        "guideline": book.document(book.guideline),
        "enrols": enrols,
        "calendar": link(kinds.CALENDAR, book.calendar),
        "documents": book.documents,
        "period": book.period,
    }


def _report(regulation: Regulation) -> dict[str, Any]:
    form = queries.report(regulation.pk)
    kinds = {
        "words": _("viết bằng lời"),
        "grade": _("lời và mức tự nhận"),
        "tasks": _("lấy từ sổ nhiệm vụ"),
        "before": _("khuyết điểm, cam kết năm trước và kết quả"),
        "shortcomings": _("từng khuyết điểm, trách nhiệm, cách khắc phục"),
        "commitments": _("cam kết cho năm sau"),
        "level": _("tự xếp loại"),
    }
    return {
        "form": form,
        "sections": [(s, kinds[s.kind]) for s in form.sections],
        "documents": form.documents,
    }


def _sources(regulation: Regulation) -> dict[str, Any]:
    sources = queries.sources(regulation.pk)
    wanted = (Regulation.Kind.RULES, sources.rules)
    found = queries.referred(regulation, [wanted]).get(wanted)
    facts = queries.rules(found.pk).facts if found is not None else {}
    origins = {
        "tasks": _("sổ nhiệm vụ"),
        "products": _("sổ sản phẩm, công việc"),
        "subordinates": _("mức đã quyết định của cấp dưới, thành viên"),
        "discipline": _("sổ kỷ luật"),
        "ruling": _("kết luận của cấp có thẩm quyền"),
        "vote": _("phiếu tín nhiệm"),
        "shortcomings": _("sổ khuyết điểm"),
        "months": _("số tháng công tác"),
        "unit_level": _("mức đã quyết định của đơn vị"),
        "sheet": _("bảng điểm"),
        "seat": _("ý kiến của nơi được hỏi"),
        "post": _("chức vụ đang giữ"),
        "fixed": _("ghi sẵn"),
    }
    lines = [
        (
            facts[one.fact].label if one.fact in facts else one.label or one.fact,
            origins.get(one.origin, one.origin),
            one.ask,
        )
        for one in sources.sources
    ]
    return {
        "lines": lines,
        "rules": found,
        "rules_code": sources.rules,
        "documents": sources.documents,
    }


_SHOWN: dict[Regulation.Kind, Callable[[Regulation], dict[str, Any]]] = {
    Regulation.Kind.SHEET: _sheet,
    Regulation.Kind.RULES: _rules,
    Regulation.Kind.PROCEDURE: _procedure,
    Regulation.Kind.PLAN: _plan,
    Regulation.Kind.CALENDAR: _calendar,
    Regulation.Kind.REPORT: _report,
    Regulation.Kind.SOURCES: _sources,
    Regulation.Kind.RULEBOOK: _rulebook,
}
