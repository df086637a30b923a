"""Who acts, and as what; and the calm page when an act is refused.

Every view is behind the door unless it says otherwise (`login_not_required`). On a signed-in page
this costs two statements beside the session: the user, and the mandates with their person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from congtam.clock import local_date, now, real_now
from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.organisation.models import Mandate
from congtam.organisation.queries import mandates_of
from congtam.web import errors
from congtam.web.requests import ActingRequest

SESSION_KEY = "mandate"
SEEN_KEY = "seen"
TOUCH_SECONDS = 60
NUL = "%00"  # no database keeps this sign; nobody types it into an address

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}


class Acting:
    """Sets `request.mandate` and `request.mandates`; turns refusals into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        request.mandate, request.mandates = None, []  # type: ignore[assignment]  # until known
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: ActingRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if NUL in request.META.get("QUERY_STRING", ""):
            raise Http404
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _to_the_door(request)
        _stay(request)
        if request.user.must_change_password and getattr(view, "own_password_required", True):
            return redirect("accounts:password")
        request.mandates = mandates_of(request.user.pk, local_date(now()))
        request.mandate = _chosen(request)  # type: ignore[assignment]  # None ends here
        if request.mandate is None and getattr(view, "mandate_required", True):
            return errors.no_mandate(request)
        return None

    def process_exception(self, request: ActingRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return errors.refused(request, error.reason)
        if isinstance(error, WrongState):
            return errors.moved_on(request)
        if isinstance(error, Http404) and request.htmx:
            return errors.not_found(request)
        return None


def _chosen(request: ActingRequest) -> Mandate | None:
    """The mandate picked in this session while it is in force; else the first one held."""
    picked = str(request.session.get(SESSION_KEY, ""))
    held = {str(mandate.pk): mandate for mandate in request.mandates}
    return held.get(picked) or next(iter(request.mandates), None)


def _stay(request: ActingRequest) -> None:
    """Move the end of the session on, by real time and at most once a minute."""
    moment = int(real_now().timestamp())
    if moment - request.session.get(SEEN_KEY, 0) >= TOUCH_SECONDS:
        request.session[SEEN_KEY] = moment


def _to_the_door(request: ActingRequest) -> HttpResponse:
    """To the sign-in page and back; what was typed is shown, never thrown away."""
    if request.htmx or request.method == "POST":
        return errors.session_ended(request)
    return redirect_to_login(request.get_full_path(), None, REDIRECT_FIELD_NAME)
