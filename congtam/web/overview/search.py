"""Tìm kiếm: units, people and papers by any part of their name, with or without diacritics."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congtam import clock
from congtam.core.vietnamese import fold
from congtam.organisation.queries import search_people, search_units
from congtam.regulations.models import Instrument, Regulation
from congtam.web.requests import ActingRequest

EACH = 8
SHORTEST = 2


@require_GET
def search(request: ActingRequest) -> HttpResponse:
    """At most a handful of each kind; four statements whatever is typed."""
    words = " ".join(request.GET.get("q", "").split())[:120]
    context: dict[str, object] = {"words": words, "short": 0 < len(words) < SHORTEST}
    if len(words) >= SHORTEST:
        today, mandate = clock.local_date(clock.now()), request.mandate
        papers = Instrument.objects.visible_to(mandate).filter(folded__contains=fold(words))
        rules = Regulation.objects.visible_to(mandate).in_force().defer("body")
        context |= {
            "units": list(search_units(mandate, today, words)[:EACH]),
            "people": list(search_people(mandate, words)[:EACH]),
            "papers": list(papers.order_by("-issued_on", "pk")[:EACH]),
            "rules": [r for r in rules.order_by("title", "pk") if fold(words) in fold(r.title)][
                :EACH
            ],
        }
    return render(request, "overview/search.html", context)
