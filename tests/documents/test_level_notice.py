"""The notice tells one subject its level, why, and how to object."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.level_notice import render
from tests.documents.conference_samples import notice
from tests.documents.pdf import fonts, pages


def test_the_notice_tells_the_level_its_grounds_and_the_way_to_object() -> None:
    assert pages(render(notice())) == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM CÔNG ĐOÀN THAN - KHOÁNG SẢN VIỆT NAM "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 07/TB-CĐTKV Hà Nội, ngày 08 tháng 12 năm 2020 "
        "THÔNG BÁO Kết quả đánh giá, xếp loại chất lượng năm 2020 "
        "Kính gửi: Đồng chí Lò Thị Ngọc Ước, Phó Trưởng ban Tổ chức "
        "Thực hiện Quyết định số 41/QĐ-CĐTKV ngày 07 tháng 12 năm 2020 của Chủ tịch Công đoàn, "
        "mức xếp loại chất lượng năm 2020 của đồng chí Lò Thị Ngọc Ước là: "
        "Hoàn thành tốt nhiệm vụ "
        "1. Căn cứ xếp loại "
        "1.1. Hoàn thành 40/40 (100%) nhiệm vụ, đúng tiến độ; yêu cầu: 100%. "
        "(Hướng dẫn năm 2020, mục II.1.3.b: «đều hoàn thành đúng tiến độ, bảo đảm chất lượng, "
        "hiệu quả») "
        "1.2. Đơn vị phụ trách hoàn thành đúng tiến độ 13/16 (81,25%). "
        "(Hướng dẫn năm 2020, mục II.1.3.b) "
        "Lý do khác với mức đề nghị: Cuộc họp đề nghị mức Hoàn thành nhiệm vụ; minh chứng bổ sung "
        "đã được kiểm tra. "
        "2. Kiến nghị Nếu không đồng ý với kết quả, gửi kiến nghị đến Chủ tịch Công đoàn Than - "
        "Khoáng sản Việt Nam (qua Ban Tổ chức), bằng văn bản hoặc trên hệ thống; "
        "thời hạn: trước ngày 22/12/2020. "
        "Nơi nhận: - Như trên; - Chi ủy Cơ quan; - Lưu: VT, Ban ToC. "
        "CHỦ TỊCH Trần Thị Mỹ Phượng"
    ]


def test_where_the_rules_set_no_limit_none_is_printed() -> None:
    way = notice().objection
    assert way is not None

    first = pages(render(replace(notice(), objection=replace(way, until=""))))[0]
    assert "bằng văn bản hoặc trên hệ thống. Nơi nhận:" in first


def test_where_the_rules_name_no_way_the_notice_says_so() -> None:
    first = pages(render(replace(notice(), objection=None, grounds=(), departure="")))[0]

    assert "1. Căn cứ xếp loại Không có. 2. Kiến nghị Văn bản áp dụng không nêu cách" in first


def test_a_second_notice_says_what_it_replaces() -> None:
    words = "Thông báo này thay thế Thông báo số 05/TB-CĐTKV ngày 03/12/2020."

    first = pages(render(replace(notice(), replaces=words)))[0]
    assert f"Hoàn thành tốt nhiệm vụ {words} 1. Căn cứ xếp loại" in first


def test_a_notice_without_a_decided_level_is_refused() -> None:
    with pytest.raises(ValueError, match="decided level"):
        replace(notice(), level="")


def test_the_notice_is_archival_and_the_same_bytes_each_time() -> None:
    pdf = render(notice())

    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(notice())
