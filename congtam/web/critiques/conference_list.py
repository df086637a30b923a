"""Hội nghị kiểm điểm: those of one's own body, and a new one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments import actions, permissions
from congtam.assessments.queries.hearings import agenda_counts, conferences, waiting
from congtam.clock import local_date, now
from congtam.core.verdict import no
from congtam.meetings.queries import members_on
from congtam.web.requests import ActingRequest
from congtam.web.standings.forms import SessionForm

PAGE = 30


@require_GET
def conference_list(request: ActingRequest) -> HttpResponse:
    """Các hội nghị kiểm điểm của tổ chức mình, and what waits for one."""
    found = conferences(request.mandate).select_related("body").order_by("-held_on", "-id")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = agenda_counts([one.pk for one in page])
    waits = waiting(request.mandate, local_date(now()))
    context = {
        "page": page,
        "rows": [(one, *counts.get(one.pk, (0, 0))) for one in page],
        "ready": sum(one.ready for one in waits),
        "coming": sum(not one.ready for one in waits),
        "may_open": any(permissions.may_put_on_agenda(request.mandate, w.seat) for w in waits),
    }
    return render(request, "critiques/conferences.html", context)


@require_http_methods(["GET", "POST"])
def open_conference(request: ActingRequest) -> HttpResponse:
    """Mở hội nghị: day, place, chair, secretary, and which files are heard."""
    body, today = request.mandate.body, local_date(now())
    if body is None:
        raise Http404
    waits = waiting(request.mandate, today)
    form = SessionForm(
        request.POST or None, members=members_on(body.pk, today), today=today,
        initial={"secretary": str(request.mandate.pk)},
    )  # fmt: skip
    sent = request.method == "POST"
    chosen = _ticked(request) if sent else [w.seat.participant for w in waits if w.ready]
    if sent and form.is_valid() and chosen:
        made = actions.convene(
            body,
            chosen,
            held_on=form.cleaned_data["held_on"],
            place=form.cleaned_data["place"],
            chair=form.member("chair"),
            secretary=form.member("secretary"),
            by=request.mandate,
            at=now(),
        )
        messages.success(request, _("Đã mở hội nghị."))
        return redirect("critiques:conference", made.pk)
    if not waits:
        no(_("Chưa có hồ sơ nào chờ kiểm điểm trước %s.") % body.name).enforce()
    permissions.may_run_conference(request.mandate, [one.seat for one in waits]).enforce()
    context = {
        "form": form,
        "body": body,
        "waits": waits,
        "chosen": set(chosen),
        "file_errors": [_("Chọn ít nhất một người, một tập thể.")] if sent and not chosen else [],
    }
    return render(request, "critiques/conference_open.html", context, status=422 if sent else 200)


def _ticked(request: ActingRequest) -> list[UUID]:
    """The files ticked, by their seats; what is no id was forged."""
    found = []
    for typed in request.POST.getlist("file"):
        try:
            found.append(UUID(typed))
        except ValueError:
            raise Http404 from None
    return found
