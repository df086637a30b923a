"""What the frame around every page shows. Nothing is asked until a template shows it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from congtam import clock
from congtam.notices.queries import unread_count
from congtam.organisation.models import Mandate
from congtam.web.navigation import Entry, address, entries


class Shell:
    """`{{ shell.… }}` in templates."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.mandate: Mandate | None = getattr(request, "mandate", None)
        self.mandates: list[Mandate] = getattr(request, "mandates", [])

    @cached_property
    def person(self) -> str:
        return self.mandate.person.full_name if self.mandate else ""

    @cached_property
    def initials(self) -> str:
        """Family and given name: Nguyễn Thị Hoa is NH."""
        words = self.person.split()
        return (words[0][0] + words[-1][0]).upper() if words else ""

    @cached_property
    def acting_as(self) -> str:
        return self.mandate.label if self.mandate else ""

    @cached_property
    def others(self) -> list[tuple[str, str]]:
        """Id and label of the other posts this person could act in."""
        return [(str(m.pk), m.label) for m in self.mandates if m != self.mandate]

    @cached_property
    def tenant(self) -> str:
        return self.mandate.tenant.name if self.mandate else ""

    @cached_property
    def navigation(self) -> list[Entry]:
        return entries(self._request.path)

    @cached_property
    def search_url(self) -> str:
        return address("overview:search") if self.mandate else ""

    @cached_property
    def notices_url(self) -> str:
        return address("overview:notices") if self.mandate else ""

    @cached_property
    def unread(self) -> int:
        """Notices not yet read; one statement, asked only where the bell is drawn."""
        return unread_count(self.mandate.person_id) if self.mandate else 0

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def clock_is_set(self) -> bool:
        """The demo lives on a supposed day, and says so."""
        return settings.DEMO and abs((clock.now() - clock.real_now()).total_seconds()) > 1


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
