"""The dossier list counts what is enclosed and marks what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.dossier_list import Enclosed, OwnLevel, account_of, render
from tests.documents.conference_samples import dossier
from tests.documents.pdf import fonts, pages

HEAD = "TT Họ và tên Chức vụ Mức xếp loại Ghi chú"


def test_the_list_opens_with_the_collectives_own_level() -> None:
    first = pages(render(dossier()))[0]

    assert (
        "BẢNG KÊ HỒ SƠ Đánh giá, xếp loại chất lượng tập thể, cán bộ công đoàn năm 2020 "
        "Kính gửi: Công đoàn Than - Khoáng sản Việt Nam (qua Ban Tổ chức) "
        "Ban Thường vụ gửi hồ sơ đánh giá, xếp loại năm 2020, gồm: "
        "1. Kết quả tự xếp loại của tập thể "
        "Tập thể Ban Thường vụ: Hoàn thành tốt nhiệm vụ (Báo cáo số 11/BC-CĐTCR ngày 08/12/2020). "
        f"2. Kết quả xếp loại từng thành viên {HEAD} 1 Nguyễn Đình Khuổi 1" in first
    )


def test_a_level_not_yet_decided_is_unknown_never_assumed() -> None:
    text = " ".join(pages(render(dossier())))

    assert "Chưa quyết định Chờ kết luận của Đảng ủy" in text
    assert "Cấp dưới chưa có quyết định, chưa tính vào kết quả: – CĐCS Phân xưởng" in text


def test_missing_papers_and_opinions_are_marked_and_counted() -> None:
    last = pages(render(dossier()))[-1]

    assert (
        "1 Báo cáo tự đánh giá, xếp loại tập thể Ban Thường vụ Không yêu cầu Có "
        "2 Bản tự kiểm điểm Đ/c Nguyễn Đình Khuổi 1, Chủ tịch Đảng ủy Công ty "
        "số 31-NX/ĐU ngày 05/12/2020 Có "
        "3 Bản tự kiểm điểm Đ/c Nguyễn Đình Khuổi 2, cán bộ chuyên trách "
        "THIẾU: tập thể Ban Thường vụ Có "
        "4 Bản tự kiểm điểm Đ/c Nguyễn Đình Khuổi 3, cán bộ chuyên trách "
        "THIẾU: tập thể Ban Thường vụ THIẾU Đang nghỉ ốm, gửi sau "
        "Có 03/04 tài liệu; thiếu 01 tài liệu, 02 ý kiến nhận xét. "
        "Hạn gửi: trước ngày 15/12/2020." in last
    )


def test_a_full_dossier_says_so() -> None:
    full = [Enclosed("Báo cáo", "Ban Thường vụ"), Enclosed("Bản", "Đ/c A", True, "Chi ủy", "có")]

    assert account_of(full) == "Có 02/02 tài liệu; đủ hồ sơ."
    assert account_of([Enclosed("Báo cáo", "BTV", received=False)]) == (
        "Có 00/01 tài liệu; thiếu 01 tài liệu."
    )


def test_40_members_stand_once_under_a_head_on_every_page() -> None:
    text = pages(render(dossier(members=40)))

    whole = " ".join(text)
    found = [whole.count(f"{place} Nguyễn Đình Khuổi {place} ") for place in range(4, 41)]
    assert found == [1] * 37
    assert [page.count(HEAD) for page in text] == [1, 1, 1, 0]


def test_an_empty_dossier_says_there_is_nothing() -> None:
    paper = replace(
        dossier(), collectives=(OwnLevel("Tập thể", ""),), members=(), enclosed=(),
        levels=(), level_total=None, waiting=(),
    )  # fmt: skip

    text = " ".join(pages(render(paper)))
    assert "Tập thể: Chưa quyết định. 2. Kết quả xếp loại từng thành viên Không có." in text
    assert "3. Tài liệu gửi kèm Không có." in text


def test_levels_without_their_total_are_refused() -> None:
    with pytest.raises(ValueError, match="given together"):
        replace(dossier(), level_total=None)


def test_the_list_is_archival_and_the_same_bytes_each_time() -> None:
    pdf = render(dossier())

    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(dossier())
