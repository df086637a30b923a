"""Vì sao? and Thử: who may account for a file, what is shown, and that nothing is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from congtam.assessments.models import DeclaredFact
from congtam.clock import set_to
from congtam.records.models import Task
from tests.assessments.test_facts import CHECKED, GOOD, answers, tasks
from tests.critique import Sector, open_critique


@pytest.fixture
def year(db: None) -> Sector:
    world = open_critique()
    file = world.file("c05")
    tasks(world, file, 11)
    tasks(world, file, 9, exceeded=True)
    answers(world, file, hieu_qua_cao=True, **GOOD)
    return world


def signed_in(world: Sector, code: str, body: str = "") -> Client:
    client = Client()
    client.force_login(world.user(code))
    if body:
        client.post(reverse("accounts:act_as", args=[world.who(code, body).pk]))
    return client


SEES = {
    ("c05", ""): 200,  # the subject
    ("c01", "thuong_truc"): 200,  # decides
    ("c11", "co_quan"): 200,  # takes the minutes of the conference
    ("c09", "ban_cs"): 404,  # a colleague
    ("k1", "bch"): 404,  # somebody of another unit
}


@pytest.mark.parametrize(("who", "status"), list(SEES.items()))
def test_who_may_ask_why(year: Sector, who: tuple[str, str], status: int) -> None:
    file = year.file("c05")
    with set_to(CHECKED):
        client = signed_in(year, *who)
        seen = [client.get(reverse(f"critiques:{page}", args=[file.pk])) for page in ("why", "try")]

    assert [page.status_code for page in seen] == [status, status]


def test_the_former_unit_that_only_gives_an_opinion_learns_nothing_more(year: Sector) -> None:
    moved = year.file("c06")
    with set_to(CHECKED):
        page = signed_in(year, "k1", "bch").get(reverse("critiques:why", args=[moved.pk]))

    assert page.status_code == 404


def test_the_smallest_change_to_the_next_level_is_told_in_counts(year: Sector) -> None:
    with set_to(CHECKED):
        page = signed_in(year, "c05").get(reverse("critiques:why", args=[year.file("c05").pk]))

    html = page.content.decode()
    assert "Mức đề nghị: Hoàn thành tốt nhiệm vụ." in html
    assert "Cần thêm 1/20 nhiệm vụ hoàn thành vượt mức: từ 9/20 lên 10/20." in html


def test_a_changed_fact_shows_the_level_and_keeps_nothing(year: Sector) -> None:
    file = year.file("c05")
    before = (DeclaredFact.objects.count(), Task.objects.count())
    known = {
        "so_nv_duoc_giao": "20",
        "so_nv_hoan_thanh": "20",
        "so_nv_chua_bao_dam": "0",
        "so_nv_vuot_muc": "10",
        "tieu_chi_chung": "true",
        "hieu_qua_cao": "true",
        "suy_thoai": "false",
        "ky_luat": "false",
    }
    with set_to(CHECKED):
        page = signed_in(year, "c05").post(reverse("critiques:try", args=[file.pk]), known)

    assert page.context["tried"].sentence == (
        "Mức đổi từ Hoàn thành tốt nhiệm vụ thành Hoàn thành xuất sắc nhiệm vụ."
    )
    assert (DeclaredFact.objects.count(), Task.objects.count()) == before


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("so_nv_vuot_muc", "mười", "Nhập một số, hoặc tử số/mẫu số."),
        ("ky_luat", "có lẽ", "Chọn một trong các giá trị đã cho."),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_kept(
    year: Sector, name: str, typed: str, says: str
) -> None:
    with set_to(CHECKED):
        url = reverse("critiques:try", args=[year.file("c05").pk])
        page = signed_in(year, "c05").post(url, {name: typed})

    found = next(field for field in page.context["fields"] if field.name == name)
    assert (found.text, found.error) == (typed, says)
    assert "tried" not in page.context


def test_an_emptied_field_makes_the_level_unknown(year: Sector) -> None:
    with set_to(CHECKED):
        url = reverse("critiques:try", args=[year.file("c05").pk])
        page = signed_in(year, "c05").post(url, {"so_nv_duoc_giao": "20"})

    assert page.context["tried"].after.outcome == "unknown"
