"""A body writes what it thinks of someone, on its own letterhead."""

from __future__ import annotations

from dataclasses import replace

from congtam.documents.forms.opinion_letter import render
from tests.documents.conference_samples import OFFICE, opinion
from tests.documents.pdf import fonts, pages
from tests.documents.people_samples import LONG
from tests.documents.samples import MARKUP


def test_the_opinion_of_a_party_committee_stands_on_the_partys_form() -> None:
    assert pages(render(opinion())) == [
        "ĐẢNG BỘ CƠ QUAN LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN CHI ỦY CƠ QUAN * "
        "ĐẢNG CỘNG SẢN VIỆT NAM Số 04-NX/CU Thượng Nguyên, ngày 06 tháng 12 năm 2020 "
        "Ý KIẾN NHẬN XÉT, ĐÁNH GIÁ Đối với đồng chí Lò Thị Ngọc Ước, năm 2020 "
        "Kính gửi: Chủ tịch Công đoàn Than - Khoáng sản Việt Nam "
        "Chi ủy họp ngày 06 tháng 12 năm 2020 có ý kiến như sau: "
        "Họ và tên: Lò Thị Ngọc Ước Chức vụ: Phó Trưởng ban Tổ chức "
        f"1. Ưu điểm {LONG} {MARKUP} 2. Hạn chế, khuyết điểm Không có. "
        "Mức xếp loại đề nghị: Hoàn thành tốt nhiệm vụ. Chi ủy gửi để xem xét, quyết định. "
        "Nơi nhận: - Như trên; - Lưu Chi ủy. T/M CHI ỦY BÍ THƯ Bùi Đức Nghĩa"
    ]


def test_a_former_unit_writes_on_the_form_of_the_state() -> None:
    first = pages(render(replace(opinion(), letterhead=OFFICE)))[0]

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "ĐẢNG CỘNG SẢN" not in first


def test_an_opinion_without_a_level_proposes_none() -> None:
    assert "Mức xếp loại" not in pages(render(replace(opinion(), level="")))[0]


def test_the_opinion_is_archival_and_the_same_bytes_each_time() -> None:
    pdf = render(opinion())

    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(opinion())
