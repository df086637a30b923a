"""The account says on one page why a level was proposed, clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.rule_account import LevelTried, render
from tests.documents.conference_samples import account
from tests.documents.pdf import fonts, pages

PLACE = "Hướng dẫn năm 2020, mục II.1.3.b"


def test_the_account_stands_on_one_page() -> None:
    assert pages(render(account())) == [
        "CÔNG ĐOÀN THAN - KHOÁNG SẢN VIỆT NAM CƠ QUAN CÔNG ĐOÀN TKV "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Hà Nội, ngày 04 tháng 12 năm 2020 "
        "DIỄN GIẢI MỨC ĐỀ NGHỊ Đồng chí Lò Thị Ngọc Ước, năm 2020 "
        "Chức vụ: Phó Trưởng ban Tổ chức (nhóm: Phó Trưởng ban và tương đương) "
        "Kỳ đánh giá: Năm 2020 "
        "Kết quả theo quy định: Hoàn thành tốt nhiệm vụ "
        "Khớp mọi điều kiện của mức Hoàn thành tốt nhiệm vụ; không khớp mức trên. "
        "TT Điều kiện, căn cứ Giá trị Ngưỡng Kết quả "
        "Hoàn thành xuất sắc nhiệm vụ Không khớp "
        f"1 Tiêu chí chung {PLACE} có Sổ nhiệm vụ là có Khớp "
        f"2 Chỉ tiêu của đơn vị hoàn thành vượt mức {PLACE}: «trong đó ít nhất 50% chỉ tiêu, "
        "nhiệm vụ hoàn thành vượt mức» 7/16 (43,75%) Sổ nhiệm vụ ít nhất 50% Không khớp "
        f"3 Đơn vị phụ trách đạt Tốt trở lên {PLACE} chưa có Sổ nhiệm vụ ít nhất 70% "
        "Chưa xác định "
        "Hoàn thành tốt nhiệm vụ Khớp "
        f"1 Nhiệm vụ hoàn thành {PLACE} 40/40 (100%) Sổ nhiệm vụ bằng 100% Khớp "
        f"2 Đúng tiến độ, chất lượng {PLACE} 13/16 (81,25%) Sổ nhiệm vụ ít nhất 80% Khớp "
        "Còn thiếu – Kết quả xếp loại của Ban Chính sách; hỏi: Chủ tịch Công đoàn "
        "Để được xếp Hoàn thành xuất sắc nhiệm vụ: thiếu 1 điều kiện "
        "– Chỉ tiêu vượt mức: cần thêm 01 chỉ tiêu (8/16 = 50%) "
        "Cách hiểu đã dùng "
        "– «Phải gắn với mức xếp loại đơn vị» là cảnh báo, không là giới hạn "
        "(chưa có cấp nào kết luận) "
        "– Không có đơn vị phụ trách thì điều kiện coi như đạt (CV 12/CV-CĐ) "
        "Bộ quy định: tkv-2020-lanh-dao, phiên bản 1, SHA-256 9f3c 22aa 01bd 7e10"
    ]


def test_what_was_not_relied_on_has_no_heading() -> None:
    paper = replace(account(), missing=(), interpretations=(), lacks=(), next_level="")

    first = pages(render(paper))[0]
    found = [first.count(words) for words in ("Còn thiếu", "Cách hiểu", "Giới hạn mức", "Để được")]
    assert found == [0, 0, 0, 0]


def test_ceilings_are_listed_and_a_next_level_without_lacks_is_told() -> None:
    paper = replace(
        account(),
        ceilings=("Mức của người đứng đầu không cao hơn mức của đơn vị: không áp dụng",),
        lacks=(),
        next_level="Để được xếp mức trên: đủ mọi điều kiện.",
    )

    first = pages(render(paper))[0]
    assert "Để được xếp mức trên: đủ mọi điều kiện. Giới hạn mức – Mức của người đứng đầu" in first


def test_a_rule_set_of_60_clauses_goes_on_under_its_head() -> None:
    tried = account().levels[0]
    many = replace(tried, clauses=tried.clauses * 20)

    text = pages(render(replace(account(), levels=(many,))))
    assert len(text) > 1
    assert [page.count("TT Điều kiện, căn cứ") for page in text[:-1]] == [1] * (len(text) - 1)


def test_a_result_the_engine_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="no result of a level"):
        LevelTried("Hoàn thành nhiệm vụ", "maybe", ())
    with pytest.raises(ValueError, match="no result of a clause"):
        replace(account().levels[0].clauses[0], result="Khớp")


def test_the_account_is_archival_and_the_same_bytes_each_time() -> None:
    pdf = render(account())

    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(account())
