"""Hồ sơ nhận được: every unit with its state, one dossier as it was sent, a reminder."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import permissions
from congtam.assessments.actions.dossiers import chase_dossiers
from congtam.assessments.models import UnitDossier
from congtam.assessments.queries.dossiers import Board, Sender, board_of, cycles_of, own_files
from congtam.clock import local_date, now
from congtam.web.dossiers import shown
from congtam.web.dossiers.finding import received
from congtam.web.requests import ActingRequest


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """What this reader sends or receives; the one thing itself where there is only one."""
    files = [file for file, _rule in own_files(request.mandate)]
    cycles = [cycle for cycle, _to in cycles_of(request.mandate)]
    if len(files) == 1 and not cycles:
        return redirect("dossiers:unit", files[0].pk)
    if len(cycles) == 1 and not files:
        return redirect("dossiers:board", cycles[0].pk)
    return render(request, "dossiers/index.html", {"files": files, "cycles": cycles})


@require_GET
def board(request: ActingRequest, cycle: UUID) -> HttpResponse:
    """Hồ sơ các đơn vị gửi về."""
    found, day = _board(request, cycle), local_date(now())
    context = {
        "board": found,
        "rows": [(one, *_state(one, overdue=one.overdue(day))) for one in found.senders],
        "overdue": found.overdue(day),
        "duty": found.senders[0].duty if found.senders else None,
        "may_chase": permissions.may_chase(request.mandate, found.cycle, found.to),
    }
    return render(request, "dossiers/board.html", context)


@require_POST
def chase(request: ActingRequest, cycle: UUID) -> HttpResponse:
    """Nhắc các đơn vị chưa gửi, mỗi đơn vị một lần trong ngày."""
    found = _board(request, cycle)
    waiting = [one.file.pk for one in found.to_remind]
    told = chase_dossiers(cycle, waiting, by=request.mandate, at=now())
    if told:
        says = ngettext("Đã nhắc %s đơn vị.", "Đã nhắc %s đơn vị.", told) % told
        messages.success(request, says)
    else:
        messages.info(request, _("Hôm nay không còn đơn vị nào cần nhắc."))
    return redirect("dossiers:board", cycle)


@require_GET
def sent(request: ActingRequest, dossier: UUID) -> HttpResponse:
    """Một hồ sơ như khi đã gửi."""
    one = received(request, dossier)
    assert one.sent is not None
    later = UnitDossier.objects.filter(file=one.file, round__gt=one.sent.round).defer("snapshot")
    context = shown.dossier(one) | {
        "dossier": one.sent,
        "later": later.order_by("-round").first(),
        "sender": request.mandate.body_id == one.file.body_id,
    }
    return render(request, "dossiers/sent.html", context)


def _board(request: ActingRequest, pk: UUID) -> Board:
    for cycle, to in cycles_of(request.mandate):
        if cycle.pk == pk:
            return board_of(cycle, to, local_date(now()))
    raise Http404


def _state(one: Sender, *, overdue: bool) -> tuple[str, str]:
    """Tone and words of one unit."""
    if one.last is None:
        return ("bad", _("Quá hạn, chưa gửi")) if overdue else ("idle", _("Chưa gửi"))
    if one.last.lacks:
        return "warn", _("Đã gửi, còn thiếu %s nội dung") % one.last.lacks
    return "good", _("Đã gửi đủ")
