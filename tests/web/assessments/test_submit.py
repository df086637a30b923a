"""Handing in: once, late with a reason, not unfinished, not unchanged; and the receipt."""

from datetime import date, datetime

import pytest

from congtam import clock
from congtam.assessments import actions
from congtam.assessments.models import Submission
from congtam.clock import ZONE
from congtam.cycles.models import Obligation
from tests import cast


@pytest.fixture
def url(desk):
    return f"/cham/{desk.seat.pk}/nop/"


@pytest.fixture
def full(desk):
    cast.fill(desk.world)
    return desk


def handed_in(desk):
    rows = Submission.objects.filter(assessment=desk.seat.assessment)
    return list(rows.values_list("round", "late", "late_reason"))


def test_the_confirmation_lists_what_goes(full, url):
    said = full.an.get(url).content.decode()

    assert "93 <small>/ 100 điểm</small>" in said
    assert "Đề nghị: Hoàn thành xuất sắc nhiệm vụ" in said
    assert "Sổ ghi biên bản họp ban chấp hành (sổ giấy)" in said
    assert "<dt>Có cán bộ chủ chốt bị kỷ luật</dt><dd>Không</dd>" in said
    assert "<dd>3 / 3</dd>" in said
    assert "late_reason" not in said


def test_handing_in_gives_a_receipt(full, url):
    answer = full.an.post(url, {"token": "t-1"}, follow=True)

    made = Submission.objects.get(assessment=full.seat.assessment)
    said = answer.content.decode()
    assert answer.redirect_chain == [(f"/bien-nhan/{made.pk}/", 302)]
    assert made.receipt in said
    assert made.sha256 in said
    assert "Nộp đúng hạn" in said
    assert "Lê Thị An, Chủ tịch" in said
    assert handed_in(full) == [(1, False, "")]


def test_the_same_token_gives_the_same_receipt(full, url):
    first = full.an.post(url, {"token": "t-1"})
    second = full.an.post(url, {"token": "t-1"})

    assert (first.status_code, second.url) == (302, first.url)
    assert handed_in(full) == [(1, False, "")]


def test_another_token_is_refused(full, url):
    full.an.post(url, {"token": "t-1"})

    answer = full.an.post(url, {"token": "t-2"})

    assert answer.status_code == 403
    assert "Bước «Tự chấm điểm» đã xong." in answer.content.decode()
    assert handed_in(full) == [(1, False, "")]


def test_the_page_is_refused_after_handing_in(full, url):
    full.an.post(url, {"token": "t-1"})

    assert full.an.get(url).status_code == 403


@pytest.mark.parametrize("token", ["", "a" * 65, "a b", "<x>", "ệ"])
def test_a_forged_token_finds_nothing(full, url, token):
    assert full.an.post(url, {"token": token}).status_code == 404
    assert handed_in(full) == []


def test_an_unfinished_sheet_is_refused_with_every_gap(desk, url):
    cast.fill(desk.world, points={"a": "48", "b": "co"})

    answer = desk.an.post(url, {"token": "t-1"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa nộp được: hồ sơ còn thiếu các mục dưới đây." in said
    assert f'<a href="{desk.sheet}#line-c">2.1</a>' in said
    assert 'value="t-1"' in said
    assert handed_in(desk) == []


def test_the_clerk_may_not_hand_in(full, url):
    clerk = full.door(full.world.an_clerk)

    page, answer = clerk.get(url), clerk.post(url, {"token": "t-1"})

    assert (page.status_code, answer.status_code) == (403, 403)
    assert "Chức danh «Cán bộ tổng hợp» không được làm việc này." in answer.content.decode()
    assert handed_in(full) == []


def test_strangers_and_other_seats_find_nothing(full, url):
    team = full.world.seat("tham_dinh", "to")

    assert full.door(full.world.dung).get(url).status_code == 404
    assert full.door(full.world.binh_head).get(f"/cham/{team.pk}/nop/").status_code == 404


LAST_SECOND = datetime(2021, 11, 5, 23, 59, 59, tzinfo=ZONE)
MIDNIGHT = datetime(2021, 11, 6, 0, 0, 0, tzinfo=ZONE)


def test_the_last_second_is_on_time(full, url):
    an = full.an
    with clock.set_to(LAST_SECOND):
        answer = an.post(url, {"token": "t-1"})

    assert answer.status_code == 302
    assert handed_in(full) == [(1, False, "")]
    assert Obligation.objects.get(pk=full.seat.assessment.obligation_id).met_late is False


def test_midnight_is_late_and_asks_why(full, url):
    an = full.an
    with clock.set_to(MIDNIGHT):
        answer = an.post(url, {"token": "t-1", "late_reason": "  "})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã quá hạn nộp. Nêu lý do nộp muộn để hồ sơ được tiếp nhận." in said
    assert "Ngày cuối là 05/11/2021, đã quá 1 ngày." in said
    assert 'value="t-1"' in said
    assert handed_in(full) == []


def test_late_with_a_reason_is_taken_as_late(full, url):
    an = full.an
    with clock.set_to(MIDNIGHT):
        answer = an.post(url, {"token": "t-1", "late_reason": "Giãn cách"}, follow=True)

    said = answer.content.decode()
    assert handed_in(full) == [(1, True, "Giãn cách")]
    assert "Nộp muộn, đã nhận" in said
    assert "Giãn cách" in said
    assert Obligation.objects.get(pk=full.seat.assessment.obligation_id).met_late is True


def test_an_extension_moves_midnight(full, url):
    duty = Obligation.objects.filter(pk=full.seat.assessment.obligation_id)
    duty.update(due_on=date(2021, 11, 6))
    an = full.an
    with clock.set_to(MIDNIGHT):
        an.post(url, {"token": "t-1"})

    assert handed_in(full) == [(1, False, "")]


def test_a_returned_file_must_have_changed(desk, url):
    cast.up_to_team(desk.world)
    actions.send_back(
        desk.world.seat("tham_dinh", "to").pk, to="tu_cham", reason="Bổ sung",
        due_on=date(2021, 11, 15), by=desk.world.binh, at=cast.APPRAISED,
    )  # fmt: skip
    unchanged = desk.an.post(url, {"token": "t-9"})
    desk.an.post(
        desk.line("a"), {"points": "47", "reached": "Sửa", "missed": "Sửa", "version": "1"}
    )

    changed = desk.an.post(url, {"token": "t-9"})

    assert unchanged.status_code == 422
    assert "Hồ sơ chưa thay đổi gì so với lần nộp trước." in unchanged.content.decode()
    assert changed.status_code == 302
    assert [r[0] for r in handed_in(desk)] == [1, 2]


def test_after_the_session_ended_nothing_is_handed_in(client, full, url):
    answer = client.post(url, {"token": "t-1", "late_reason": "Lý do vừa gõ"})

    assert answer.status_code == 401
    assert "Lý do vừa gõ" in answer.content.decode()
    assert handed_in(full) == []


def test_a_receipt_is_for_those_who_may_open_the_file(full, url):
    where = full.an.post(url, {"token": "t-1"}).url

    assert full.an.get(where).status_code == 200
    assert full.door(full.world.binh).get(where).status_code == 200
    assert full.door(full.world.dung).get(where).status_code == 404
