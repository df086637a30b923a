"""Pages of the regulations: the list, one of them by its kind, and its life."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.clock import now
from congtam.core.marked import Unreadable
from congtam.regulations import actions, permissions, queries
from congtam.regulations.models import Regulation
from congtam.regulations.states import LIFECYCLE, State
from congtam.web.regulations import showing
from congtam.web.requests import ActingRequest

A_PAGE = 50
TONES = {
    State.DRAFT: "idle",
    State.CHECKED: "info",
    State.IN_FORCE: "good",
    State.REPLACED: "warn",
}


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Regulations of the tenant by kind and state."""
    kind, state = request.GET.get("loai", ""), request.GET.get("trang-thai", "")
    found = queries.search_regulations(request.mandate, kind, state)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(r, TONES[State(r.state)]) for r in page],
        "kinds": Regulation.Kind.choices,
        "states": State.choices,
        "kind": kind,
        "state": state,
        "may_draft": permissions.may_draft(request.mandate, request.mandate.tenant_id),
        "rules": Regulation.Kind.RULES,
    }
    return render(request, "regulations/index.html", context)


@require_GET
def regulation(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """One regulation, shown as its kind asks for; a draft that is no whole yet, in the editor."""
    found = _find(request, regulation_id)
    try:
        shown = showing.of(found)
    except Unreadable:
        if permissions.may_edit(request.mandate, found):
            return redirect("regulations:draft", found.pk, "muc")
        return render(request, "regulations/building.html", {"regulation": found})
    versions = queries.versions_of(found)[:A_PAGE]
    context = {
        "regulation": found,
        "tone": TONES[State(found.state)],
        "versions": [(r, TONES[State(r.state)]) for r in versions],
        **_verbs(request, found),
        **shown,
    }
    return render(request, f"regulations/{found.kind}.html", context)


def _verbs(request: ActingRequest, found: Regulation) -> dict[str, object]:
    """What this reader may do with it now; and why not, where that is worth saying."""
    verbs, mandate = LIFECYCLE.verbs_from(found.state), request.mandate
    force = permissions.may_put_in_force(mandate, found) if "put_in_force" in verbs else None
    keeper = permissions.may_draft(mandate, found.tenant_id)
    return {
        "may_check": "check" in verbs and permissions.may_check(mandate, found),
        "may_put_in_force": bool(force),
        "why_not_in_force": force.reason if force is not None and keeper else "",
        "may_edit": "edit" in verbs and permissions.may_edit(mandate, found),
        "may_reopen": "reopen" in verbs and permissions.may_edit(mandate, found),
        "may_copy": found.kind == Regulation.Kind.RULES and keeper,
    }


@require_POST
def check(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """Run the examples, look up the references."""
    found = _find(request, regulation_id)
    actions.check(found, by=request.mandate, at=now())
    messages.success(request, _("Đã kiểm tra, không có lỗi."))
    return redirect("regulations:regulation", found.pk)


@require_POST
def put_in_force(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """Seal this version; the one before is replaced."""
    found = _find(request, regulation_id)
    actions.put_in_force(found, by=request.mandate, at=now())
    messages.success(request, _("Đã áp dụng; nội dung được niêm phong."))
    return redirect("regulations:regulation", found.pk)


def _find(request: ActingRequest, regulation_id: UUID) -> Regulation:
    visible = Regulation.objects.visible_to(request.mandate).defer("body")
    visible = visible.select_related("drafted_by__person")
    return get_object_or_404(visible, pk=regulation_id)
