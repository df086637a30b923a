"""What keeps a regulation from being checked or put in force, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from congtam.core.packs.procedure import Procedure
from congtam.core.packs.rulebook import Enrolment, RuleBook
from congtam.core.packs.sheet import Sheet
from congtam.core.packs.sources import Sources
from congtam.core.rules import RuleSet, check, run_examples
from congtam.core.rules.checking.findings import EXAMPLE_FAILS
from congtam.organisation.models import Kind
from congtam.regulations import queries
from congtam.regulations.models import Regulation
from congtam.regulations.states import State

Of = Regulation.Kind


def of_check(regulation: Regulation) -> list[str]:
    """Everything found wrong with a draft; empty when it may be checked."""
    if regulation.kind == Of.RULES:
        return list(_open(queries.rules(regulation.pk)))
    wanted = queries.references(regulation)
    known = _latest(regulation, wanted)
    found = [_missing(r) for r in wanted if r not in known]
    if regulation.kind == Of.SOURCES and not found:
        found = list(_sources(regulation, known))
    if regulation.kind == Of.RULEBOOK and not found:
        book = queries.rulebook(regulation.pk)
        found = [*_kinds(regulation, book), *_enrolments(book, known)]
    return found


def of_force(regulation: Regulation) -> list[str]:
    """The references that are not in force yet; empty when this one may be."""
    wanted = queries.references(regulation)
    codes = Regulation.objects.filter(
        tenant_id=regulation.tenant_id, state=State.IN_FORCE, code__in={code for _k, code in wanted}
    )
    known = set(codes.values_list("kind", "code"))
    return [f"{Of(kind).label} «{code}»" for kind, code in wanted if (kind, code) not in known]


def _open(rule_set: RuleSet) -> Iterator[str]:
    """Failing examples, and what the check found that nobody has accepted."""
    failing = run_examples(rule_set)
    yield from (failure.says for failure in failing)
    report = check(rule_set)
    for finding in report.open:
        if finding.kind != EXAMPLE_FAILS:
            yield _("%(says)s (mã %(key)s)") % {"says": finding.says, "key": finding.key}
    if report.cut:
        yield _("quá nhiều phát hiện để kể hết; hãy sửa bớt rồi kiểm tra lại")


def _latest(
    regulation: Regulation, wanted: Iterable[queries.Reference]
) -> dict[queries.Reference, Regulation]:
    """The newest version of each reference, a draft or not; none that is still being built."""
    rows = Regulation.objects.filter(
        tenant_id=regulation.tenant_id, code__in={code for _kind, code in wanted}
    ).exclude(state=State.REPLACED)
    rows = rows.exclude(state=State.DRAFT, revision__gt=0)
    newest = rows.defer("body").order_by("loaded_at", "id")
    return {(row.kind, row.code): row for row in newest}


def _missing(reference: queries.Reference) -> str:
    kind, code = reference
    return _("chưa nạp %(kind)s «%(code)s»") % {"kind": Of(kind).label.lower(), "code": code}


def _kinds(regulation: Regulation, book: RuleBook) -> Iterator[str]:
    known = set(
        Kind.objects.filter(tenant_id=regulation.tenant_id, of=Kind.Of.UNIT).values_list(
            "code", flat=True
        )
    )
    units = [k for e in book.enrols for k in ((e.kind,) if e.subject == "unit" else e.unit_kinds)]
    used = [book.issuer.unit_kind, *units, *book.receivers.kinds]
    for kind in dict.fromkeys(used):
        if kind not in known:
            yield _("tổ chức không có loại đơn vị «%s»") % kind


def _enrolments(book: RuleBook, known: dict[queries.Reference, Regulation]) -> Iterator[str]:
    for enrol in book.enrols:
        sheet = queries.sheet(known[Of.SHEET, enrol.sheet].pk if enrol.sheet else None)
        rules = queries.rules(known[Of.RULES, enrol.rules].pk)
        procedure = queries.procedure(known[Of.PROCEDURE, enrol.procedure].pk)
        steps = {s.id for s in queries.plan(known[Of.PLAN, enrol.plan].pk).steps}
        yield from _limits(enrol, procedure, steps)
        yield from _parts(sheet, procedure)
        if enrol.sources:
            yield from _answered(queries.sources(known[Of.SOURCES, enrol.sources].pk), procedure)
        else:
            yield from _facts(sheet, rules)
        if enrol.quota and enrol.quota not in {q.id for q in rules.quotas}:
            yield _("quy tắc «%(rules)s» không có hạn mức «%(quota)s»") % {
                "rules": enrol.rules,
                "quota": enrol.quota,
            }


def _limits(enrol: Enrolment, procedure: Procedure, plan_steps: set[str]) -> Iterator[str]:
    steps = {s.id for s in procedure.steps}
    for step, limit in enrol.limits.items():
        if step not in steps:
            yield _("quy trình «%(procedure)s» không có bước «%(step)s»") % {
                "procedure": enrol.procedure,
                "step": step,
            }
        if limit not in plan_steps:
            yield _("kế hoạch «%(plan)s» không có bước «%(step)s»") % {
                "plan": enrol.plan,
                "step": limit,
            }


def _parts(sheet: Sheet, procedure: Procedure) -> Iterator[str]:
    fields, groups = {f.id for f in sheet.fields}, {g.id for g in sheet.groups}
    for participant in (p for s in procedure.steps for p in s.by):
        lost = [f for f in participant.fields if f not in fields]
        lost += [g for g in participant.groups if g not in groups]
        for name in lost:
            yield _("bảng điểm «%(sheet)s» không có phần «%(name)s» của %(title)s") % {
                "sheet": sheet.id,
                "name": name,
                "title": participant.title,
            }


def _facts(sheet: Sheet, rules: RuleSet) -> Iterator[str]:
    given = {f.id for f in sheet.facts}
    for fact in rules.inputs:
        if fact not in given:
            yield _("bảng điểm «%(sheet)s» không cho dữ kiện «%(fact)s» của quy tắc") % {
                "sheet": sheet.id,
                "fact": fact,
            }


def _sources(regulation: Regulation, known: dict[queries.Reference, Regulation]) -> Iterator[str]:
    """Every input of the rule set has a source, and no source speaks of another fact."""
    sources = queries.sources(regulation.pk)
    rules = queries.rules(known[Of.RULES, sources.rules].pk)
    given = {source.fact for source in sources.sources}
    asked = set(rules.inputs) - set(rules.derived)
    for fact in sorted(asked - given):
        yield _("chưa nêu nguồn của dữ kiện «%s»") % fact
    for fact in sorted(given - set(rules.inputs)):
        yield _("quy tắc «%(rules)s» không có dữ kiện «%(fact)s»") % {
            "rules": sources.rules,
            "fact": fact,
        }


def _answered(sources: Sources, procedure: Procedure) -> Iterator[str]:
    """A fact that a seat answers is asked of that seat by the procedure."""
    seats = {p.id: p.answers for s in procedure.steps for p in s.by}
    for source in sources.sources:
        if source.seat and source.fact not in seats.get(source.seat, ()):
            yield _("quy trình «%(procedure)s» không hỏi «%(fact)s» ở «%(seat)s»") % {
                "procedure": procedure.id,
                "fact": source.fact,
                "seat": source.seat,
            }
