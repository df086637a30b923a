"""The parts of a report as its pages show them: values made into words once, in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Fault as FaultRow
from congtam.assessments.models import Section as SectionRow
from congtam.assessments.queries.report import Content, Earlier, Fault, Member, Said, Share
from congtam.assessments.queries.report.content import FAULT
from congtam.core.packs.report import Form, Section
from congtam.records.states import FaultState
from congtam.web.critiques.report_forms import TypedFault, TypedSection
from congtam.web.critiques.report_tasks import registers
from congtam.web.templatetags.congtam import day, moment

TYPED = ("words", "grade", "tasks", "shortcomings", "commitments", "level")


@dataclass(frozen=True, slots=True)
class SectionTrial:
    """A section that could not be kept: what was typed, and what somebody else saved."""

    key: str
    typed: TypedSection
    theirs: SectionRow | None = None


@dataclass(frozen=True, slots=True)
class FaultTrial:
    """A shortcoming that could not be kept; `gone` when somebody else took it out meanwhile."""

    fault: UUID
    typed: TypedFault
    theirs: FaultRow | None = None
    gone: bool = False


def parts(
    form: Form, content: Content, trial: SectionTrial | None = None, *, own: bool = False
) -> list[dict[str, Any]]:
    """Every section in the order of the form, with what stands in it."""
    return [part(section, content, trial, own=own) for section in form.sections]


def part(
    section: Section, content: Content, trial: SectionTrial | None = None, *, own: bool = False
) -> dict[str, Any]:
    """One section: its words to type or to read, and its table where it has one."""
    made = box(section.id, content.of(section.id), trial, place=f"phan-{section.id}")
    made |= {
        "kind": section.kind,
        "title": section.title,
        "hint": section.hint,
        "required": section.required,
        "grades": [{"value": g, "on": g == made["grade"]} for g in section.grades],
        "typed": section.kind in TYPED,
        "label": _label(section.kind),
        "short": section.kind in ("tasks", "shortcomings", "level"),
    }
    if section.kind == "tasks":
        made["registers"] = registers(content.registers)
    if section.kind == "before":
        made["earlier"] = [earlier(one, content, trial) for one in content.earlier]
    if section.kind == "shortcomings" and not own:
        made["faults"] = faults(content.faults)
    return made


def _label(kind: str) -> str:
    """What is asked in the box, where the title of the section does not say it."""
    labels = {
        "tasks": _("Nhận xét về kết quả thực hiện (nếu có)"),
        "shortcomings": _("Nhận định chung; nếu tự thấy không có hạn chế thì ghi rõ ở đây"),
        "commitments": _("Mỗi cam kết một dòng"),
        "level": _("Tự nhận xét ưu điểm, hạn chế (nếu có)"),
    }
    return labels.get(kind, "")


def box(key: str, said: Said, trial: SectionTrial | None, *, place: str) -> dict[str, Any]:
    """A box of words: as it stands, or as it was typed with what was wrong."""
    mine = trial if trial is not None and trial.key == key else None
    version = mine.typed.version if mine else said.version
    return {
        "key": key,
        "place": place,
        "label": "",
        "title": "",
        "words": mine.typed.words if mine else said.words,
        "grade": mine.typed.grade if mine else said.grade,
        "version": version,
        "state": "unsaved" if mine else "saved" if said.version else "",
        "at": said_at(said) if mine is None else "",
        "error": mine.typed.error if mine else "",
        "conflict": section_conflict(mine) if mine and mine.theirs else None,
        "seen": mine.theirs.version if mine and mine.theirs else 0,
        "settle": f"phan/{key}/chon/",
    }


def said_at(said: Said) -> str:
    """«14:32, 05/12/2020, Lê Thị An»: when and by whom it was saved last."""
    return f"{moment(said.at)}, {said.by}" if said.at else ""


def section_conflict(trial: SectionTrial) -> dict[str, list[tuple[str, str]]]:
    """Both texts, each with its label."""
    assert trial.theirs is not None
    return {
        "mine": _sides([("", trial.typed.words), (_("Mức"), trial.typed.grade)]),
        "theirs": _sides([("", trial.theirs.words), (_("Mức"), trial.theirs.grade)]),
    }


def _sides(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = [(label, words) for label, words in found if words]
    return kept or [("", _("(để trống)"))]


def earlier(one: Earlier, content: Content, trial: SectionTrial | None = None) -> dict[str, Any]:
    """A shortcoming or commitment of last year, and the box that says what came of it."""
    said = content.of(one.key)
    if not said.version and not said.words and one.told:
        said = Said(one.told)
    made = box(one.key, said, trial, place=f"truoc-{one.record}")
    fault = one.kind == FAULT
    state = FaultState(one.state).label if one.state else ""
    tones = {FaultState.NAMED: "warn", FaultState.CLAIMED: "info", FaultState.FIXED: "good"}
    asked = _("Đã khắc phục thế nào, đến đâu") if fault else _("Kết quả thực hiện cam kết")
    return made | {
        "record": one.record,
        "fault": fault,
        "label": asked,
        "text": one.text,
        "remedy": one.remedy,
        "due_on": day(one.due_on) if one.due_on else "",
        "status": state,
        "tone": tones[FaultState(one.state)] if one.state else "idle",
        "fixed_on": day(one.fixed_on) if one.fixed_on else "",
        "told": one.told,
        "check_words": one.check_words,
        "open": one.state == FaultState.NAMED,
    }


def faults(
    found: Iterable[Fault],
    sitting: Iterable[Member] = (),
    trial: FaultTrial | None = None,
) -> list[dict[str, Any]]:
    """The shortcomings; to write them, a place for each member of the collective."""
    members, shown = list(sitting), list(found)
    rows = [fault_row(one, members, trial) for one in shown]
    if trial is not None and trial.gone:
        gone = Fault(trial.fault, "", "", "", None, (), trial.typed.version)
        rows.append(fault_row(gone, members, trial))
    return rows


def fault_row(
    one: Fault, members: Iterable[Member], trial: FaultTrial | None = None
) -> dict[str, Any]:
    """One shortcoming as it stands, or as it was typed."""
    mine = trial if trial is not None and trial.fault == one.id else None
    typed = mine.typed if mine else None
    theirs = mine.theirs if mine else None
    return {
        "id": one.id,
        "place": f"han-che-{one.id}",
        "text": typed.text if typed else one.text,
        "collective": typed.collective if typed else one.collective,
        "remedy": typed.remedy if typed else one.remedy,
        "day": typed.day if typed else (day(one.due_on) if one.due_on else ""),
        "shares": _shares(one.shares, members, typed),
        "version": typed.version if typed else one.version,
        "state": "unsaved" if typed else "saved" if one.version > 1 else "",
        "at": "",
        "error": typed.error if typed else "",
        "conflict": fault_conflict(mine) if mine and (theirs or mine.gone) else None,
        "gone": bool(mine and mine.gone),
        "seen": theirs.version if theirs else 0,
        "settle": f"han-che/{one.id}/chon/",
    }


def _shares(
    written: Iterable[Share], members: Iterable[Member], typed: TypedFault | None
) -> list[dict[str, Any]]:
    """Every member in their order, then whoever has left since; with the words of each."""
    held = {share.person: share for share in written}
    people: dict[UUID, tuple[str, str, bool]] = {
        member.person: (member.name, member.title, member.head) for member in members
    }
    for share in held.values():
        people.setdefault(share.person, (share.name, share.title, share.head))
    return [
        {
            "person": person,
            "name": name,
            "title": title,
            "head": head,
            "words": _share_words(person, held, typed),
        }
        for person, (name, title, head) in people.items()
    ]


def _share_words(person: UUID, held: Mapping[UUID, Share], typed: TypedFault | None) -> str:
    if typed is not None:
        return typed.shares.get(person, "")
    return held[person].words if person in held else ""


def fault_conflict(trial: FaultTrial) -> dict[str, list[tuple[str, str]]]:
    """Both versions of a shortcoming, part by part."""
    typed, theirs = trial.typed, trial.theirs
    mine = [
        ("", typed.text),
        (_("Trách nhiệm tập thể"), typed.collective),
        *((_("Trách nhiệm thành viên"), words) for words in typed.shares.values()),
        (_("Biện pháp"), typed.remedy),
        (_("Thời hạn"), typed.day),
    ]
    if theirs is None:
        return {"mine": _sides(mine), "theirs": [("", _("Đã bỏ hạn chế này."))]}
    shares = theirs.shares.select_related("person")
    stands = [
        ("", theirs.text),
        (_("Trách nhiệm tập thể"), theirs.collective),
        *((one.person.full_name, one.words) for one in shares),
        (_("Biện pháp"), theirs.remedy),
        (_("Thời hạn"), day(theirs.due_on) if theirs.due_on else ""),
    ]
    return {"mine": _sides(mine), "theirs": _sides(stands)}
