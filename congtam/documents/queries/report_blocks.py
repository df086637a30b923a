"""What a self report says, block by block: its words, tables of tasks, shortcomings, promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from congtam.assessments.queries.report import Content, Earlier, Fault, Register, Said, Share, Task
from congtam.core import points
from congtam.core.figures import plain
from congtam.core.packs.report import Section
from congtam.documents.forms.sections import (
    Block,
    Choice,
    Commitment,
    Commitments,
    EarlierFault,
    EarlierFaults,
    Faults,
    Grade,
    TaskRow,
    TaskTable,
    Words,
)
from congtam.documents.forms.sections import Fault as FaultRow
from congtam.documents.forms.sections import Share as ShareRow
from congtam.records.models import Task as TaskRecord
from congtam.records.states import FaultState, TaskState

COMMITMENT = "commitment"


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text; empty ones are no paragraphs."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def words(said: Said, *, when_any: bool = False) -> Iterator[Words]:
    """The words of one section; `when_any`: nothing at all where nobody wrote."""
    texts = paragraphs(said.words)
    if texts or not when_any:
        yield Words(texts)


def grade(section: Section, said: Said) -> Grade:
    """Words, and the grade among those of the section."""
    boxes = tuple(Choice(one, one == said.grade) for one in section.grades)
    return Grade(paragraphs(said.words), boxes)


def registers(content: Content) -> Iterator[Block]:
    """The tasks of each holder; their name stands before them where there are several."""
    several = len(content.registers) > 1
    for register in content.registers:
        if several:
            yield Words((_holder(register.holder),))
        yield _table(register)


def _holder(kind: str) -> str:
    return {
        "person": _("Nhiệm vụ của cá nhân:"),
        "body": _("Chỉ tiêu, nhiệm vụ của tập thể, lĩnh vực phụ trách:"),
    }.get(kind, _("Chỉ tiêu, nhiệm vụ của đơn vị:"))


def _table(register: Register) -> TaskTable:
    labels = {str(value): str(label) for value, label in TaskRecord.Source.choices}
    order = list(labels)
    tasks = sorted(register.tasks, key=lambda one: (_place(order, one.source), one.due_on))
    rows = tuple(
        TaskRow(
            number=str(number),
            task=one.title,
            due=_day(one.due_on),
            weight=_number(one.coefficient),
            product=_product(one),
            result=_result(one),
            checked_by=one.checked_by if one.state == TaskState.CHECKED else "",
            source=labels.get(one.source, one.source),
        )
        for number, one in enumerate(tasks, start=1)
    )
    return TaskTable(rows, _counts(register) if rows else ())


def _place(order: list[str], source: str) -> int:
    return order.index(source) if source in order else len(order)


def _product(task: Task) -> str:
    """«03/04 Báo cáo»: the amount is told where it is not simply one."""
    if task.quantity == 1 and task.done_quantity in (None, 1):
        return task.product
    done = "…" if task.done_quantity is None else _number(task.done_quantity)
    return f"{done}/{_number(task.quantity)} {task.product}".strip()


def _result(task: Task) -> str:
    if task.state == TaskState.CHECKED:
        found = [_("Hoàn thành") if task.done else _("Chưa hoàn thành")]
        found += [said for holds, said in _marks(task) if holds]
        return ", ".join(found)
    if task.state == TaskState.REPORTED:
        return _("Đã báo cáo, chờ kiểm tra")
    return _("Chưa báo cáo")


def _marks(task: Task) -> list[tuple[bool, str]]:
    return [
        (task.exceeded, _("vượt mức")),
        (task.late and not task.late_excused, _("chậm tiến độ")),
        (task.late and task.late_excused, _("chậm vì lý do khách quan")),
        (task.below_quality, _("chưa bảo đảm chất lượng")),
        (task.low_effect, _("hiệu quả thấp")),
    ]


def _counts(register: Register) -> tuple[str, ...]:
    """Counts of what was checked, with the whole they are parts of."""
    counts = register.counts
    whole = counts["all"]
    lead = _("Số nhiệm vụ: %s; ") % (whole + counts["unchecked"])
    if counts["unchecked"]:
        lead += _("đã kiểm tra: %s, trong đó ") % whole
    shares = (
        ("done", _("hoàn thành")),
        ("exceeded", _("vượt mức")),
        ("late", _("chậm")),
        ("below_quality", _("chưa bảo đảm chất lượng")),
        ("low_effect", _("hiệu quả thấp")),
    )
    told = [
        f"{label}: {counts[key]}/{whole} ({points.percent(counts[key], whole)})"
        for key, label in shares
        if counts[key] or key == "done"
    ]
    return (lead + "; ".join(told) + ".",)


def earlier(content: Content) -> Iterator[Block]:
    """Last year's shortcomings, and what had been promised for this one."""
    faults = [one for one in content.earlier if one.kind != COMMITMENT]
    promised = [one for one in content.earlier if one.kind == COMMITMENT]
    yield EarlierFaults(tuple(_earlier(one, content) for one in faults))
    if promised:
        rows = (Commitment(one.text, _told(one, content) or _("Chưa nêu")) for one in promised)
        yield Words((_("Cam kết đã nêu cho năm nay:"),))
        yield Commitments(tuple(rows), results_shown=True)


def _earlier(one: Earlier, content: Content) -> EarlierFault:
    states = {str(value): str(label) for value, label in FaultState.choices}
    return EarlierFault(
        text=one.text,
        state=states.get(one.state, one.state),
        done=_told(one, content),
        note=one.check_words,
    )


def _told(one: Earlier, content: Content) -> str:
    return content.of(one.key).words or one.told


def faults(content: Content, *, personal: bool) -> Faults:
    """The shortcomings of this year; a person answers alone."""
    return Faults(tuple(_fault(one) for one in content.faults), personal=personal)


def _fault(fault: Fault) -> FaultRow:
    head = next((one for one in fault.shares if one.head and one.words), None)
    others = [one for one in fault.shares if one is not head and one.words]
    return FaultRow(
        text=fault.text,
        collective=fault.collective,
        head=_share(head) if head else None,
        members=tuple(_share(one) for one in others),
        remedy=fault.remedy,
        due=_day(fault.due_on) if fault.due_on else "",
    )


def _share(share: Share) -> ShareRow:
    named = _("Đ/c %s") % share.name
    return ShareRow(f"{named}, {share.title}" if share.title else named, share.words)


def commitments(said: Said) -> Commitments:
    """One line, one promise."""
    lines = (line.strip(" -+•\t") for line in said.words.splitlines())
    return Commitments(tuple(Commitment(line) for line in lines if line))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _number(value: Decimal) -> str:
    return plain(Fraction(value))
