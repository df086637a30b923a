"""How allauth behaves at this door."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Door(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """No sign-up, no greetings; failures are counted by login name, whatever the host."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page itself shows that one is in or out."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return str(credentials.get("username", ""))
