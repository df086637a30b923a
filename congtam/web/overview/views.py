"""Tổng quan: how the year stands, down to the unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam import clock
from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.overview import counted, files_at
from congtam.assessments.states import StepKind
from congtam.core.vietnamese import fold
from congtam.cycles.models import Cycle, Track
from congtam.cycles.queries import current_cycle
from congtam.organisation.models import Body
from congtam.regulations import queries as regulations
from congtam.web.overview.board import coming
from congtam.web.overview.boards import boards
from congtam.web.requests import ActingRequest

PAGE = 50


@require_GET
def index(request: ActingRequest) -> HttpResponse:
    """The cycle a person most likely means."""
    found = current_cycle(request.mandate)
    if found is None:
        return render(request, "overview/nothing.html")
    return redirect("overview:cycle", found.pk)


@require_GET
def cycle(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Tiến độ của một kỳ: theo tổ, theo bước, đúng hạn hay muộn, phân bố mức."""
    found, *others = _with_others(request, pk)
    today = clock.local_date(clock.now())
    context = {
        "cycle": found,
        "boards": boards(found, request.mandate, today),
        "dates": coming(found, today),
        "others": others,
    }
    return render(request, "overview/cycle.html", context)


@require_GET
def files(request: ActingRequest, pk: UUID) -> HttpResponse:
    """The files behind a count, with where each stands: people and collectives by name only to
    who may read them, the others as a number."""
    found = _cycle(request, pk)
    today = clock.local_date(clock.now())
    rows = _filtered(request, files_at(found, request.mandate), today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    seen = set(
        Assessment.objects.visible_to(request.mandate)
        .filter(pk__in=[a.pk for a in page])
        .values_list("pk", flat=True)
    )
    tracks = {t.id: t for t in found.tracks.all()}
    mixed = _beyond_units(found, tracks.values())
    unnamed = _unnamed(request, found, today, page.paginator.count) if mixed else 0
    shown = [_line(a, tracks[a.track_id], today, a.pk in seen) for a in page]
    teams = Body.objects.filter(
        pk__in=files_at(found, request.mandate).order_by().values("in_charge_id").distinct()
    )
    context = {
        "cycle": found,
        "page": page,
        "rows": shown,
        "mixed": mixed,
        "unnamed": unnamed,
        "teams": teams.order_by("name"),
        "given": {k: request.GET.get(k, "") for k in ("q", "to", "tt", "loai", "buoc")},
    }
    return render(request, "overview/files.html", context)


def _filtered(
    request: ActingRequest, rows: QuerySet[Assessment], today: date
) -> QuerySet[Assessment]:
    given = request.GET
    for key, column in (("to", "in_charge_id"), ("loai", "track_id")):
        if value := _uuid(given.get(key, "")):
            rows = rows.filter(**{column: value})
    if given.get("buoc"):
        rows = rows.filter(stage=given["buoc"])
    if given.get("tt") == "qua-han":
        rows = rows.filter(obligation__met_at__isnull=True, obligation__due_on__lt=today)
    if given.get("tt") == "muon":
        rows = rows.filter(late=True)
    if given.get("tt") == "tham-dinh":
        rows = rows.filter(steps__kind=StepKind.APPRAISE, steps__state__in=["open", "sent_back"])
        rows = rows.distinct()
    if words := given.get("q", "").strip():
        told = Q(placement__folded__contains=fold(words))
        rows = rows.filter(told | Q(person__folded__contains=fold(words)))
    return rows


def _beyond_units(cycle: Cycle, tracks: Iterable[Track]) -> bool:
    """True where collectives or people are classified too."""
    book = regulations.rulebook(cycle.rulebook_id)
    return any(book.enrolment(track.kind).subject != Subject.UNIT for track in tracks)


def _unnamed(request: ActingRequest, cycle: Cycle, today: date, named: int) -> int:
    """How many files are counted here and not named; a word of a name looks for none of them."""
    if request.GET.get("q", "").strip():
        return 0
    return _filtered(request, counted(cycle, request.mandate), today).count() - named


def _uuid(text: str) -> UUID | None:
    """An id from the address; what is none filters nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(
    row: Assessment, track: Track, today: date, visible: bool
) -> tuple[Assessment, str, str, str, bool]:
    """One unit: tone and words of its punctuality, the step it stands at, and whether it opens."""
    step = regulations.procedure(track.procedure_id).step(row.stage).title
    duty = row.obligation
    if row.late:
        return row, "warn", _("muộn"), step, visible
    if duty is not None and duty.met_at is None and duty.due_on < today:
        return row, "bad", _("quá hạn"), step, visible
    if row.submitted_at is not None:
        return row, "good", _("đúng hạn"), step, visible
    return row, "idle", _("chưa nộp"), step, visible


def _with_others(request: ActingRequest, pk: UUID) -> list[Cycle]:
    """This cycle, then the latest others that this person may see; one statement for those."""
    found = Cycle.objects.visible_to(request.mandate).select_related("guideline")
    found = found.defer("guideline__text", "guideline__folded")
    latest = list(found.order_by("-starts_on")[:6])
    asked = next((one for one in latest if one.pk == pk), None) or get_object_or_404(found, pk=pk)
    return [asked, *[one for one in latest if one.pk != pk][:5]]


def _cycle(request: ActingRequest, pk: UUID) -> Cycle:
    found = Cycle.objects.visible_to(request.mandate).select_related("guideline")
    return get_object_or_404(found, pk=pk)
