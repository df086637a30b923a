"""Pages of the register of people, and of one person."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from congtam.clock import local_date, now
from congtam.organisation import permissions, queries
from congtam.organisation.models import Person
from congtam.web.requests import ActingRequest

A_PAGE = 50


@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """People of the tenant by given name, with what they hold today."""
    words, day = request.GET.get("q", "").strip(), local_date(now())
    found = queries.with_posts(queries.search_people(request.mandate, words), day)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(person, [post.label for post in person.posts]) for person in page]  # type: ignore[attr-defined]  # to_attr of with_posts
    return render(request, "organisation/people.html", {"page": page, "rows": rows, "words": words})


@require_GET
def person(request: ActingRequest, person_id: UUID) -> HttpResponse:
    """One person: posts held and once held, the account, and what may be done about them."""
    found = find_person(request, person_id)
    day = local_date(now())
    posts = queries.posts_of(found)
    reach = permissions.within_reach(request.mandate, posts, day)
    names = queries.placements_on(day, {p.unit_id for p in posts})
    context = {
        "person": found,
        "posts": [
            (
                p,
                p.label,
                names.get(p.unit_id),
                p.ends_on is None or p.ends_on >= day,
                p.pk in reach,
            )
            for p in posts
        ],
        "may_issue": permissions.may_issue_account(request.mandate, found, day),
        "may_reset": permissions.may_reset_account(request.mandate, found, day),
    }
    return render(request, "organisation/person.html", context)


def find_person(request: ActingRequest, person_id: UUID) -> Person:
    """404, not 403: who may not see them does not learn that they exist."""
    visible = Person.objects.visible_to(request.mandate)
    return get_object_or_404(visible.select_related("user"), pk=person_id)
