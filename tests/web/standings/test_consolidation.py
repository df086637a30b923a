"""The consolidated table: everything open to its reader, in few statements, nothing else."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from congtam import clock
from tests import cast
from tests.web.standings.conftest import Stage

AT = cast.ORGBOARD_SENT
HOSPITAL = "CĐCS Bệnh viện Đa khoa"


@pytest.fixture
def url(stage):
    return reverse("standings:consolidation", args=[stage.track])


def _text(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_shows_points_levels_lateness_and_the_quota(stage, url):
    cast.up_to_orgboard(stage.world)

    page = _text(stage.get("orgboard_head", url, at=AT))

    file = reverse("assessments:file", args=[stage.world.file().id])
    assert f'<a href="{file}">{HOSPITAL}</a>' in page
    assert 'data-label="Tự chấm">93</td>' in page
    assert 'data-label="Thẩm định">92</td>' in page
    assert 'data-label="Tăng, giảm">−1</td>' in page
    assert "50% × 3 đơn vị được xếp loại = 1,5, làm tròn xuống còn 1; đề nghị 1" in page
    assert "<b>3/3</b> đơn vị đã có mức đề nghị" in page


def test_a_unit_can_be_sent_back_to_the_team_from_here(stage, url):
    cast.up_to_orgboard(stage.world)
    seat = stage.world.seat("tong_hop", "tckt")
    back = reverse("appraisals:send_back", args=[seat.id])
    assert f'href="{back}"' in _text(stage.get("orgboard_head", url, at=AT))

    form = {"to": "tham_dinh", "reason": "Xem lại tiêu chí 1.1", "due_on": "25/11/2021"}
    answer = stage.post("orgboard_head", back, form, at=AT)

    assert answer.status_code == 302
    assert stage.world.file().stage == "tham_dinh"
    page = _text(stage.get("orgboard_head", url, at=AT))
    assert f'href="{back}"' not in page
    assert 'data-label="Thẩm định">92</td>' not in page


def test_unsent_points_of_the_team_are_not_on_the_boards_page(stage, url):
    cast.up_to_team(stage.world)
    cast.appraise(stage.world, changes={"a": "31"}, level="H")

    page = _text(stage.get("orgboard_head", url, at=AT))

    assert "<b>0/3</b> đơn vị đã có mức đề nghị" in page
    assert ">76<" in page
    assert "Hoàn thành nhiệm vụ</span></td>" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?muc=T&xep=ten", ["CĐCS Công ty Cấp nước", "CĐCS Trường Trung học Ấp Bắc"]),
        ("?tim=benh+vien", [HOSPITAL]),
        ("?tim=khong-co", []),
        ("?to=nothing&xep=moi&muc=", [HOSPITAL, "CĐCS Công ty Cấp nước"]),
        ("?page=999", [HOSPITAL]),
    ],
)
def test_filters_and_forged_parameters(stage, url, query, names):
    cast.up_to_orgboard(stage.world)

    response = stage.get("orgboard_head", url + query, at=AT)

    page = _text(response)
    assert response.status_code == 200
    assert [name for name in names if f">{name}</a>" not in page] == []
    assert ("Không đơn vị nào khớp" in page) is (names == [])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("orgboard_head", 200),
        ("chi", 200),
        ("chi_deputy", 200),
        ("binh", 200),
        ("binh_head", 200),
        ("board1_head", 404),
        ("other_team_head", 404),
        ("an", 404),
        ("dung", 404),
    ],
)
def test_who_sees_the_table(stage, url, who, status):
    assert stage.get(who, url, at=AT).status_code == status


def test_foreign_and_unknown_tracks_are_not_found(stage):
    foreign = cast.make_world(tenant="tay-son")
    cast.open_year(foreign)
    for track in (foreign.track.id, uuid.uuid4()):
        path = reverse("standings:consolidation", args=[track])
        assert stage.get("orgboard_head", path, at=AT).status_code == 404


def test_the_index_leads_to_each_desk(stage):
    page = _text(stage.get("orgboard_head", reverse("standings:index"), at=AT))

    assert reverse("standings:consolidation", args=[stage.track]) in page
    assert reverse("standings:roster", args=[stage.track, "tong_hop"]) in page
    assert "Chưa có bảng tổng hợp" in _text(stage.get("an", reverse("standings:index"), at=AT))


@pytest.mark.parametrize("units", [3, 30])
def test_the_page_takes_ten_statements_whatever_the_units(db, django_assert_max_num_queries, units):
    stage = Stage(units=units)
    cast.up_to_orgboard(stage.world)
    url = reverse("standings:consolidation", args=[stage.track])
    with clock.set_to(AT):
        browser = stage.browser("orgboard_head")
        browser.get(url)

        with django_assert_max_num_queries(10):
            response = browser.get(url)

    assert len(response.context["rows"]) == units
