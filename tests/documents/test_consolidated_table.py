"""The consolidated table shows every unit once, with what each participant gave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.consolidated_table import ParticipantColumn, UnitRows, render
from tests.documents.pdf import pages, sizes_in_mm
from tests.documents.samples import LONG_UNIT, MARKUP, consolidated_table

POINTS = (ParticipantColumn("Thường trực (10)"), ParticipantColumn("Ban Chính sách - Pháp luật"))
WORDS = tuple(
    ParticipantColumn(heading, words=True)
    for heading in ("Ban Tuyên giáo - Nữ công", "Ban Tài chính", "Văn phòng", "Ban Tổ chức")
)


def test_the_table_lies_on_a4_and_repeats_its_head_on_every_page() -> None:
    pdf = render(consolidated_table())

    text = pages(pdf)
    head = "TT Đơn vị Tự chấm Thẩm định Tăng, giảm Mức đề nghị Ghi chú"
    assert sizes_in_mm(pdf) == [(297, 210)] * len(text)
    assert [page.count(head) for page in text] == [1] * len(text)
    assert len(text) >= 4


def test_every_one_of_60_units_stands_in_the_table_once() -> None:
    text = " ".join(pages(render(consolidated_table())))

    found = [text.count(f"số {place} 98,5 ") for place in range(1, 61) if place not in (7, 8)]
    assert found == [1] * 58
    assert f"7 {LONG_UNIT} 98,5 83,25 −1,25" in text
    assert f"8 CĐCS {MARKUP} 98,5 82,25 0" in text


def test_units_stand_under_the_title_of_their_working_team() -> None:
    text = pages(render(consolidated_table(units=6)))[0]

    assert "Tổ công tác số 1 1 CĐCS" in text
    assert "Tổ công tác số 2 2 CĐCS" in text
    assert "Tổ công tác số 3 3 CĐCS" in text
    assert "Tổ phụ trách" not in text


def test_without_groups_the_team_is_a_column() -> None:
    text = pages(render(consolidated_table(by_team=False, units=6)))[0]

    assert "TT Đơn vị Tổ phụ trách Tự chấm" in text
    assert "số 1 Tổ công tác số 2 98,5 89,25" in text


def test_points_of_participants_stand_between_the_two_totals() -> None:
    text = pages(render(consolidated_table(POINTS, units=6)))[0]

    assert "Tự chấm Thường trực (10) Ban Chính sách - Pháp luật Thẩm định" in text
    assert "số 1 98,5 8,5 8,5 89,25 −1,25 Hoàn thành tốt nhiệm vụ" in text


def test_boards_may_answer_in_words() -> None:
    text = pages(render(consolidated_table(WORDS, units=6)))[0]

    assert "Thực hiện tốt, đủ báo cáo Còn chậm báo cáo quý III, thiếu số liệu nữ đoàn" in text


def test_a_late_unit_is_named_as_late() -> None:
    text = pages(render(consolidated_table(units=6)))[0]

    assert text.count("Nộp muộn 02 ngày") == 1


def test_the_last_page_counts_the_levels_names_the_denominator_and_is_signed() -> None:
    last = pages(render(consolidated_table()))[-1]

    assert "Mức xếp loại Số đơn vị Tỷ lệ Hoàn thành xuất sắc nhiệm vụ 15 25,0%" in last
    assert "Cộng 60 100% Tỷ lệ tính trên 60 đơn vị được đề nghị xếp loại;" in last
    assert "30 × 20% = 6 đơn vị; đề nghị 15, vượt 09." in last
    assert last.endswith("NGƯỜI LẬP BIỂU Đỗ Thị Quỳnh Như TRƯỞNG BAN Bùi Đức Nghĩa")


def test_a_row_with_too_few_cells_is_refused() -> None:
    paper = consolidated_table(POINTS, units=3)
    row = replace(paper.groups[0].rows[0], cells=("8",))

    with pytest.raises(ValueError, match="one cell for each participant column"):
        replace(paper, groups=(UnitRows((row,)),))


def test_the_same_table_makes_the_same_bytes() -> None:
    assert render(consolidated_table(WORDS)) == render(consolidated_table(WORDS))
