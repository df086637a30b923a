"""Who may do which verb across sheets, at every stage. The table is the specification."""

from __future__ import annotations

import pytest

from congtam.standings import permissions
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import desk_of
from congtam.standings.queries.sessions import course_of, deciding_desk, with_course
from tests import cast

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "an", "an_clerk", "dung", "board1_head", "binh", "binh_head", "other_team_head",
    "orgboard_head", "chi", "chi_deputy",
)  # fmt: skip
MAY_SEND = {"tham_dinh": {"binh_head"}, "tong_hop": {"orgboard_head"}, "quyet_dinh": set()}
MAY_RUN = {
    # state of the list: (write levels, publish)
    "draft": ({"chi", "chi_deputy"}, set()),
    "sealed": (set(), {"chi"}),
    "published": (set(), set()),
}


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


@pytest.mark.parametrize("step", MAY_SEND)
def test_who_may_send_a_list(world, step):
    allowed = set()
    for who in EVERYBODY:
        desk = desk_of(world.people[who], world.track.id, step)
        if desk and permissions.may_send_list(world.people[who], desk):
            allowed.add(who)

    assert allowed == MAY_SEND[step]


def test_who_may_open_a_session(world):
    allowed = set()
    for who in EVERYBODY:
        desk = deciding_desk(world.people[who], world.track.id)
        if desk and permissions.may_open_session(world.people[who], desk):
            allowed.add(who)

    assert allowed == {"chi", "chi_deputy"}


def test_a_desk_that_does_not_decide_opens_no_session(world):
    desk = desk_of(world.orgboard_head, world.track.id, "tong_hop")

    verdict = permissions.may_open_session(world.orgboard_head, desk)

    assert verdict.reason == (
        "Bước «Ban Tổ chức - Kiểm tra tổng hợp» không phải là bước quyết định."
    )


@pytest.mark.parametrize("state", MAY_RUN)
def test_who_may_write_levels_and_publish(world, state):
    cast.up_to_decision(world)
    cast.open_session(world)
    made = with_course(DecisionList.objects.all()).get()
    made.state = state
    course = course_of(made)

    writes = {w for w in EVERYBODY if permissions.may_run(world.people[w], made, course)}
    publishes = {w for w in EVERYBODY if permissions.may_publish(world.people[w], made, course)}

    assert (writes, publishes) == MAY_RUN[state]


def test_a_list_is_its_bodys_own_until_it_is_published(world):
    made = cast.seal(world)

    def sees():
        return {
            who
            for who in EVERYBODY
            if DecisionList.objects.visible_to(world.people[who]).filter(pk=made.pk).exists()
        }

    assert sees() == {"chi", "chi_deputy"}
    cast.publish(world, made)
    assert sees() == set(EVERYBODY)
    stranger = cast.make_world(tenant="tay-son").chi
    assert not DecisionList.objects.visible_to(stranger).exists()
