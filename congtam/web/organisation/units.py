"""Pages of the register of units, of one unit, and of one body."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from congtam.clock import local_date, now
from congtam.organisation import queries
from congtam.organisation.models import Body, Kind, Unit
from congtam.web.requests import ActingRequest

A_PAGE = 50
A_SHORT_PAGE = 25


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Units of the tenant: by words without marks, by kind."""
    words, kind = request.GET.get("q", "").strip(), request.GET.get("loai", "")
    day = local_date(now())
    found = queries.search_units(request.mandate, day, words, kind)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    above = queries.placements_on(day, {p.parent_id for p in page if p.parent_id})
    kinds = queries.titles_of(request.mandate.tenant_id, Kind.Of.UNIT)
    rows = [(p, kinds.get(p.kind, p.kind), p.parent_id and above.get(p.parent_id)) for p in page]
    context = {"page": page, "rows": rows, "kinds": kinds.items(), "words": words, "kind": kind}
    return render(request, "organisation/index.html", context)


@require_GET
def unit(request: ActingRequest, unit_id: UUID) -> HttpResponse:
    """One unit: where it stands, who holds what, which bodies, who looks after it, what it was."""
    found = get_object_or_404(Unit.objects.visible_to(request.mandate), pk=unit_id)
    day = local_date(now())
    history = list(queries.history_of(found))
    tenant_id = request.mandate.tenant_id
    kinds = queries.titles_of(tenant_id, Kind.Of.UNIT)
    children = Paginator(queries.children_of(found, day), A_SHORT_PAGE)
    context = {
        "unit": found,
        "place": history[0],
        "kind": kinds.get(history[0].kind, history[0].kind),
        "above": queries.ancestors_of(history[0], day),
        "history": [(p, kinds.get(p.kind, p.kind)) for p in history],
        "officers": queries.officers_of(found, day),
        "bodies": queries.bodies_of(found, day),
        "charges": queries.charges_on(day, [found.pk]).get(found.pk, []),
        "page": children.get_page(request.GET.get("page")),
    }
    return render(request, "organisation/unit.html", context)


@require_GET
def body(request: ActingRequest, body_id: UUID) -> HttpResponse:
    """One body: its members today, and the units it looks after."""
    bodies = Body.objects.visible_to(request.mandate).select_related("unit")
    found = get_object_or_404(bodies, pk=body_id)
    day = local_date(now())
    after = Paginator(queries.looked_after(found, day), A_SHORT_PAGE)
    context = {
        "body": found,
        "place": queries.placements_on(day, [found.unit_id]).get(found.unit_id),
        "members": queries.holders(found.unit_id, found.pk, day),
        "page": after.get_page(request.GET.get("page")),
    }
    return render(request, "organisation/body.html", context)
