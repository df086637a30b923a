"""The minutes say who sat, what came out for how many units, and bear two signatures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.session_minutes import render
from tests.documents.pdf import pages
from tests.documents.samples import MARKUP, session_minutes


def test_the_minutes_name_those_present_and_those_absent() -> None:
    text = pages(render(session_minutes()))[0]

    assert "Có mặt: 03 người; vắng mặt: 01 người. Chủ trì: Trần Thị Mỹ Phượng." in text
    assert (
        "Có mặt: TT Họ và tên Chức vụ Ghi chú "
        "1 Trần Thị Mỹ Phượng Ủy viên Ban Thường vụ Chủ trì "
        "2 Bùi Đức Nghĩa Ủy viên Ban Thường vụ "
        "3 Đỗ Thị Quỳnh Như Ủy viên Ban Thường vụ "
        "Vắng mặt: TT Họ và tên Chức vụ Ghi chú "
        "1 Hoàng Hữu Ước Ủy viên Ban Thường vụ Có lý do: đi công tác" in text
    )


def test_the_minutes_print_content_counts_and_conclusion_in_order() -> None:
    text = pages(render(session_minutes()))[0]

    assert f"Các thành viên thảo luận: {MARKUP} III. Kết quả theo mức xếp loại" in text
    assert "Cộng 60 100% Tỷ lệ tính trên 60 đơn vị được xếp loại. IV. Kết luận Thông qua" in text


def test_a_session_without_result_has_no_table_of_levels() -> None:
    paper = replace(session_minutes(), levels=(), level_total=None)

    text = " ".join(pages(render(paper)))
    assert "Mức xếp loại" not in text
    assert "III. Kết luận Thông qua" in text


def test_secretary_and_chair_sign_together_with_the_closing_words() -> None:
    last = pages(render(session_minutes()))[-1]

    assert "Cuộc họp kết thúc lúc 10 giờ 30 phút cùng ngày;" in last
    assert "THƯ KÝ Đỗ Thị Quỳnh Như CHỦ TRÌ Trần Thị Mỹ Phượng" in last


def test_levels_without_their_total_are_refused() -> None:
    with pytest.raises(ValueError, match="given together"):
        replace(session_minutes(), level_total=None)


def test_the_same_minutes_make_the_same_bytes() -> None:
    assert render(session_minutes()) == render(session_minutes())
