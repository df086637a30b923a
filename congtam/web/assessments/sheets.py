"""The score sheet of one participant: to fill in, to print, and why it stands as it does."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congtam.assessments.queries.sheets import filled, standing_of
from congtam.core.rules import account
from congtam.web.assessments import dock, page
from congtam.web.assessments.finding import find
from congtam.web.requests import ActingRequest


@require_GET
def sheet(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Bảng chấm điểm: to write on while it is one's turn, to read afterwards."""
    file = find(request, assessment)
    return page.show(request, file, file.seat(participant))


@require_GET
def printed(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """The same sheet without boxes, for the printer."""
    file = find(request, assessment)
    return page.show(request, file, file.seat(participant), printing=True)


@require_GET
def why(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Vì sao: the level the rules give to this sheet, clause by clause."""
    file = find(request, assessment)
    seat = file.seat(participant)
    standing = standing_of(seat, file.rules, filled(participant))
    context = {
        "file": file.assessment,
        "seat": seat,
        "dock": dock.figures(seat, file.rules, standing),
        "account": account(file.rules, standing.facts),
        "file_url": reverse("assessments:file", args=[assessment]),
        "sheet_url": reverse("assessments:sheet", args=[assessment, participant]),
    }
    return render(request, "assessments/why.html", context)
