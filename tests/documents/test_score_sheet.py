"""The printed score sheet says what the unit said, sign by sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from congtam.documents.forms.official import Marks
from congtam.documents.forms.score_sheet import ScoreSheetPaper, render
from tests.documents.pdf import pages, sizes_in_mm
from tests.documents.samples import LONG_UNIT, MARKUP, letterhead, score_sheet

HEAD = "TT Nội dung tiêu chí Điểm chuẩn Tự chấm Thẩm định Giải trình (đạt, chưa đạt), minh chứng"


def _with_first_explanation(text: str) -> ScoreSheetPaper:
    paper = score_sheet()
    first, *others = paper.groups[0].criteria
    group = replace(paper.groups[0], criteria=(replace(first, reached=text), *others))
    return replace(paper, groups=(group, *paper.groups[1:]))


def test_a_score_sheet_opens_with_the_letterhead_of_the_union() -> None:
    first = pages(render(score_sheet()))[0]

    assert first.startswith(
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN CĐCS TRƯỜNG THPT CHUYÊN NGUYỄN ĐÌNH CHIỂU "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 12/BC-CĐCS Thượng Nguyên, ngày 05 tháng 11 năm 2021 "
        "BẢNG CHẤM ĐIỂM Đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở năm 2021"
    )


def test_a_sheet_of_35_criteria_stands_upright_on_a4_and_repeats_its_head() -> None:
    pdf = render(score_sheet())

    text = pages(pdf)
    assert sizes_in_mm(pdf) == [(210, 297)] * len(text)
    assert [page.count(HEAD) for page in text] == [1] * len(text)
    assert len(text) == 5


def test_page_numbers_begin_on_the_second_page() -> None:
    text = pages(render(score_sheet()))

    assert [page[:2] for page in text] == ["LI", "2 ", "3 ", "4 ", "5 "]


def test_the_total_the_level_and_the_signature_close_the_sheet_together() -> None:
    last = pages(render(score_sheet()))[-1]

    assert "TỔNG CỘNG 105 98,5 97,25" in last
    assert "Đề nghị xếp loại: Hoàn thành xuất sắc nhiệm vụ." in last
    assert (
        "Nơi nhận: - Liên đoàn Lao động tỉnh (để b/c); - Chi ủy (để b/c); - Lưu: VT, BCH." in last
    )
    assert last.endswith("TM. BAN CHẤP HÀNH CHỦ TỊCH Nguyễn Thị Ngọc Ước")


def test_text_that_looks_like_markup_prints_literally() -> None:
    first = pages(render(_with_first_explanation(MARKUP)))[0]

    assert f"Đạt: {MARKUP}" in first


def test_letters_in_two_pieces_print_as_one() -> None:
    first = pages(render(_with_first_explanation("Tie\u0302\u0301ng Vie\u0323\u0302t")))[0]

    assert "Đạt: Tiếng Việt" in first


def test_a_sign_that_no_font_has_prints_as_an_empty_box() -> None:
    first = pages(render(_with_first_explanation("Vui 😀\x07 quá, 中文 \ue000.")))[0]

    assert "Đạt: Vui □ quá, □ □." in first


def test_a_word_without_end_stays_inside_its_column() -> None:
    address = "https://" + "abcdefghij" * 20
    first = pages(render(_with_first_explanation(address)))[0]

    assert address in first.replace(" ", "")
    assert len(first.split("Đạt: https://")[1].split(" ")[0]) < 40


def test_an_explanation_longer_than_a_page_is_printed_to_its_end() -> None:
    text = " ".join(pages(render(_with_first_explanation("Rất dài, " * 700 + "hết."))))

    assert text.count("Rất") == 700
    assert "hết." in text


def test_the_appraised_column_is_left_out_before_the_appraisal() -> None:
    first = pages(render(score_sheet(appraised=False)))[0]

    assert "TT Nội dung tiêu chí Điểm chuẩn Tự chấm Giải trình" in first
    assert "34,25" not in first


def test_a_draft_of_a_sample_table_says_so_on_every_page() -> None:
    text = pages(render(score_sheet(marks=Marks(draft=True, sample=True, imprint="Mã CT-01"))))

    assert all(page.count("BẢN NHÁP") == 1 for page in text)
    assert all(page.count("MẪU") == 1 for page in text)
    assert all(page.count("Mã CT-01") == 1 for page in text)
    assert not any("BẢN NHÁP" in page or "MẪU" in page for page in pages(render(score_sheet())))


def test_a_paper_without_a_number_leaves_number_and_day_open() -> None:
    first = pages(render(score_sheet(head=letterhead(number=""))))[0]

    assert "Số: /BC-CĐCS Thượng Nguyên, ngày tháng năm 2021" in first


def test_an_issuer_of_200_letters_is_printed_whole() -> None:
    head = replace(letterhead(), issuer=LONG_UNIT)

    assert LONG_UNIT.upper() in pages(render(score_sheet(head=head)))[0]


def test_the_same_sheet_makes_the_same_bytes_and_another_day_makes_others() -> None:
    first = render(score_sheet())
    later = replace(letterhead(), day=date(2021, 11, 6))

    assert render(score_sheet()) == first
    assert render(score_sheet(head=later)) != first


def test_the_file_is_archival_accessible_and_dated_by_the_paper() -> None:
    pdf = render(score_sheet())

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/MarkInfo" in pdf
    assert b"2021-11-05" in pdf
