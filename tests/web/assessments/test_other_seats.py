"""The verbs of a unit's sheet are for that sheet: a desk does not conclude through them."""

import pytest

from congtam.assessments.models import Evidence, Proposal
from congtam.ledger.models import Event
from tests import cast


@pytest.fixture
def at_team(world):
    cast.up_to_team(world)
    return world


VERBS = ("de-nghi", "khai/ky_luat", "ho-so-kem/so_bch/so", "a/minh-chung", "a/chon", "nop")


SEATS = {
    "binh_head": ("tham_dinh", "to"),
    "board1_head": ("ban", "ban_cs"),
    "orgboard_head": ("tong_hop", "tckt"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", SEATS)
def test_a_board_or_desk_has_no_part_in_them(client, at_team, who, verb):
    client.force_login(at_team.user(at_team.people[who]))
    before = Event.objects.count(), Proposal.objects.count()
    given = {"level": "T", "words": "", "version": "0", "seen": "0", "value": "co", "token": "t"}

    answer = client.post(f"/cham/{at_team.seat(*SEATS[who]).pk}/{verb}/", given | {"keep": "mine"})

    assert answer.status_code == 404
    assert (Event.objects.count(), Proposal.objects.count()) == before
    assert not Evidence.objects.exclude(participant__step__key="tu_cham").exists()
