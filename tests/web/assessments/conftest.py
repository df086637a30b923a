"""A year that is open, on a day in November 2021, and people at their sheets."""

from datetime import datetime

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


@pytest.fixture
def at_door(world):
    """A browser that is signed in as one person of the cast."""

    def sign_in(mandate):
        client = Client()
        client.force_login(world.user(mandate))
        client.get("/")  # the session is touched once a minute; that is not what we count
        return client

    return sign_in


@pytest.fixture
def seat(world):
    return world.seat("tu_cham", "cdcs")


@pytest.fixture
def sheet_url(seat):
    return f"/ho-so/{seat.assessment_id}/cham/{seat.pk}/"


@pytest.fixture
def line(seat):
    """Where one line of the hospital's sheet is saved."""
    return lambda key, verb="luu": f"/cham/{seat.pk}/{key}/{verb}/"
