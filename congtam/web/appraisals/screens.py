"""Thẩm định một hồ sơ: self score, boards, evidence and one's own points on one screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import permissions
from congtam.assessments.actions import Saved
from congtam.assessments.queries import appraisal as appraisals
from congtam.assessments.queries.appraisal import Appraisal
from congtam.assessments.queries.desk import neighbours
from congtam.assessments.queries.lines import Result
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import returns
from congtam.clock import local_date, now
from congtam.core.points import show
from congtam.core.rules import RuleSet
from congtam.core.verdict import Verdict
from congtam.regulations import queries as regulations
from congtam.web.appraisals import saving, screen_rows, typed
from congtam.web.appraisals.board_rows import Strings, address
from congtam.web.appraisals.finding import line_of, own_seat
from congtam.web.assessments.dock import tone
from congtam.web.assessments.rows import files
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Trials:
    """What was typed and not saved, to be shown again with the reason."""

    line: screen_rows.Trial | None = None
    facts: dict[str, Strings] = field(default_factory=dict)
    proposal: Strings = field(default_factory=dict)


@require_GET
def screen(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Hồ sơ của một đơn vị trên bàn người thẩm định."""
    return show_screen(request, *own_seat(request, participant))


def show_screen(
    request: ActingRequest,
    seat: Seat,
    rows: list[Seat],
    trials: Trials | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; after a refusal with what was typed."""
    trials = trials or Trials()
    found = appraisals.appraisal(seat, rows)
    rules = regulations.rules(seat.rules_id)
    labels = {level.id: level.label for level in rules.levels}
    may = permissions.may_draft(request.mandate, seat)
    context = {
        "seat": seat,
        "may": may,
        "found": found,
        "groups": screen_rows.groups(found, write=bool(may), trial=trials.line),
        "facts": screen_rows.facts(found, write=bool(may), trial=trials.facts),
        "opinions": screen_rows.opinions(found, labels),
        "changes": screen_rows.changes(found, labels),
        "dossier": _dossier(found),
        "dock": figures(seat, rules, found.total_before, found.now),
        "account": found.now.account,
        "proposal": _proposal(request, found, rules) | trials.proposal,
        "may_send_back": permissions.may_send_back(request.mandate, seat),
        "returned": [(r, seat.procedure.step(r.to_step).title) for r in returns(seat.assessment)],
        "handed_over": _handed_over(seat),
        "near": neighbours(seat, request.mandate, local_date(now())),
    }
    return render(request, "appraisals/screen.html", context, status=status)


def _dossier(found: Appraisal) -> list[Strings]:
    return [
        {
            "title": item.title,
            "book": item.kind == "book",
            "files": files(found.dossier.get(item.id, ()), write=False),
        }
        for item in found.seat.sheet.dossier
    ]


def _handed_over(seat: Seat) -> list[Any]:
    return [
        (one, seat.procedure.step(one.step).title)
        for one in appraisals.handed_over(seat.assessment)
    ]


def figures(seat: Seat, rules: RuleSet, before: Decimal | None, result: Result) -> Strings:
    """What the foot of the page says: totals before and after, and the level by the rules."""
    made = screen_rows.dock(before, result.sums.total, seat.sheet.groups)
    outcome = result.account.outcome
    return made | {
        "level": rules.outcome_label(outcome),
        "tone": tone(rules, outcome),
        "reads": before is not None,
    }


def expected(rules: RuleSet, result: Result) -> str:
    """The level that the rules give; nothing while they give none."""
    outcome = result.account.outcome
    return outcome if outcome in {level.id for level in rules.levels} else ""


def _proposal(request: ActingRequest, found: Appraisal, rules: RuleSet) -> Strings:
    """The form of one's own proposal, or what stands of it."""
    seat = found.seat
    said = found.said.get(seat.participant)
    may: Verdict = permissions.may_propose(request.mandate, seat)
    level = said.level if said else ""
    should = expected(rules, found.now)
    return {
        "proposes": seat.step_rule.proposes,
        "write": bool(may),
        "level": level,
        "label": rules.outcome_label(level) if level else "",
        "levels": [(one.id, one.label) for one in rules.levels],
        "expected": should,
        "differs": bool(level and should and level != should),
        "words": said.words if said else "",
        "seen": said.at.isoformat() if said and said.at else "",
        "saved": said is not None,
        "error": "",
        "theirs": "",
        "url": address("propose", seat.participant),
    }


@require_POST
def score(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Lưu điểm thẩm định một tiêu chí, with its reason; the total comes back from the server."""
    outcome = saving.save(request, participant, key, typed.line(request.POST))
    if request.htmx and outcome.saved is not None and not outcome.whole:
        return _saved(request, key, outcome.saved)
    seat, rows = own_seat(request, participant)
    line_of(seat, key)
    if not request.htmx:
        if outcome.status == 200:
            return redirect(f"{address('screen', participant)}#line-{key}")
        return show_screen(request, seat, rows, Trials((key, outcome.typed)), outcome.status)
    if outcome.whole:
        return _whole(request, seat, rows, key, outcome)
    context = {"errors": outcome.typed.errors, "saved": False}
    return render(request, "appraisals/_state.html", context, status=outcome.status)


def _saved(request: ActingRequest, key: str, saved: Saved) -> HttpResponse:
    """The small answer of the hot path: the line's state, its group's sum, the dock, the why."""
    seat = saved.seat
    live = appraisals.live(seat)
    result = live.result
    rules = regulations.rules(seat.rules_id)
    group = seat.sheet.group_of(key)
    context = {
        "key": key,
        "version": saved.version,
        "changed": saved.points is not None and saved.points != live.before.get(key),
        "at": f"{now():%H:%M}",
        "group": group.id,
        "sum": show(result.sums.groups[group.id]),
        "dock": figures(seat, rules, live.total_before, result),
        "account": result.account,
        "saved": True,
        "errors": {},
    }
    return render(request, "appraisals/_score_saved.html", context)


def _whole(
    request: ActingRequest, seat: Seat, rows: list[Seat], key: str, outcome: saving.Outcome
) -> HttpResponse:
    """The own column again: both texts after a conflict, or the one that was chosen."""
    found = appraisals.appraisal(seat, rows)
    trial = outcome.typed if outcome.status != 200 else None
    own = screen_rows.own(found, line_of(seat, key), write=True, trial=trial)
    rules = regulations.rules(seat.rules_id)
    group = seat.sheet.group_of(key)
    context = {
        "own": own,
        "group": group.id,
        "sum": show(found.now.sums.groups[group.id]),
        "dock": figures(seat, rules, found.total_before, found.now),
        "account": found.now.account,
        "oob": True,
    }
    response = render(request, "appraisals/_score_form.html", context, status=outcome.status)
    response["HX-Retarget"] = f"#form-{key}"
    response["HX-Reswap"] = "outerHTML"
    return response


def level_missing() -> str:
    """What is said when a proposal comes without a level."""
    return _("Chọn mức xếp loại đề nghị.")
