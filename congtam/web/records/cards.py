"""The card of a person or collective: posts, records, shortcomings; and the search for people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from congtam.clock import local_date, now
from congtam.core.figures import shown as plainly
from congtam.organisation.models import Kind, Person
from congtam.organisation.queries import placements_on, posts_of, with_posts
from congtam.records import permissions
from congtam.records.models import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.queries.awards import awards_of
from congtam.records.queries.counting import task_counts
from congtam.records.queries.events import months
from congtam.records.queries.holders import Holder, Period, records_of
from congtam.records.queries.people import people_in_reach
from congtam.records.queries.reach import Reach
from congtam.records.states import FaultState
from congtam.web.records.holders import PERSON, Shown, find
from congtam.web.records.register import asked_year, base, figures
from congtam.web.requests import ActingRequest

A_PAGE = 50
TONES = {FaultState.NAMED: "warn", FaultState.CLAIMED: "next", FaultState.FIXED: "good"}


@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """Cán bộ whose records one may open, found by name."""
    words, today = request.GET.get("q", "").strip(), local_date(now())
    found = with_posts(people_in_reach(request.mandate, today, words), today)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(person, [post.label for post in person.posts]) for person in page]  # type: ignore[attr-defined]  # to_attr of with_posts
    context = base(request, "people") | {"page": page, "rows": rows, "words": words}
    return render(request, "records/people.html", context)


@require_GET
def card(request: ActingRequest, kind: str, holder: UUID) -> HttpResponse:
    """Thẻ của một người hoặc tập thể trong một năm."""
    shown, today, year = find(request, kind, holder), local_date(now()), asked_year(request)
    whose = shown.whose
    one = Holder.of(whose.unit_id, whose.body_id, whose.person_id)
    opened = shown.reach.is_own(whose) or any(
        shown.reach.has(power, whose) for power in ("tasks", "personnel")
    )
    context = {
        "shown": shown,
        "year": year,
        "years": range(today.year + 1, today.year - 5, -1),
        "figures": figures(task_counts([one], Period.year(year))[one]),
        "is_person": kind == PERSON,
        "opened": opened,
        "may_keep": permissions.may_keep_file(shown.reach, whose),
        "may_name": permissions.may_name(shown.reach, whose),
        "faults": _faults(request, shown, today),
    }
    if kind == PERSON:
        context |= _of_person(request, shown, today, year)
    if opened:
        context |= _kept(request, shown, today)
    return render(request, "records/card.html", context)


def _faults(
    request: ActingRequest, shown: Shown, today: date
) -> list[tuple[Shortcoming, str, dict[str, bool]]]:
    found = Shortcoming.objects.visible_to(request.mandate, today).filter(records_of(shown.whose))
    rows = found.select_related("checked_by__person").order_by("-year", "-entered_at", "-id")
    return [(row, TONES[FaultState(row.state)], _may(shown.reach, row)) for row in rows]


def _may(reach: Reach, row: Shortcoming) -> dict[str, bool]:
    return {
        "claim": bool(permissions.may_claim(reach, row)),
        "confirm": bool(permissions.may_confirm_fixed(reach, row)),
    }


def _of_person(request: ActingRequest, shown: Shown, today: date, year: int) -> dict[str, object]:
    id = shown.whose.person_id
    assert id is not None
    person = get_object_or_404(Person.objects.visible_to(request.mandate), pk=id)
    posts = posts_of(person)
    places = placements_on(today, {post.unit_id for post in posts})
    commitments = Commitment.objects.visible_to(request.mandate, today)
    spent = months([id], Period.year(year))[id]
    return {
        "person": person,
        "posts": [(post, post.label, places.get(post.unit_id)) for post in posts],
        "served": plainly(spent.served),
        "absent": plainly(spent.absent),
        "commitments": list(
            commitments.filter(person_id=id).order_by("-year", "-entered_at", "-id")
        ),
        "is_me": id == request.mandate.person_id,
    }


def _kept(request: ActingRequest, shown: Shown, today: date) -> dict[str, object]:
    """What whoever keeps or leads may read, and the person themself."""
    mandate, mine = request.mandate, records_of(shown.whose)
    kinds = Kind.objects.filter(tenant_id=mandate.tenant_id).filter(
        of__in=(Kind.Of.AWARD, Kind.Of.DISCIPLINE, Kind.Of.RULING, Kind.Of.ABSENCE)
    )
    titles = {(kind.of, kind.code): kind.title for kind in kinds}
    disciplines = Discipline.objects.visible_to(mandate, today).filter(mine)
    rulings = Ruling.objects.visible_to(mandate, today).filter(mine)
    votes = ConfidenceVote.objects.visible_to(mandate, today).filter(mine)
    spells = AbsenceSpell.objects.visible_to(mandate, today).filter(mine)
    return {
        "awards": [
            (
                one,
                titles.get((Kind.Of.AWARD, one.award.form), one.award.form),
                bool(permissions.may_settle(shown.reach, one.award, one.flags)),
            )
            for one in awards_of(shown.whose, mandate, today)
        ],
        "disciplines": [
            (row, titles.get((Kind.Of.DISCIPLINE, row.form), row.form))
            for row in disciplines.order_by("-decided_on", "-id")
        ],
        "rulings": [
            (row, titles.get((Kind.Of.RULING, row.code), row.code))
            for row in rulings.order_by("-issued_on", "-id")
        ],
        "votes": [
            (row, row.high + row.middle + row.low) for row in votes.order_by("-held_on", "-id")
        ],
        "spells": [
            (row, titles.get((Kind.Of.ABSENCE, row.kind), row.kind))
            for row in spells.order_by("-starts_on", "-id")
        ],
    }
