"""Posts change hands: choose the successor and the day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.organisation import actions, permissions, queries
from congtam.organisation.models import Mandate
from congtam.web.organisation.forms import EndForm, HandOverForm
from congtam.web.requests import ActingRequest

MOST_FOUND = 20


@require_http_methods(["GET", "POST"])
def hand_over(request: ActingRequest, post_id: UUID) -> HttpResponse:
    """Bàn giao chức vụ: the office ends here and starts there, in one act."""
    post, at = _find(request, post_id), now()
    permissions.may_hand_over(request.mandate, post, None, local_date(at)).enforce()
    words = request.GET.get("q", "").strip()
    found = queries.search_people(request.mandate, words).exclude(pk=post.person_id)
    people = list(queries.with_posts(found, local_date(at))[:MOST_FOUND]) if words else []
    form = HandOverForm(request.POST or None, people=queries.search_people(request.mandate))
    if form.is_valid():
        to = form.cleaned_data["to"]
        actions.hand_over(post, to, by=request.mandate, on=form.cleaned_data["on"], at=at)
        messages.success(request, _("Đã bàn giao chức vụ cho %s.") % to.full_name)
        return redirect("organisation:person", post.person_id)
    context = {
        "post": post,
        "title": post.label,
        "form": form,
        "words": words,
        "people": [(p, [m.label for m in p.posts]) for p in people],  # type: ignore[attr-defined]  # to_attr of with_posts
        "chosen": str(form.data.get("to", "")),
        "full": len(people) == MOST_FOUND,
    }
    status = 422 if form.errors else 200
    return render(request, "organisation/hand_over.html", context, status=status)


@require_http_methods(["GET", "POST"])
def end(request: ActingRequest, post_id: UUID) -> HttpResponse:
    """Kết thúc chức vụ, with the last day and the reason."""
    post, at = _find(request, post_id), now()
    permissions.may_end(request.mandate, post, local_date(at)).enforce()
    form = EndForm(request.POST or None)
    if form.is_valid():
        actions.end_mandate(post, by=request.mandate, at=at, **form.cleaned_data)
        messages.success(request, _("Đã ghi ngày kết thúc chức vụ."))
        return redirect("organisation:person", post.person_id)
    context = {"post": post, "title": post.label, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organisation/end.html", context, status=status)


def _find(request: ActingRequest, post_id: UUID) -> Mandate:
    visible = Mandate.objects.visible_to(request.mandate)
    return get_object_or_404(visible.select_related("person", "body"), pk=post_id)
