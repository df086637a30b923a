"""Chấp nhận phát hiện: by name and with a reason; several at once, each by its key."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from congtam.clock import now
from congtam.core.vietnamese import nfc
from congtam.regulations import actions
from congtam.web.regulations.drafting.desk import Desk, open_desk
from congtam.web.regulations.drafting.forms.base import LONG
from congtam.web.regulations.drafting.panel import KINDS, PART_OF, Told, told_open
from congtam.web.regulations.drafting.shown import back_to
from congtam.web.requests import ActingRequest


class AcceptForm(forms.Form):
    """Which findings, and why they may stand."""

    ma = forms.MultipleChoiceField(
        label=lazy("Các phát hiện"),
        error_messages={
            "required": lazy("Chọn ít nhất một phát hiện."),
            "invalid_choice": lazy("Phát hiện này không còn; xem lại danh sách."),
        },
    )
    reason = forms.CharField(
        label=lazy("Lý do chấp nhận"), max_length=LONG,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
        error_messages={"required": lazy("Nêu lý do chấp nhận.")},
    )  # fmt: skip

    def clean_reason(self) -> str:
        return nfc(self.cleaned_data["reason"]).strip()


@require_http_methods(["GET", "POST"])
def accept(request: ActingRequest, regulation_id: UUID) -> HttpResponse:
    """The open findings of one kind, or one of them, with the reason for all that are ticked."""
    desk = open_desk(request, regulation_id)
    listed = _listed(request, desk)
    form = AcceptForm(request.POST or None)
    field = form.fields["ma"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(one.key, one.says) for one in listed]
    if form.is_valid():
        actions.accept_findings(
            desk.draft.pk,
            form.cleaned_data["ma"],
            reason=form.cleaned_data["reason"],
            by=request.mandate,
            at=now(),
        )
        return redirect(back_to(desk, PART_OF.get(request.POST.get("ve", ""), "levels")))
    chosen = request.POST.getlist("ma") if form.is_bound else [one.key for one in listed]
    context = {
        "draft": desk.draft,
        "form": form,
        "listed": listed,
        "chosen": chosen,
        "kind": KINDS.get(request.GET.get("loai", ""), ""),
        "by": f"{request.mandate.person.full_name}, {request.mandate.label}",
        "back": back_to(desk, "levels"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "regulations/drafting/accept.html", context, status=status)


@require_POST
def withdraw(request: ActingRequest, regulation_id: UUID, key: str) -> HttpResponse:
    """The finding stands open again."""
    desk = open_desk(request, regulation_id)
    actions.withdraw_acceptance(desk.draft.pk, key, by=request.mandate, at=now())
    return redirect(back_to(desk, PART_OF.get(request.POST.get("ve", ""), "levels")))


def _listed(request: ActingRequest, desk: Desk) -> list[Told]:
    """What may be accepted now; on opening only the kind that was asked for."""
    kind = request.GET.get("loai", "") if request.method == "GET" else ""
    return [one for name, told in told_open(desk).items() for one in told if kind in ("", name)]
