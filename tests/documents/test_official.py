"""What the form of union papers fixes: numbers, days, lists; and which signs can be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congtam.documents.forms.glyphs import printable
from congtam.documents.forms.official import Letterhead, dated, day_in_words, ended
from congtam.documents.forms.score_sheet import render
from tests.documents.pdf import lines, pages
from tests.documents.samples import LONG_UNIT, letterhead, score_sheet


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (date(2021, 3, 10), "ngày 10 tháng 3 năm 2021"),
        (date(2021, 12, 31), "ngày 31 tháng 12 năm 2021"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day: date, words: str) -> None:
    assert day_in_words(day) == words


@pytest.mark.parametrize(
    ("number", "line"),
    [("7", "Số: 07/QĐ-LĐLĐ"), ("12", "Số: 12/QĐ-LĐLĐ"), ("7a", "Số: 7a/QĐ-LĐLĐ")],
)
def test_a_number_below_ten_gets_a_zero(number: str, line: str) -> None:
    assert letterhead(number, "QĐ-LĐLĐ").number_line == line


def test_a_paper_without_a_symbol_bears_no_number_but_its_day() -> None:
    head = replace(letterhead(), number="", symbol="")

    assert (head.number_line, head.place_and_day) == (
        "",
        "Thượng Nguyên, ngày 05 tháng 11 năm 2021",
    )


def test_a_paper_without_a_place_is_dated_where_it_is_signed() -> None:
    assert replace(letterhead(), place="").place_and_day == ""
    assert dated("Thượng Nguyên", date(2020, 2, 5)) == ("Thượng Nguyên, ngày 05 tháng 02 năm 2020")
    assert dated("Thượng Nguyên", date(2020, 2, 5), opened=True) == (
        "Thượng Nguyên, ngày \u2007\u2007\u2007 tháng \u2007\u2007\u2007 năm 2020"
    )


def test_a_paper_of_the_party_joins_number_and_symbol_with_a_dash() -> None:
    head = replace(letterhead("7", "KH/ĐĐ"), party=True)

    assert (head.number_line, head.cited, replace(head, number="").cited) == (
        "Số 07-KH/ĐĐ",
        "số 07-KH/ĐĐ ngày 05 tháng 11 năm 2021",
        "số ……-KH/ĐĐ ngày …… tháng …… năm 2021",
    )


def test_a_paper_of_the_party_bears_its_name_and_a_star() -> None:
    head = replace(letterhead("7", "BC/CB"), party=True, issuer="Chi bộ Cơ quan")

    first = pages(render(score_sheet(head=head)))[0]
    assert first.startswith(
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN CHI BỘ CƠ QUAN * ĐẢNG CỘNG SẢN VIỆT NAM "
        "Số 07-BC/CB Thượng Nguyên, ngày 05 tháng 11 năm 2021"
    )


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        (
            "Tổng Liên đoàn Lao động Việt Nam",
            ["TỔNG LIÊN ĐOÀN", "LAO ĐỘNG VIỆT NAM"],
        ),
        (
            "Liên đoàn Lao động tỉnh Thượng Nguyên",
            ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH THƯỢNG NGUYÊN"],
        ),
        ("Liên đoàn Lao động tỉnh", ["LIÊN ĐOÀN LAO ĐỘNG TỈNH"]),
        (
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN HẠ",
            ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH THƯỢNG NGUYÊN HẠ"],
        ),
        (
            "Công đoàn Than - Khoáng sản Việt Nam",
            ["CÔNG ĐOÀN", "THAN - KHOÁNG SẢN VIỆT NAM"],
        ),
        (
            "Công đoàn cơ sở Công ty Cổ phần Cấp nước Nậm Khuổi",
            ["CÔNG ĐOÀN CƠ SỞ CÔNG TY", "CỔ PHẦN CẤP NƯỚC NẬM KHUỔI"],
        ),
    ],
)
def test_a_name_is_broken_between_words_never_inside_one(name: str, broken: list[str]) -> None:
    head = replace(letterhead(), superior=name, issuer="Văn phòng")

    assert lines(render(score_sheet(head=head)))[: len(broken)] == broken


def test_a_name_of_one_endless_word_is_printed_whole() -> None:
    head = Letterhead("", "Xuyên" * 30, "Thượng Nguyên", date(2021, 11, 5))

    assert "XUYÊN" * 30 in pages(render(score_sheet(head=head)))[0].replace(" ", "")


def test_a_long_name_stands_in_lines_of_even_length() -> None:
    head = replace(letterhead(), superior=LONG_UNIT)

    assert lines(render(score_sheet(head=head)))[:8] == [
        "CÔNG ĐOÀN CƠ SỞ TRUNG TÂM",
        "NGHIÊN CỨU, CHUYỂN GIAO VÀ",
        "ỨNG DỤNG TIẾN BỘ KHOA HỌC",
        "KỸ THUẬT NÔNG LÂM NGHIỆP,",
        "THỦY SẢN, BẢO TỒN ĐA DẠNG",
        "SINH HỌC VÀ PHÁT TRIỂN",
        "CỘNG ĐỒNG CÁC DÂN TỘC",
        "THIỂU SỐ VÙNG BIÊN GIỚI",
    ]


def test_lines_of_a_list_end_with_a_semicolon_and_the_last_with_a_point() -> None:
    assert ended(["Như trên;", "Chi ủy (để b/c)", "Lưu: VT."]) == [
        "Như trên;",
        "Chi ủy (để b/c);",
        "Lưu: VT.",
    ]
    assert ended([]) == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Nguyễn Thị Ước, 98,5 ≥ 90", "Nguyễn Thị Ước, 98,5 ≥ 90"),
        ("Tie\u0302\u0301ng", "Tiếng"),
        ("một\r\nhai\tba", "một\nhai ba"),
        ("a\x00\x07\u202eb\ufeff", "ab"),
        ("tốt 👍👍🏽 lắm", "tốt □ lắm"),
        ("\ue000", "□"),
    ],
)
def test_text_is_made_printable_without_losing_a_letter(typed: str, printed: str) -> None:
    assert printable(typed) == printed
