"""Ý kiến nhận xét: every file that waits for words of one's body, and packages that go out."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments import actions, permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries.opinions import (
    LATER,
    SENT,
    STATES,
    WAITING,
    Row,
    in_state,
    papers_before,
    rows,
    seats_at_desk,
)
from congtam.clock import local_date, now
from congtam.core.verdict import Refused
from congtam.regulations import queries as regulations
from congtam.web.requests import ActingRequest
from congtam.web.standings.forms import day_field

PAGE = 50
MOST_AT_ONCE = 200


@require_GET
def desk(request: ActingRequest) -> HttpResponse:
    """Hồ sơ chờ ý kiến của tổ chức mình."""
    state = request.GET.get("loc", WAITING)
    if state not in STATES:
        state = WAITING
    held = seats_at_desk(request.mandate)
    counts = {name: in_state(held, name).count() for name in STATES}
    order = ("step__position", "assessment__track_id", "assessment__sort_key", "pk")
    found = in_state(held, state).order_by(*order)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    today = local_date(now())
    shown = [_shown(request, row, today) for row in rows(page, request.mandate, today)]
    context = {
        "page": page,
        "rows": shown,
        "state": state,
        "states": [
            (WAITING, _("Đang chờ"), counts[WAITING]),
            (SENT, _("Đã gửi"), counts[SENT]),
            (LATER, _("Chưa đến lượt"), counts[LATER]),
        ],
        "packs": any(row["packs"] for row in shown),
    }
    return render(request, "critiques/opinions.html", context)


def _shown(request: ActingRequest, row: Row, today: date) -> dict[str, Any]:
    seat = row.seat
    outside = seat.behalf is not None
    rules = regulations.rules(seat.rules_id)
    return {
        "participant": seat.participant,
        "assessment": seat.assessment,
        "name": row.name,
        "post": row.post,
        "track": row.track,
        "step": seat.step_rule.title,
        "behalf": row.behalf,
        "decides": row.decides,
        "report": row.report_sent,
        "due_on": row.due_on,
        "late": row.due_on is not None and row.due_on < today and row.closed_at is None,
        "level": rules.outcome_label(row.level) if row.level else "",
        "words": row.words,
        "number": row.number,
        "sent_on": row.sent_on,
        "closed_at": row.closed_at,
        "packs": outside and bool(permissions.may_send_package(request.mandate, seat)),
    }


class PackageForm(forms.Form):
    """When a package went out, and what it holds."""

    sent_on = day_field(gettext_lazy("Ngày gửi"))
    words = forms.CharField(
        label=gettext_lazy("Hồ sơ gồm"),
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={
            "required": gettext_lazy("Ghi hồ sơ gồm những gì."),
            "max_length": gettext_lazy("Dài nhất 5.000 ký tự."),
        },
    )


@require_http_methods(["GET", "POST"])
def send_package(request: ActingRequest) -> HttpResponse:
    """Ghi đã gửi hồ sơ đến nơi có thẩm quyền, for several files at once."""
    sent = request.method == "POST"
    found = _chosen(request, request.POST if sent else request.GET)
    today = local_date(now())
    if not found:
        messages.warning(request, _("Chọn ít nhất một hồ sơ để ghi ngày gửi."))
        return redirect("critiques:opinions")
    chosen = rows(found, request.mandate, today)
    for row in chosen:
        permissions.may_send_package(request.mandate, row.seat).enforce()
    initial = {"sent_on": today, "words": _papers(chosen)}
    form = PackageForm(request.POST if sent else None, initial=initial)
    error = ""
    if sent and form.is_valid():
        try:
            actions.send_package(
                [row.seat.participant for row in chosen], **form.cleaned_data,
                by=request.mandate, at=now(),
            )  # fmt: skip
        except Refused as refused:
            error = refused.reason
        else:
            messages.success(request, _("Đã ghi gửi hồ sơ của %s đối tượng.") % len(chosen))
            return redirect("critiques:opinions")
    context = {"form": form, "rows": chosen, "error": error}
    return render(request, "critiques/opinion_package.html", context, status=422 if sent else 200)


def _chosen(request: ActingRequest, sent: Any) -> list[Participant]:
    """The seats ticked that the holder's body holds for a body outside."""
    try:
        ids = [UUID(typed) for typed in sent.getlist("seat")[:MOST_AT_ONCE]]
    except ValueError:
        raise Http404 from None
    held = seats_at_desk(request.mandate).filter(pk__in=ids, behalf__isnull=False)
    return list(held.order_by("assessment__sort_key", "pk"))


def _papers(chosen: list[Row]) -> str:
    """The papers of every step before, each named once; the first one begins the sentence."""
    named = dict.fromkeys(paper for row in chosen for paper in papers_before(row.seat))
    said = "; ".join(named)
    return f"{said[:1].upper()}{said[1:]}."
