"""The year 2021 of the cast, at the hour when boards and teams work."""

from __future__ import annotations

import pytest

from congtam.clock import set_to
from congtam.web.middleware import SESSION_KEY
from tests import cast


@pytest.fixture
def world():
    """Three unions, the year open, nothing handed in."""
    world = cast.make_world(3)
    cast.open_year(world)
    return world


@pytest.fixture
def at_team(world):
    """Every sheet is in and the boards have spoken: the team's turn."""
    cast.up_to_team(world)
    return world


@pytest.fixture
def clock():
    """The page's clock stands in the weeks of the boards and teams."""
    with set_to(cast.APPRAISED):
        yield


@pytest.fixture
def as_(client, world):
    """Sign in as somebody of the cast: `as_(world.binh)`."""

    def sign_in(mandate):
        client.force_login(world.user(mandate))
        session = client.session
        session[SESSION_KEY] = str(mandate.pk)  # who holds several posts acts in this one
        session.save()
        return client

    return sign_in
