"""The page of a desk's list: send everything that is ready, name the rest."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congtam.standings.models import Roster
from tests import cast

AT = cast.TEAM_SENT


@pytest.fixture
def page(stage):
    """The hospital is appraised; the water works are not; the school has not handed in."""
    for unit in ("benh_vien", "cap_nuoc"):
        cast.fill(stage.world, unit)
        cast.submit(stage.world, unit)
    cast.boards_speak(stage.world)
    cast.appraise(stage.world)
    return reverse("standings:roster", args=[stage.track, "tham_dinh"])


def _form(stage, **reasons):
    given = {"unit": [stage.world.file().id]}
    given |= {f"reason-{stage.world.file(unit).id}": text for unit, text in reasons.items()}
    return given


def test_it_names_what_is_ready_and_why_the_rest_is_not(stage, page):
    shown = stage.get("binh_head", page, at=AT).context

    assert [row["name"] for row in shown["ready"]] == ["CĐCS Bệnh viện Đa khoa"]
    assert [(row["name"], row["why"]) for row in shown["left_out"]] == [
        ("CĐCS Công ty Cấp nước", "Chưa đề nghị mức xếp loại"),
        ("CĐCS Trường Trung học Ấp Bắc", "Hồ sơ chưa đến bước này"),
    ]


def test_one_click_sends_the_list(stage, page):
    form = _form(stage, cap_nuoc="Đang thẩm định", truong_ab="Chưa nộp hồ sơ")

    answer = stage.post("binh_head", f"{page}gui/", form, at=AT)

    assert (answer.status_code, answer.url) == (302, page)
    assert Roster.objects.get().left_out == (
        "CĐCS Công ty Cấp nước: Đang thẩm định\nCĐCS Trường Trung học Ấp Bắc: Chưa nộp hồ sơ"
    )
    again = stage.get("binh_head", page, at=AT).content.decode()
    assert "Danh sách bổ sung lần 2" in again


def test_a_missing_reason_keeps_what_was_typed(stage, page):
    form = _form(stage, cap_nuoc="Đang thẩm định")

    answer = stage.post("binh_head", f"{page}gui/", form, at=AT)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Đang thẩm định"' in text
    assert text.count("Nêu lý do chưa gửi.") == 1
    assert not Roster.objects.exists()


def test_a_page_that_grew_old_is_shown_anew(stage, page):
    cast.appraise(stage.world, "cap_nuoc", level="T")

    answer = stage.post("binh_head", f"{page}gui/", _form(stage, truong_ab="Chưa nộp"), at=AT)

    assert answer.status_code == 409
    assert "Danh sách vừa thay đổi" in answer.content.decode()
    assert [row["name"] for row in answer.context["ready"]] == [
        "CĐCS Bệnh viện Đa khoa",
        "CĐCS Công ty Cấp nước",
    ]
    assert not Roster.objects.exists()


def test_forged_ids_send_nothing(stage, page):
    form = _form(stage, cap_nuoc="a", truong_ab="b") | {"unit": ["x", "../etc"], "reason-zzz": "?"}

    assert stage.post("binh_head", f"{page}gui/", form, at=AT).status_code == 409
    assert not Roster.objects.exists()


def test_a_member_reads_the_list_but_does_not_send_it(stage, page):
    shown = stage.get("binh", page, at=AT)
    form = _form(stage, cap_nuoc="Đang thẩm định", truong_ab="Chưa nộp hồ sơ")

    assert "Gửi danh sách 1 đơn vị" not in shown.content.decode()
    assert "Tổ viên" in shown.content.decode()
    assert stage.post("binh", f"{page}gui/", form, at=AT).status_code == 403
    assert not Roster.objects.exists()


@pytest.mark.parametrize("who", ["other_team_head", "orgboard_head", "board1_head", "chi", "an"])
def test_for_others_the_page_does_not_exist(stage, page, who):
    assert stage.get(who, page, at=AT).status_code == 404
    assert stage.post(who, f"{page}gui/", {}, at=AT).status_code == 404


@pytest.mark.parametrize("step", ["tu_cham", "ban", "quyet_dinh", "khong_co"])
def test_only_appraising_steps_have_a_list(stage, step):
    path = reverse("standings:roster", args=[stage.track, step])

    assert stage.get("chi", path, at=AT).status_code == 404


def test_late_is_said_before_and_after(stage, page):
    late = cast.ORGBOARD_SENT
    before = stage.get("binh_head", page, at=late)
    form = _form(stage, cap_nuoc="Đang thẩm định", truong_ab="Chưa nộp hồ sơ")
    stage.post("binh_head", f"{page}gui/", form, at=late)

    assert "Đã quá hạn" in before.content.decode()
    assert stage.get("binh_head", page, at=late).context["sent"][0].late is True
