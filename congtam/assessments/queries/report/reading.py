"""Read a self report: its form, its rows as values, the members who answer, its editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from congtam.assessments.models import Assessment, Edition, Report, Section
from congtam.assessments.models import Fault as FaultRow
from congtam.assessments.models import Share as ShareRow
from congtam.assessments.queries.report.content import (
    COMMITMENT,
    FAULT,
    Content,
    Earlier,
    Fault,
    Register,
    Said,
    Share,
    Task,
    from_text,
)
from congtam.core.packs.report import EMPTY, Form
from congtam.organisation.models import Kind, Mandate
from congtam.records.models import Commitment, Shortcoming
from congtam.records.models import Task as TaskRow
from congtam.records.queries.counting import TaskCounts, task_counts
from congtam.records.queries.events import commitments_of, shortcomings_of
from congtam.records.queries.holders import Holder, Period, held_by_any, holder_of
from congtam.regulations import queries as regulations

_COUNTED = ("tasks", "products")
COUNTS = (
    "all", "done", "on_time", "exceeded", "late", "below_quality", "low_effect", "not_done",
    "unchecked",
)  # fmt: skip


def form_of(assessment: Assessment) -> Form:
    """The form of this report; the empty one where the rule book names none: a file, no more."""
    if assessment.report_form_id is None:
        return EMPTY
    return regulations.report(assessment.report_form_id)


def working(assessment: Assessment, report: Report | None, shown: Iterable[Member] = ()) -> Content:
    """What the report says now, in at most seven statements; `shown` orders the shares."""
    form, content = form_of(assessment), Content()
    if report is not None:
        content = Content(
            level=report.level,
            said=_said(report),
            faults=_faults(report, list(shown)),
            blob=report.blob_id or "",
            blob_name=report.blob_name,
        )
    return Content(
        level=content.level,
        said=content.said,
        faults=content.faults,
        registers=_registers(assessment) if form.of_kind("tasks") else (),
        earlier=earlier_of(assessment),
        blob=content.blob,
        blob_name=content.blob_name,
    )


def sealed(report: Report) -> Content:
    """What was sent or amended last: what everybody but its writers reads."""
    return from_text(report.snapshot)


LATEST = timedelta(days=5 * 366)


def remedy_days(assessment: Assessment) -> tuple[date, date]:
    """Between which days a remedy may be due: from the period on, and within a term."""
    first = assessment.cycle.starts_on
    return first, first + LATEST


def editions(assessment_id: UUID) -> list[Edition]:
    """Every edition that was sent, the latest first, with who sent it; one statement."""
    found = Edition.objects.filter(report_id=assessment_id).defer("snapshot")
    return list(found.select_related("by__person", "by__body").order_by("-round"))


@dataclass(frozen=True, slots=True)
class Member:
    """One who answers for the collective; the head stands first."""

    person: UUID
    name: str
    title: str
    head: bool


def members(body_id: UUID | None, day: date) -> list[Member]:
    """Who sits in a body on `day`, the highest office first; two statements."""
    if body_id is None:
        return []
    held = list(Mandate.objects.on(day).filter(body_id=body_id).select_related("person"))
    offices = Kind.objects.filter(tenant_id__in={m.tenant_id for m in held}, of=Kind.Of.OFFICE)
    ranks = dict(offices.values_list("code", "rank"))
    held.sort(key=lambda m: (ranks.get(m.office, len(ranks)), m.person.sort_key, str(m.pk)))
    best: dict[UUID, Mandate] = {}
    for post in held:
        best.setdefault(post.person_id, post)
    return [
        Member(person, post.person.full_name, post.title, head=place == 0)
        for place, (person, post) in enumerate(best.items())
    ]


def _subject(assessment: Assessment) -> Holder:
    return Holder.of(assessment.unit_id, assessment.body_id, assessment.person_id)


def _said(report: Report) -> dict[str, Said]:
    rows = Section.objects.filter(report=report)
    columns = ("key", "words", "grade", "version", "at", "by__person__full_name")
    return {key: Said(*rest) for key, *rest in rows.values_list(*columns)}


def _faults(report: Report, shown: list[Member]) -> tuple[Fault, ...]:
    """The shortcomings in their order, each with the shares of the members on it."""
    shares: dict[UUID, list[ShareRow]] = {}
    rows = ShareRow.objects.filter(fault__report=report).select_related("person")
    for row in rows.order_by("position"):
        shares.setdefault(row.fault_id, []).append(row)
    found = FaultRow.objects.filter(report=report).order_by("position", "id")
    return tuple(
        Fault(
            one.pk, one.text, one.collective, one.remedy, one.due_on,
            tuple(_shares(shares.get(one.pk, ()), shown)), one.version,
        )
        for one in found
    )  # fmt: skip


def _shares(rows: Iterable[ShareRow], shown: list[Member]) -> Iterable[Share]:
    """Members of today in their order, then whoever has left since their share was written."""
    held = {row.person_id: row for row in rows}
    for member in shown:
        row = held.pop(member.person, None)
        if row is not None:
            yield Share(member.person, member.name, member.title, member.head, row.words)
    for person, row in held.items():
        yield Share(person, row.person.full_name, "", False, row.words)


def _registers(assessment: Assessment) -> tuple[Register, ...]:
    """The subject's own tasks, and those of the unit or body on which its facts are counted."""
    period = Period(assessment.cycle.starts_on, assessment.cycle.ends_on)
    holders = list(dict.fromkeys(_holders(assessment)))
    held: dict[Holder, list[Task]] = {holder: [] for holder in holders}
    rows = TaskRow.objects.filter(held_by_any(holders)).standing()
    rows = rows.due_between(period.first, period.last).select_related("checked_by__person")
    for row in rows.order_by("source", "due_on", "id"):
        held[holder_of(row)].append(_task(row))
    counts = task_counts(holders, period)
    return tuple(
        Register(holder.kind, tuple(held[holder]), _counted(counts[holder])) for holder in holders
    )


