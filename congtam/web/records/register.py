"""The register as lists: one's own, that of one's body and unit, and for print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.clock import local_date, now
from congtam.records import permissions
from congtam.records.models import Task
from congtam.records.queries.counting import TaskCounts, task_counts
from congtam.records.queries.holders import Holder, Period
from congtam.records.queries.people import names_of
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.queries.register import QUARTERS, Wanted, listed, waiting
from congtam.records.states import TaskState
from congtam.web.records.holders import Shown, find_key, grouped
from congtam.web.records.shown import Row, flags, standing
from congtam.web.requests import ActingRequest

A_PAGE = 50
MOST_PRINTED = 500


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Sổ nhiệm vụ của tôi: what is assigned to me this year, and how it stands."""
    today, year = local_date(now()), asked_year(request)
    mine = Whose(request.mandate.unit_id, None, request.mandate.person_id)
    found = listed(request.mandate, today, Wanted(year, mine))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    me = Holder("person", request.mandate.person_id)
    context = base(request, "index") | {
        "page": page,
        "rows": rows(request, page, today),
        "year": year,
        "years": range(today.year + 1, today.year - 5, -1),
        "figures": figures(task_counts([me], Period.year(year))[me]),
    }
    return render(request, "records/index.html", context)


@require_GET
def listing(request: ActingRequest) -> HttpResponse:
    """Sổ nhiệm vụ of one's body and unit, and of whom a power reaches; filtered and paged."""
    today = local_date(now())
    wanted, chosen = _wanted(request)
    found = listed(request.mandate, today, wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    counts = None
    if chosen is not None:
        whose = chosen.whose
        holder = Holder.of(whose.unit_id, whose.body_id, whose.person_id)
        counts = task_counts([holder], Period.year(wanted.year))[holder]
    context = base(request, "list") | {
        "page": page,
        "rows": rows(request, page, today),
        "wanted": wanted,
        "chosen": chosen,
        "figures": figures(counts) if counts else [],
        "holders": grouped(request, chosen),
        "years": range(today.year + 1, today.year - 5, -1),
        "quarters": QUARTERS,
        "states": TaskState.choices,
        "sources": Task.Source.choices,
    }
    return render(request, "records/list.html", context)


@require_GET
def printed(request: ActingRequest) -> HttpResponse:
    """The register of one holder on paper."""
    today = local_date(now())
    wanted, chosen = _wanted(request)
    if chosen is None:
        raise Http404
    found = list(listed(request.mandate, today, wanted)[: MOST_PRINTED + 1])
    context = {
        "rows": rows(request, found[:MOST_PRINTED], today),
        "more": len(found) > MOST_PRINTED,
        "wanted": wanted,
        "chosen": chosen,
        "state": dict(TaskState.choices).get(wanted.state, ""),
        "source": dict(Task.Source.choices).get(wanted.source, ""),
        "today": today,
    }
    return render(request, "records/print.html", context)


def asked_year(request: ActingRequest) -> int:
    """The year in the address, or this one."""
    typed = request.GET.get("nam", "")
    ok = typed.isascii() and typed.isdigit() and len(typed) == 4 and 2000 <= int(typed) <= 2100
    return int(typed) if ok else local_date(now()).year


def base(request: ActingRequest, here: str) -> dict[str, object]:
    """What the head of every list needs: where one is, and how much waits for a check."""
    return {"here": here, "to_check": waiting(request.mandate, local_date(now())).count()}


def rows(request: ActingRequest, tasks: Iterable[Task], today: date) -> list[Row]:
    """The lines of a list, with the names of their holders."""
    shown = list(tasks)
    names = names_of(shown, today)
    reach = reach_of(request.mandate, today, shown)
    return [
        Row(
            task,
            names.get(task.holder_id, ""),
            standing(task, today),
            flags(task),
            bool(permissions.may_report(reach, task)),
        )
        for task in shown
    ]


def figures(counts: TaskCounts) -> list[tuple[str, int, str]]:
    """Tone, number and words of what a year adds up to; only what is checked counts."""
    return [
        ("info", len(counts.all) + len(counts.unchecked), _("được giao")),
        ("good", len(counts.done), _("đã kiểm tra là hoàn thành")),
        ("good", len(counts.exceeded), _("vượt mức")),
        ("warn", len(counts.not_assured), _("chưa bảo đảm")),
        ("idle", len(counts.unchecked), _("chưa kiểm tra")),
    ]


def _wanted(request: ActingRequest) -> tuple[Wanted, Shown | None]:
    asked = request.GET
    chosen = find_key(request, asked.get("cho", "")) if asked.get("cho") else None
    typed = asked.get("quy", "")
    wanted = Wanted(
        year=asked_year(request),
        whose=chosen.whose if chosen else None,
        quarter=int(typed) if typed in {str(q) for q in QUARTERS} else None,
        state=asked.get("tt", ""),
        source=asked.get("nguon", ""),
    )
    return wanted, chosen
