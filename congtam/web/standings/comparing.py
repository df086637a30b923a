"""So sánh: people of equal positions side by side, sortable without script, fit for print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.clock import local_date, now
from congtam.core.rules import RuleSet
from congtam.standings.queries.comparing import (
    BY_LEVEL,
    BY_NAME,
    LACKS,
    MET,
    READERS,
    UNKNOWN,
    Compared,
    Comparison,
    compare,
)
from congtam.standings.queries.desks import desks_of
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.people import WARNS, machine, spoken
from congtam.web.standings.wording import words


@require_GET
def comparison(request: ActingRequest, track: UUID) -> HttpResponse:
    """So sánh những vị trí tương đương: for those who decide, and the board that appraises."""
    desks = desks_of(request.mandate, track)
    if not any(desk.step.kind in READERS for desk in desks):
        raise Http404
    course = desks[0].course
    if course.sources_id is None:
        raise Http404
    sort = request.GET.get("xep", "")[:60]
    found = compare(desks, request.mandate, local_date(now()), sort)
    rules = course.rules
    said = words(course)
    context = {
        "course": course,
        "group": found.group,
        "words": said,
        "columns": [(fact.label, order(fact.id, sort)) for fact in found.columns],
        "by_name": order(BY_NAME, sort or BY_NAME),
        "by_level": order(BY_LEVEL, sort),
        "rows": [_row(rules, found, row) for row in found.rows],
        "places": len({row.place for row in found.rows}) > 1,
        "decided": sum(1 for row in found.rows if row.level),
    }
    return render(request, "standings/comparison.html", context)


def order(key: str, sort: str) -> dict[str, str]:
    """Where a heading leads, and how its column stands now."""
    if sort == key:
        return {"to": f"-{key}", "now": "ascending", "says": _("đang xếp, bấm để đảo lại")}
    if sort == f"-{key}":
        return {"to": key, "now": "descending", "says": _("đang xếp ngược, bấm để đảo lại")}
    return {"to": key, "now": "", "says": _("bấm để xếp theo cột này")}


def _states() -> dict[str, str]:
    return {MET: _("đạt"), LACKS: _("chưa đạt"), UNKNOWN: _("chưa rõ")}


def _row(rules: RuleSet, found: Comparison, row: Compared) -> dict[str, Any]:
    states = _states()
    shown_cells = [
        {
            "label": fact.label,
            "value": cell.value,
            "state": cell.state,
            "says": states.get(cell.state, ""),
            "test": cell.test,
        }
        for fact, cell in zip(found.columns, row.cells, strict=False)
    ]
    account = row.account
    return {
        "name": row.name,
        "post": row.post,
        "place": row.place,
        "step": row.step,
        "own": row.own,
        "cells": shown_cells,
        "voices": spoken(rules, row.voices),
        "machine": machine(rules, account) if account else {},
        "warnings": [c.sentence for c in account.caps if c.state == WARNS] if account else [],
        "target": row.target,
        "level": shown.level(rules, row.level),
        "url": reverse("critiques:file", args=[row.id]),
        "why": reverse("critiques:why", args=[row.id]),
    }
