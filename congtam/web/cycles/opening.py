"""Open the year: look at what will happen, attach the guideline, issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam import clock
from congtam.assessments.actions import open_cycle
from congtam.core.packs.rulebook import RuleBook
from congtam.core.verdict import Refused
from congtam.cycles import permissions
from congtam.cycles.models import Cycle
from congtam.cycles.queries import spelled
from congtam.files.actions import BadFile, keep
from congtam.organisation.models import Body, Mandate, Placement
from congtam.regulations import queries as regulations
from congtam.regulations.actions import load_instrument
from congtam.regulations.models import Regulation
from congtam.web.cycles.forms import OpeningForm
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of unit as the opening page shows it."""

    title: str
    units: int
    steps: list[tuple[str, str, str]]


@require_http_methods(["GET", "POST"])
def open_year(request: ActingRequest, rulebook: UUID) -> HttpResponse:
    """Mở kỳ đánh giá từ một bộ quy định."""
    row = get_object_or_404(
        Regulation.objects.visible_to(request.mandate)
        .in_force()
        .filter(kind=Regulation.Kind.RULEBOOK)
        .defer("body"),
        pk=rulebook,
    )
    book = regulations.rulebook(row.id)
    issuer = issuer_of(request.mandate, book)
    if issuer is None:
        raise Http404
    permissions.may_open(request.mandate, issuer).enforce()
    opened = Cycle.objects.filter(rulebook=row, issuer_unit_id=issuer.unit_id).first()
    if opened is not None:
        return redirect("cycles:cycle", opened.pk)
    form = OpeningForm(request.POST or None, request.FILES or None, initial=_initial(book))
    if request.method == "POST" and form.is_valid():
        cycle = _open(request, row, issuer, form)
        if cycle is not None:
            messages.success(request, _("Đã ban hành hướng dẫn và mở kỳ đánh giá."))
            return redirect("cycles:cycle", cycle.pk)
    context = {
        "book": book,
        "row": row,
        "issuer": issuer,
        "form": form,
        "lines": list(_lines(request.mandate, book, issuer)),
    }
    return render(request, "cycles/open.html", context, status=422 if form.is_bound else 200)


def issuer_of(mandate: Mandate, book: RuleBook) -> Body | None:
    """The body of the holder's own unit that the rule book names, when its unit is of that kind."""
    day = clock.local_date(clock.now())
    kind = Placement.objects.on(day).filter(unit_id=mandate.unit_id).values_list("kind", flat=True)
    if kind.first() != book.issuer.unit_kind:
        return None
    return Body.objects.on(day).filter(unit_id=mandate.unit_id, code=book.issuer.body).first()


def _initial(book: RuleBook) -> dict[str, object]:
    paper = book.document(book.guideline)
    return {
        "number": paper.number,
        "title": paper.title,
        "issued_on": paper.issued,
    }


def _open(request: ActingRequest, row: Regulation, issuer: Body, form: OpeningForm) -> Cycle | None:
    """One transaction: the paper kept, the instrument registered, the year opened."""
    data, paper = form.cleaned_data, form.cleaned_data["paper"]
    try:
        with transaction.atomic():
            kept = keep(paper.file, paper.name)
            at, by = clock.now(), request.mandate
            guideline = load_instrument(
                by.tenant,
                number=data["number"],
                title=data["title"],
                issuer=issuer.name,
                issued_on=data["issued_on"],
                sample=row.sample,
                blob=kept.blob,
                blob_name=kept.clean_name,
                by=by,
                at=at,
            )
            return open_cycle(row, guideline=guideline, issuer=issuer, by=by, at=at)
    except BadFile as bad:
        form.add_error("paper", str(bad))
    except Refused as refused:
        form.add_error(None, refused.reason)
    return None


def _lines(mandate: Mandate, book: RuleBook, issuer: Body) -> Iterator[Line]:
    """What opening will do, before it is done: how many units, which step by which day."""
    day = clock.local_date(clock.now())
    place = Placement.objects.on(day).get(unit_id=issuer.unit_id)
    for rule in book.enrols:
        units = Placement.objects.on(day).below(place).filter(kind=rule.kind)
        if rule.among == "children":
            units = units.filter(parent_id=issuer.unit_id)
        found = {
            r.kind: r.id
            for r in Regulation.objects.in_force()
            .filter(tenant_id=mandate.tenant_id, code__in={rule.procedure, rule.plan})
            .filter(kind__in=[Regulation.Kind.PROCEDURE, Regulation.Kind.PLAN])
            .defer("body")
        }
        if len(found) < 2:
            yield Line(rule.title, units.count(), [])
            continue
        plan = regulations.plan(found[Regulation.Kind.PLAN])
        steps = []
        for step in regulations.procedure(found[Regulation.Kind.PROCEDURE]).order():
            limit = rule.limits.get(step.id)
            who = ", ".join(part.title for part in step.by)
            steps.append((step.title, who, spelled(plan.step(limit).limits) if limit else ""))
        yield Line(rule.title, units.count(), steps)
