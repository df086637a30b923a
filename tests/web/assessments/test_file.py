"""The page of a file and the list of files: who sees what, and what nobody sees too early."""

from datetime import date

import pytest

from congtam.assessments import actions
from tests import cast
from tests.web.assessments.conftest import HTMX


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_chair_finds_what_to_do(desk):
    said = text(desk.an, desk.file)

    assert f'href="{desk.sheet}"' in said
    assert f'href="/cham/{desk.seat.pk}/nop/"' in said
    assert "trước ngày 06/11/2021" in said
    assert "Còn 4 ngày" in said
    assert "Chưa có việc nào được ghi." in said


def test_the_clerk_waits_for_the_chair(desk):
    said = text(desk.door(desk.world.an_clerk), desk.file)

    assert "Chờ Chủ tịch nộp" in said
    assert f"/cham/{desk.seat.pk}/nop/" not in said


def test_a_stranger_finds_nothing(desk):
    assert desk.door(desk.world.dung).get(desk.file).status_code == 404
    assert desk.door(desk.world.other_team_head).get(desk.file).status_code == 404


def test_the_history_says_who_did_what_as_whom(desk):
    an, clerk = desk.an, desk.door(desk.world.an_clerk)
    for key, points in (("a", "48"), ("b", "co")):
        clerk.post(desk.line(key), {"points": points, "version": "0"}, headers=HTMX)
    an.post(f"/cham/{desk.seat.pk}/de-nghi/", {"level": "XS"}, headers=HTMX)

    said = text(an, desk.file)

    assert "Chấm điểm, giải trình (2 lần lưu)" in said
    assert "Mai Văn Út, Cán bộ tổng hợp, Ban Chấp hành" in said
    assert "Ghi đề nghị, nhận xét" in said
    assert "Lê Thị An, Chủ tịch, Ban Chấp hành" in said


def test_the_team_is_not_told_that_the_unit_is_writing(desk):
    desk.an.post(desk.line("a"), {"points": "48", "version": "0"}, headers=HTMX)

    said = text(desk.door(desk.world.binh), desk.file)

    assert "Chấm điểm, giải trình" not in said
    assert "Lê Thị An" not in said


def test_the_unit_is_not_told_what_the_team_gave(desk):
    cast.up_to_team(desk.world)
    cast.appraise(desk.world, changes={"a": "41,25"}, level="T")

    said = text(desk.an, desk.file)

    assert "41,25" not in said
    assert "Nguyễn Văn Bình" not in said
    assert "Phiếu được xem" not in said
    assert "Nộp hồ sơ" in said


def test_the_team_finds_what_is_open_to_it(desk):
    cast.up_to_team(desk.world)

    said = text(desk.door(desk.world.binh), desk.file)

    assert "Phiếu được xem" in said
    assert f'href="{desk.sheet}"' in said
    assert "Ban Chính sách - Pháp luật" in said
    assert "Lần 1: biên nhận" in said


def test_returns_stand_there_with_reason_and_day(desk):
    cast.up_to_team(desk.world)
    actions.send_back(
        desk.world.seat("tham_dinh", "to").pk, to="tu_cham", reason="Thiếu <biên> bản",
        due_on=date(2021, 11, 15), by=desk.world.binh, at=cast.APPRAISED,
    )  # fmt: skip

    said = text(desk.an, desk.file)

    assert "Thiếu &lt;biên&gt; bản" in said
    assert "nộp lại chậm nhất 15/11/2021" in said
    assert "Nguyễn Văn Bình, Tổ viên" in said
    assert "Bị trả lại, cần bổ sung" in said


def test_a_second_submission_says_what_moved(desk):
    cast.up_to_team(desk.world)
    actions.send_back(
        desk.world.seat("tham_dinh", "to").pk, to="tu_cham", reason="Bổ sung",
        due_on=date(2021, 11, 15), by=desk.world.binh, at=cast.APPRAISED,
    )  # fmt: skip
    cast.fill(desk.world, points={"b": "khong"}, at=cast.APPRAISED)
    cast.submit(desk.world, at=cast.APPRAISED)

    said = text(desk.door(desk.world.binh), desk.file)

    assert "Lần 2: biên nhận" in said
    assert "Đã sửa: 1.2" in said


def test_a_person_of_the_unit_who_sits_in_the_team_reads_nothing_there(desk):
    """Own unit: the desk opens nothing before publication, whatever other seat is held."""
    cast.up_to_team(desk.world)
    cast.appraise(desk.world, changes={"a": "41,25"})
    post = desk.world.an
    insider = desk.world.binh
    type(post).objects.create(
        tenant=post.tenant, person=insider.person, unit=post.unit, office="uy_vien",
        title="Ủy viên", starts_on=date(2020, 1, 1),
    )  # fmt: skip
    team = desk.world.seat("tham_dinh", "to")

    client = desk.door(insider)
    client.post(f"/tai-khoan/vai/{insider.pk}/")
    said = text(client, desk.file)

    assert "41,25" not in said
    assert "Phiếu được xem" not in said
    assert client.get(f"{desk.file}cham/{team.pk}/").status_code == 404
    assert client.get(desk.sheet).status_code == 404


def test_the_list_holds_what_may_be_opened(desk):
    own = text(desk.an, "/ho-so/")
    team = text(desk.door(desk.world.binh), "/ho-so/")
    other = text(desk.door(desk.world.other_team_head), "/ho-so/")

    assert own.count("/ho-so/0") == 1
    assert team.count("/ho-so/0") == 3
    assert "Không có phiếu nào" in other


@pytest.mark.parametrize(("words", "found"), [("benh vien", 1), ("CẤP NƯỚC", 1), ("zzz", 0)])
def test_the_list_is_searched_without_marks(desk, words, found):
    answer = desk.door(desk.world.binh).get("/ho-so/", {"tim": words})

    assert answer.content.decode().count("/ho-so/0") == found


def test_the_list_costs_the_same_for_any_length(desk, django_assert_max_num_queries):
    client = desk.door(desk.world.binh)
    client.get("/ho-so/")

    with django_assert_max_num_queries(8):
        client.get("/ho-so/")


def test_the_file_page_takes_at_most_twenty(desk, django_assert_max_num_queries):
    cast.up_to_team(desk.world)
    client = desk.door(desk.world.binh)
    client.get(desk.file)

    with django_assert_max_num_queries(20):
        client.get(desk.file)
