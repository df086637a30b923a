"""Who may do which verb across sheets, at every stage. The table is the specification."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.assessments.queries.seats import seats_of
from congtam.organisation.models import Mandate
from congtam.standings import permissions
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import desk_of
from congtam.standings.queries.sessions import course_of, seats_on, with_course
from congtam.standings.queries.turns import deciding_desk
from tests import cast

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "an", "an_clerk", "dung", "board1_head", "binh", "binh_head", "other_team_head",
    "orgboard_head", "chi", "chi_deputy",
)  # fmt: skip
MAY_SEND = {"tham_dinh": {"binh_head"}, "tong_hop": {"orgboard_head"}, "quyet_dinh": set()}
MAY_RUN = {
    # state of the list: (write levels, publish, decide anew)
    "draft": ({"chi", "chi_deputy"}, set(), set()),
    "sealed": (set(), {"chi"}, set()),
    "published": (set(), set(), {"chi", "chi_deputy"}),
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


def test_a_step_that_closes_one_by_one_sends_no_list(world):
    desk = desk_of(world.binh_head, world.track.id, "tham_dinh")
    singly = replace(desk, step=replace(desk.step, closes="one"))

    verdict = permissions.may_send_list(world.binh_head, singly)

    assert verdict.reason == "Quy trình không gửi danh sách ở bước «Tổ công tác thẩm định»."


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
    anew = {w for w in EVERYBODY if permissions.may_redecide(world.people[w], made, course)}

    assert (writes, publishes, anew) == MAY_RUN[state]


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


def _post(world, like, **changed):
    """The post of somebody of the cast, with something changed."""
    given = {
        "person": like.person, "unit": like.unit, "body": like.body, "office": like.office,
        "title": like.title, "starts_on": cast.LOADED.date(), "tenant": world.tenant,
    }  # fmt: skip
    return Mandate.objects.create(**given | changed)


def test_another_bodys_desk_gives_no_right_and_nor_does_a_seat_without_the_office(world):
    team = desk_of(world.binh_head, world.track.id, "tham_dinh")
    deciding = deciding_desk(world.chi, world.track.id)
    guard = _post(world, world.chi, office="thu_ky", title="Thư ký")
    elsewhere = _post(world, world.chi, body=world.body("to2"))
    other_head = _post(world, world.binh_head, body=world.body("to2"))

    assert not permissions.may_send_list(other_head, team)
    assert not permissions.may_open_session(elsewhere, deciding)
    assert not permissions.may_open_session(guard, deciding)
    assert permissions.may_open_session(world.chi, deciding)


def test_a_member_without_the_office_writes_no_levels(world):
    cast.up_to_decision(world)
    cast.open_session(world)
    made = with_course(DecisionList.objects.all()).get()
    guard = _post(world, world.chi, office="thu_ky", title="Thư ký")

    assert not permissions.may_run(guard, made, course_of(made))


def test_a_level_is_decided_by_a_member_on_an_open_list_and_never_for_the_own_unit(world):
    cast.up_to_decision(world)
    cast.open_session(world)
    made = with_course(DecisionList.objects.all()).get()
    _post(world, world.chi_deputy, unit=world.file().unit, body=None)

    def decides(who, unit, state="draft"):
        made.state = state
        seat = seats_on(made, world.people[who], cast.SESSION.date())[world.file(unit).id]
        return bool(permissions.may_decide(world.people[who], made, course_of(made), seat))

    assert decides("chi", "benh_vien")
    assert not decides("chi", "benh_vien", "sealed")
    assert not decides("orgboard_head", "benh_vien")
    assert not decides("chi_deputy", "benh_vien")
    assert decides("chi_deputy", "cap_nuoc")


def test_the_notice_of_a_level_is_for_its_subject_and_those_who_decide(world):
    made = cast.seal(world)
    cast.publish(world, made)
    file = world.file()

    allowed = {
        who
        for who in EVERYBODY
        if permissions.may_read_notice(
            world.people[who], file, seats_of(world.people[who], file.pk, cast.SESSION.date())
        )
    }

    assert allowed == {"an", "an_clerk", "chi", "chi_deputy"}
