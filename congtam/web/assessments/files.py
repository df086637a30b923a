"""The page of one file: where it stands, what I may do, what was handed in and sent back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congtam.assessments import permissions
from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.reading import Source
from congtam.assessments.queries.sheets import changed_between, returns, steps, submissions
from congtam.assessments.states import StepKind
from congtam.clock import local_date, now
from congtam.core.vietnamese import fold
from congtam.web.assessments import page, stages
from congtam.web.assessments.finding import File, find
from congtam.web.assessments.told import history_of
from congtam.web.requests import ActingRequest

PAGE = 50


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """Phiếu đánh giá: the files this mandate may open, in Vietnamese order."""
    words = request.GET.get("tim", "")[:100]
    found = Assessment.objects.visible_to(request.mandate)
    for word in fold(words).split():
        found = found.filter(Q(placement__folded__contains=word) | Q(person__folded__contains=word))
    ordered = found.select_related("cycle", "track", "obligation")
    listed = Paginator(ordered.order_by("-cycle__starts_on", "sort_key", "pk"), PAGE)
    shown = listed.get_page(request.GET.get("page"))
    today = local_date(now())
    rows = [
        (file, stages.stage_of(file), stages.left(file.obligation, today), _home(file))
        for file in shown
    ]
    context = {"page": shown, "rows": rows, "words": words}
    return render(request, "assessments/index.html", context)


def _home(file: Assessment) -> str:
    """The page of a file: people and collectives have one of their own."""
    critique = file.subject != Subject.UNIT or file.sheet_id is None
    return reverse("critiques:file" if critique else "assessments:file", args=[file.pk])


@require_GET
def file(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Hồ sơ đánh giá của một đơn vị; a file without a sheet has its page elsewhere."""
    found = find(request, assessment)
    if found.assessment.sheet_id is None:
        return redirect("critiques:file", assessment)
    today = local_date(now())
    sent, back = submissions(assessment), returns(assessment)
    open_ = found.open
    context = {
        "file": found.assessment,
        "stages": stages.bar(
            found.procedure, steps(assessment), found.assessment.obligation, today
        ),
        "left": stages.left(found.assessment.obligation, today),
        "desks": list(_desks(request, found)),
        "readable": _readable(found, open_),
        "submissions": _submissions(found, sent) if _reads_own(found, open_) else [],
        "returns": [(r, _step(found, r.from_step)) for r in back],
        "history": history_of(found),
        "published": found.assessment.published_at is not None,
    }
    return render(request, "assessments/file.html", context)


def _desks(request: ActingRequest, found: File) -> Iterable[dict[str, Any]]:
    """What this reader does here: their own seats with the verbs that are open to them."""
    for seat in found.seats:
        if seat.step_rule.kind != StepKind.SELF_SCORE:
            continue
        may_draft = permissions.may_draft(request.mandate, seat)
        at = [seat.assessment, seat.participant]
        yield {
            "title": seat.step_rule.title,
            "who": seat.rule.title,
            "write": bool(may_draft),
            "reason": may_draft.reason,
            "returned": seat.state == "sent_back",
            "url": reverse("assessments:sheet", args=at),
            "submit_url": reverse("assessments:submit", args=[seat.participant]),
            "submitting": page.submitting(request.mandate, seat) if may_draft else None,
        }


def _readable(found: File, open_: Iterable[Source]) -> list[dict[str, str]]:
    """Sheets of others that are open to this reader."""
    held = {s.participant for s in found.seats}
    return [
        {
            "title": source.title,
            "step": source.step_rule.title,
            "url": reverse("assessments:sheet", args=[found.assessment.pk, source.participant]),
        }
        for source in open_
        if source.participant not in held and source.form != "none"
    ]


def _reads_own(found: File, open_: Iterable[Source]) -> bool:
    """Receipts and what changed between them belong to whoever may read the unit's sheet."""
    own = {s.participant for s in found.sources if s.step_rule.kind == StepKind.SELF_SCORE}
    held: set[UUID] = {s.participant for s in found.seats}
    return bool(own & (held | {s.participant for s in open_}))


def _submissions(found: File, sent: list[Any]) -> list[dict[str, Any]]:
    """Each time handed in, the latest first, with the lines that moved since the time before."""
    codes = {c.id: c.code for c in found.sheet.criteria}
    shown = []
    for place, one in enumerate(sent):
        earlier = sent[place - 1] if place else None
        moved = changed_between(earlier.snapshot, one.snapshot) if earlier else []
        shown.append(
            {
                "row": one,
                "url": reverse("assessments:receipt", args=[one.pk]),
                "moved": [codes.get(c.criterion, c.criterion) for c in moved],
                "again": earlier is not None,
            }
        )
    return shown[::-1]


def _step(found: File, key: str) -> str:
    return found.procedure.step(key).title
