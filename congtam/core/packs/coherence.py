"""Whether the packs that one rule book names fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from congtam.core.packs.dossier import Dossier
from congtam.core.packs.procedure import Participant, Procedure
from congtam.core.packs.rulebook import Enrolment, RuleBook
from congtam.core.packs.sheet import Sheet
from congtam.core.plan import Plan
from congtam.core.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two packs that do not fit, and where."""

    place: str
    says: str


def check(
    enrolment: Enrolment, sheet: Sheet, rules: RuleSet, procedure: Procedure, plan: Plan
) -> tuple[Misfit, ...]:
    """Everything that would stand in the way once a year is opened; empty when nothing does."""
    return (
        *_ids(enrolment, sheet, rules, procedure, plan),
        *_facts(sheet, rules),
        *_participants(sheet, procedure),
        *_uncovered(sheet, procedure),
        *_limits(enrolment, procedure, plan),
        *_quota(enrolment, rules),
    )


def _ids(
    enrolment: Enrolment, sheet: Sheet, rules: RuleSet, procedure: Procedure, plan: Plan
) -> Iterator[Misfit]:
    for key, named, found in (
        ("sheet", enrolment.sheet, sheet.id),
        ("rules", enrolment.rules, rules.id),
        ("procedure", enrolment.procedure, procedure.id),
        ("plan", enrolment.plan, plan.id),
    ):
        if named != found:
            yield Misfit(f"enrols.{key}", f"cần «{named}», nhận được «{found}»")


def _facts(sheet: Sheet, rules: RuleSet) -> Iterator[Misfit]:
    offered = {fact.id: fact for fact in sheet.facts}
    derived = set(rules.derived)
    for name in rules.inputs:
        if name in offered or name in derived:
            continue
        yield Misfit(f"rules.facts.{name}", f"bảng điểm không cung cấp dữ kiện «{name}»")
    for name in offered:
        if name not in rules.inputs:
            yield Misfit(f"sheet.facts.{name}", f"quy tắc không dùng dữ kiện «{name}»")
    for name, fact in rules.facts.items():
        if name in offered and fact.type != offered[name].type:
            says = f"quy tắc cần kiểu «{fact.type}», bảng điểm đưa «{offered[name].type}»"
            yield Misfit(f"rules.facts.{name}", says)


def _participants(sheet: Sheet, procedure: Procedure) -> Iterator[Misfit]:
    fields = {field.id for field in sheet.fields}
    groups = {group.id: group for group in sheet.groups}
    for step in procedure.steps:
        for by in step.by:
            place = f"steps.{step.id}.{by.id}"
            for name in by.fields:
                if name not in fields:
                    yield Misfit(place, f"bảng điểm không có lĩnh vực «{name}»")
            for name in by.groups:
                if name not in groups:
                    yield Misfit(place, f"bảng điểm không có nhóm «{name}»")
            most = sum((g.max for g in sheet.groups if g.id in by.groups), Decimal(0))
            if by.ceiling is not None and by.groups and by.ceiling > most:
                yield Misfit(place, f"trần {by.ceiling} cao hơn điểm tối đa {most} của các nhóm")


def _uncovered(sheet: Sheet, procedure: Procedure) -> Iterator[Misfit]:
    """Groups to which nobody in the procedure gives points."""
    givers = [by for step in procedure.steps for by in step.by if by.form == "points"]
    own = [by for by in givers if by.of == "subject"]
    for group in sheet.groups:
        scoring = [by for by in givers if by not in own] if group.kind == "upper_only" else givers
        if not any(_scores(by, group.id) for by in scoring):
            yield Misfit(f"groups.{group.id}", f"không bước nào chấm nhóm «{group.title}»")


def _scores(by: Participant, group: str) -> bool:
    return not by.groups or group in by.groups


def _limits(enrolment: Enrolment, procedure: Procedure, plan: Plan) -> Iterator[Misfit]:
    steps = {step.id for step in procedure.steps}
    dated = {step.id: step.last_day() for step in plan.steps}
    for step, named in enrolment.limits.items():
        place = f"enrols.limits.{step}"
        if step not in steps:
            yield Misfit(place, f"quy trình không có bước «{step}»")
        if named not in dated:
            yield Misfit(place, f"kế hoạch không có bước «{named}»")
        elif dated[named] is None:
            yield Misfit(place, f"bước «{named}» của kế hoạch không có hạn cuối")


def _quota(enrolment: Enrolment, rules: RuleSet) -> Iterator[Misfit]:
    if enrolment.quota and enrolment.quota not in {quota.id for quota in rules.quotas}:
        yield Misfit("enrols.quota", f"quy tắc không có tỷ lệ «{enrolment.quota}»")


def check_dossier(
    book: RuleBook, procedures: Mapping[str, Procedure], plans: Mapping[str, Plan]
) -> tuple[Misfit, ...]:
    """Whether what goes upward can be drawn from the year: by track, its procedure and plan."""
    if book.dossier is None:
        return ()
    return (*_upward_limit(book.dossier, plans), *_upward_opinions(book.dossier, procedures))


def _upward_limit(dossier: Dossier, plans: Mapping[str, Plan]) -> Iterator[Misfit]:
    for track in dossier.senders:
        days = {step.id: step.last_day() for step in plans[track].steps}
        if dossier.limit not in days:
            says = f"kế hoạch của nhóm «{track}» không có bước «{dossier.limit}»"
            yield Misfit("dossier.limit", says)
        elif days[dossier.limit] is None:
            yield Misfit("dossier.limit", f"bước «{dossier.limit}» không có hạn cuối")


def _upward_opinions(dossier: Dossier, procedures: Mapping[str, Procedure]) -> Iterator[Misfit]:
    for part in dossier.parts:
        for track in part.tracks if part.opinion else ():
            seats = {by.id for step in procedures[track].steps for by in step.by}
            if part.opinion not in seats:
                says = f"quy trình của nhóm «{track}» không có nơi nhận xét «{part.opinion}»"
                yield Misfit(f"dossier.parts.{part.id}", says)
