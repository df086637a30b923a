"""Tổng hợp: the desks of one body, and the table of all units of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.standings.queries import comparing
from congtam.standings.queries.desks import Course, Desk, desks_of
from congtam.standings.queries.tables import UNDECIDED, Spread, Table, Wanted
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import READERS, own_desks
from congtam.web.standings.wording import words

PAGE = 100
SORTS = {"ten": "name", "muc": "level", "diem": "total", "to": "team"}


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Tổng hợp, quyết định: where the holder's body works, the newest year first."""
    desks = [d for d in desks_of(request.mandate) if d.step.kind in READERS]
    courses = {desk.course.id: desk.course for desk in desks}
    rows = [
        {
            "title": course.title,
            "cycle": course.cycle_title,
            "table": reverse("standings:consolidation", args=[course.id]) if course.scored else "",
            "compare": _compare(course, desks),
            "many": words(course)["many"],
            "steps": [step for d in desks if d.course.id == course.id for step in _step(d)],
        }
        for course in courses.values()
    ]
    return render(request, "standings/index.html", {"rows": rows})


def _compare(course: Course, desks: Iterable[Desk]) -> str:
    """The way to the comparison of equal positions, for those who appraise or decide."""
    reads = any(d.course.id == course.id and d.step.kind in comparing.READERS for d in desks)
    if course.sources_id is None or not reads:
        return ""
    return reverse("standings:comparison", args=[course.id])


def _step(desk: Desk) -> Iterable[dict[str, str]]:
    """The page on which a body concludes one of its steps."""
    if desk.step.kind == StepKind.APPRAISE and desk.step.closes == "list":
        url = reverse("standings:roster", args=[desk.course.id, desk.step.id])
        yield {"title": desk.step.title, "url": url, "verb": _("Danh sách gửi đi"), "icon": "send"}
    elif desk.step.kind == StepKind.DECIDE:
        if desk.part.on_behalf:  # a paper from outside decides: it is written into each file
            return
        url = reverse("standings:decisions")
        verb = _("Xét, quyết định") if desk.alone else _("Phiên họp")
        yield {"title": desk.step.title, "url": url, "verb": verb, "icon": "gavel"}


@require_GET
def consolidation(request: ActingRequest, track: UUID) -> HttpResponse:
    """Bảng tổng hợp: what this body may read of every unit of a kind."""
    desks = own_desks(request, track)
    if not desks[0].course.scored:  # nothing to add up: people stand side by side
        return redirect("standings:comparison", track)
    table = Table(desks, request.mandate, local_date(now()), _wanted(request))
    spread = table.spread()
    pages = Paginator(table.rows(), PAGE)
    pages.count = spread.found  # counted already, with the rest
    page = pages.get_page(request.GET.get("page"))
    rules = table.course.rules
    context = {
        "course": table.course,
        "table": table,
        "page": page,
        "rows": [shown.unit_line(x, rules, table.columns) for x in table.lines(page)],
        "columns": table.columns,
        "spread": shown.spread(rules, spread.levels),
        "proposed": sum(spread.levels.values()),
        "everyone": spread.everyone,
        "quotas": shown.quotas(table.quotas(spread)),
        "filters": _filters(request, table, spread),
        "lists": [step for desk in desks for step in _step(desk)],
        "pdf": reverse("documents:consolidated", args=[track]),
    }
    return render(request, "standings/consolidation.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    """The filters of the address; what is no team and no order is left out."""
    given = request.GET
    try:
        team = UUID(given["to"]) if given.get("to") else None
    except ValueError:
        team = None
    return Wanted(
        team=team,
        level=given.get("muc", "")[:60],
        words=given.get("tim", "")[:100],
        sort=SORTS.get(given.get("xep", ""), "name"),
    )


def _filters(request: HttpRequest, table: Table, spread: Spread) -> dict[str, Any]:
    levels = [(level.id, level.label) for level in table.course.rules.levels]
    return {
        "words": table.wanted.words,
        "team": str(table.wanted.team or ""),
        "teams": [(str(pk), group.name) for pk, group in spread.groups.items() if pk],
        "level": table.wanted.level,
        "levels": [*levels, (UNDECIDED, _("Chưa có mức đề nghị"))],
        "sort": request.GET.get("xep", "ten"),
        "sorts": [
            ("ten", _("Tên đơn vị")),
            ("muc", _("Mức đề nghị")),
            ("diem", _("Điểm thẩm định")),
            ("to", _("Tổ phụ trách")),
        ],
    }
