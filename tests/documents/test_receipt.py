"""The receipt says what was handed in, when, and whether that was in time."""

from __future__ import annotations

from congtam.documents.forms.receipt import DossierItem, fingerprint, render
from tests.documents.pdf import pages, sizes_in_mm
from tests.documents.samples import LONG_UNIT, MARKUP, receipt


def test_a_receipt_names_the_unit_the_time_and_the_limit() -> None:
    pdf = render(receipt())

    text = pages(pdf)[0]
    assert sizes_in_mm(pdf) == [(210, 297)]
    assert (
        "GIẤY TIẾP NHẬN HỒ SƠ Hồ sơ tự chấm điểm, đánh giá, xếp loại công đoàn cơ sở năm 2021 "
        f"Mã tiếp nhận: TN-2021-00231 Đơn vị nộp: {LONG_UNIT} "
        "Người nộp: Nguyễn Thị Ngọc Ước, Chủ tịch công đoàn cơ sở "
        "Thời điểm tiếp nhận: 23 giờ 59 phút 59 giây, ngày 05 tháng 11 năm 2021 "
        "Hạn nộp: trước ngày 06/11/2021 (hết ngày 05/11/2021) Tình trạng: Đúng hạn TT" in text
    )


def test_a_late_dossier_prints_its_delay_and_its_reason() -> None:
    text = pages(render(receipt(late=True)))[0]

    assert f"Tình trạng: Nộp muộn 02 ngày Lý do nộp muộn: Mất điện toàn xã; {MARKUP} TT" in text


def test_every_item_prints_its_count_and_the_beginning_of_its_hash() -> None:
    text = pages(render(receipt()))[0]

    assert (
        "TT Thành phần hồ sơ Số lượng Mã băm tệp (SHA-256) Ghi chú "
        "1 Bảng chấm điểm, đánh giá, xếp loại năm 2021 01 bản 9f3c 22aa 9f3c 22aa "
        "2 Báo cáo tổng kết hoạt động công đoàn năm 2021 01 tệp 01bd 7e10 01bd 7e10 "
        "3 Sổ ghi biên bản họp ban chấp hành, ủy ban kiểm tra 03 sổ Bản giấy "
        f"4 Minh chứng kèm theo các tiêu chí 27 tệp {MARKUP}" in text
    )


def test_an_item_on_paper_has_no_fingerprint() -> None:
    assert fingerprint(DossierItem("Sổ họp", "03 sổ")) == ""


def test_the_same_receipt_makes_the_same_bytes() -> None:
    assert render(receipt()) == render(receipt())
