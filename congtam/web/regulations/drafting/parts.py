"""Pages of the parts of a draft: read, add, edit, drop, move."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam.clock import now
from congtam.core.rules.drafting.parts import KEYED, Lost, Tree, entry, mark
from congtam.core.rules.drafting.saying import item_says
from congtam.regulations import actions
from congtam.regulations.actions import Outdated
from congtam.regulations.actions.drafting import about, ending, own
from congtam.web.regulations.drafting.desk import Desk, entry_or_404, open_desk
from congtam.web.regulations.drafting.forms import FORMS, ItemForm
from congtam.web.regulations.drafting.panel import LABEL_OF, SINGLE, SLUG_OF
from congtam.web.regulations.drafting.shown import (
    Opened,
    back_to,
    changed_form,
    conflict,
    editor,
    part_named,
)
from congtam.web.requests import ActingRequest

WHOLE = "-"
CITED = ("levels", "caps", "quotas")


@require_GET
def draft(request: ActingRequest, regulation_id: UUID, slug: str) -> HttpResponse:
    """One part of a draft."""
    desk, part = open_desk(request, regulation_id), part_named(slug)
    opened = _opened(desk, part, WHOLE, None) if part in SINGLE else None
    return editor(request, desk, part, opened)


@require_http_methods(["GET", "POST"])
def add(request: ActingRequest, regulation_id: UUID, slug: str) -> HttpResponse:
    """One more item in a part; `tu` copies another one into the form."""
    desk, part = open_desk(request, regulation_id), part_named(slug)
    if part in SINGLE:
        raise Http404
    source = request.GET.get("tu")
    old = entry_or_404(desk.tree, part, source) if source else None
    if request.method == "GET":
        return editor(request, desk, part, _opened(desk, part, "", None, old))
    form = FORMS[part](request.POST, tree=desk.tree)
    if not form.is_valid():
        return editor(request, desk, part, _opened(desk, part, "", form), status=422)
    key = actions.put(desk.draft.pk, part, "", form.item(), seen="", by=request.mandate, at=now())
    return _onward(request, desk, part, key)


@require_http_methods(["GET", "POST"])
def item(request: ActingRequest, regulation_id: UUID, slug: str, key: str) -> HttpResponse:
    """One item in its form."""
    desk, part = open_desk(request, regulation_id), part_named(slug)
    old = _whole(desk, part) if part in SINGLE else entry_or_404(desk.tree, part, key)
    if request.method == "GET":
        return editor(request, desk, part, _opened(desk, part, key, None))
    form = FORMS[part](request.POST, tree=desk.tree, old=old)
    if not form.is_valid():
        return editor(request, desk, part, _opened(desk, part, key, form), status=422)
    try:
        _put(desk, part, key, form, request)
    except Outdated:
        return _meet(request, regulation_id, part, key, form)
    return _onward(request, desk, part, key)


@require_POST
def drop(request: ActingRequest, regulation_id: UUID, slug: str, key: str) -> HttpResponse:
    """Without the item."""
    desk, part = open_desk(request, regulation_id), part_named(slug)
    if part in SINGLE:
        raise Http404
    entry_or_404(desk.tree, part, key)
    seen = request.POST.get("seen", "")
    actions.drop(desk.draft.pk, part, key, seen=seen, by=request.mandate, at=now())
    return redirect(back_to(desk, part))


@require_POST
def move(request: ActingRequest, regulation_id: UUID, slug: str, key: str) -> HttpResponse:
    """One place up or down."""
    desk, part = open_desk(request, regulation_id), part_named(slug)
    if part in SINGLE or part in KEYED:
        raise Http404
    entry_or_404(desk.tree, part, key)
    step = -1 if request.POST.get("len") else 1
    actions.move(desk.draft.pk, part, key, step, by=request.mandate, at=now())
    return redirect(back_to(desk, part))


def _opened(
    desk: Desk, part: str, key: str, form: ItemForm | None, old: Tree | None = None
) -> Opened:
    """The form in its place; empty for a new item, or filled from another one."""
    whole = part in SINGLE
    if key:
        old = _whole(desk, part) if whole else entry(desk.tree, part, key)
    made = form or FORMS[part](tree=desk.tree, **({"old": old} if old is not None else {}))
    address = [desk.draft.pk, SLUG_OF[part], *([key] if key else [])]
    return Opened(
        form=made,
        post=reverse("regulations:item" if key else "regulations:add", args=address),
        cancel=back_to(desk, part),
        seen=_seen(form, desk, part, key),
        key="" if whole else key,
        title=_title(desk, part, key),
        cites=part in CITED,
        again=not key,
    )


def _title(desk: Desk, part: str, key: str) -> str:
    if not key or part in SINGLE:
        return _("Thêm: %s") % LABEL_OF[part]
    return item_says(desk.tree, part, key, entry(desk.tree, part, key))


def _seen(form: ItemForm | None, desk: Desk, part: str, key: str) -> str:
    """The mark the form was built on: kept when it comes back with errors."""
    if form is not None:
        return str(form.data.get("seen", ""))
    if part in SINGLE:
        return mark(_whole(desk, part))
    return mark(own(desk.tree, part, key)) if key else ""


def _whole(desk: Desk, part: str) -> Tree:
    return about(desk.tree) if part == "about" else ending(desk.tree)


def _put(desk: Desk, part: str, key: str, form: ItemForm, request: ActingRequest) -> None:
    seen, by, at = request.POST.get("seen", ""), request.mandate, now()
    words = form.item()
    if part == "about":
        actions.describe(desk.draft.pk, **words, seen=seen, by=by, at=at)
    elif part == "order":
        actions.conclude(desk.draft.pk, **words, seen=seen, by=by, at=at)
    else:
        actions.put(desk.draft.pk, part, key, words, seen=seen, by=by, at=at)


def _meet(
    request: ActingRequest, regulation_id: UUID, part: str, key: str, form: ItemForm
) -> HttpResponse:
    """Mine beside what stands now; when it is gone there is nothing to save onto."""
    desk = open_desk(request, regulation_id)
    try:
        old = _whole(desk, part) if part in SINGLE else entry(desk.tree, part, key)
        seen = mark(old if part in SINGLE else own(desk.tree, part, key))
    except Lost:
        return conflict(request, form, None, "", back_to(desk, part))
    theirs = changed_form(form, desk.tree, old)
    return conflict(request, form, theirs, seen, back_to(desk, part))


def _onward(request: ActingRequest, desk: Desk, part: str, key: str) -> HttpResponse:
    """Back to the part, on to the citation, or to the next new item."""
    following = request.POST.get("tiep")
    if following == "trich-dan" and part in CITED:
        return redirect("regulations:cite", desk.draft.pk, part, key)
    if following == "them" and part not in SINGLE:
        address = reverse("regulations:add", args=[desk.draft.pk, SLUG_OF[part]])
        return redirect(f"{address}#mo")
    anchor = "" if part in SINGLE else f"{'muc' if part == 'levels' else 'dong'}-{key}"
    return redirect(back_to(desk, part, anchor))
