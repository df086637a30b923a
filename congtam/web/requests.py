"""What a view may count on: who is signed in, and as what they act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from congtam.accounts.models import User
from congtam.organisation.models import Mandate

View = TypeVar("View", bound=Callable[..., object])


class ActingRequest(HttpRequest):
    """The request of every page behind the door, after `middleware.Acting`."""

    user: User
    mandate: Mandate
    mandates: list[Mandate]
    htmx: HtmxDetails


def without_mandate(view: View) -> View:
    """Let people in who hold no post today: their own account stays theirs."""
    view.mandate_required = False  # type: ignore[attr-defined]  # a mark, as Django's login_required
    return view


def with_issued_password(view: View) -> View:
    """Let people in who must still replace the password they were handed."""
    view.own_password_required = False  # type: ignore[attr-defined]
    return without_mandate(view)
