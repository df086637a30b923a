"""One form prints the reports of every year: the words are data, nothing left out is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.documents.forms.official import Marks
from congtam.documents.forms.sections import (
    Block,
    Choice,
    Commitment,
    Commitments,
    Faults,
    Level,
    Section,
    TaskTable,
    Words,
)
from congtam.documents.forms.self_report import SelfReport, render
from tests.documents.pdf import fonts, lines, pages, sizes_in_mm
from tests.documents.people_samples import (
    LONG,
    collective_report,
    faults_of_a_collective,
    levels,
    personal_report,
    report_of_2020,
    tasks,
)
from tests.documents.samples import MARKUP

HEAD = "TT Nhiệm vụ, chỉ tiêu Thời hạn Hệ số Sản phẩm Kết quả Người kiểm tra"


def _text(paper: SelfReport) -> str:
    return " ".join(pages(render(paper)))


def _with(*blocks: Block) -> SelfReport:
    return replace(personal_report(), sections=(Section("I. NỘI DUNG", blocks),))


def test_the_report_of_2020_opens_with_who_writes_it_and_the_posts_of_the_year() -> None:
    first = pages(render(report_of_2020()))[0]

    assert first.startswith(
        "Mẫu 02 (mẫu dựng lại) "
        "CÔNG ĐOÀN THAN - KHOÁNG SẢN VIỆT NAM CƠ QUAN CÔNG ĐOÀN TKV "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "BÁO CÁO ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ Năm 2020 "
        "Họ và tên: Lò Thị Ngọc Ước Chức vụ, chức danh: Phó Trưởng ban Tổ chức "
        "Đơn vị công tác: Cơ quan Công đoàn Than - Khoáng sản Việt Nam "
        "Đảng viên: Có; sinh hoạt tại Chi bộ Cơ quan Công đoàn TKV "
        "Chức vụ đã giữ trong kỳ: TT Chức vụ, chức danh Cơ quan, đơn vị Từ ngày Đến ngày "
        "1 Chuyên viên Công đoàn Công ty Than Cửa Rưỡi 01/01/2020 30/6/2020 "
        "2 Phó Trưởng ban Ban Tổ chức 01/7/2020 nay "
        f"I. KẾT QUẢ TỰ ĐÁNH GIÁ 1. Chính trị tư tưởng {LONG} 2. Đạo đức, lối sống"
    )


def test_40_tasks_stand_once_under_their_source_and_a_head_on_every_page() -> None:
    text = pages(render(report_of_2020()))

    whole = " ".join(text)
    found = [whole.count(f"(việc {place})") for place in range(1, 41) if place != 5]
    assert found == [1] * 39
    assert whole.count(MARKUP) == 2
    assert [page.count(HEAD) for page in text] == [0, 1, 1, 1, 0, 0, 0]
    assert [whole.count(f"Nguồn: {source}") for source in ("Quy định", "Tổng Liên đoàn giao")] == [
        1,
        1,
    ]
    assert "Báo cáo thống kê công tác tổ chức, cán bộ quý (việc 4) 05/05/2020 1,5" in whole


def test_a_task_nobody_checked_says_so() -> None:
    assert _text(report_of_2020()).count("Chưa kiểm tra") == 1


def test_the_ticked_level_is_marked_and_signed_on_the_same_page() -> None:
    page = next(page for page in pages(render(report_of_2020())) if "NGƯỜI TỰ ĐÁNH GIÁ" in page)

    assert (
        "2. Tự xếp loại chất lượng Hoàn thành xuất sắc nhiệm vụ X Hoàn thành tốt nhiệm vụ "
        "Hoàn thành nhiệm vụ Không hoàn thành nhiệm vụ "
        "Thượng Nguyên, ngày 04 tháng 12 năm 2020 NGƯỜI TỰ ĐÁNH GIÁ (Ký, ghi rõ họ tên) "
        "Lò Thị Ngọc Ước III. Ý KIẾN NHẬN XÉT, ĐÁNH GIÁ" in page
    )


def test_each_opinion_names_its_source_level_and_paper_or_says_there_is_none() -> None:
    text = _text(report_of_2020())

    assert (
        "Cần đi cơ sở nhiều hơn. Mức đề nghị: Hoàn thành tốt nhiệm vụ. "
        "(Biên bản họp ngày 05/12/2020) 2. Ý kiến của Chi ủy Cơ quan Không có. "
        "3. Ý kiến của nơi công tác cũ (06 tháng): Công đoàn Công ty Than Cửa Rưỡi Hoàn thành tốt"
        in text
    )


def test_what_the_authority_has_not_said_yet_is_not_said_to_be_nothing() -> None:
    assert "1. Nhận xét ưu, khuyết điểm Chưa có." in _text(report_of_2020())


def test_last_years_shortcomings_and_commitments_stand_with_what_was_done() -> None:
    text = _text(report_of_2020())

    assert (
        "1 Báo cáo thống kê quý III, quý IV năm 2019 gửi chậm Đã khắc phục "
        "Lập lịch báo cáo từ đầu năm; 04/04 báo cáo quý năm 2020 đúng hạn "
        "2 Chưa đi cơ sở đủ số ngày theo kế hoạch Đang khắc phục, đạt 70% Chưa nêu Khó khăn" in text
    )
    assert "2 Mỗi quý dự sinh hoạt với một công đoàn cơ sở Chưa nêu" in text


def test_new_commitments_have_no_column_of_results() -> None:
    text = _text(_with(Commitments((Commitment("Học tập"),))))

    assert "TT Nội dung cam kết 1 Học tập" in text
    assert "Kết quả thực hiện" not in text


def test_the_head_answers_for_a_shortcoming_before_the_members() -> None:
    text = _text(_with(faults_of_a_collective()))

    assert (
        "Tập thể: Chưa kịp thời nghe báo cáo, điều chỉnh chỉ tiêu giữa năm. "
        "Đ/c Trần Thị Mỹ Phượng, Chủ tịch: Chịu trách nhiệm chung, chưa đôn đốc thường xuyên. "
        "Đ/c Bùi Đức Nghĩa, Phó Chủ tịch: Phụ trách, báo cáo chậm quý II. "
        f"Đ/c Hoàng Hữu Ước, Ủy viên: {MARKUP} "
        "Giao chỉ tiêu theo quý, kiểm điểm hằng tháng Thời hạn: quý I năm 2026" in text
    )


def test_a_shortcoming_nobody_answers_for_says_so() -> None:
    text = _text(_with(faults_of_a_collective()))

    assert text.endswith(
        "Công tác kiểm tra tài chính cùng cấp còn hình thức Tập thể: chưa nêu "
        "Người đứng đầu: chưa nêu Chưa nêu"
    )


def test_personal_shortcomings_have_no_column_of_responsibility() -> None:
    text = _text(_with(Faults(faults_of_a_collective().rows, personal=True)))

    assert "TT Hạn chế, khuyết điểm; nguyên nhân Biện pháp khắc phục 1 Chỉ tiêu" in text
    assert "Tập thể:" not in text


def test_the_collective_report_of_2025_stands_on_the_partys_form() -> None:
    text = _text(collective_report())

    assert text.startswith(
        "Mẫu 01 (mẫu dựng lại theo nguồn thứ cấp) "
        "ĐẢNG BỘ CƠ QUAN LIÊN ĐOÀN LAO ĐỘNG TỈNH THƯỢNG NGUYÊN CHI BỘ BAN TỔ CHỨC - KIỂM TRA * "
        "ĐẢNG CỘNG SẢN VIỆT NAM Thượng Nguyên, ngày 03 tháng 12 năm 2025 "
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ Năm 2025"
    )
    assert (
        "Nội dung Điểm tối đa Điểm tự chấm 1. Nhóm tiêu chí chung 30 27,5 "
        "2. Nhóm tiêu chí về kết quả thực hiện nhiệm vụ 70 60,25 Tổng cộng 100 87,75" in text
    )


def test_the_five_heads_of_2020_carry_a_grade_each() -> None:
    text = _text(collective_report(year=2020))

    assert text.count(f"{LONG} Xuất sắc X Tốt Trung bình Kém") == 5
    assert text.endswith(
        "Nơi nhận: - Thường trực cấp trên (để b/c); - Lưu: VT, Ban ToC-KT. "
        "T/M BAN THƯỜNG VỤ CHỦ TỊCH Trần Thị Mỹ Phượng"
    )


def test_a_grade_never_stands_on_the_page_after_its_words() -> None:
    for page in pages(render(collective_report(year=2020))):
        assert page.count(LONG) == page.count("Xuất sắc X Tốt")


def test_2a_and_2b_differ_by_what_a_leader_answers() -> None:
    leader, other = _text(personal_report()), _text(personal_report(leader=False))

    leading = "4. Kết quả lãnh đạo, chỉ đạo đơn vị phụ trách"
    assert (leader.count(leading), other.count(leading)) == (1, 0)
    assert (leader[:6], other[:6]) == ("Mẫu 2A", "Mẫu 2B")


def test_empty_parts_say_there_is_nothing_and_an_empty_field_is_left_open() -> None:
    text = _text(personal_report())

    assert "Chi bộ: …… A. NỘI DUNG KIỂM ĐIỂM" in text
    assert (
        "III. Kết quả khắc phục hạn chế kỳ trước Không có. "
        "IV. Giải trình những vấn đề được gợi ý Không có. "
        "V. Trách nhiệm cá nhân với hạn chế của tập thể Không có." in text
    )
    assert "I. NỘI DUNG Không có. Không có." in _text(_with(TaskTable(), Faults()))


def test_a_text_longer_than_a_page_is_printed_to_its_end() -> None:
    text = _text(_with(Words(("Rất dài, " * 900 + "hết.",)), Level(levels(0))))

    assert text.count("Rất") == 900
    assert "hết. X Hoàn thành xuất sắc nhiệm vụ Hoàn thành tốt nhiệm vụ" in text


def test_a_task_longer_than_a_page_breaks_over_pages() -> None:
    table = tasks(2)
    rows = (replace(table.rows[0], product="Sản phẩm dài, " * 500 + "hết."), table.rows[1])

    text = pages(render(_with(TaskTable(rows))))
    assert " ".join(text).replace(HEAD, "").count("hết.") == 1
    assert len(text) > 2


def test_a_long_title_of_a_section_wraps_to_the_margin() -> None:
    found = lines(render(collective_report(year=2020)))

    place = next(at for at, line in enumerate(found) if line.startswith("2. Kết quả thực hiện"))
    assert found[place + 1] == "trên giao"


def test_two_levels_cannot_be_ticked() -> None:
    with pytest.raises(ValueError, match="one level at most"):
        Level((Choice("A", ticked=True), Choice("B", ticked=True)))


def test_a_section_deeper_than_its_place_is_refused() -> None:
    sections = (Section("I"), Section("a", depth=3))

    with pytest.raises(ValueError, match="depth 3 after depth 1"):
        render(replace(personal_report(), sections=sections))


def test_a_report_without_sections_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one section"):
        replace(personal_report(), sections=())


def test_a_draft_says_so_on_every_page() -> None:
    text = pages(render(replace(report_of_2020(), marks=Marks(draft=True, sample=True))))

    assert all(page.count("BẢN NHÁP") == 1 for page in text)
    assert all(page.count("MẪU") == 1 for page in text)


def test_the_report_is_upright_archival_tagged_and_the_same_bytes_each_time() -> None:
    pdf = render(report_of_2020())

    assert sizes_in_mm(pdf) == [(210, 297)] * 7
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/MarkInfo" in pdf
    assert set(fonts(pdf).values()) == {True}
    assert pdf == render(report_of_2020())
