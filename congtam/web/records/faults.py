"""A shortcoming is fixed, looked at by somebody else, or not yet; a commitment and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.core.verdict import Verdict
from congtam.records import actions, permissions
from congtam.records.models import Commitment, Held, Shortcoming
from congtam.records.queries.reach import Reach, reach_of
from congtam.records.states import FaultState
from congtam.web.records.entering import asked_version
from congtam.web.records.fields import Styled
from congtam.web.records.filing_forms import ClaimForm, ConfirmForm, TellForm
from congtam.web.records.finding import sent
from congtam.web.records.forms import ReasonForm
from congtam.web.records.holders import card_of
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page asks about, with which form and right, and the verb behind it."""

    title: str
    done: str
    form: type[Styled]
    act: Callable[..., Held]
    may: Callable[[Reach, Shortcoming], Verdict] = permissions.may_confirm_fixed


@require_http_methods(["GET", "POST"])
def claim(request: ActingRequest, named: UUID) -> HttpResponse:
    """Báo đã khắc phục một khuyết điểm."""
    done = _("Đã báo khắc phục, chờ người khác kiểm tra.")
    act, may = actions.claim_fixed, permissions.may_claim
    return _about(request, named, Deed(_("Báo đã khắc phục"), done, ClaimForm, act, may))


@require_http_methods(["GET", "POST"])
def confirm(request: ActingRequest, named: UUID) -> HttpResponse:
    """Xác nhận một khuyết điểm đã được khắc phục."""
    title, done = _("Xác nhận đã khắc phục"), _("Đã xác nhận khắc phục.")
    return _about(request, named, Deed(title, done, ConfirmForm, actions.confirm_fixed))


@require_http_methods(["GET", "POST"])
def refuse(request: ActingRequest, named: UUID) -> HttpResponse:
    """Chưa công nhận đã khắc phục, có lý do."""
    title, done = _("Chưa công nhận đã khắc phục"), _("Đã ghi: chưa khắc phục.")
    return _about(request, named, Deed(title, done, ReasonForm, actions.refuse_fixed))


@require_http_methods(["GET", "POST"])
def tell(request: ActingRequest, commitment: UUID) -> HttpResponse:
    """Ghi kết quả thực hiện cam kết của chính mình."""
    today = local_date(now())
    visible = Commitment.objects.visible_to(request.mandate, today)
    made = get_object_or_404(visible, pk=commitment)
    permissions.may_propose(reach_of(request.mandate, today, [made]), made).enforce()
    first = {"version": made.version, "result": made.result}
    form = TellForm(sent(request), initial=first)
    title, done = _("Kết quả thực hiện cam kết"), _("Đã ghi kết quả thực hiện cam kết.")
    return _answer(request, made, form, Deed(title, done, TellForm, actions.tell_result))


def _about(request: ActingRequest, named: UUID, deed: Deed) -> HttpResponse:
    today = local_date(now())
    visible = Shortcoming.objects.visible_to(request.mandate, today)
    row = get_object_or_404(visible, pk=named)
    form = deed.form(sent(request), initial={"version": row.version, "fixed_on": today})
    if not form.is_bound or not form.is_valid():
        deed.may(reach_of(request.mandate, today, [row]), row).enforce()
    return _answer(request, row, form, deed)


def _answer(
    request: ActingRequest, row: Shortcoming | Commitment, form: Styled, deed: Deed
) -> HttpResponse:
    theirs: Any = None
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            version = asked_version(form)
            deed.act(row.pk, **form.taken(), version=version, by=request.mandate, at=now())
        except actions.BadFields as bad:
            form.told(bad.faults)
        except actions.Conflict as conflict:
            theirs, status = conflict.theirs, 409
        else:
            messages.success(request, deed.done)
            return redirect(card_of(row))
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "title": deed.title,
        "back": card_of(row),
        "sides": _sides(form, theirs),
        "seen": theirs.version if theirs else form["version"].value() or row.version,
    }
    return render(request, "records/about.html", context, status=status)


def _sides(form: Styled, theirs: Shortcoming | Commitment | None) -> object:
    """What was typed, and how the record stands by now."""
    if theirs is None:
        return None
    mine = [(str(bound.label), bound.value()) for bound in form.visible_fields()]
    if isinstance(theirs, Commitment):
        return mine, [(_("Kết quả thực hiện"), theirs.result)]
    stands = FaultState(theirs.state).label
    words = theirs.check_words or theirs.fixed_words
    return mine, [(_("Trạng thái"), stands), (_("Nội dung"), words)]
