"""A desk's list: where each unit stands, totals as far as they may be read, in few statements."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.clock import ZONE, set_to
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOSPITAL, WATER, SCHOOL = (
    "CĐCS Bệnh viện Đa khoa",
    "CĐCS Công ty Cấp nước",
    "CĐCS Trường Trung học Ấp Bắc",
)


def url(world, step="tham_dinh"):
    return reverse("appraisals:desk", args=[world.track.id, step])


def shown(response, *keys):
    return [tuple(row[key] for key in keys) for row in response.context["rows"]]


def send_back(world, unit="benh_vien"):
    actions.send_back(
        world.seat("tham_dinh", "to", unit).id, to="tu_cham", reason="Bổ sung biên bản",
        due_on=datetime(2021, 11, 16, tzinfo=ZONE).date(), by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip


def test_each_unit_stands_where_it_is(as_, world):
    cast.fill(world, "benh_vien")
    cast.submit(world, "benh_vien")
    cast.fill(world, "cap_nuoc")

    response = as_(world.binh).get(url(world))

    assert shown(response, "name", "state") == [
        (HOSPITAL, "Chờ các ban"),
        (WATER, "Chờ đơn vị nộp"),
        (SCHOOL, "Chờ đơn vị nộp"),
    ]


def test_the_work_of_the_team_shows_in_its_list(as_, at_team):
    cast.appraise(at_team, "benh_vien", changes={"a": "45"}, level="T")
    send_back(at_team, "cap_nuoc")

    response = as_(at_team.binh).get(url(at_team))

    assert shown(response, "name", "state", "self_total", "total", "level") == [
        (HOSPITAL, "Đã đề nghị", "93", "90", "Hoàn thành tốt nhiệm vụ"),
        (WATER, "Đã trả lại", "–", "–", "–"),
        (SCHOOL, "Đang thẩm định", "76", "76", "Hoàn thành tốt nhiệm vụ"),
    ]


def test_a_file_handed_in_again_says_so(as_, at_team):
    send_back(at_team)
    cast.fill(at_team, points={"a": "47"}, at=cast.APPRAISED)
    cast.submit(at_team, at=cast.APPRAISED)

    response = as_(at_team.binh).get(url(at_team))

    assert shown(response, "name", "again")[0] == (HOSPITAL, "Nộp lại lần 2")


def test_late_and_overdue_units_are_named(as_, world):
    late = datetime(2021, 11, 8, 9, tzinfo=ZONE)
    cast.fill(world, "benh_vien", at=late)
    cast.submit(world, "benh_vien", at=late, late_reason="Mất điện")
    cast.fill(world, "cap_nuoc")
    cast.submit(world, "cap_nuoc")

    response = as_(world.binh).get(url(world))

    assert shown(response, "name", "sent") == [
        (HOSPITAL, "08/11/2021, muộn"),
        (WATER, "01/11/2021, đúng hạn"),
        (SCHOOL, "Quá hạn 05/11/2021"),
    ]


def test_the_list_is_sorted_and_filtered(as_, at_team):
    client = as_(at_team.binh)
    cast.appraise(at_team, "cap_nuoc", changes={"a": "10"}, level="H")

    by_points = client.get(url(at_team), {"xep": "diem"})
    open_only = client.get(url(at_team), {"loc": "dang-tham-dinh"})
    found = client.get(url(at_team), {"tim": "truong trung hoc"})

    assert [name for (name,) in shown(by_points, "name")] == [HOSPITAL, SCHOOL, WATER]
    assert [name for (name,) in shown(open_only, "name")] == [HOSPITAL, SCHOOL]
    assert [name for (name,) in shown(found, "name")] == [SCHOOL]


def test_the_later_desk_sees_what_the_team_sent(as_, at_team):
    for unit in at_team.units:
        cast.appraise(at_team, unit, changes={"a": "30"}, level="H")
    for unit in at_team.units:
        actions.close_appraisal(
            at_team.file(unit).id, "tham_dinh", by=at_team.binh_head, at=cast.TEAM_SENT
        )

    with set_to(cast.ORGBOARD_SENT):
        response = as_(at_team.orgboard_head).get(url(at_team, "tong_hop"))

    assert shown(response, "name", "state", "total")[0] == (HOSPITAL, "Đang thẩm định", "75")


@pytest.mark.parametrize("person", ["an", "dung", "chi", "other_team_head", "board1_head"])
def test_nobody_else_sees_the_list(as_, at_team, person):
    assert as_(at_team.people[person]).get(url(at_team)).status_code == 404


@pytest.mark.parametrize("step", ["ban", "tu_cham", "khong-co"])
def test_another_step_has_no_such_list(as_, at_team, step):
    assert as_(at_team.binh).get(url(at_team, step)).status_code == 404


def test_the_own_unit_shows_no_figure_and_leads_nowhere(as_, at_team):
    cast.appraise(at_team, changes={"a": "45"})
    post = Mandate.objects.get(pk=at_team.an.pk)
    post.pk, post.person = None, at_team.binh_head.person
    post.save()

    response = as_(at_team.binh_head).get(url(at_team))

    assert shown(response, "state", "self_total", "total", "level", "url")[0] == (
        "Đơn vị của bạn", "–", "–", "–", "",
    )  # fmt: skip


def test_fifty_units_take_at_most_ten_statements(client, django_assert_max_num_queries):
    world = cast.make_world(50)
    cast.open_year(world)
    for unit in world.units[:5]:
        cast.fill(world, unit)
        cast.submit(world, unit)
    client.force_login(world.user(world.binh))
    here = url(world)
    client.get(here)

    with django_assert_max_num_queries(10):
        response = client.get(here)

    assert len(response.context["rows"]) == 50
