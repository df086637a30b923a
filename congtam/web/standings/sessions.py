"""Quyết định: the lists of a body, and the page of one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.documents.models import Paper
from congtam.documents.permissions import may_issue, may_print_draft, may_print_minutes
from congtam.documents.queries.register import DECISION, paper_of
from congtam.meetings.permissions import may_keep
from congtam.standings import permissions
from congtam.standings.models import DecisionList
from congtam.standings.queries.comparing import READERS
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.outside import outside
from congtam.standings.queries.sessions import DecidedLine, Session, session_of, with_course
from congtam.standings.queries.turns import waiting
from congtam.standings.states import DecisionState
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown
from congtam.web.standings.finding import decision_list
from congtam.web.standings.forms import PlaceForm
from congtam.web.standings.people import Beside
from congtam.web.standings.wording import title, words

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
    context = {
        "page": page,
        "rows": rows,
        "open": list(_to_open(request)),
        "outside": outside(request.mandate),
    }
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
                many = words(desk.course)["many"]
                found.append({"course": desk.course, "count": count, "many": many, "desk": desk})
    return found


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
    beside = Beside(request, held)
    writes = permissions.may_run(request.mandate, made, held.course)
    keeps = may_keep(request.mandate, made.meeting)
    paper = paper_of(DECISION, made.pk) if made.state == DecisionState.PUBLISHED else None
    inside = request.mandate.body_id == made.body_id
    return {
        "inside": inside,
        "list": made,
        "course": held.course,
        "meeting": made.meeting,
        "title": title(held),
        "words": words(held.course),
        "scored": held.course.scored,
        "rows": [row_of(request, held, beside, x, trials.lines.get(x.id)) for x in held.lines],
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
        "may_print_draft": bool(may_print_draft(request.mandate, made)),
        "compare": _compare(request, held),
        "paper": paper,
        "stale": len(held.stale) if writes else 0,
        "may_redecide": bool(permissions.may_redecide(request.mandate, made, held.course)),
        "replaces": paper_of(DECISION, made.replaces_id) if made.replaces_id else None,
        "crumbs": reverse("standings:decisions"),
    }


def _compare(request: ActingRequest, held: Session) -> str:
    """The way to the comparison, for whoever may open it."""
    desks = desks_of(request.mandate, held.course.id) if held.course.sources_id else []
    if any(desk.step.kind in READERS for desk in desks):
        return reverse("standings:comparison", args=[held.course.id])
    return ""


def row_of(
    request: ActingRequest,
    held: Session,
    beside: Beside,
    line: DecidedLine,
    trial: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """One line as this reader may see it: all of it inside the deciding body and for the subject
    itself, to others what the annex prints."""
    rules = held.course.rules
    if beside.inside or line.is_of(request.mandate):
        return shown.decided_line(line, rules, trial) | beside.of(line)
    return beside.of(line) | shown.published_line(line, rules)


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
