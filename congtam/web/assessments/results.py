"""The published result of one unit: level, account, every changed point with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment
from congtam.assessments.queries.outcome import Published, published
from congtam.assessments.queries.sheets import submissions
from congtam.core.packs.sheet import Sheet
from congtam.core.points import show
from congtam.documents.models import Paper
from congtam.regulations import queries as regulations
from congtam.standings.models import Decision
from congtam.standings.states import DecisionState
from congtam.web.assessments import dock, rows
from congtam.web.requests import ActingRequest


@require_GET
def result(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Kết quả xếp loại; 404 until it is published."""
    visible = Assessment.objects.visible_to(request.mandate).filter(published_at__isnull=False)
    file = get_object_or_404(
        visible.select_related("cycle__issuer_body", "track", "placement"), pk=assessment
    )
    sheet = regulations.sheet(file.sheet_id)
    rules = regulations.rules(file.track.rules_id)
    told = published(file)
    decision = _decision(file)
    sent = submissions(file.pk)
    context = {
        "file": file,
        "level": rules.outcome_label(file.level) if file.level else "",
        "tone": dock.tone(rules, file.level),
        "total": show(told.result.sums.total),
        "most": show(sheet.total),
        "own_total": show(file.self_total),
        "account": told.result.account,
        "by_rules": told.result.account.outcome,
        "departs": decision is not None and decision.reason,
        "decision": decision,
        "papers": _papers(decision),
        "moved": [_moved(m) for m in told.moved],
        "said": [(s, rules.outcome_label(s.level) if s.level else "") for s in told.said],
        "columns": told.columns,
        "groups": list(_groups(sheet, told)),
        "submission": sent[-1] if sent else None,
        "file_url": reverse("assessments:file", args=[file.pk]),
    }
    return render(request, "assessments/result.html", context)


def _decision(file: Assessment) -> Decision | None:
    found = Decision.objects.filter(assessment=file, list__state=DecisionState.PUBLISHED)
    return (
        found.select_related("list__body", "list__meeting").order_by("-list__published_at").first()
    )


def _papers(decision: Decision | None) -> list[Paper]:
    """The papers issued with the decision: number, date and the bytes."""
    if decision is None:
        return []
    return list(Paper.objects.filter(object_id=decision.list_id).order_by("-issued_on", "-pk"))


def _moved(one: Any) -> dict[str, str]:
    return {
        "code": one.criterion.code,
        "text": one.criterion.title,
        "was": show(one.was),
        "now": show(one.now),
        "by": one.by,
        "reason": one.reason,
    }


def _groups(sheet: Sheet, told: Published) -> Iterable[dict[str, Any]]:
    """Every line with the points of each participant beside each other."""
    for group in sheet.groups:
        lines = []
        for criterion in group.criteria:
            given = [told.given[s.participant].get(criterion.id) for s in told.columns]
            counts = told.result.points.get(criterion.id)
            first = next((e.points for e in given if e and e.points is not None), None)
            lines.append(
                {
                    "code": criterion.code,
                    "text": criterion.title,
                    "max": show(criterion.max),
                    "given": [show(e.points) if e else "–" for e in given],
                    "counts": show(counts),
                    "changed": first != counts,
                }
            )
        yield {
            "title": rows.heading(group),
            "sum": show(told.result.sums.groups[group.id]),
            "max": show(group.max),
            "lines": lines,
        }
