"""Pages of the door. Signing in itself is allauth's."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam.accounts import actions
from congtam.accounts.permissions import rule
from congtam.clock import now
from congtam.web.accounts.forms import PasswordForm
from congtam.web.middleware import SESSION_KEY
from congtam.web.requests import ActingRequest, with_issued_password, without_mandate


@require_POST
@with_issued_password
def sign_out(request: ActingRequest) -> HttpResponse:
    """Leave; the session ends on the server."""
    logout(request)
    return redirect("account_login")


@require_GET
@without_mandate
def account(request: ActingRequest) -> HttpResponse:
    """Tài khoản của tôi: who I am here, and the posts I can act in."""
    held = [(m, m.label, m == request.mandate) for m in request.mandates]
    return render(request, "accounts/account.html", {"held": held})


@require_POST
def act_as(request: ActingRequest, mandate_id: UUID) -> HttpResponse:
    """Act in another post from here on; what is foreign or over does not exist."""
    chosen = next((m for m in request.mandates if m.pk == mandate_id), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = str(chosen.pk)
    messages.success(request, _("Đang làm việc với vai: %(role)s.") % {"role": chosen.label})
    return redirect("home:index")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("current", "new", "again")
@with_issued_password
def password(request: ActingRequest) -> HttpResponse:
    """Replace one's own password; every other session of the account ends with it."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and not ratelimit.consume(
        request, action="change_password", user=request.user
    ):
        form.add_error(None, _("Đã thử quá nhiều lần. Hãy thử lại sau 5 phút."))
    elif form.is_valid():
        mandate = request.mandate.pk if request.mandate else None
        new = form.cleaned_data["new"]
        user = actions.change_password(request.user, new=new, mandate=mandate, at=now())
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("home:index")
    status = 422 if form.errors else 200
    return render(request, "accounts/password.html", {"form": form, "rule": rule()}, status=status)
