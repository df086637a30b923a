"""The page on which a self report is written, and the pieces of it that a save gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments.queries.sheets import returns
from congtam.assessments.states import StepState
from congtam.clock import local_date, now
from congtam.core.rules import RuleSet
from congtam.web.assessments import stages
from congtam.web.assessments.page import submitting
from congtam.web.critiques import report_rows as rows
from congtam.web.critiques.report_finding import Own
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Trials:
    """What was sent and could not be kept: shown again where it was typed."""

    section: rows.SectionTrial | None = None
    fault: rows.FaultTrial | None = None
    level_error: str = ""
    file_errors: list[str] = field(default_factory=list)


def show(
    request: ActingRequest, own: Own, *, trials: Trials | None = None, status: int = 200
) -> HttpResponse:
    """The whole report, open to be written."""
    trials = trials or Trials()
    today = local_date(now())
    duty = own.assessment.obligation
    context = common(request, own) | {
        "parts": rows.parts(own.form, own.content, trials.section, own=True),
        "faults": rows.faults(own.content.faults, own.sitting, trials.fault),
        "level_error": trials.level_error,
        "file_errors": trials.file_errors,
        "form": own.form,
        "left": stages.left(duty, today),
        "duty": duty,
        "tasks_url": reverse("records:index"),
        "returned": _returned(own),
    }
    return render(request, "critiques/report/write.html", context, status=status)


def common(request: ActingRequest, own: Own) -> dict[str, Any]:
    """What every piece of the page is made with: addresses, token, what is missing."""
    return {
        "file": own.assessment,
        "seat": own.seat,
        "own": own,
        "report": own.report,
        "amends": own.amends,
        "collective": bool(own.sitting),
        "base": base(own),
        "token": get_token(request),
        "levels": levels(own.rules, own.content.level) if own.asks_level else [],
        "version": own.report.version if own.report else 1,
        "submitting": submitting(request.mandate, own.seat) if own.may_write else None,
        "dock": dock(own),
        "file_url": reverse("critiques:file", args=[own.assessment.pk]),
        "read_url": reverse("critiques:report", args=[own.assessment.pk]),
    }


def beside(response: HttpResponse, place: str) -> HttpResponse:
    """A refusal lands in the state of its box, whatever else the button would have swapped."""
    response["HX-Retarget"], response["HX-Reswap"] = f"#{place}-state", "innerHTML"
    return response


def base(own: Own) -> str:
    """Where the verbs of one's own report stand."""
    return reverse("critiques:send_report", args=[own.seat.participant]).removesuffix("gui/")


def levels(rules: RuleSet, chosen: str) -> list[dict[str, Any]]:
    """The levels one may give oneself, the best first."""
    return [{"id": one.id, "label": one.label, "on": one.id == chosen} for one in rules.levels]


def dock(own: Own) -> dict[str, Any]:
    """The foot of the page: how far the report is, and what it still lacks."""
    gaps = own.gaps
    asked = [s for s in own.form.sections if s.required and s.kind in ("words", "grade")]
    written = sum(1 for s in asked if own.content.of(s.id).words)
    level = own.content.level
    return {
        "gaps": [{"to": f"#{gap.at}", "says": gap.says} for gap in gaps],
        "lacks": len(gaps),
        "written": written,
        "asked": len(asked),
        "attached": own.content.blob_name if own.content.blob else "",
        "level": own.rules.outcome_label(level) if level else _("Chưa tự xếp mức"),
        "chosen": bool(level),
    }


def _returned(own: Own) -> dict[str, Any] | None:
    """Why the report came back, the last time it did."""
    if own.seat.state != StepState.SENT_BACK:
        return None
    back = [one for one in returns(own.assessment.pk) if one.to_step == own.seat.step_rule.id]
    return {"row": back[-1]} if back else None
