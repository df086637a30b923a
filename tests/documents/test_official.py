"""What the form of union papers fixes: numbers, days, lists; and which signs can be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congtam.documents.forms.glyphs import printable
from congtam.documents.forms.official import day_in_words, ended
from tests.documents.samples import letterhead


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
