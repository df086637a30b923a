"""What the score sheet page shows, gathered once: lines, events, level, dossier, dock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.scoring import Theirs
from congtam.assessments.queries.lines import Standing, entries
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import (
    Filled,
    changed_since,
    filled,
    returns,
    standing_of,
    steps,
    submissions,
)
from congtam.assessments.states import StepKind, StepState
from congtam.clock import local_date, now
from congtam.core.scoring import NO, YES
from congtam.organisation.models import Mandate
from congtam.organisation.queries import titles_of
from congtam.web.assessments import dock, frames, rows, stages
from congtam.web.assessments.finding import File
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class FactTrial:
    """An event as it was declared on this page, and what somebody else declared meanwhile."""

    fact: str
    value: str
    words: str
    version: int
    error: str = ""
    theirs: Theirs | None = None


@dataclass(frozen=True, slots=True)
class Trials:
    """What was typed and could not be kept: shown again where it was typed."""

    line: rows.Trial | None = None
    fact: FactTrial | None = None
    level: tuple[str, str, str] | None = None
    files: Mapping[str, list[str]] = field(default_factory=dict)


def writes(mandate: Mandate, seat: Seat) -> bool:
    """True when this page is the place where the seat is filled in, now, by this person."""
    own = seat.step_rule.kind == StepKind.SELF_SCORE
    return own and bool(permissions.may_draft(mandate, seat))


def show(
    request: ActingRequest,
    file: File,
    seat: Seat,
    *,
    trials: Trials | None = None,
    printing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The whole sheet of one participant."""
    trials = trials or Trials()
    part = filled(seat.participant)
    standing = standing_of(seat, file.rules, part)
    write = not printing and file.holds(seat) and writes(request.mandate, seat)
    today = local_date(now())
    duty = file.assessment.obligation
    context = _addresses(request, file, seat)
    context |= _lines(file, seat, part, standing, write=write, trials=trials, at=context)
    context |= _declarations(file, seat, part, trials)
    context |= {
        "file": file.assessment,
        "seat": seat,
        "sheet": seat.sheet,
        "write": write,
        "printing": printing,
        "dock": dock.figures(seat, file.rules, standing),
        "stages": stages.bar(file.procedure, steps(seat.assessment), duty, today),
        "left": stages.left(duty, today),
        "submitting": submitting(request.mandate, seat) if write else None,
    }
    if seat.state == StepState.SENT_BACK and write:
        context |= _returned(file, part)
    return render(request, "assessments/sheet.html", context, status=status)


def _lines(
    file: File,
    seat: Seat,
    part: Filled,
    standing: Standing,
    *,
    write: bool,
    trials: Trials,
    at: Mapping[str, str],
) -> dict[str, Any]:
    """Lines and dossier, each with what was refused at it."""
    beside = _beside(file, seat)
    groups = rows.groups(seat, part, standing, write=write, beside=beside, trial=trials.line)
    papers = list(dossier(seat, part, write=write))
    for one in (*(r for g in groups for r in g["rows"]), *papers):
        one["bad"] = trials.files.get(one.get("key") or one["id"], ())
    for paper in papers:
        paper["chips"] = frames.chips(paper["files"], f"dossier-{paper['id']}", at["token"])
    if write:
        for group in groups:
            group["html"] = frames.lines(
                seat.sheet_id, group["rows"], base=at["base"], token=at["token"]
            )
    return {"groups": groups, "beside": beside, "dossier": papers}


def _declarations(file: File, seat: Seat, part: Filled, trials: Trials) -> dict[str, Any]:
    """Events and the level proposed, as they stand or as they were typed."""
    typed = trials.level
    return {
        "facts": list(facts(seat, part, trials.fact)),
        "levels": levels(file, seat, part, typed),
        "proposed": part.level and file.rules.outcome_label(part.level),
        "words": typed[1] if typed else part.words,
        "level_error": typed[2] if typed else "",
    }


