"""A decision prints its articles, is signed, and carries the list of units as its annex."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.decision import render
from tests.documents.pdf import pages, sizes_in_mm
from tests.documents.samples import LONG_UNIT, MARKUP, decision

HEAD = "TT Đơn vị Điểm tự chấm Điểm thẩm định Mức xếp loại Ghi chú"


def test_a_decision_says_who_decides_on_what_basis_and_what() -> None:
    first = pages(render(decision()))[0]

    assert first == (
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 07/QĐ-LĐLĐ Thượng Nguyên, ngày 05 tháng 01 năm 2022 "
        "QUYẾT ĐỊNH Về việc công nhận kết quả đánh giá, xếp loại chất lượng hoạt động "
        "công đoàn cơ sở trực thuộc Liên đoàn Lao động tỉnh năm 2021 "
        "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN "
        "Căn cứ Điều lệ Công đoàn Việt Nam; "
        "Căn cứ Quyết định số 246/QĐ-LĐLĐ ngày 23 tháng 9 năm 2019 của Liên đoàn Lao động tỉnh "
        "ban hành Bảng điểm đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở; "
        "Xét đề nghị của Ban Tổ chức - Kiểm tra Liên đoàn Lao động tỉnh. "
        "QUYẾT ĐỊNH: "
        "Điều 1. Công nhận kết quả xếp loại chất lượng hoạt động năm 2021 đối với 60 công đoàn "
        "cơ sở trực thuộc Liên đoàn Lao động tỉnh (có danh sách kèm theo). "
        "Điều 2. Kết quả xếp loại là căn cứ để xem xét thi đua, khen thưởng năm 2021. "
        "Đơn vị không đồng ý với kết quả gửi kiến nghị bằng văn bản theo hướng dẫn. "
        "Điều 3. Văn phòng, các ban, tổ công tác Liên đoàn Lao động tỉnh và các công đoàn cơ sở "
        "có tên tại danh sách chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./. "
        "Nơi nhận: - Như Điều 3; - Thường trực Tỉnh ủy (để b/c); - Lưu: VT, Ban ToC-KT. "
        "TM. BAN THƯỜNG VỤ KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Mỹ Phượng"
    )


def test_the_annex_opens_on_its_own_page_and_names_its_decision() -> None:
    annex = pages(render(decision()))[1]

    assert annex.startswith(
        "PHỤ LỤC Danh sách xếp loại chất lượng hoạt động công đoàn cơ sở năm 2021 "
        "(Kèm theo Quyết định số 07/QĐ-LĐLĐ ngày 05 tháng 01 năm 2022 của Ban Thường vụ Liên đoàn "
        f"Lao động tỉnh Thượng Nguyên) {HEAD} I. HOÀN THÀNH XUẤT SẮC NHIỆM VỤ: 15 đơn vị 1 CĐCS"
    )


def test_the_annex_has_page_numbers_of_its_own() -> None:
    text = pages(render(decision()))

    assert [page[:2] for page in text] == ["TỔ", "PH", "2 ", "3 ", "4 "]


def test_60_units_stand_in_the_list_once_under_a_head_on_every_page() -> None:
    annex = pages(render(decision()))[1:4]

    text = " ".join(annex)
    found = [text.count(f"số {place} 98,5 ") for place in range(1, 61) if place not in (7, 8)]
    assert [page.count(HEAD) for page in annex] == [1, 1, 1]
    assert found == [1] * 58
    assert f"7 {LONG_UNIT} 98,5 93,25 Hoàn thành xuất sắc nhiệm vụ" in text
    assert f"8 CĐCS {MARKUP} 98,5 92,25 Hoàn thành xuất sắc nhiệm vụ" in text
    assert (
        "3 CĐCS Trường Tiểu học Nậm Khuổi số 3 98,5 97,25 Hoàn thành xuất sắc nhiệm vụ Nộp" in text
    )


def test_the_list_ends_with_the_count_of_each_level() -> None:
    last = pages(render(decision()))[-1]

    assert "Hoàn thành nhiệm vụ 15 25,0% Không hoàn thành nhiệm vụ 15 25,0% Cộng 60 100%" in last
    assert last.endswith("Tỷ lệ tính trên 60 đơn vị được xếp loại.")


def test_reasons_print_only_where_the_annex_shows_them() -> None:
    reason = "Có minh chứng bổ sung về thu kinh phí"

    public = " ".join(pages(render(decision(units=8))))
    internal = " ".join(pages(render(decision(units=8, reasons=True, sideways=True))))
    assert public.count(reason) == 0
    assert internal.count(reason) == 1


def test_the_annex_may_lie_sideways_behind_an_upright_decision() -> None:
    sizes = sizes_in_mm(render(decision(units=8, sideways=True)))

    assert sizes == [(210, 297)] + [(297, 210)] * (len(sizes) - 1)
    assert len(sizes) > 1


def test_a_decision_without_a_number_leaves_it_open_in_the_annex_too() -> None:
    text = pages(render(decision(units=8, number="")))

    assert "Số: /QĐ-LĐLĐ Thượng Nguyên, ngày tháng năm 2022" in text[0]
    assert "(Kèm theo Quyết định số ……/QĐ-LĐLĐ ngày …… tháng …… năm 2022 của" in text[1]


def test_a_decision_without_a_list_has_no_annex() -> None:
    assert len(pages(render(replace(decision(), annex=None)))) == 1


def test_the_signature_goes_to_the_next_page_with_the_last_article() -> None:
    paper = decision()
    for lines in range(14, 40, 2):
        text = pages(render(replace(paper, annex=None, bases=paper.bases[:1] * lines)))
        page = next(page for page in text if "Trần Thị Mỹ Phượng" in page)
        assert "Điều 3. Văn phòng" in page


def test_a_decision_without_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one article"):
        replace(decision(), articles=())


def test_the_same_decision_makes_the_same_bytes() -> None:
    assert render(decision()) == render(decision())
