"""Pages of the conditions of a level: add, edit, drop, move."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congtam.clock import now
from congtam.core.rules.drafting import nodes
from congtam.core.rules.drafting.parts import Lost, Tree, mark
from congtam.regulations import actions
from congtam.regulations.actions import Outdated
from congtam.web.regulations.drafting.desk import Desk, node_or_404, open_desk
from congtam.web.regulations.drafting.forms import ConditionForm, GroupForm, ItemForm
from congtam.web.regulations.drafting.forms.base import facts_of
from congtam.web.regulations.drafting.shown import (
    Opened,
    back_to,
    changed_form,
    conflict,
    editor,
)
from congtam.web.requests import ActingRequest

LEVELS = "levels"


@require_http_methods(["GET", "POST"])
def add(request: ActingRequest, regulation_id: UUID, address: str) -> HttpResponse:
    """One more condition in a group: first the fact, then the rest; or a group (`nhom`)."""
    desk = open_desk(request, regulation_id)
    group = node_or_404(desk.tree, address)
    given = request.POST or request.GET
    fact = given.get("fact") or given.get("du-kien", "")
    nested = "mode" in request.POST or "nhom" in request.GET
    form: ItemForm | None = None
    if nested:
        form = GroupForm(request.POST or None, tree=desk.tree)
    elif fact:
        first = {"fact": fact, **_last_document(group)}
        form = ConditionForm(request.POST or None, tree=desk.tree, initial=first)
    if request.method == "GET" or form is None or not form.is_valid():
        opened = _adding(desk, address, form, "" if nested else fact, nested=nested)
        status = 422 if request.method == "POST" else 200
        return editor(request, desk, LEVELS, opened, status=status)
    words = form.item()
    node = {words.pop("mode"): [], **words} if nested else words
    if nested and "not" in node:
        node["not"] = {}
    try:
        made = actions.add_condition(
            desk.draft.pk, address, _given(node), by=request.mandate, at=now()
        )
    except Outdated:
        return conflict(request, form, None, "", back_to(desk, LEVELS))
    return _onward(request, desk, made, address)


@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, regulation_id: UUID, address: str) -> HttpResponse:
    """One condition in its form row, or a group; `du-kien` gives it another fact."""
    desk = open_desk(request, regulation_id)
    old = node_or_404(desk.tree, address)
    kind = ConditionForm if "fact" in old else GroupForm
    if request.method == "GET":
        fact = request.GET.get("du-kien", "")
        first = {"fact": fact} if fact and "fact" in old else {}
        form = kind(tree=desk.tree, old=old, initial=first)
        return editor(request, desk, LEVELS, _editing(desk, address, old, form))
    form = kind(request.POST, tree=desk.tree, old=old)
    if not form.is_valid():
        return editor(request, desk, LEVELS, _editing(desk, address, old, form), status=422)
    seen = request.POST.get("seen", "")
    try:
        actions.put_condition(
            desk.draft.pk, address, form.item(), seen=seen, by=request.mandate, at=now()
        )
    except Outdated:
        return _meet(request, regulation_id, address, form)
    return _onward(request, desk, address, "")


@require_POST
def drop(request: ActingRequest, regulation_id: UUID, address: str) -> HttpResponse:
    """Without the condition, or the group with all that stands in it."""
    desk = open_desk(request, regulation_id)
    node_or_404(desk.tree, address)
    seen = request.POST.get("seen", "")
    actions.drop_condition(desk.draft.pk, address, seen=seen, by=request.mandate, at=now())
    return redirect(back_to(desk, LEVELS, f"muc-{address.partition(':')[0]}"))


@require_POST
def move(request: ActingRequest, regulation_id: UUID, address: str) -> HttpResponse:
    """One place up or down within its group."""
    desk = open_desk(request, regulation_id)
    node_or_404(desk.tree, address)
    seen, step = request.POST.get("seen", ""), -1 if request.POST.get("len") else 1
    actions.move_condition(desk.draft.pk, address, step, seen=seen, by=request.mandate, at=now())
    return redirect(back_to(desk, LEVELS, f"muc-{address.partition(':')[0]}"))


def anchor_of(address: str) -> str:
    """The line of a condition on the page."""
    return f"dk-{address.replace(':', '-').replace('.', '-')}"


def _given(node: Tree) -> Tree:
    return {key: value for key, value in node.items() if value is not None}


def _last_document(group: Tree) -> Tree:
    """The document the condition before cites: most clauses of a level stand in one place."""
    cited = [(one.get("cite") or {}).get("doc") for one in nodes.members(group)]
    named = [document for document in cited if document]
    return {"doc": named[-1]} if named else {}


def _adding(desk: Desk, address: str, form: ItemForm | None, fact: str, *, nested: bool) -> Opened:
    return Opened(
        form=form,
        post=reverse("regulations:add_condition", args=[desk.draft.pk, address]),
        cancel=back_to(desk, LEVELS, f"muc-{address.partition(':')[0]}"),
        under=address,
        title=_("Nhóm điều kiện mới") if nested else _("Điều kiện mới"),
        facts=None if nested else facts_of(desk.tree),
        fact=fact,
        cites=form is not None,
        again=form is not None and not nested,
    )


def _editing(desk: Desk, address: str, old: Tree, form: ItemForm) -> Opened:
    condition = isinstance(form, ConditionForm)
    bound = form.is_bound
    return Opened(
        form=form,
        post=reverse("regulations:condition", args=[desk.draft.pk, address]),
        cancel=back_to(desk, LEVELS, anchor_of(address)),
        seen=str(form.data.get("seen", "")) if bound else mark(old),
        key=address,
        title=_("Điều kiện %s") % (old.get("id") or "") if condition else _("Nhóm điều kiện"),
        facts=facts_of(desk.tree) if condition else None,
        fact=str(form["fact"].value() or "") if condition else "",
        cites=True,
    )


def _meet(
    request: ActingRequest, regulation_id: UUID, address: str, form: ItemForm
) -> HttpResponse:
    """Mine beside what stands now."""
    desk = open_desk(request, regulation_id)
    try:
        old = nodes.at(desk.tree, address)
    except Lost:
        return conflict(request, form, None, "", back_to(desk, LEVELS))
    if ("fact" in old) != isinstance(form, ConditionForm):
        return conflict(request, form, None, "", back_to(desk, LEVELS))
    theirs = changed_form(form, desk.tree, old)
    return conflict(request, form, theirs, mark(old), back_to(desk, LEVELS, anchor_of(address)))


def _onward(request: ActingRequest, desk: Desk, address: str, group: str) -> HttpResponse:
    """Back to the line, on to the citation, or to the next condition of the group."""
    following = request.POST.get("tiep")
    if following == "trich-dan":
        return redirect("regulations:cite", desk.draft.pk, "conditions", address)
    if following == "them" and group:
        next_one = reverse("regulations:add_condition", args=[desk.draft.pk, group])
        return redirect(f"{next_one}#mo")
    return redirect(back_to(desk, LEVELS, anchor_of(address)))
