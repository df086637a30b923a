"""Saving one line: the small answer, the refusals beside it, two tabs, a session that ended."""

from decimal import Decimal

import pytest

from congtam.assessments.models import Score
from tests.web.assessments.conftest import HTMX


def typed(points="", reached="", missed="", version=0):
    return {"points": points, "reached": reached, "missed": missed, "version": version}


def kept(seat):
    rows = Score.objects.filter(participant=seat)
    return list(rows.values_list("criterion__key", "points", "version"))


def test_it_saves_and_answers_with_state_notes_sum_and_dock(desk):
    answer = desk.an.post(desk.line("a"), typed("4,5"), headers=HTMX)

    said = answer.content.decode()
    assert answer.status_code == 200
    assert kept(desk.seat) == [("a", Decimal("4.5"), 1)]
    assert '<input type="hidden" name="version" value="1">' in said
    assert "Đã lưu 09:00" in said
    assert "Không đạt 45,5 điểm." in said
    assert '<p class="sheet__sum" id="sum-n1" hx-swap-oob="true"><b>4,5</b> / 90 điểm</p>' in said
    assert "<b>4,5</b> / 100 điểm" in said
    assert "<html" not in said


@pytest.mark.parametrize(("points", "stands"), [("4.5", "4.5"), ("4,50", "4.5"), (" 50 ", "50")])
def test_comma_and_point_are_the_same(desk, points, stands):
    desk.an.post(desk.line("a"), typed(points), headers=HTMX)

    assert kept(desk.seat) == [("a", Decimal(stands), 1)]


def test_without_script_it_goes_back_to_the_line(desk):
    answer = desk.an.post(desk.line("a"), typed("48"))

    assert (answer.status_code, answer.url) == (302, f"{desk.sheet}#line-a")
    assert kept(desk.seat) == [("a", Decimal("48"), 1)]


