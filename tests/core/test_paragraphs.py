"""Paragraphs of an instrument with their places, and what is quoted from it."""

import pytest

from congtam.core.paragraphs import joined, occurs, paragraphs

DECREE = """
Chương III
XẾP LOẠI CHẤT LƯỢNG
Điều 20. Tiêu chí xếp loại
1. Hoàn thành xuất sắc nhiệm vụ: đạt từ 90 điểm trở lên.
4. Không hoàn thành nhiệm vụ:
a) Có kết quả dưới 50 điểm;
b) Bị kỷ luật.
Điều 21. Thời điểm
1. Hằng năm.
"""


def test_each_paragraph_says_where_it_stands():
    assert [(p.number, p.place) for p in paragraphs(DECREE)] == [
        (1, "chương III"),
        (2, "chương III"),
        (3, "Điều 20"),
        (4, "Điều 20, khoản 1"),
        (5, "Điều 20, khoản 4"),
        (6, "Điều 20, khoản 4, điểm a"),
        (7, "Điều 20, khoản 4, điểm b"),
        (8, "Điều 21"),
        (9, "Điều 21, khoản 1"),
    ]


def test_a_guideline_without_articles_is_cited_by_its_numbers():
    text = "II. NỘI DUNG\n1.3. Phó trưởng ban\na) Đáp ứng các tiêu chí\nIII. TỔ CHỨC"

    assert [p.place for p in paragraphs(text)] == [
        "mục II", "mục II, mục 1.3", "mục II, mục 1.3, điểm a", "mục III",
    ]  # fmt: skip


def test_the_lines_of_a_page_become_paragraphs_again():
    lines = [
        "Điều 20. Tiêu chí xếp loại chất",
        "  công chức",
        "1. Đạt từ 90",
        "điểm trở lên;",
        "7",
        "",
        "Có kết luận suy thoái.",
    ]

    assert joined(lines).splitlines() == [
        "Điều 20. Tiêu chí xếp loại chất công chức",
        "1. Đạt từ 90 điểm trở lên;",
        "Có kết luận suy thoái.",
    ]


QUOTES = {
    "đạt từ 90 điểm trở lên": True,
    "Đạt từ 90  điểm": True,
    "Hoàn thành xuất sắc … 90 điểm trở lên": True,
    "90 điểm … Hoàn thành xuất sắc": False,
    "đạt từ 80 điểm": False,
    "": False,
    "…": False,
}


@pytest.mark.parametrize("quote", QUOTES)
def test_a_quote_stands_in_the_text_or_not(quote):
    assert occurs(quote, DECREE) is QUOTES[quote]
