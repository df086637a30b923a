"""Nobody reads through a desk what others say of their own unit before it is published."""

from __future__ import annotations

import pytest

from congtam.assessments.queries.reading import readable, sources
from congtam.assessments.queries.seats import seats_of
from congtam.documents.queries.sheets import read_file
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.SESSION.date()
JUDGES = ("board1_head", "binh", "orgboard_head", "chi")


@pytest.fixture
def world():
    """The year up to a sealed list; each judge is also an officer of the hospital's union."""
    made = cast.make_world()
    cast.open_year(made)
    sealed = cast.seal(made)
    office = made.file().unit
    for who in JUDGES:
        Mandate.objects.create(
            tenant=made.tenant, person=made.people[who].person, unit=office, office="pho_chu_tich",
            title="Phó Chủ tịch", starts_on=cast.LOADED.date(),
        )  # fmt: skip
    made.sealed = sealed
    return made


def opened(world, who, unit):
    file = world.file(unit)
    every = sources(regulations.procedure(file.track.procedure_id), file.id)
    return {s.key for s in readable(seats_of(world.people[who], file.id, DAY), every)}


@pytest.mark.parametrize("who", JUDGES)
def test_a_desk_opens_nothing_of_its_holders_own_unit(world, who):
    assert opened(world, who, "benh_vien") == set()
    assert "cdcs" in opened(world, who, "cap_nuoc")


def test_the_unit_itself_reads_its_own_sheet(world):
    assert opened(world, "an", "benh_vien") == {"cdcs"}


@pytest.mark.parametrize("who", JUDGES)
def test_it_prints_nothing_of_it_either(world, who):
    own, other = world.file("benh_vien"), world.file("cap_nuoc")

    assert read_file(own, world.people[who], DAY) is None
    assert read_file(other, world.people[who], DAY) is not None


def test_once_published_it_is_open(world):
    cast.publish(world, world.sealed)

    assert "cdcs" in opened(world, "binh", "benh_vien")
    assert read_file(world.file(), world.binh, DAY) is not None