REFUSED = [
    ("a", "50,01", "Điểm tối đa là 50."),
    ("a", "-1", "Điểm không được âm."),
    ("a", "1.234", "«1.234» không rõ là 1234 hay 1 phẩy 234: hãy viết 1234 hoặc 1,23."),
    ("a", "4,567", "«4,567» không rõ là 4567 hay 4 phẩy 567: hãy viết 4567 hoặc 4,56."),
    ("a", "0,125", "Điểm có nhiều nhất 2 chữ số sau dấu phẩy."),
    ("a", "tốt", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
    ("a", "NaN", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
    ("a", "Infinity", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
    ("a", "1e1", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
    ("a", "1" + "0" * 40, "Điểm tối đa là 50."),
    ("a", "٣", "Hãy gõ bằng chữ số thường 0–9, ví dụ 4,5."),
    ("b", "40", "Chọn «Đạt» hoặc «Không đạt»."),
    ("c", "1,5", "Nhập số lần là số nguyên từ 0, ví dụ 3."),
    ("c", "-1", "Nhập số lần là số nguyên từ 0, ví dụ 3."),
]


@pytest.mark.parametrize(("key", "points", "says"), REFUSED)
def test_a_bad_number_is_refused_beside_its_box(desk, key, points, says):
    answer = desk.an.post(desk.line(key), typed(points, "Đã làm"), headers=HTMX)

    assert answer.status_code == 422
    assert f"<span>{says}</span>" in answer.content.decode()
    assert kept(desk.seat) == []


@pytest.mark.parametrize(("key", "points", "says"), [REFUSED[0], REFUSED[5]])
def test_without_script_the_page_keeps_what_was_typed(desk, key, points, says):
    answer = desk.an.post(desk.line(key), typed(points, "Lời <đã> gõ", "Còn chậm"))

    said = answer.content.decode()
    assert answer.status_code == 422
    assert f"<span>{says}</span>" in said
    assert f'value="{points}" data-max="50" aria-invalid="true"' in said
    assert "Lời &lt;đã&gt; gõ</textarea>" in said
    assert "Còn chậm</textarea>" in said
    assert kept(desk.seat) == []


def test_words_beyond_the_limit_are_refused_and_kept(desk):
    long = "á" * 5001

    answer = desk.an.post(desk.line("a"), typed("48", long))

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Dài nhất 5.000 ký tự; đang có 5.001 ký tự. Hãy rút gọn rồi lưu lại." in said
    assert f"{long}</textarea>" in said
    assert kept(desk.seat) == []


def test_a_blank_box_takes_the_points_away_and_keeps_the_words(desk):
    an = desk.an
    an.post(desk.line("a"), typed("48", "Đã làm"), headers=HTMX)

    answer = an.post(desk.line("a"), typed("", "Đã làm", version=1), headers=HTMX)

    assert answer.status_code == 200
    assert kept(desk.seat) == [("a", None, 2)]
    assert "1 ô điểm" not in answer.content.decode()
    assert "3 ô điểm" in answer.content.decode()


def test_the_same_again_changes_nothing(desk):
    an = desk.an
    an.post(desk.line("a"), typed("48", "Đã làm"), headers=HTMX)

    answer = an.post(desk.line("a"), typed("48", "Đã làm", version=1), headers=HTMX)

    assert answer.status_code == 200
    assert kept(desk.seat) == [("a", Decimal("48"), 1)]


def test_line_ends_and_blanks_of_a_browser_are_no_change(desk):
    an = desk.an
    an.post(desk.line("a"), typed("48", "Một\r\nHai"), headers=HTMX)

    an.post(desk.line("a"), typed("48", "Một\nHai\n", version=1), headers=HTMX)

    assert kept(desk.seat) == [("a", Decimal("48"), 1)]


def test_a_sign_that_no_database_keeps_is_left_out(desk):
    answer = desk.an.post(desk.line("a"), typed("4\x008", "Đã\x00 làm"), headers=HTMX)

    assert answer.status_code == 200
    assert kept(desk.seat) == [("a", Decimal("48"), 1)]


def test_the_clerk_may_draft_and_the_stranger_finds_nothing(desk):
    clerk = desk.door(desk.world.an_clerk).post(desk.line("a"), typed("48"), headers=HTMX)
    stranger = desk.door(desk.world.dung).post(desk.line("a"), typed("1", version=1), headers=HTMX)

    assert (clerk.status_code, stranger.status_code) == (200, 404)
    assert kept(desk.seat) == [("a", Decimal("48"), 1)]


@pytest.mark.parametrize(
    ("key", "version"),
    [("zzz", 0), ("a", "x"), ("a", "-1"), ("a", ""), ("a", "9" * 30), ("a", "٣")],
)
def test_forged_keys_and_versions_find_nothing(desk, key, version):
    answer = desk.an.post(desk.line(key), typed("48", version=version), headers=HTMX)

    assert answer.status_code == 404
    assert kept(desk.seat) == []


def test_a_forged_seat_finds_nothing(desk):
    for forged in (
        desk.world.seat("tham_dinh", "to").pk,
        desk.world.seat("tu_cham", "cdcs", "cap_nuoc").pk,
    ):
        answer = desk.an.post(f"/cham/{forged}/a/luu/", typed("48"), headers=HTMX)
        assert answer.status_code == 404


def test_it_is_a_post(desk):
    assert desk.an.get(desk.line("a")).status_code == 405


def test_after_the_session_ended_it_says_so_and_keeps_the_page(desk, client):
    answer = client.post(
        desk.line("a"),
        typed("48", "Đã làm"),
        headers={**HTMX, "HX-Current-URL": "http://testserver/x"},
    )

    assert (answer.status_code, answer["HX-Retarget"]) == (401, "#alerts")
    assert "Phiên làm việc đã hết" in answer.content.decode()
    assert kept(desk.seat) == []


def test_after_the_session_ended_without_script_the_words_are_shown(desk, client):
    answer = client.post(desk.line("a"), typed("48", "Lời vừa gõ"))

    assert answer.status_code == 401
    assert "Lời vừa gõ" in answer.content.decode()
    assert kept(desk.seat) == []
