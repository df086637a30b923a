"""Pages of the year: the list of cycles, one cycle, its duties; acknowledge and extend."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam import clock
from congtam.core.verdict import Refused
from congtam.core.vietnamese import fold
from congtam.cycles import actions, permissions
from congtam.cycles.models import Cycle, Obligation, Receiver
from congtam.cycles.queries import punctuality, to_acknowledge
from congtam.organisation.queries import places_of
from congtam.regulations import queries as regulations
from congtam.regulations.models import Regulation
from congtam.web.cycles.forms import ExtensionForm
from congtam.web.cycles.opening import issuer_of
from congtam.web.requests import ActingRequest

PAGE = 50


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Các kỳ đánh giá, and the rule books from which this person's body may open one."""
    cycles = Cycle.objects.visible_to(request.mandate).order_by("-starts_on", "-pk")
    opened = {(c.rulebook_id, c.issuer_unit_id) for c in cycles}
    books = Regulation.objects.visible_to(request.mandate).in_force()
    books = books.filter(kind=Regulation.Kind.RULEBOOK).defer("body").order_by("-in_force_at")
    ready = [
        row
        for row in books
        if (row.id, request.mandate.unit_id) not in opened and _may_open(request, row.id)
    ]
    page = Paginator(cycles.select_related("guideline", "issuer_body"), PAGE)
    context = {"page": page.get_page(request.GET.get("page")), "ready": ready}
    return render(request, "cycles/index.html", context)


def _may_open(request: ActingRequest, rulebook: UUID) -> bool:
    issuer = issuer_of(request.mandate, regulations.rulebook(rulebook))
    return issuer is not None and bool(permissions.may_open(request.mandate, issuer))


@require_GET
def cycle(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Một kỳ đánh giá: hướng dẫn, mốc thời gian, nơi nhận."""
    found = _cycle(request, pk)
    manages = permissions.may_manage(request.mandate, found)
    receivers = Receiver.objects.filter(cycle=found)
    mine = list(to_acknowledge(request.mandate).filter(cycle=found))
    context = {
        "cycle": found,
        "tracks": [_track(t) for t in found.tracks.order_by("title")],
        "punctuality": punctuality(
            Obligation.objects.visible_to(request.mandate).filter(cycle=found), _today()
        ),
        "mine": mine,
        "manages": manages,
        "acknowledged": receivers.filter(acknowledged_at__isnull=False).count(),
        "receivers": receivers.count(),
        "silent": list(receivers.filter(acknowledged_at__isnull=True).order_by("name")[:PAGE])
        if manages
        else [],
    }
    return render(request, "cycles/cycle.html", context)


def _track(track: object) -> dict[str, object]:
    procedure = regulations.procedure(track.procedure_id)  # type: ignore[attr-defined]
    return {"row": track, "steps": [(s.title, s.by) for s in procedure.order()]}


@require_GET
def duties(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Việc phải làm và hạn, searchable, overdue first on demand."""
    found = _cycle(request, pk)
    rows = Obligation.objects.visible_to(request.mandate).filter(cycle=found)
    state, words = request.GET.get("tt", ""), request.GET.get("q", "").strip()
    today = _today()
    counts = punctuality(rows, today)
    filters = {
        "qua-han": rows.overdue(today),
        "chua-lam": rows.open(),
        "muon": rows.filter(met_late=True),
    }
    rows = filters.get(state, rows).order_by("due_on", "name", "pk")
    if words:
        rows = rows.filter(folded__contains=fold(words))
    page = Paginator(rows.select_related("cycle__issuer_body"), PAGE).get_page(
        request.GET.get("page")
    )
    places = places_of(request.mandate.person_id, today)
    shown = [
        (o, _standing(o, today), permissions.may_extend(request.mandate, o, places)) for o in page
    ]
    context = {
        "cycle": found,
        "page": page,
        "rows": shown,
        "counts": counts,
        "state": state,
        "words": words,
    }
    return render(request, "cycles/duties.html", context)


def _standing(obligation: Obligation, today: date) -> tuple[str, str]:
    """Tone and words of one duty on a day."""
    if obligation.met_at is not None:
        if obligation.met_late:
            return "warn", _("Đã làm, muộn")
        return "good", _("Đã làm, đúng hạn")
    days = (obligation.due_on - today).days
    if days < 0:
        return "bad", _("Quá hạn %s ngày") % -days
    return "idle", _("Hôm nay là ngày cuối") if days == 0 else _("Còn %s ngày") % days


@require_POST
def acknowledge(request: ActingRequest, receiver: UUID) -> HttpResponse:
    """Xác nhận đã nhận hướng dẫn."""
    row = get_object_or_404(to_acknowledge(request.mandate), pk=receiver)
    actions.acknowledge(row.pk, by=request.mandate, at=clock.now())
    messages.success(request, _("Đã xác nhận nhận hướng dẫn."))
    return redirect("cycles:cycle", row.cycle_id)


@require_http_methods(["GET", "POST"])
def extend(request: ActingRequest, obligation: UUID) -> HttpResponse:
    """Gia hạn một việc, có lý do."""
    row = get_object_or_404(
        Obligation.objects.visible_to(request.mandate).select_related("cycle__issuer_body"),
        pk=obligation,
    )
    places = places_of(request.mandate.person_id, _today())
    permissions.may_extend(request.mandate, row, places).enforce()
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend(row.pk, by=request.mandate, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("to", refused.reason)
        else:
            messages.success(request, _("Đã gia hạn cho %s.") % row.name)
            return redirect("cycles:duties", row.cycle_id)
    context = {
        "row": row,
        "form": form,
        "history": row.extensions.select_related("by__person").order_by("at"),
    }
    return render(request, "cycles/extend.html", context, status=422 if form.is_bound else 200)


def _cycle(request: ActingRequest, pk: UUID) -> Cycle:
    found = Cycle.objects.visible_to(request.mandate)
    return get_object_or_404(found.select_related("guideline", "issuer_body", "rulebook"), pk=pk)


def _today() -> date:
    return clock.local_date(clock.now())
