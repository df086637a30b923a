"""Handing out accounts: asked once more, then a slip to print, shown this one time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.organisation import actions, permissions
from congtam.organisation.models import Person
from congtam.web.organisation.forms import IssueForm, ReasonForm
from congtam.web.organisation.people import find_person
from congtam.web.requests import ActingRequest


@require_http_methods(["GET", "POST"])
def issue(request: ActingRequest, person_id: UUID) -> HttpResponse:
    """Cấp tài khoản for a person who has none."""
    person, at = find_person(request, person_id), now()
    permissions.may_issue_account(request.mandate, person, local_date(at)).enforce()
    form = IssueForm(request.POST or None, initial={"username": person.login or person.code})
    if form.is_valid():
        issued = actions.issue_account(
            person, by=request.mandate, at=at, username=form.cleaned_data["username"]
        )
        return _slip(request, person, issued.user.username, issued.password)
    context = {
        "person": person,
        "form": form,
        "title": _("Cấp tài khoản"),
        "consequence": _(
            "Mật khẩu dùng một lần chỉ hiện ngay sau đây. In phiếu và trao tận tay; "
            "người nhận phải đổi mật khẩu khi đăng nhập lần đầu."
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "organisation/account_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reset(request: ActingRequest, person_id: UUID) -> HttpResponse:
    """Cấp lại mật khẩu; the old one ends at once."""
    person, at = find_person(request, person_id), now()
    permissions.may_reset_account(request.mandate, person, local_date(at)).enforce()
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        issued = actions.reset_account(
            person, by=request.mandate, at=at, reason=form.cleaned_data["reason"]
        )
        return _slip(request, person, issued.user.username, issued.password)
    context = {
        "person": person,
        "form": form,
        "title": _("Cấp lại mật khẩu"),
        "consequence": _("Mật khẩu đang dùng hết hiệu lực ngay khi cấp lại."),
    }
    status = 422 if form.errors else 200
    return render(request, "organisation/account_form.html", context, status=status)


def _slip(request: ActingRequest, person: Person, username: str, password: str) -> HttpResponse:
    """No redirect: the password is kept nowhere, this answer is the only place it stands."""
    context = {"person": person, "username": username, "password": password, "at": now()}
    return render(request, "organisation/slip.html", context)
