"""The statement budgets of a warm request: the same for any size of sheet or year."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from tests import cast
from tests.cast import SCORED

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MORE = 57
FULL = {"a": "21", "b": "co", "c": "2"} | {f"m{n}": "0,5" for n in range(MORE)}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.set_to(SCORED):
        yield


@pytest.fixture
def sixty(tmp_path, monkeypatch):
    """A year whose sheet has sixty lines, all of them filled."""
    packs = tmp_path / "packs"
    shutil.copytree(cast.PACKS, packs)
    sheet = packs / "sheet.yaml"
    lines = sheet.read_text().splitlines()
    place = next(i for i, line in enumerate(lines) if "{id: a," in line)
    lines[place] = lines[place].replace("max: 50", "max: 21.5")
    more = [
        f'      - {{id: m{n}, code: "9.{n:02}", title: Tiêu chí thêm {n}, max: 0.5, '
        "field: chinh_sach, measure: judged}"
        for n in range(MORE)
    ]
    sheet.write_text("\n".join([*lines[: place + 1], *more, *lines[place + 1 :]]))
    monkeypatch.setattr(cast, "PACKS", packs)
    world = cast.make_world()
    cast.open_year(world)
    cast.fill(world, points=FULL)
    return world


@pytest.fixture
def fifty():
    """A year of fifty unions, just opened."""
    world = cast.make_world(50)
    cast.open_year(world)
    return world


def door(world, mandate):
    client = Client()
    client.force_login(world.user(mandate))
    client.get("/")  # the session is touched once a minute; that is not what is counted
    return client


def statements(ask):
    """The statements of the second of two equal requests."""
    ask()
    with CaptureQueriesContext(connection) as caught:
        answer = ask()
    assert answer.status_code == 200
    return len(caught)


def test_a_score_is_saved_with_its_new_total_in_fifteen(sixty):
    seat = sixty.seat("tu_cham", "cdcs")
    address = reverse("assessments:save_line", args=[seat.pk, "a"])
    client, version = door(sixty, sixty.an_clerk), iter(range(1, 9))

    def save():
        at = next(version)
        form = {"points": str(10 + at), "reached": f"Lần {at}", "missed": "x", "version": at}
        return client.post(address, form, headers=HTMX)

    assert statements(save) <= 15


def test_a_sheet_of_sixty_lines_is_read_in_fifteen(sixty):
    seat = sixty.seat("tu_cham", "cdcs")
    address = reverse("assessments:sheet", args=[seat.assessment_id, seat.pk])
    client = door(sixty, sixty.an)

    assert len(seat.scores.all()) == 60
    assert statements(lambda: client.get(address)) <= 15


def test_fifty_units_with_their_step_and_punctuality_are_read_in_ten(fifty):
    cast.fill(fifty)
    cast.submit(fifty)
    client = door(fifty, fifty.chi)
    address = reverse("overview:files", args=[fifty.cycle.pk])

    assert client.get(address).content.decode().count(fifty.file().name) >= 1
    assert statements(lambda: client.get(address)) <= 10


def test_the_dashboard_of_the_province_is_read_in_twenty(fifty):
    client = door(fifty, fifty.chi)

    assert statements(lambda: client.get(reverse("overview:cycle", args=[fifty.cycle.pk]))) <= 20
