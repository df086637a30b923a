"""A board's duty has one last day for all its units: met with the last of them, late or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congtam.cycles.models import Obligation
from tests import cast
from tests.cast import BOARDS_SAID

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = cast.make_world()
    cast.open_year(world)
    return world


def duties(world):
    rows = Obligation.objects.filter(track=world.track, step="ban").order_by("body__code")
    return {
        code: (met, late)
        for code, met, late in rows.values_list("body__code", "met_at", "met_late")
    }


def test_it_is_open_while_one_unit_is_missing(world):
    cast.boards_speak(world, world.units[:-1])

    assert set(duties(world).values()) == {(None, False)}


def test_it_is_met_with_the_last_unit(world):
    cast.boards_speak(world, world.units[:-1])
    cast.boards_speak(world, world.units[-1:])

    assert set(duties(world).values()) == {(BOARDS_SAID, False)}


def test_it_is_met_late_when_the_last_unit_is_late(world):
    after = BOARDS_SAID + timedelta(days=9)
    cast.boards_speak(world, world.units[:-1])
    cast.boards_speak(world, world.units[-1:], at=after)

    assert set(duties(world).values()) == {(after, True)}
