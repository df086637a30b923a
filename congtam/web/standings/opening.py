"""Mở phiên họp, or the list of one who decides alone: on whom, when, and who is not ready yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.meetings.queries import members_on
from congtam.standings import actions, permissions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import Desk
from congtam.standings.queries.sessions import course_of, lines_of
from congtam.standings.queries.turns import deciding_desk, unready, waiting
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import list_of_line
from congtam.web.standings.forms import AloneForm, SessionForm, chosen
from congtam.web.standings.wording import words


@require_http_methods(["GET", "POST"])
def open_session(request: ActingRequest, track: UUID) -> HttpResponse:
    """Mở phiên họp on the files that wait for a decision."""
    desk = deciding_desk(request.mandate, track)
    if desk is None:
        raise Http404
    permissions.may_open_session(request.mandate, desk).enforce()
    today = local_date(now())
    form = _form(request, desk.body, alone=desk.alone)
    files = list(waiting(desk, request.mandate, today))
    only = chosen(request.POST)
    if request.method == "POST" and form.is_valid():
        made = actions.open_session(track, **form.given(), only=only, by=request.mandate, at=now())
        messages.success(request, _opened(desk))
        return redirect("standings:session", made.pk)
    context = {
        "form": form,
        "desk": desk,
        "words": words(desk.course),
        "files": [(file, only is None or file.pk in only) for file in files],
        "unready": unready(desk, request.mandate, today),
    }
    return render(request, "standings/open.html", context, status=422 if form.errors else 200)


def _form(request: ActingRequest, body: UUID, *, alone: bool) -> AloneForm | SessionForm:
    today = local_date(now())
    if alone:
        return AloneForm(request.POST or None, today=today)
    return SessionForm(
        request.POST or None, members=members_on(body, today), today=today,
        initial={"chair": str(request.mandate.pk)},
    )  # fmt: skip


def _opened(desk: Desk) -> str:
    return _("Đã mở danh sách xét, quyết định.") if desk.alone else _("Đã mở phiên họp.")


@require_http_methods(["GET", "POST"])
def redecide(request: ActingRequest, decision: UUID) -> HttpResponse:
    """Quyết định lại on one line of a published list: first the reason, then the level."""
    made = list_of_line(request, decision)
    permissions.may_redecide(request.mandate, made, course_of(made)).enforce()
    line = next(one for one in lines_of(made.pk) if one.id == decision)
    form = _form(request, made.body_id, alone=made.alone)
    reason = request.POST.get("reason", "").strip()
    bare = request.method == "POST" and not reason
    if request.method == "POST" and form.is_valid() and not bare:
        again = actions.redecide(
            decision, reason=reason, **form.given(), by=request.mandate, at=now()
        )
        messages.success(request, _("Đã mở quyết định lại. Ghi mức mới rồi chốt."))
        return redirect("standings:session", again.pk)
    context = {
        "form": form,
        "list": made,
        "line": line,
        "level": shown.level(course_of(made).rules, line.level),
        "reason": reason,
        "reason_errors": [_("Nêu lý do quyết định lại.")] if bare else [],
        "open": _open_again(decision),
        "back": reverse("standings:session", args=[made.pk]),
    }
    status = 422 if bare or form.errors else 200
    return render(request, "standings/redecide.html", context, status=status)


def _open_again(decision: UUID) -> DecisionList | None:
    """The list on which this line is being decided anew, when there is one."""
    later = Decision.objects.filter(replaces_id=decision).select_related("list").first()
    return later.list if later else None
