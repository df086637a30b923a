"""What a report still lacks before it may be sent: each gap named, with its place on the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.queries.report.content import Content, Fault
from congtam.core.packs.report import Form, Section
from congtam.core.scoring import Gap


def gaps(
    form: Form,
    content: Content,
    *,
    levels: Collection[str] | None,
    heads: Collection[UUID] = (),
) -> list[Gap]:
    """Everything that is still missing, in the order of the form.

    `levels`: those one may give oneself; None where no level is asked. `heads`: who leads the
    collective whose report this is; nobody for a person. A report that was attached as a file
    lacks nothing but the level.
    """
    found: list[Gap] = []
    if not form.sections and not content.blob:
        found.append(Gap("file", "tep", "", _("Chưa đính kèm tệp báo cáo")))
    for section in () if content.blob else form.sections:
        if section.kind == "shortcomings":
            found += _of_faults(content.faults, heads)
        if section.required:
            found += _ASKED[section.kind](section, content)
    if levels is not None and content.level not in levels:
        found.append(Gap("level", "muc", "", _("Chưa tự xếp mức")))
    return found


def asks_level(form: Form, *, proposes: bool) -> bool:
    """Where the form has a place for one's own level, or the step proposes one."""
    section = form.of_kind("level")
    return proposes or (section is not None and section.required)


def _gap(section: Section, says: str) -> Gap:
    return Gap("section", f"phan-{section.id}", "", says % section.title)


def _words(section: Section, content: Content) -> Iterable[Gap]:
    if not content.of(section.id).words:
        yield _gap(section, _("Chưa viết: %s"))


def _grade(section: Section, content: Content) -> Iterable[Gap]:
    yield from _words(section, content)
    if content.of(section.id).grade not in section.grades:
        yield _gap(section, _("Chưa tự nhận mức: %s"))


def _tasks(section: Section, content: Content) -> Iterable[Gap]:
    if not any(register.tasks for register in content.registers):
        yield from _words(section, content)


def _before(section: Section, content: Content) -> Iterable[Gap]:
    for one in content.earlier:
        if not (content.of(one.key).words or one.told):
            says = _("Chưa nêu kết quả: %s") % _short(one.text)
            yield Gap("before", f"truoc-{one.record}", "", says)


def _shortcomings(section: Section, content: Content) -> Iterable[Gap]:
    """Either something is named, or it is said in words that there is nothing."""
    if not content.faults:
        yield from _words(section, content)


def _nothing(section: Section, content: Content) -> Iterable[Gap]:
    return ()


def _of_faults(faults: Iterable[Fault], heads: Collection[UUID]) -> Iterable[Gap]:
    for number, fault in enumerate(faults, start=1):
        shared = {share.person for share in fault.shares if share.words}
        lacks = [
            (not fault.text, _("hạn chế %s: chưa ghi nội dung")),
            (heads and not fault.collective, _("hạn chế %s: chưa rõ trách nhiệm của tập thể")),
            (
                heads and not shared.issuperset(heads),
                _("hạn chế %s: chưa rõ trách nhiệm của người đứng đầu"),
            ),
            (not fault.remedy, _("hạn chế %s: chưa có biện pháp khắc phục")),
        ]
        for lacking, says in lacks:
            if lacking:
                yield Gap("fault", f"han-che-{fault.id}", "", says % number)


def _short(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= 80 else f"{first[:79]}…"


_ASKED: dict[str, Callable[[Section, Content], Iterable[Gap]]] = {
    "words": _words,
    "grade": _grade,
    "tasks": _tasks,
    "before": _before,
    "shortcomings": _shortcomings,
    "commitments": _words,
    "level": _nothing,
}
