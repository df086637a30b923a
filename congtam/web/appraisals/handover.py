"""Giao lại: the issuer of the cycle gives one part of a file to another body of the same kind."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.assessments import actions
from congtam.assessments.models import Assessment
from congtam.assessments.queries import appraisal as appraisals
from congtam.assessments.queries.handover import Open, bodies_for, open_parts
from congtam.clock import local_date, now
from congtam.core.verdict import Refused
from congtam.cycles.permissions import may_manage
from congtam.organisation.models import Body
from congtam.organisation.queries import titles_of
from congtam.regulations import queries as regulations
from congtam.web.appraisals.forms import ReassignForm
from congtam.web.requests import ActingRequest


@require_http_methods(["GET", "POST"])
def reassign(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Chọn phần việc, nơi nhận, lý do."""
    visible = Assessment.objects.visible_to(request.mandate)
    rows = visible.select_related("cycle__issuer_body", "track")
    file = get_object_or_404(rows, pk=assessment)
    may_manage(request.mandate, file.cycle).enforce()
    parts = open_parts(file)
    bodies = bodies_for(parts, local_date(now()))
    form = ReassignForm(
        request.POST or None, seats=_seats(parts, bodies), bodies=_grouped(request, bodies)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _done(request, form, bodies):
            return redirect(request.path)
    procedure = regulations.procedure(file.track.procedure_id)
    told = [(one, procedure.step(one.step).title) for one in appraisals.handed_over(file.pk)]
    context = {"file": file, "form": form, "parts": parts, "bodies": bodies, "told": told}
    return render(request, "appraisals/reassign.html", context, status=status)


def _done(request: ActingRequest, form: ReassignForm, bodies: list[Body]) -> bool:
    given = form.cleaned_data
    to = next(b for b in bodies if str(b.pk) == given["to"])
    try:
        actions.reassign(
            UUID(given["seat"]), to=to, reason=given["reason"], by=request.mandate, at=now()
        )
    except Refused as refused:
        form.add_error("to", refused.reason)
        return False
    messages.success(request, _("Đã giao lại cho %s.") % to.name)
    return True


def _seats(parts: list[Open], bodies: list[Body]) -> list[tuple[str, str]]:
    """Only the parts that some other body could take."""
    return [
        (str(p.participant), f"{p.title}: {p.body_name}")
        for p in parts
        if any(b.kind == p.kind and b.pk != p.body for b in bodies)
    ]


def _grouped(request: ActingRequest, bodies: list[Body]) -> list[Any]:
    titles = titles_of(request.mandate.tenant_id, "body")
    grouped = groupby(bodies, key=lambda body: body.kind)
    choices = [
        (titles.get(kind, kind), [(str(b.pk), b.name) for b in found]) for kind, found in grouped
    ]
    return [("", _("Chọn nơi nhận")), *choices]
