"""The year of tests/critique.py opened once a module, and browsers signed in as its people."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from congtam import clock
from congtam.clock import ZONE
from tests import selfreport
from tests.critique import open_critique

DAY = datetime(2020, 12, 5, 9, tzinfo=ZONE)
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The year with the specialist's register; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = open_critique()
        selfreport.full_year(world)
        yield world
        transaction.set_rollback(True)


class Desk:
    """The report of one person or collective, and browsers for everybody."""

    def __init__(self, world, file):
        self.world, self.file = world, file
        self.seat = selfreport.own(world, file)
        self.home = reverse("critiques:file", args=[file.pk])
        self.write = reverse("critiques:write", args=[file.pk, self.seat.pk])
        self.read = reverse("critiques:report", args=[file.pk])

    def door(self, code, body=""):
        """A browser signed in as a person, acting in one of their bodies."""
        client = Client()
        client.force_login(self.world.user(code))
        client.post(reverse("accounts:act_as", args=[self.world.who(code, body).pk]))
        return client

    def verb(self, name, *more):
        """The address of a verb of this report."""
        return reverse(f"critiques:{name}", args=[self.seat.pk, *more])

    def post(self, client, name, *more, htmx=False, **sent):
        """One act; with htmx as the page sends it."""
        return client.post(self.verb(name, *more), sent, headers=HTMX if htmx else {})


@pytest.fixture
def quan(opened):
    """The report of the specialist."""
    with clock.set_to(DAY):
        yield Desk(opened, opened.file("c05"))


@pytest.fixture
def khelung(opened):
    """The report of a committee: k1 its chair, k2 the deputy, k3 and k4 members."""
    with clock.set_to(DAY):
        yield Desk(opened, opened.collective("bch", "khelung"))
