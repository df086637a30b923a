"""Danh sách của một tổ, một ban thẩm định: every unit in its charge and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.assessments.queries import desk as desks
from congtam.assessments.queries.desk import Row, State
from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.core.points import show
from congtam.core.rules import RuleSet
from congtam.core.vietnamese import fold
from congtam.regulations import queries as regulations
from congtam.web.appraisals.board_rows import address
from congtam.web.appraisals.finding import place
from congtam.web.assessments.dock import tone
from congtam.web.navigation import address as page_address
from congtam.web.requests import ActingRequest
from congtam.web.templatetags.congtam import day

PAGE = 50
LEAST = Decimal(-1)
SORTS: dict[str, Callable[[Row], Any]] = {
    "ten": lambda row: (row.sort_key,),
    "tinh-trang": lambda row: (State.ALL.index(row.state), row.sort_key),
    "tu-cham": lambda row: (-_or_least(row.self_total), row.sort_key),
    "diem": lambda row: (-_or_least(row.total), row.sort_key),
    "nop": lambda row: (row.submitted_at is not None, row.due_on or date.max, row.sort_key),
}


def _or_least(points: Decimal | None) -> Decimal:
    """What is not known, or may not be read, stands last, whatever it is."""
    return LEAST if points is None else points


@require_GET
def desk(request: ActingRequest, track: UUID, step: str) -> HttpResponse:
    """Danh sách đơn vị của một bước thẩm định."""
    here = place(request, track, step, StepKind.APPRAISE)
    found = desks.rows(request.mandate, here.track, step, local_date(now()))
    if not found:
        raise Http404
    words, state = request.GET.get("tim", "")[:100], request.GET.get("loc", "")
    order = request.GET.get("xep", "ten")
    listed = sorted(_filtered(found, words, state), key=SORTS.get(order, SORTS["ten"]))
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    rules = regulations.rules(here.track.rules_id)
    context = {
        "place": here,
        "rows": [_shown(row, rules) for row in page],
        "page": page,
        "counts": [(key, label, _count(found, key)) for key, label in _labels().items()],
        "units": len(found),
        "words": words,
        "state": state,
        "order": order,
        "sorts": _sorts(),
        "list_url": _list_url(track, step),
    }
    return render(request, "appraisals/desk.html", context)


def _list_url(track: UUID, step: str) -> str:
    """Where the closed list of a desk is sent, once that page stands."""
    if not page_address("standings:index"):
        return ""
    return f"/danh-sach/{track}/{step}/"


def _filtered(found: Iterable[Row], words: str, state: str) -> list[Row]:
    wanted = fold(words).split()
    return [
        row
        for row in found
        if (not state or row.state == state) and all(word in row.folded for word in wanted)
    ]


def _count(found: Iterable[Row], state: str) -> int:
    return sum(1 for row in found if row.state == state)


def _labels() -> dict[str, str]:
    return {
        State.UNIT: _("Chờ đơn vị nộp"),
        State.RETURNED: _("Đã trả lại"),
        State.BOARDS: _("Chờ các ban"),
        State.OTHERS: _("Chờ bước trước"),
        State.OPEN: _("Đang thẩm định"),
        State.PROPOSED: _("Đã đề nghị"),
        State.SENT: _("Đã gửi"),
        State.OWN: _("Đơn vị của bạn"),
    }


_TONES = {
    State.UNIT: "idle",
    State.RETURNED: "warn",
    State.BOARDS: "idle",
    State.OTHERS: "idle",
    State.OPEN: "warn",
    State.PROPOSED: "info",
    State.SENT: "good",
    State.OWN: "idle",
}


def _sorts() -> dict[str, str]:
    return {
        "ten": _("Tên đơn vị"),
        "tinh-trang": _("Tình trạng"),
        "nop": _("Chưa nộp trước"),
        "tu-cham": _("Điểm tự chấm"),
        "diem": _("Điểm thẩm định"),
    }


def _shown(row: Row, rules: RuleSet) -> dict[str, Any]:
    """One row as strings."""
    return {
        "name": row.name,
        "url": "" if row.state == State.OWN else address("screen", row.participant),
        "state": _labels()[row.state],
        "tone": _TONES[row.state],
        "awaits": row.awaits if row.state == State.OTHERS else "",
        "sent": _sent(row),
        "sent_tone": "bad" if row.overdue else "warn" if row.late else "idle",
        "again": _("Nộp lại lần %s") % row.rounds if row.rounds > 1 else "",
        "returned": row.returned,
        "self_total": show(row.self_total),
        "total": show(row.total),
        "level": rules.outcome_label(row.proposed) if row.proposed else "–",
        "level_tone": tone(rules, row.proposed),
    }


def _sent(row: Row) -> str:
    if row.overdue:
        return _("Quá hạn %s") % day(row.due_on)
    if row.submitted_at is None:
        return _("Hạn %s") % day(row.due_on) if row.due_on else "–"
    if row.late:
        return _("%s, muộn") % day(row.submitted_at)
    return _("%s, đúng hạn") % day(row.submitted_at)
