"""Who sits twice in a file does not read through the later seat what the earlier one owes first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.assessments.models import Participant
from congtam.assessments.queries.reading import readable, sources
from congtam.assessments.queries.seats import seats_of
from congtam.assessments.states import ON_TURN
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.SCORED.date()


@pytest.fixture
def world():
    """The head of the board also sits at the last desk; the unit has handed in."""
    made = cast.make_world()
    cast.open_year(made)
    cast.fill(made)
    cast.submit(made)
    last = made.seat("tong_hop", "tckt").pk
    Participant.objects.filter(pk=last).update(body=made.body("ban_cs"))
    return made


OPENS = {
    # state of the board's step and of the desk's, whether the board has sent: is the sheet open
    ("open", "waiting", False): False,
    ("open", "waiting", True): True,
    ("open", "open", False): True,
    ("sent_back", "waiting", False): False,
    ("waiting", "waiting", False): True,
}


@pytest.mark.parametrize("case", OPENS)
def test_the_sheet_opens_when_the_part_is_sent_or_the_desks_turn_has_come(world, case):
    board, desk, sent = case
    held = seats_of(world.board1_head, world.file().pk, DAY)
    states = {"ban": {"state": board, "closed": sent}, "tong_hop": {"state": desk}}
    owes = frozenset({"ban"} if board in ON_TURN and not sent else ())
    mine = [replace(seat, owes=owes, **states[seat.step_rule.id]) for seat in held]

    found = readable(mine, sources(mine[0].procedure, world.file().pk))

    assert len(mine) == 2
    assert ("cdcs" in {source.key for source in found}) == OPENS[case]
