"""Enter tasks into a register: one in a form, or many pasted from a spreadsheet; correct one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.records import actions, permissions
from congtam.records.models import Task
from congtam.records.queries.reach import reach_of
from congtam.web.records import pasting
from congtam.web.records.fields import Styled
from congtam.web.records.finding import find_task, fresh_token
from congtam.web.records.forms import AssignForm, PasteForm, TaskForm, task_values
from congtam.web.records.holders import Shown, find_key, grouped
from congtam.web.records.sides import sides
from congtam.web.requests import ActingRequest


@require_http_methods(["GET", "POST"])
def assign(request: ActingRequest) -> HttpResponse:
    """Giao việc: one task for a person, a body or a unit; one's own waits as a proposal."""
    chosen = _asked(request)
    holders = grouped(request, chosen)
    if request.method == "GET":
        form = AssignForm(initial=_first(request, chosen), holders=holders)
        return _page(request, "records/assign.html", form, 200)
    form = AssignForm(request.POST, holders=holders)
    if not form.is_valid() or chosen is None:
        return _page(request, "records/assign.html", form, 422)
    token = form.cleaned_data["token"] or fresh_token()
    try:
        made = actions.enter(
            chosen.whose, [form.draft()], token=token, by=request.mandate, at=now()
        )
    except actions.BadRows as bad:
        form.told(dict(bad.rows[0]))
        return _page(request, "records/assign.html", form, 422)
    return _entered(request, chosen, made)


@require_http_methods(["GET", "POST"])
def paste(request: ActingRequest) -> HttpResponse:
    """Nhập nhiều dòng: each row is judged by itself, and nothing typed is lost."""
    chosen = _asked(request)
    holders = grouped(request, chosen)
    if request.method == "GET":
        form = PasteForm(initial=_first(request, chosen), holders=holders)
        return _page(request, "records/paste.html", form, 200)
    form = PasteForm(request.POST, holders=holders)
    if not form.is_valid() or chosen is None:
        return _page(request, "records/paste.html", form, 422)
    data = form.cleaned_data
    defaults = pasting.Defaults(data["year"], data["source"], data["assigned_on"])
    lines = pasting.read(data["lines"], defaults)
    drafts = [line.draft for line in lines if line.draft is not None]
    if any(line.faults for line in lines):
        return _page(request, "records/paste.html", form, 422, lines=lines)
    try:
        made = actions.enter(
            chosen.whose,
            drafts,
            token=data["token"] or fresh_token(),
            by=request.mandate,
            at=now(),
        )
    except actions.BadFields as bad:
        form.add_error("lines", "; ".join(bad.faults.values()))
        return _page(request, "records/paste.html", form, 422)
    return _entered(request, chosen, made)


@require_http_methods(["GET", "POST"])
def amend(request: ActingRequest, task: UUID) -> HttpResponse:
    """Sửa một dòng chưa báo kết quả."""
    found, reach = find_task(request, task)
    permissions.may_amend(reach, found).enforce()
    if request.method == "GET":
        return _amend_page(request, found, TaskForm(initial=task_values(found)), 200)
    form = TaskForm(request.POST)
    if not form.is_valid():
        return _amend_page(request, found, form, 422)
    try:
        actions.amend(
            found.pk, form.draft(), version=asked_version(form), by=request.mandate, at=now()
        )
    except actions.BadFields as bad:
        form.told(bad.faults)
        return _amend_page(request, found, form, 422)
    except actions.Conflict as conflict:
        return _amend_page(request, found, form, 409, theirs=conflict.theirs)
    messages.success(request, _("Đã sửa nhiệm vụ."))
    return redirect("records:task", found.pk)


def asked_version(form: Styled) -> int:
    """The version that was on the screen; none at all fits no record."""
    typed = str(form.data.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _asked(request: ActingRequest) -> Shown | None:
    """The holder in the form, else the one in the address."""
    if request.method == "POST":
        return find_key(request, request.POST.get("holder", ""))
    key = request.GET.get("cho", "")
    chosen = find_key(request, key) if key else None
    if key and chosen is None:
        raise Http404
    return chosen


def _first(request: ActingRequest, chosen: Shown | None) -> dict[str, object]:
    today = local_date(now())
    return {
        "holder": chosen.key if chosen else "",
        "year": today.year,
        "source": Task.Source.ASSIGNED if chosen else Task.Source.PLAN,
        "kind": Task.Kind.TASK,
        "assigned_on": today,
        "quantity": "1",
        "coefficient": "1",
        "token": fresh_token(),
    }


def _page(
    request: ActingRequest,
    template: str,
    form: AssignForm | PasteForm,
    status: int,
    *,
    lines: list[pasting.Line] | None = None,
) -> HttpResponse:
    context = {"form": form, "lines": lines or [], "back": reverse("records:list")}
    return render(request, template, context, status=status)


def _amend_page(
    request: ActingRequest, task: Task, form: TaskForm, status: int, *, theirs: object = None
) -> HttpResponse:
    moved = theirs if isinstance(theirs, Task) else None
    context = {
        "task": task,
        "form": form,
        "sides": sides(form, task_values(moved) if moved else None),
        "seen": moved.version if moved else form["version"].value(),
    }
    return render(request, "records/amend.html", context, status=status)


def _entered(request: ActingRequest, chosen: Shown, made: list[Task]) -> HttpResponseRedirect:
    reach = reach_of(request.mandate, local_date(now()), [chosen.whose])
    if permissions.may_assign(reach, chosen.whose):
        says = _("Đã giao %(n)s nhiệm vụ cho %(name)s.")
    else:
        says = _("Đã đề xuất %(n)s nhiệm vụ vào sổ của %(name)s, chờ người phụ trách giao.")
    messages.success(request, says % {"n": len(made), "name": chosen.name})
    if chosen.whose.person_id == request.mandate.person_id:
        return HttpResponseRedirect(f"{reverse('records:index')}?nam={made[0].year}")
    return HttpResponseRedirect(f"{reverse('records:list')}?nam={made[0].year}&cho={chosen.key}")
