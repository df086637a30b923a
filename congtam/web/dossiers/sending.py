"""Hồ sơ của đơn vị mình: what it holds, what is missing, and sending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import permissions
from congtam.assessments.actions.dossiers import NeedsWords, send_dossier
from congtam.assessments.actions.handing_in import NeedsLateReason, Unchanged
from congtam.assessments.models import UnitDossier
from congtam.assessments.queries.dossiers import offices_of
from congtam.clock import now, uuid7
from congtam.cycles.queries import is_late
from congtam.documents.queries.dossiers import Listed
from congtam.web.assessments.forms import text
from congtam.web.dossiers import shown
from congtam.web.dossiers.finding import as_sent, own
from congtam.web.requests import ActingRequest


@require_GET
def unit(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Hồ sơ gửi cấp trên của đơn vị."""
    return _show(request, own(request, assessment))


@require_POST
def send(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Gửi hồ sơ: what is missing is explained, what is late gives its reason."""
    one = own(request, assessment)
    typed = {name: text(request.POST, name) for name in ("words", "late_reason")}
    errors = {}
    try:
        made = send_dossier(
            assessment, token=request.POST.get("token", "")[:64] or uuid7().hex,
            by=request.mandate, at=now(), **typed,
        )  # fmt: skip
    except NeedsWords:
        errors["words"] = [_("Nêu vì sao còn thiếu và khi nào gửi bổ sung.")]
    except NeedsLateReason:
        errors["late_reason"] = [_("Đã quá hạn: nêu lý do gửi muộn.")]
    except Unchanged:
        messages.info(request, _("Hồ sơ không có gì thay đổi so với lần gửi trước."))
        return redirect("dossiers:unit", assessment)
    if errors:
        return _show(request, one, typed, errors, status=422)
    messages.success(request, _("Đã gửi hồ sơ đến %s.") % made.to.name)
    return redirect("dossiers:sent", made.pk)


def _show(
    request: ActingRequest,
    one: Listed,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    sent = UnitDossier.objects.filter(file=one.file).defer("snapshot")
    rounds = list(sent.select_related("by__person").order_by("-round"))
    due = one.duty.due_on
    context = shown.dossier(one) | {
        "rounds": rounds,
        "late": not rounds and due is not None and is_late(due, now()),
        "unchanged": _unchanged(request, one, rounds),
        "may_send": permissions.may_send_dossier(request.mandate, one.file, offices_of(one.file)),
        "typed": typed or {"words": rounds[0].words if rounds else "", "late_reason": ""},
        "errors": errors or {},
        "token": uuid7().hex,
    }
    return render(request, "dossiers/unit.html", context, status=status)


def _unchanged(request: ActingRequest, one: Listed, rounds: Sequence[UnitDossier]) -> bool:
    """True when all is there and lies above just so: nothing is left to send."""
    if not rounds or one.contents.gaps:
        return False
    return one.contents == as_sent(request, rounds[0])
