"""Vì sao?: the account of a level clause by clause, and what if a fact were different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments.models import Assessment
from congtam.assessments.queries.accounts import told_to
from congtam.assessments.queries.facts import Facts, Origin, asked, machine
from congtam.clock import local_date, now
from congtam.core.rules import Account, RuleSet
from congtam.core.rules.whatif import what_if
from congtam.regulations import queries as regulations
from congtam.regulations.models import Regulation
from congtam.web.critiques.typed import Field, fields, typed
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as its reader may account for it."""

    file: Assessment
    rules: RuleSet
    facts: Facts
    account: Account


@require_GET
def why(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Vì sao: every clause with its value, where each fact comes from, what is missing."""
    found = _find(request, assessment)
    context = {
        "file": found.file,
        "account": found.account,
        "origins": list(_origins(found)),
        "asks": [(_label(found, fact), ask) for fact, ask in sorted(found.facts.ask.items())],
        "frames": list(_frames(found)),
    }
    return render(request, "critiques/why.html", context)


@require_http_methods(["GET", "POST"])
def try_out(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Thử: change a fact and see the level; nothing is kept."""
    found = _find(request, assessment)
    given = asked(found.rules, found.facts.values)
    form = fields(found.rules, given, _labels(found), request.POST or None)
    context: dict[str, Any] = {"file": found.file, "account": found.account, "fields": form}
    if request.method == "POST" and not any(field.error for field in form):
        context["tried"] = what_if(found.rules, given, _changes(form, given))
    return render(request, "critiques/try.html", context)


def _find(request: ActingRequest, assessment: UUID) -> Reading:
    """404 for whoever may not see the file, or only part of it."""
    visible = Assessment.objects.visible_to(request.mandate)
    file = get_object_or_404(
        visible.select_related("track", "cycle", "post", "unit"),
        pk=assessment,
        track__sources__isnull=False,
    )
    told = told_to(file, request.mandate, local_date(now()))
    if told is None:
        raise Http404
    return Reading(file, regulations.rules(file.track.rules_id), told.facts, told.account)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is called, what is known, and whence."""

    label: str
    value: str
    origin: Origin


def _origins(found: Reading) -> list[Line]:
    """Every fact of the sources in their order."""
    lines = []
    for fact, origin in found.facts.origins.items():
        known = found.facts.values.get(fact)
        lines.append(Line(_label(found, fact), _shown(found.rules, fact, known), origin))
    return lines


def _shown(rules: RuleSet, name: str, value: object) -> str:
    """The value in words; a bare count as it stands."""
    if value is None:
        return _("chưa có")
    if value == "n/a":
        return _("không áp dụng")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict):
        return f"{value['num']}/{value['den']}"
    fact = rules.facts.get(name)
    if fact is not None and fact.value_labels:
        return fact.value_labels.get(str(value), str(value))
    return str(value).replace(".", ",")


def _label(found: Reading, fact: str) -> str:
    return _labels(found).get(fact, fact)


def _labels(found: Reading) -> dict[str, str]:
    """What each input is called: by the rule set, else by the sources."""
    assert found.file.track.sources_id is not None
    pack = regulations.sources(found.file.track.sources_id)
    facts = found.rules.facts
    named = {s.fact: facts[s.fact].label if s.fact in facts else s.label for s in pack.sources}
    return {fact: label or fact for fact, label in named.items()} | {
        name: fact.label for name, fact in facts.items()
    }


def _frames(found: Reading) -> list[Account]:
    """Other rule sets that the text wants beside this one: for comparison, they propose nothing."""
    book = regulations.rulebook(found.file.cycle.rulebook_id)
    enrolment = book.enrolment(found.file.track.kind)
    rows = Regulation.objects.in_force().filter(
        tenant_id=found.file.tenant_id, kind=Regulation.Kind.RULES, code__in=enrolment.frames
    )
    return [
        machine(found.file, found.facts, frame=regulations.rules(row.pk))
        for row in rows.order_by("code").only("pk")
    ]


def _changes(form: list[Field], given: dict[str, object]) -> dict[str, object]:
    """Only what was typed differently; an emptied field takes its fact away."""
    changes: dict[str, object] = {}
    for field in form:
        value = typed(field)
        if value != given.get(field.name):
            changes[field.name] = value
    return changes
