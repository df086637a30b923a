"""Quyết định: the lists of a body, a new session, and the page of one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.documents.models import Paper
from congtam.documents.permissions import may_issue, may_print_minutes
from congtam.documents.queries.register import DECISION, paper_of
from congtam.meetings.permissions import may_keep
from congtam.meetings.queries import members_on
from congtam.standings import actions, permissions
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.sessions import Session, session_of, with_course
from congtam.standings.queries.turns import deciding_desk, waiting
from congtam.standings.states import DecisionState
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import decision_list
from congtam.web.standings.forms import PlaceForm, SessionForm

PAGE = 50


@dataclass
class Trials:
    """What was typed and not accepted, to be shown again where it was typed."""

    lines: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    place: PlaceForm | None = None
    minutes: Mapping[str, Any] = field(default_factory=dict)


@require_GET
def decisions(request: ActingRequest) -> HttpResponse:
    """Các phiên họp và quyết định: one's own body's, and what was published."""
    found = DecisionList.objects.visible_to(request.mandate).annotate(units=Count("decisions"))
    page = Paginator(with_course(found).order_by("-meeting__held_on", "-id"), PAGE).get_page(
        request.GET.get("page")
    )
    papers = {
        paper.object_id: paper
        for paper in Paper.objects.filter(kind=DECISION, object_id__in=[d.pk for d in page])
    }
    rows = [(made, papers.get(made.pk)) for made in page]
    context = {"page": page, "rows": rows, "open": list(_to_open(request))}
    return render(request, "standings/decisions.html", context)


def _to_open(request: ActingRequest) -> list[dict[str, Any]]:
    """The tracks on which the holder may open a session, with how many units wait."""
    found = []
    for desk in desks_of(request.mandate):
        if desk.step.kind != StepKind.DECIDE:
            continue
        if permissions.may_open_session(request.mandate, desk):
            count = waiting(desk, request.mandate, local_date(now())).count()
            if count:
                found.append({"course": desk.course, "count": count})
    return found


@require_http_methods(["GET", "POST"])
def open_session(request: ActingRequest, track: UUID) -> HttpResponse:
    """Mở phiên họp on every unit that waits for a decision."""
    desk = deciding_desk(request.mandate, track)
    if desk is None:
        raise Http404
    permissions.may_open_session(request.mandate, desk).enforce()
    today = local_date(now())
    form = SessionForm(
        request.POST or None, members=members_on(desk.body, today), today=today,
        initial={"chair": str(request.mandate.pk)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = actions.open_session(
            track,
            held_on=form.cleaned_data["held_on"],
            place=form.cleaned_data["place"],
            chair=form.member("chair"),
            secretary=form.member("secretary"),
            by=request.mandate,
            at=now(),
        )
        messages.success(request, _("Đã mở phiên họp."))
        return redirect("standings:session", made.pk)
    units = list(waiting(desk, request.mandate, today).values_list("name", flat=True))
    context = {"form": form, "desk": desk, "units": units}
    return render(request, "standings/open.html", context, status=422 if form.errors else 200)


@require_GET
def session(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Phiên họp: the list with its levels, who is present, the minutes, the quota."""
    return show(request, session_of(decision_list(request, pk)), Trials())


def show(request: ActingRequest, held: Session, trials: Trials, status: int = 200) -> HttpResponse:
    """The page of one session, with what was typed and not accepted."""
    context = context_of(request, held, trials)
    return render(request, "standings/session.html", context, status=status)


def context_of(request: ActingRequest, held: Session, trials: Trials) -> dict[str, Any]:
    made, rules = held.decision_list, held.course.rules
    writes = permissions.may_run(request.mandate, made, held.course)
    keeps = may_keep(request.mandate, made.meeting)
    paper = paper_of(DECISION, made.pk) if made.state == DecisionState.PUBLISHED else None
    inside = request.mandate.body_id == made.body_id
    return {
        "inside": inside,
        "list": made,
        "course": held.course,
        "meeting": made.meeting,
        "rows": [
            shown.decided_line(x, rules, trials.lines.get(x.id))
            if inside or x.unit == request.mandate.unit_id
            else shown.published_line(x, rules)
            for x in held.lines
        ],
        "levels": [(level.id, level.label) for level in rules.levels],
        "writes": bool(writes),
        "quotas": shown.quotas(held.quotas),
        "spread": shown.spread(rules, held.levels),
        "attendance": held.attendance,
        "present": len(held.present),
        "keeps": bool(keeps),
        "place": trials.place or (place_form(held) if keeps else None),
        "minutes": trials.minutes
        or {"text": made.meeting.minutes, "version": made.meeting.version},
        "decided": sum(held.levels.values()),
        "draft": made.state == DecisionState.DRAFT,
        "may_issue": bool(may_issue(request.mandate, made, held.course)),
        "may_print_minutes": bool(may_print_minutes(request.mandate, made)),
        "paper": paper,
        "crumbs": reverse("standings:decisions"),
    }


def place_form(held: Session, data: Any = None) -> PlaceForm:
    """Place, chair and secretary; the choices are the members frozen with the session."""
    meeting = held.decision_list.meeting
    return PlaceForm(
        data,
        members=[row.mandate for row in held.attendance],
        initial={
            "place": meeting.place,
            "chair": str(meeting.chair_id or ""),
            "secretary": str(meeting.secretary_id or ""),
        },
    )
