"""A year that is open, on a day in November 2021, and people at their sheets."""

from datetime import datetime
from functools import cached_property

import pytest
from django.test import Client

from congtam import clock
from congtam.clock import ZONE
from tests import cast

DAY = datetime(2021, 11, 1, 9, tzinfo=ZONE)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.set_to(DAY):
        yield


@pytest.fixture
def world(db):
    world = cast.make_world()
    cast.open_year(world)
    return world


class Desk:
    """The hospital's sheet, and browsers signed in as people of the cast."""

    def __init__(self, world):
        self.world = world
        self.seat = world.seat("tu_cham", "cdcs")
        self.sheet = f"/ho-so/{self.seat.assessment_id}/cham/{self.seat.pk}/"
        self.file = f"/ho-so/{self.seat.assessment_id}/"

    def door(self, mandate):
        client = Client()
        client.force_login(self.world.user(mandate))
        client.get("/")  # the session is touched once a minute; that is not what we count
        return client

    @cached_property
    def an(self):
        return self.door(self.world.an)

    def line(self, key, verb="luu"):
        """Where one line of the hospital's sheet is saved."""
        return f"/cham/{self.seat.pk}/{key}/{verb}/"


@pytest.fixture
def desk(world):
    return Desk(world)
