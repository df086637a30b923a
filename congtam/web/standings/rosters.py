"""Danh sách gửi đi: what is ready, what is left out and why, what went before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.clock import local_date, now
from congtam.core.points import show
from congtam.cycles.models import Obligation
from congtam.cycles.queries import is_late
from congtam.standings import actions, permissions
from congtam.standings.queries.desks import Desk, DeskUnit, rosters_of, units_at
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import own_desk


@require_GET
def roster(request: ActingRequest, track: UUID, step: str) -> HttpResponse:
    """The desk's list as it would go out now, and the lists that went before."""
    return _show(request, own_desk(request, track, step))


@require_POST
def send(request: ActingRequest, track: UUID, step: str) -> HttpResponse:
    """Gửi danh sách: every ready unit at once, with a reason for each one left out."""
    desk = own_desk(request, track, step)
    reasons = _reasons(request.POST)
    try:
        sent = actions.send_list(
            track,
            step,
            units=_units(request),
            reasons=reasons,
            by=request.mandate,
            at=now(),
        )
    except actions.MissingReasons as missing:
        says = _("Nêu lý do chưa gửi.")
        errors = {unit.id: says for unit in missing.units}
        return _show(request, desk, reasons=reasons, errors=errors, status=422)
    except actions.ListChanged:
        changed = _("Danh sách vừa thay đổi so với lúc bạn mở trang. Xem lại rồi gửi.")
        return _show(request, desk, reasons=reasons, changed=changed, status=409)
    messages.success(request, _("Đã gửi danh sách lần %s.") % sent.number)
    return redirect("standings:roster", track, step)


def _units(request: ActingRequest) -> list[UUID]:
    """The ids of the form; one that is no id cannot be among the ready."""
    found = []
    for typed in request.POST.getlist("unit"):
        try:
            found.append(UUID(typed))
        except ValueError:
            found.append(UUID(int=0))
    return found


def _reasons(posted: Mapping[str, str]) -> dict[UUID, str]:
    found = {}
    for name, text in posted.items():
        if name.startswith("reason-"):
            try:
                found[UUID(name.removeprefix("reason-"))] = str(text)
            except ValueError:
                continue
    return found


def _show(
    request: ActingRequest,
    desk: Desk,
    *,
    reasons: Mapping[UUID, str] | None = None,
    errors: Mapping[UUID, str] | None = None,
    changed: str = "",
    status: int = 200,
) -> HttpResponse:
    course, moment = desk.course, now()
    units = units_at(desk, request.mandate, local_date(moment))
    duty = Obligation.objects.filter(track_id=course.id, step=desk.step.id, body_id=desk.body)
    due_on = duty.values_list("due_on", flat=True).first()
    sent = rosters_of(course.id, [desk.step.id], desk.body)
    context = {
        "desk": desk,
        "ready": [_row(unit, desk) for unit in units if unit.ready],
        "left_out": [
            _row(unit, desk)
            | {"reason": (reasons or {}).get(unit.id, ""), "error": (errors or {}).get(unit.id, "")}
            for unit in units
            if unit.left_out
        ],
        "closed": [_row(unit, desk) for unit in units if unit.closed],
        "sent": sent,
        "number": len(sent) + 1,
        "due_on": due_on,
        "late": due_on is not None and is_late(due_on, moment),
        "may_send": permissions.may_send_list(request.mandate, desk),
        "changed": changed,
        "table": reverse("standings:consolidation", args=[course.id]),
    }
    return render(request, "standings/roster.html", context, status=status)


def _row(unit: DeskUnit, desk: Desk) -> dict[str, Any]:
    return {
        "id": unit.id,
        "url": reverse("assessments:file", args=[unit.id]),
        "name": unit.name,
        "self_total": show(unit.self_total),
        "total": show(unit.total),
        "level": shown.level(desk.course.rules, unit.level),
        "late": unit.late,
        "why": unit.why,
        "lists": ", ".join(str(number) for number in unit.sent),
    }