def _addresses(request: ActingRequest, file: File, seat: Seat) -> dict[str, Any]:
    """Addresses and the token of the forms, made once for all lines."""
    return {
        "base": base(seat),
        "token": get_token(request),
        "file_url": reverse("assessments:file", args=[seat.assessment]),
        "print_url": reverse("assessments:print", args=[seat.assessment, seat.participant]),
        "why_url": reverse("assessments:why", args=[seat.assessment, seat.participant]),
    }


def base(seat: Seat) -> str:
    """Where the verbs of one seat stand: `/cham/<participant>/`."""
    return reverse("assessments:submit", args=[seat.participant]).removesuffix("nop/")


def _beside(file: File, seat: Seat) -> list[rows.Column]:
    """Other participants' points, as far as they may be read; none is read otherwise."""
    if not seat.published and not seat.step_rule.reads and file.holds(seat):
        return []
    open_ = [s for s in file.open if s.form == "points" and s.participant != seat.participant]
    given = entries(s.participant for s in open_) if open_ else {}
    return [rows.Column(s.title, given[s.participant]) for s in open_]


def facts(seat: Seat, part: Filled, trial: FactTrial | None) -> Iterable[dict[str, Any]]:
    """The events the rules ask about, with what was declared."""
    numbers = {d.key: d.number or d.title for d in seat.sheet.documents}
    for fact in seat.sheet.facts:
        if fact.source != "declared":
            continue
        kept = part.facts.get(fact.id)
        mine = trial if trial is not None and trial.fact == fact.id else None
        value = mine.value if mine else kept.value if kept else ""
        yield {
            "id": fact.id,
            "label": fact.label,
            "cite": f"{numbers[fact.cite.doc]}, {fact.cite.at}" if fact.cite else "",
            "yes": value == YES,
            "no": value == NO,
            "shown": named(value),
            "words": mine.words if mine else kept.words if kept else "",
            "version": mine.version if mine else kept.version if kept else 0,
            "saved": kept is not None and mine is None,
            "error": mine.error if mine else "",
            "theirs": _theirs(mine),
        }


def named(value: str) -> str:
    """«Có», «Không», or that nothing was said yet."""
    return {YES: _("Có"), NO: _("Không")}.get(value, _("chưa khai"))


def _theirs(mine: FactTrial | None) -> dict[str, str] | None:
    if mine is None or mine.theirs is None:
        return None
    return {"value": named(mine.theirs.entered), "words": mine.theirs.words.reached}


def levels(
    file: File, seat: Seat, part: Filled, typed: tuple[str, str, str] | None = None
) -> list[dict[str, Any]]:
    """The levels that may be proposed, with the one chosen."""
    if not seat.step_rule.proposes:
        return []
    chosen = typed[0] if typed else part.level
    return [{"id": v.id, "label": v.label, "on": v.id == chosen} for v in file.rules.levels]


def dossier(seat: Seat, part: Filled, *, write: bool) -> Iterable[dict[str, Any]]:
    """What the file must hold: papers and physical books, there or not."""
    for item in seat.sheet.dossier:
        kept = part.dossier.get(item.id, [])
        yield {
            "id": item.id,
            "title": item.title,
            "book": item.kind == "book",
            "required": item.required,
            "returned": item.returned,
            "there": bool(kept),
            "at": kept[0].at if kept else None,
            "files": rows.files(kept, write=write),
        }


def submitting(mandate: Mandate, seat: Seat) -> dict[str, Any]:
    """The button for whom may hand in; for the clerk, whose turn it will be."""
    may = permissions.may_submit(mandate, seat)
    if may:
        return {"may": True, "waits_for": ""}
    titles = titles_of(seat.tenant, "office")
    return {"may": False, "waits_for": " / ".join(titles.get(o, o) for o in seat.rule.submit)}


def _returned(file: File, part: Filled) -> dict[str, Any]:
    """Why the file came back, and which lines have moved since it was handed in."""
    sent = submissions(file.assessment.pk)
    back = returns(file.assessment.pk)
    codes = {c.id: c.code for c in file.sheet.criteria}
    changes = changed_since(sent[-1].snapshot, part) if sent else []
    return {
        "returned": back[-1] if back else None,
        "changed": [{"key": c.criterion, "code": codes.get(c.criterion, "")} for c in changes],
    }
