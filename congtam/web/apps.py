"""The web as Django knows it; in the demo every process lives by its supposed day."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig
from django.conf import settings

from congtam.clock import real_now, set_clock


class WebConfig(AppConfig):
    name = "congtam.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        suppose(settings.SET_CLOCK, demo=settings.DEMO)


def suppose(said: str, *, demo: bool) -> None:
    """Set the clock to `moment`, or to what it shows by now when it was `moment@real time`.

    The second form lets several processes, and one that starts again, share one supposed time.
    """
    if not said:
        return
    moment, _at, since = said.partition("@")
    passed = real_now() - datetime.fromisoformat(since) if since else None
    start = datetime.fromisoformat(moment)
    set_clock(start + passed if passed else start, demo=demo)
