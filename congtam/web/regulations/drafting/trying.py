"""Thử: the facts of an imagined subject, and the account clause by clause; nothing is saved."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam.core.rules import account
from congtam.core.rules.drafting.parts import read
from congtam.web.regulations.drafting.desk import find_rules, judge
from congtam.web.regulations.drafting.forms.examples import BOX, CaseForm, given
from congtam.web.requests import ActingRequest


@require_GET
def what_if(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """The boxes on the left, the level and why on the right."""
    regulation = find_rules(request, regulation_id)
    rule_set = judge(regulation.body, regulation.code).rule_set
    tree = read(regulation.body)
    more = rule_set.inputs if rule_set else ()
    asked = any(name.startswith(BOX) for name in request.GET)
    form = CaseForm(request.GET if asked else None, tree=tree, more=more)
    found = None
    if rule_set is not None and form.is_valid():
        found = account(rule_set, given(form.cleaned_data))
    context = {
        "regulation": regulation,
        "form": form,
        "account": found,
        "readable": rule_set is not None,
    }
    return render(request, "regulations/drafting/try.html", context)
