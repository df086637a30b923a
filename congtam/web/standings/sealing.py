"""Chốt danh sách: look once more at what is decided, then seal it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.core.verdict import Refused
from congtam.standings import actions, permissions
from congtam.standings.queries.sessions import Session, session_of
from congtam.standings.states import DecisionState
from congtam.web.assessments.forms import text
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import decision_list
from congtam.web.standings.wording import title, words


@require_http_methods(["GET", "POST"])
def seal(request: ActingRequest, pk: UUID) -> HttpResponse:
    """A page that shows the result of the session, and one button; a second click shows the list
    that the first one sealed."""
    made = decision_list(request, pk)
    if request.method == "POST" and made.state == DecisionState.SEALED:
        return redirect("standings:session", pk)
    held = session_of(made)
    permissions.may_run(request.mandate, held.decision_list, held.course).enforce()
    reasons = {
        "quota_reason": text(request.POST, "quota_reason").strip(),
        "raised_reason": text(request.POST, "raised_reason").strip(),
    }
    if request.method == "POST":
        try:
            actions.seal(pk, **reasons, by=request.mandate, at=now())
        except actions.NotReady as refused:
            return _confirm(request, held, list(refused.gaps), reasons, 422)
        except Refused:
            if decision_list(request, pk).state != DecisionState.SEALED:
                raise
            return redirect("standings:session", pk)
        messages.success(request, _("Đã chốt danh sách. Tiếp theo: ban hành quyết định."))
        return redirect("standings:session", pk)
    # The reason for an exceeded quota is asked for on this very page.
    gaps = held.gaps(local_date(now()), "-")
    return _confirm(request, held, gaps, reasons, 200)


def _confirm(
    request: ActingRequest, held: Session, gaps: list[str], reasons: dict[str, str], status: int
) -> HttpResponse:
    rules = held.course.rules
    context = {
        "list": held.decision_list,
        "course": held.course,
        "meeting": held.decision_list.meeting,
        "gaps": gaps,
        "units": len(held.lines),
        "present": len(held.present),
        "members": len(held.attendance),
        "spread": shown.spread(rules, held.levels),
        "quotas": shown.quotas(held.quotas),
        "exceeded": bool(held.exceeded),
        "may_raise": list(dict.fromkeys(x.may_raise for x in held.exceeded if x.may_raise)),
        **reasons,
        "departures": [shown.decided_line(x, rules) for x in held.lines if x.departs],
        "complete": sum(held.levels.values()) == len(held.lines),
        "title": title(held),
        "words": words(held.course),
        "alone": held.decision_list.alone,
        "back": reverse("standings:session", args=[held.decision_list.pk]),
    }
    return render(request, "standings/seal.html", context, status=status)
