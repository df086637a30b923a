"""The score sheet page: who sees it, what it shows, what it leaves out."""

import re
from uuid import uuid4

import pytest

from congtam.assessments import actions
from tests import cast
from tests.web.assessments.conftest import HTMX


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_chair_writes_and_may_hand_in(desk):
    said = page(desk.an, desk.sheet)

    assert f'action="/cham/{desk.seat.pk}/a/luu/"' in said
    assert f'href="/cham/{desk.seat.pk}/nop/"' in said
    assert "Còn thiếu: 3 ô điểm, 1 điều kiện, 1 mục hồ sơ, 1 đề nghị mức" in said


def test_the_clerk_writes_and_waits_for_the_chair(desk):
    said = page(desk.door(desk.world.an_clerk), desk.sheet)

    assert f'action="/cham/{desk.seat.pk}/a/luu/"' in said
    assert "Chờ Chủ tịch nộp" in said
    assert f'href="/cham/{desk.seat.pk}/nop/"' not in said


@pytest.mark.parametrize("who", ["dung", "binh", "board1_head", "chi", "other_team_head"])
def test_nobody_else_finds_it_before_it_is_handed_in(desk, who):
    assert desk.door(getattr(desk.world, who)).get(desk.sheet).status_code == 404


def test_a_board_reads_it_only_after_its_own_words_are_sent(desk):
    cast.fill(desk.world)
    cast.submit(desk.world)
    board = desk.door(desk.world.board1_head)
    before = board.get(desk.sheet).status_code
    cast.boards_speak(desk.world, ["benh_vien"])

    assert (before, board.get(desk.sheet).status_code) == (404, 200)


def test_the_team_reads_it_once_it_is_handed_in(desk):
    cast.fill(desk.world)
    before = desk.door(desk.world.binh).get(desk.sheet).status_code
    cast.submit(desk.world)

    said = page(desk.door(desk.world.binh), desk.sheet)

    assert before == 404
    assert "Đã làm đủ (benh_vien)" in said
    assert "<textarea" not in said
    assert f"/cham/{desk.seat.pk}/a/luu/" not in said


def test_handed_in_it_is_read_only_for_the_unit_too(desk):
    cast.fill(desk.world)
    cast.submit(desk.world)

    said = page(desk.an, desk.sheet)

    assert "Phiếu này chỉ để xem" in said
    assert "<textarea" not in said


def test_the_unit_does_not_find_the_teams_sheet_before_publication(desk):
    cast.up_to_team(desk.world)
    team = cast.appraise(desk.world, changes={"a": "40"})

    answer = desk.an.get(f"/ho-so/{team.assessment_id}/cham/{team.pk}/")

    assert answer.status_code == 404


def test_ids_of_two_files_do_not_mix(desk):
    other = desk.world.file("cap_nuoc")

    assert desk.an.get(f"/ho-so/{other.pk}/cham/{desk.seat.pk}/").status_code == 404
    assert (
        desk.door(desk.world.dung).get(f"/ho-so/{other.pk}/cham/{desk.seat.pk}/").status_code == 404
    )
    assert desk.an.get(f"/ho-so/{uuid4()}/cham/{desk.seat.pk}/").status_code == 404
    assert desk.an.get(f"/ho-so/{desk.seat.assessment_id}/cham/{uuid4()}/").status_code == 404


def test_measures_have_their_own_boxes(desk):
    cast.fill(desk.world, points={"a": "48,5", "b": "khong", "c": "3"})

    said = page(desk.an, desk.sheet)

    assert (
        'name="points" inputmode="decimal" autocomplete="off" maxlength="100" value="48,5"' in said
    )
    assert 'value="khong" checked' in said
    assert 'inputmode="numeric" autocomplete="off" maxlength="100" value="3" data-max="4"' in said
    assert "= 7,5 điểm" in said
    assert "<b>48,5</b> / 90 điểm" in said
    assert "<b>56</b> / 100 điểm" in said


def test_gaps_lead_to_their_places(desk):
    an = desk.an
    an.post(desk.line("a"), {"points": "48", "version": 0}, headers=HTMX)

    said = page(an, desk.sheet)

    gaps = re.search(r'<div class="gaps".*?</div>', said, re.S)[0]
    assert re.findall(r"<b>(.*?)</b>", gaps) == [
        "Chưa chấm điểm (2)",
        "Chưa nêu nội dung đạt (1)",
        "Chưa nêu nội dung chưa đạt (1)",
        "Chưa khai điều kiện (1)",
        "Hồ sơ còn thiếu (1)",
        "Chưa đề nghị mức xếp loại (1)",
    ]
    assert re.findall(r'href="(#.*?)"', gaps) == [
        "#line-b", "#line-c", "#line-a", "#line-a", "#fact-ky_luat", "#dossier-so_bch", "#proposal",
    ]  # fmt: skip
    for place in ("line-a", "line-b", "fact-ky_luat", "dossier-so_bch", "proposal"):
        assert f'id="{place}"' in said


def test_a_full_sheet_says_so_and_names_the_level(desk):
    cast.fill(desk.world)

    said = page(desk.an, desk.sheet)

    assert "Đã đủ, có thể nộp." in said
    assert "Dự kiến: Hoàn thành xuất sắc nhiệm vụ" in said


def test_a_returned_sheet_shows_why_and_what_has_changed(desk):
    cast.up_to_team(desk.world)
    team = desk.world.seat("tham_dinh", "to")
    actions.send_back(
        team.pk, to="tu_cham", reason="Bổ sung biên bản\nquý III", due_on=cast.TEAM_SENT.date(),
        by=desk.world.binh, at=cast.APPRAISED,
    )  # fmt: skip
    an = desk.an

    before = page(an, desk.sheet)
    an.post(
        desk.line("a"),
        {"points": "47", "reached": "Sửa", "missed": "Sửa", "version": 1},
        headers=HTMX,
    )
    after = page(an, desk.sheet)

    assert "Bổ sung biên bản\nquý III" in before
    assert "nộp lại chậm nhất ngày 15/11/2021" in before
    assert "Nguyễn Văn Bình" in before
    assert "Chưa sửa dòng nào từ lần nộp trước." in before
    assert 'Đã sửa từ lần nộp trước: <a href="#line-a">1.1</a>' in after


def test_the_print_has_no_boxes(desk):
    cast.fill(desk.world)

    said = page(desk.an, f"{desk.sheet}in/")

    assert "<textarea" not in said
    assert "Đã làm đủ (benh_vien)" in said
    assert "data-print" in said


def test_why_accounts_for_every_clause(desk):
    cast.fill(desk.world)

    said = page(desk.an, f"{desk.sheet}vi-sao/")

    assert "Mức đề nghị: Hoàn thành xuất sắc nhiệm vụ." in said
    assert "7/QĐ-LĐLĐ, điều 1: «Đạt từ 90 điểm trở lên»" in said
    assert "account__clause is-met" in said


def test_why_is_closed_to_whom_the_sheet_is_closed(desk):
    assert desk.door(desk.world.dung).get(f"{desk.sheet}vi-sao/").status_code == 404
    assert desk.door(desk.world.binh).get(f"{desk.sheet}in/").status_code == 404
