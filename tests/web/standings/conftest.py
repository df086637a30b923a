"""The year of the cast with people at their pages, on whatever day the test says."""

from datetime import datetime
from functools import cached_property

import pytest
from django.test import Client

from congtam import clock
from congtam.organisation.models import Mandate
from tests import cast

HTMX = {"HX-Request": "true"}


class Stage:
    """A world, and a browser for each of its people."""

    def __init__(self, units: int = 3) -> None:
        self.world = cast.make_world(units=units)
        cast.open_year(self.world)

    @cached_property
    def track(self):
        return self.world.track.id

    def browser(self, who: str) -> Client:
        """Signed in as this person of the cast."""
        client = Client()
        client.force_login(self.world.user(self.world.people[who]))
        return client

    def get(self, who: str, path: str, *, at: datetime = cast.SESSION, **headers):
        with clock.set_to(at):
            return self.browser(who).get(path, headers=headers or None)

    def post(self, who: str, path: str, data, *, at: datetime = cast.SESSION, htmx: bool = False):
        with clock.set_to(at):
            return self.browser(who).post(path, data, headers=HTMX if htmx else None)

    def also(self, who: str, unit: str) -> Mandate:
        """Give this person the chair of a union as well: a conflict of interest."""
        post = self.world.chair(unit)
        Mandate.objects.filter(pk=post.pk).update(person=self.world.people[who].person)
        return post


@pytest.fixture(autouse=True)
def _blobs(settings, tmp_path):
    settings.BLOBS = tmp_path


@pytest.fixture
def stage(db):
    return Stage()