def _holders(assessment: Assessment) -> Iterable[Holder]:
    yield _subject(assessment)
    if assessment.track.sources_id is None:
        return
    asked = {
        source.holder
        for source in regulations.sources(assessment.track.sources_id).sources
        if source.origin in _COUNTED
    }
    body = assessment.body_id or (assessment.post.body_id if assessment.post else None)
    if "body" in asked and body is not None:
        yield Holder("body", body)
    if "unit" in asked:
        yield Holder("unit", assessment.unit_id)


def _counted(counts: TaskCounts) -> dict[str, int]:
    return {name: len(getattr(counts, name)) for name in COUNTS}


def _task(row: TaskRow) -> Task:
    return Task(
        id=row.pk,
        title=row.title,
        product=row.product,
        source=row.source,
        kind=row.kind,
        due_on=row.due_on,
        coefficient=row.coefficient,
        quantity=row.quantity,
        done_quantity=row.done_quantity,
        state=row.state,
        done=row.done,
        done_on=row.done_on,
        exceeded=row.exceeded,
        late=row.late,
        late_excused=row.late_excused,
        below_quality=row.below_quality,
        low_effect=row.low_effect,
        words=row.words,
        check_words=row.check_words,
        checked_by=row.checked_by.person.full_name if row.checked_by else "",
    )


def earlier_of(assessment: Assessment) -> tuple[Earlier, ...]:
    """Shortcomings named last year, then what was committed to for this one; two statements."""
    section = form_of(assessment).of_kind("before")
    if section is None:
        return ()
    holder, year = _subject(assessment), assessment.cycle.year
    return (
        *_named(section.id, shortcomings_of(holder, year - 1)),
        *_committed(section.id, commitments_of(holder, year)),
    )


def _named(section: str, rows: Iterable[Shortcoming]) -> Iterable[Earlier]:
    for named in rows:
        yield Earlier(
            record=named.pk,
            key=earlier_key(section, named.pk),
            kind=FAULT,
            text=named.text,
            remedy=named.remedy,
            due_on=named.due_on,
            state=named.state,
            fixed_on=named.fixed_on,
            told=named.fixed_words,
            check_words=named.check_words,
            version=named.version,
        )


def _committed(section: str, rows: Iterable[Commitment]) -> Iterable[Earlier]:
    for made in rows:
        yield Earlier(
            record=made.pk,
            key=earlier_key(section, made.pk),
            kind=COMMITMENT,
            text=made.text,
            told=made.result,
            version=made.version,
        )


def earlier_key(section: str, record: UUID) -> str:
    """The key under which the subject says what became of one thing of last year."""
    return f"{section[:27]}.{record.hex}"
