"""The minutes name every speaker, say what was proposed for each subject, and are adopted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.conference_minutes import ConferenceMinutes, render
from tests.documents.conference_samples import conference
from tests.documents.pdf import fonts, pages
from tests.documents.people_samples import LONG
from tests.documents.samples import MARKUP


def _text(paper: ConferenceMinutes) -> str:
    return " ".join(pages(render(paper)))


def test_the_minutes_open_with_time_place_and_who_sat() -> None:
    first = pages(render(conference()))[0]

    assert first.startswith(
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM CÔNG ĐOÀN THAN - KHOÁNG SẢN VIỆT NAM "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 03/BB-CĐTKV Hà Nội, ngày 05 tháng 12 năm 2020 "
        "BIÊN BẢN Họp Cơ quan nhận xét, đánh giá cán bộ năm 2020 "
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 05 tháng 12 năm 2020. "
        "Địa điểm: Phòng họp số 2, trụ sở Công đoàn. "
        "I. THÀNH PHẦN Cơ quan họp: Chi ủy, Ban Chấp hành công đoàn bộ phận và toàn thể cán bộ "
        "Cơ quan. Có mặt: 20 người; vắng mặt: 02 người. "
        "Chủ trì: Trần Thị Mỹ Phượng, Chủ tịch. Thư ký: Đỗ Thị Quỳnh Như, chuyên viên. "
        "Có mặt: TT Họ và tên Chức vụ Ghi chú 1 Trần Thị Mỹ Phượng Chủ tịch Chủ trì"
    )


def test_who_was_absent_stands_with_the_reason_or_that_none_was_given() -> None:
    assert (
        "Vắng mặt: TT Họ và tên Chức vụ Lý do 1 Hoàng Hữu Ước Phó Trưởng ban Đi công tác "
        "2 Cầm Thị Ngân Chuyên viên Chưa nêu lý do" in _text(conference())
    )


def test_every_opinion_stands_under_its_speaker_in_order() -> None:
    assert (
        "1. Đ/c Lò Thị Ngọc Ước, Phó Trưởng ban Tổ chức Báo cáo đã trình bày: "
        "Báo cáo mẫu 02 gửi ngày 02/12/2020; tự xếp loại: Hoàn thành tốt nhiệm vụ. "
        f"Ý kiến tại cuộc họp: – Đ/c Bùi Đức Nghĩa, Trưởng ban: {LONG} "
        f"– Đ/c Lò Văn Thưởng: {MARKUP} "
        "– Đ/c Cầm Thị Ngân (ý kiến gửi bằng văn bản): Nhất trí với báo cáo. "
        "Tiếp thu, giải trình: Tiếp thu ý kiến về việc đi cơ sở; "
        "sẽ đăng ký lịch từ tháng 01/2021. "
        "Kết luận theo từng tiêu chí: TT Tiêu chí Ý kiến cuộc họp Ghi chú "
        "1 Đáp ứng các tiêu chí chung về chính trị tư tưởng Đáp ứng "
        "2 Ý thức tổ chức kỷ luật Đáp ứng 02 lần họp muộn, đã nhắc" in _text(conference())
    )


def test_the_votes_stand_before_the_level_the_meeting_proposes() -> None:
    page = next(page for page in pages(render(conference())) if "Kết quả biểu quyết:" in page)

    assert (
        "Kết quả biểu quyết: Mức xếp loại Số phiếu Hoàn thành xuất sắc nhiệm vụ 3 "
        "Hoàn thành tốt nhiệm vụ 15 Hoàn thành nhiệm vụ 1 Không hoàn thành nhiệm vụ 0 Cộng 19 "
        "Biểu quyết giơ tay; 19/20 người có mặt, người được nhận xét không biểu quyết. "
        "Mức xếp loại cuộc họp đề nghị: Hoàn thành tốt nhiệm vụ." in page
    )


def test_a_subject_without_opinions_or_votes_says_so() -> None:
    assert (
        "2. Đ/c Hoàng Văn Sỹ, chuyên viên Báo cáo đã trình bày: Báo cáo mẫu 02 gửi ngày "
        "01/12/2020. Ý kiến tại cuộc họp: Không có ý kiến. "
        "Mức xếp loại cuộc họp đề nghị: Hoàn thành nhiệm vụ." in _text(conference())
    )


def test_a_subject_that_was_not_heard_stands_with_the_reason_and_no_level() -> None:
    assert (
        "3. Đ/c Hoàng Hữu Ước, Phó Trưởng ban Không trình bày tại cuộc họp. "
        "Lý do: vắng mặt, báo cáo gửi sau hạn." in _text(conference())
    )


def test_a_meeting_that_proposes_no_level_is_not_given_one() -> None:
    paper = conference()
    silent = replace(paper.heard[1], level="", presented=())

    text = _text(replace(paper, heard=(silent,)))
    assert "Báo cáo đã trình bày: Không có." in text
    assert "Mức xếp loại cuộc họp đề nghị: chưa đề nghị. III. KẾT LUẬN" in text


def test_the_minutes_are_adopted_and_signed_by_secretary_and_chair() -> None:
    assert pages(render(conference()))[-1].endswith(
        "III. KẾT LUẬN Biên bản được đọc lại, 20/20 người có mặt nhất trí thông qua tại cuộc họp. "
        "Cuộc họp kết thúc lúc 11 giờ 15 phút cùng ngày. "
        "THƯ KÝ Đỗ Thị Quỳnh Như CHỦ TRÌ Trần Thị Mỹ Phượng "
        "Nơi nhận: - Chủ tịch (để quyết định); - Lưu: VT, Ban Tổ chức."
    )


def test_60_people_stand_under_a_head_on_every_page_of_the_table() -> None:
    text = pages(render(conference(people=60)))

    whole = " ".join(text)
    assert [whole.count(f"{place + 1} Lò Văn Thưởng {place} ") for place in range(3, 60)] == [
        1
    ] * 57
    assert [page.count("TT Họ và tên Chức vụ Ghi chú") for page in text[:2]] == [1, 1]


def test_votes_without_their_total_are_refused() -> None:
    with pytest.raises(ValueError, match="given together"):
        replace(conference().heard[0], vote_total=None)


def test_the_minutes_are_archival_and_the_same_bytes_each_time() -> None:
    pdf = render(conference())

    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/MarkInfo" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(conference())
