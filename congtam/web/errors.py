"""Pages for what did not happen, each with the reason and the way on."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from congtam.web.requests import ActingRequest

SECRET_FIELDS = ("csrfmiddlewaretoken", "password", "current", "new", "again")


def refused(request: ActingRequest, reason: str) -> HttpResponse:
    """403: a permission said no, in words that can be acted on."""
    if request.htmx:
        return _alert(request, reason, 403)
    return render(request, "403.html", {"reason": reason, "typed": typed(request)}, status=403)


def moved_on(request: ActingRequest) -> HttpResponse:
    """409: somebody else was faster; the page that was open is old."""
    reason = _("Việc này vừa được người khác làm. Mở lại trang để xem tình hình mới nhất.")
    if request.htmx:
        return _alert(request, reason, 409)
    return render(request, "409.html", {"reason": reason, "typed": typed(request)}, status=409)


def not_found(request: ActingRequest) -> HttpResponse:
    """404 inside a page: said above it, so that nothing on the page is overwritten."""
    said = _("Không tìm thấy nội dung này, hoặc vai đang giữ không xem được.")
    return _alert(request, said, 404)


def no_mandate(request: ActingRequest) -> HttpResponse:
    """403 without blame: signed in, but no post is in force today."""
    return render(request, "accounts/no_mandate.html", status=403)


def session_ended(request: ActingRequest) -> HttpResponse:
    """401: an act arrived after the session ended. Nothing was saved; nothing typed is lost."""
    back = request.htmx.current_url if request.htmx else request.headers.get("Referer")
    parts = urlsplit(back or "/")
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    context = {
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': target})}",
        "typed": typed(request),
    }
    if not request.htmx:
        return render(request, "401.html", context, status=401)
    response = render(request, "partials/_session_ended.html", context, status=401)
    return _into_alerts(response)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form belongs to another session (signed in again elsewhere, cookie gone)."""
    said = _("Biểu mẫu này thuộc phiên đăng nhập khác. Mở lại trang rồi làm lại.")
    if getattr(request, "htmx", False):
        return _alert(request, said, 403)
    request.mandate, request.mandates = None, []  # type: ignore[attr-defined]
    return render(request, "403.html", {"reason": said, "typed": typed(request)}, status=403)


def typed(request: HttpRequest) -> list[str]:
    """What the person wrote in a form that was not accepted, for showing it again."""
    if request.method != "POST":
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [value for name, value in fields if value.strip() and not _secret(name)]


def _secret(name: str) -> bool:
    return any(word in name for word in SECRET_FIELDS)


def _alert(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    context = {"reason": reason, "level": "danger" if status == 403 else "warning"}
    return _into_alerts(render(request, "partials/_alert.html", context, status=status))


def _into_alerts(response: HttpResponse) -> HttpResponse:
    response["HX-Retarget"] = "#alerts"
    response["HX-Reswap"] = "innerHTML"
    response["HX-Reselect"] = ".notice"  # whatever part of a whole page the request wanted
    return response
