"""Ban hành, công bố: one page, one button; a second click shows the same paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.documents import actions, permissions
from congtam.documents.queries.register import DECISION, next_number, paper_of, signers
from congtam.standings.queries.sessions import session_of
from congtam.standings.states import DecisionState
from congtam.web.documents.forms import IssueForm
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import decision_list
from congtam.web.standings.wording import title, words


@require_http_methods(["GET", "POST"])
def issue(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Ban hành quyết định: number, paper, publication and notices in one act."""
    made = decision_list(request, pk)
    if made.state == DecisionState.PUBLISHED and paper_of(DECISION, pk) is not None:
        return redirect("standings:session", pk)
    held = session_of(made)
    permissions.may_issue(request.mandate, made, held.course).enforce()
    today = local_date(now())
    symbol = held.course.rulebook.paper("decision").symbol
    form = IssueForm(
        request.POST or None,
        signers=signers(made, today),
        days=(made.meeting.held_on, today),
        series=(made.body.unit_id, symbol),
        initial={"issued_on": today, "signer": str(made.meeting.chair_id or "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        paper = actions.issue(
            pk,
            issued_on=given["issued_on"],
            signer_id=UUID(given["signer"]),
            number=given["number"],
            by=request.mandate,
            at=now(),
        )
        name = f"{paper.number:02}/{paper.symbol}"
        messages.success(request, _("Đã ban hành quyết định số %s và công bố kết quả.") % name)
        return redirect("standings:session", pk)
    context = {
        "list": made,
        "course": held.course,
        "form": form,
        "symbol": symbol,
        "next": f"{next_number(made.body.unit_id, symbol, today.year):02}",
        "spread": shown.spread(held.course.rules, held.levels),
        "units": len(held.lines),
        "title": title(held),
        "words": words(held.course),
        "draft": reverse("documents:decision_draft", args=[pk]),
        "back": reverse("standings:session", args=[pk]),
    }
    return render(request, "documents/issue.html", context, status=422 if form.errors else 200)
