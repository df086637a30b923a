"""What the pages cost in statements: the same for one line and for thirty-five."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.web.assessments.conftest import HTMX


def counted(ask):
    ask()
    with CaptureQueriesContext(connection) as caught:
        answer = ask()
    assert answer.status_code == 200
    return len(caught)


def test_the_sheet_page_takes_at_most_fifteen(desk):
    cast.fill(desk.world)
    chair, clerk = desk.an, desk.door(desk.world.an_clerk)

    assert counted(lambda: chair.get(desk.sheet)) <= 15
    assert counted(lambda: clerk.get(desk.sheet)) <= 15


def test_the_sheet_page_costs_the_same_empty_and_full(desk):
    an = desk.an
    empty = counted(lambda: an.get(desk.sheet))
    cast.fill(desk.world)

    assert counted(lambda: an.get(desk.sheet)) == empty


@pytest.mark.parametrize("filled", [False, True])
def test_a_saved_line_takes_at_most_fifteen(desk, filled):
    if filled:
        cast.fill(desk.world)
    an = desk.an
    version = iter(range(1 if filled else 0, 9))

    def save():
        at = next(version)
        sent = {"points": str(40 + at), "reached": f"Lần {at}", "version": at}
        return an.post(desk.line("a"), sent, headers=HTMX)

    assert counted(save) <= 15


def test_reading_after_the_team_costs_the_same(desk):
    cast.up_to_team(desk.world)
    team = desk.door(desk.world.binh)

    assert counted(lambda: team.get(desk.sheet)) <= 15
