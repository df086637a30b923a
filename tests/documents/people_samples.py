"""Long invented papers about people: a deputy head of 2020, a committee and members of 2025."""

from __future__ import annotations

from datetime import date

from congtam.documents.forms.official import Letterhead, Signature
from congtam.documents.forms.sections import (
    Choice,
    Commitment,
    Commitments,
    EarlierFault,
    EarlierFaults,
    Fault,
    Faults,
    Grade,
    HeldPost,
    Level,
    Opinion,
    Opinions,
    Particular,
    PointRow,
    Points,
    Section,
    Share,
    Signing,
    TaskRow,
    TaskTable,
    Words,
)
from congtam.documents.forms.self_report import SelfReport
from tests.documents.samples import LEVELS, MARKUP

REBUILT = "Mẫu 02 (mẫu dựng lại)"
LONG = (
    "Chấp hành nghiêm chủ trương, đường lối, quy định của Đảng, chính sách, pháp luật của Nhà "
    "nước và các nguyên tắc tổ chức, kỷ luật; có quan điểm, bản lĩnh chính trị vững vàng; đặt lợi "
    "ích của tập thể và của tổ chức Công đoàn lên trên lợi ích cá nhân; thường xuyên nghiên cứu, "
    "học tập, vận dụng nghị quyết, chỉ thị vào nhiệm vụ được giao."
)
SOURCES = (
    "Quy định của pháp luật",
    "Tổng Liên đoàn giao",
    "Kế hoạch công tác năm 2020 của Ban",
    "Công việc cụ thể được giao",
)
JOBS = (
    "Tham mưu hướng dẫn đại hội công đoàn cơ sở nhiệm kỳ 2020 - 2025",
    "Tổ chức 04 lớp bồi dưỡng nghiệp vụ cho cán bộ công đoàn chuyên trách",
    "Rà soát hồ sơ, cập nhật dữ liệu 1.250 đoàn viên của các công đoàn trực thuộc",
    "Kiểm tra việc chấp hành Điều lệ tại 06 công đoàn cơ sở",
    "Báo cáo thống kê công tác tổ chức, cán bộ quý",
)
HEAD = Letterhead(
    superior="Công đoàn Than - Khoáng sản Việt Nam",
    issuer="Cơ quan Công đoàn TKV",
    place="",
    day=date(2020, 12, 4),
)
CELL = Letterhead(
    superior="Đảng bộ Cơ quan Liên đoàn Lao động tỉnh Thượng Nguyên",
    issuer="Chi bộ Ban Tổ chức - Kiểm tra",
    place="Thượng Nguyên",
    day=date(2025, 12, 3),
    party=True,
)


def levels(ticked: int | None = None) -> tuple[Choice, ...]:
    return tuple(Choice(level, place == ticked) for place, level in enumerate(LEVELS))


def grades(ticked: int | None = None) -> tuple[Choice, ...]:
    names = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
    return tuple(Choice(name, place == ticked) for place, name in enumerate(names))


def tasks(count: int = 40) -> TaskTable:
    results = ("Hoàn thành vượt mức, đúng hạn", "Hoàn thành, đúng hạn", "Hoàn thành, chậm 02 ngày")
    rows = tuple(
        TaskRow(
            number=str(place),
            task=MARKUP if place == 5 else f"{JOBS[place % len(JOBS)]} (việc {place})",
            due=f"{1 + place % 28:02}/{1 + place % 12:02}/2020",
            weight="1" if place % 4 else "1,5",
            product="01 hướng dẫn, 01 kế hoạch được ban hành" if place % 3 else "Báo cáo",
            result=results[place % 3],
            checked_by="" if place == count else "Trưởng ban Bùi Đức Nghĩa, 30/11/2020",
            source=SOURCES[(place - 1) * len(SOURCES) // count],
        )
        for place in range(1, count + 1)
    )
    return TaskTable(
        rows,
        (
            f"Số nhiệm vụ được giao: {count}; hoàn thành: {count}/{count} (100%); "
            "hoàn thành vượt mức: 13/40 (32,5%); chậm, chất lượng hoặc hiệu quả thấp: 14/40 (35%).",
        ),
    )


def report_of_2020(*, count: int = 40) -> SelfReport:
    """Mẫu 02 of 2020, of a deputy head who is a party member and changed post in the year."""
    criteria = (
        "1. Chính trị tư tưởng",
        "2. Đạo đức, lối sống",
        "3. Tác phong, lề lối làm việc",
        "4. Ý thức tổ chức kỷ luật",
    )
    return SelfReport(
        letterhead=HEAD,
        form=REBUILT,
        title="Báo cáo đánh giá kết quả thực hiện nhiệm vụ",
        subject="Năm 2020",
        of="Lò Thị Ngọc Ước",
        particulars=(
            Particular("Họ và tên", "Lò Thị Ngọc Ước"),
            Particular("Chức vụ, chức danh", "Phó Trưởng ban Tổ chức"),
            Particular("Đơn vị công tác", "Cơ quan Công đoàn Than - Khoáng sản Việt Nam"),
            Particular("Đảng viên", "Có; sinh hoạt tại Chi bộ Cơ quan Công đoàn TKV"),
        ),
        posts=(
            HeldPost("Chuyên viên", "Công đoàn Công ty Than Cửa Rưỡi", "01/01/2020", "30/6/2020"),
            HeldPost("Phó Trưởng ban", "Ban Tổ chức", "01/7/2020", "nay"),
        ),
        sections=(
            Section("I. KẾT QUẢ TỰ ĐÁNH GIÁ"),
            *(Section(title, (Words((LONG,)),), 2) for title in criteria),
            Section("5. Kết quả thực hiện chức trách, nhiệm vụ được giao", (tasks(count),), 2),
            Section("6. Thái độ phục vụ cơ sở, đoàn viên, người lao động", (Words((MARKUP,)),), 2),
            Section("PHẦN DÀNH RIÊNG CHO CÁN BỘ LÃNH ĐẠO, QUẢN LÝ"),
            Section("7. Kết quả hoạt động của đơn vị phụ trách", (Words((LONG, LONG)),), 2),
            Section("8. Năng lực lãnh đạo, quản lý", (Words((LONG,)),), 2),
            Section("9. Năng lực tập hợp, đoàn kết", (Words(),), 2),
            Section("NHIỆM VỤ CÔNG ĐOÀN (đối với đảng viên)", (Words((LONG,)),)),
            Section("KHẮC PHỤC HẠN CHẾ, KHUYẾT ĐIỂM NĂM TRƯỚC", (_earlier(),)),
            Section("CAM KẾT TU DƯỠNG, RÈN LUYỆN", (_commitments(),)),
            Section("II. TỰ NHẬN XÉT, XẾP LOẠI CHẤT LƯỢNG"),
            Section("1. Ưu điểm, hạn chế, khuyết điểm", (Words((LONG,)), _own_faults()), 2),
            Section("2. Tự xếp loại chất lượng", (Level(levels(1)), _by_the_person()), 2),
            Section("III. Ý KIẾN NHẬN XÉT, ĐÁNH GIÁ", (_opinions(),)),
            Section("IV. KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CỦA CẤP CÓ THẨM QUYỀN"),
            Section("1. Nhận xét ưu, khuyết điểm", (Words(empty="Chưa có."),), 2),
            Section("2. Kết quả xếp loại", (Level(levels()), _by_the_authority()), 2),
        ),
    )


def _earlier() -> EarlierFaults:
    return EarlierFaults(
        (
            EarlierFault(
                "Báo cáo thống kê quý III, quý IV năm 2019 gửi chậm",
                "Đã khắc phục",
                "Lập lịch báo cáo từ đầu năm; 04/04 báo cáo quý năm 2020 đúng hạn",
            ),
            EarlierFault(
                "Chưa đi cơ sở đủ số ngày theo kế hoạch",
                "Đang khắc phục, đạt 70%",
                note="Khó khăn: giãn cách do dịch bệnh. Trách nhiệm: cá nhân.",
            ),
        )
    )


def _commitments() -> Commitments:
    return Commitments(
        (
            Commitment("Học tập, nâng cao trình độ lý luận chính trị", "Hoàn thành lớp trung cấp"),
            Commitment("Mỗi quý dự sinh hoạt với một công đoàn cơ sở"),
        ),
        results_shown=True,
    )


def _own_faults() -> Faults:
    return Faults(
        (
            Fault(
                "Theo dõi tài chính công đoàn cơ sở chưa thường xuyên",
                causes="Chưa phân công rõ người theo dõi từ đầu năm",
                remedy="Phân công lại, kiểm tra hằng quý",
                due="trước 31/3/2021",
            ),
        ),
        personal=True,
    )


def _by_the_person() -> Signing:
    return Signing(
        Signature(("Người tự đánh giá",), "Lò Thị Ngọc Ước"),
        place_and_day="Thượng Nguyên, ngày 04 tháng 12 năm 2020",
        hint="(Ký, ghi rõ họ tên)",
    )


def _by_the_authority() -> Signing:
    return Signing(
        Signature(("Chủ tịch",), ""),
        place_and_day="……, ngày …… tháng …… năm 2020",
        hint="(Ký, đóng dấu, ghi rõ họ tên)",
    )


def _opinions() -> Opinions:
    return Opinions(
        (
            Opinion(
                "1. Ý kiến tại cuộc họp Cơ quan",
                (LONG, "Cần đi cơ sở nhiều hơn."),
                LEVELS[1],
                "Biên bản họp ngày 05/12/2020",
            ),
            Opinion("2. Ý kiến của Chi ủy Cơ quan"),
            Opinion(
                "3. Ý kiến của nơi công tác cũ (06 tháng): Công đoàn Công ty Than Cửa Rưỡi",
                ("Hoàn thành tốt nhiệm vụ trong thời gian công tác tại đơn vị.",),
                LEVELS[1],
                "Công văn số 31/CV-CĐ ngày 01/12/2020",
            ),
        )
    )


def faults_of_a_collective() -> Faults:
    return Faults(
        (
            Fault(
                "Chỉ tiêu phát triển đoàn viên đạt 1.180/1.250 (94,4%), chưa đạt kế hoạch",
                causes="Ba doanh nghiệp ngừng hoạt động; chậm điều chỉnh kế hoạch",
                collective="Chưa kịp thời nghe báo cáo, điều chỉnh chỉ tiêu giữa năm.",
                head=Share(
                    "Đ/c Trần Thị Mỹ Phượng, Chủ tịch",
                    "Chịu trách nhiệm chung, chưa đôn đốc thường xuyên.",
                ),
                members=(
                    Share("Đ/c Bùi Đức Nghĩa, Phó Chủ tịch", "Phụ trách, báo cáo chậm quý II."),
                    Share("Đ/c Hoàng Hữu Ước, Ủy viên", MARKUP),
                ),
                remedy="Giao chỉ tiêu theo quý, kiểm điểm hằng tháng",
                due="quý I năm 2026",
            ),
            Fault("Công tác kiểm tra tài chính cùng cấp còn hình thức"),
        )
    )


def collective_report(*, year: int = 2025) -> SelfReport:
    """Mẫu 01 of 2025 on the party's form, or the five heads of seed 003 for 2020."""
    if year == 2020:
        return _collective_of_2020()
    return SelfReport(
        letterhead=CELL,
        form="Mẫu 01 (mẫu dựng lại theo nguồn thứ cấp)",
        title="Báo cáo kiểm điểm tập thể",
        subject="Năm 2025",
        of="Ban Thường vụ Liên đoàn Lao động tỉnh",
        particulars=(Particular("Tập thể", "Ban Thường vụ Liên đoàn Lao động tỉnh"),),
        sections=(
            Section("A. NỘI DUNG KIỂM ĐIỂM"),
            Section("I. Ưu điểm, kết quả đạt được", depth=2),
            Section("1. Việc chấp hành nguyên tắc và quy chế", (Words((LONG,)),), 3),
            Section("2. Kết quả thực hiện chỉ tiêu, nhiệm vụ", (tasks(8),), 3),
            Section("3. Công tác xây dựng Đảng, xây dựng tổ chức", (Words((LONG,)),), 3),
            Section("4. Trách nhiệm trong thực hiện nhiệm vụ", (Words((LONG,)),), 3),
            Section("II. Hạn chế, khuyết điểm và nguyên nhân", (Words((LONG,)),), 2),
            Section("III. Kết quả khắc phục hạn chế kỳ trước", (_earlier(),), 2),
            Section("IV. Giải trình những vấn đề được gợi ý kiểm điểm", (Words(),), 2),
            Section("V. Trách nhiệm của tập thể, cá nhân", (faults_of_a_collective(),), 2),
            Section("VI. Phương hướng, biện pháp khắc phục", (Words((LONG,)),), 2),
            Section("B. TỰ ĐÁNH GIÁ, XẾP LOẠI"),
            Section("I. Điểm tự chấm", (own_points(),), 2),
            Section("II. Mức xếp loại đề nghị", (Level(levels(1)), _by_the_collective()), 2),
        ),
    )


def _collective_of_2020() -> SelfReport:
    heads = (
        "1. Quán triệt, tổ chức thực hiện chủ trương, nghị quyết của cấp trên",
        "2. Kết quả thực hiện chương trình, kế hoạch công tác năm và nhiệm vụ cấp trên giao",
        "3. Đấu tranh ngăn chặn suy thoái, «tự diễn biến», «tự chuyển hóa» trong nội bộ",
        "4. Thực hiện nguyên tắc tập trung dân chủ, quy chế làm việc",
        "5. Kiểm tra, giám sát; kết quả xếp loại công đoàn các cấp trực thuộc",
    )
    return SelfReport(
        letterhead=HEAD,
        title="Báo cáo kiểm điểm",
        subject="Ban Thường vụ Công đoàn cơ quan, năm 2020",
        of="Ban Thường vụ",
        particulars=(),
        opening=("Thực hiện hướng dẫn của cấp trên, Ban Thường vụ kiểm điểm như sau:",),
        sections=(
            Section("I. NỘI DUNG KIỂM ĐIỂM"),
            *(Section(head, (Grade((LONG,), grades(1)),), 2) for head in heads),
            Section("II. HẠN CHẾ, KHUYẾT ĐIỂM VÀ TRÁCH NHIỆM", (faults_of_a_collective(),)),
            Section("III. TỰ XẾP LOẠI", (Level(levels(1)), _by_the_collective())),
        ),
    )


def own_points() -> Points:
    return Points(
        (
            PointRow("1. Nhóm tiêu chí chung", "30", "27,5"),
            PointRow("2. Nhóm tiêu chí về kết quả thực hiện nhiệm vụ", "70", "60,25"),
        ),
        PointRow("Tổng cộng", "100", "87,75"),
    )


def _by_the_collective() -> Signing:
    return Signing(
        Signature(("T/M Ban Thường vụ", "Chủ tịch"), "Trần Thị Mỹ Phượng"),
        recipients=("Thường trực cấp trên (để b/c)", "Lưu: VT, Ban ToC-KT"),
    )


def personal_report(*, leader: bool = True) -> SelfReport:
    """Mẫu 2A (leader) and 2B (others) of 2025, on the party's form."""
    leading = (
        Section("4. Kết quả lãnh đạo, chỉ đạo đơn vị phụ trách", (Words((LONG,)),), 3),
        Section("5. Trách nhiệm, đổi mới, dám nghĩ, dám làm", (Words((LONG,)),), 3),
        Section("6. Nêu gương, uy tín, quy tụ đoàn kết", (Words((LONG,)),), 3),
    )
    return SelfReport(
        letterhead=CELL,
        form=f"Mẫu {'2A' if leader else '2B'} (mẫu dựng lại theo nguồn thứ cấp)",
        title="Bản kiểm điểm cá nhân",
        subject="Năm 2025",
        of="Đỗ Thị Quỳnh Như",
        particulars=(
            Particular("Họ và tên", "Đỗ Thị Quỳnh Như"),
            Particular("Ngày sinh", "08/3/1984"),
            Particular("Đơn vị công tác", "Ban Tổ chức - Kiểm tra"),
            Particular("Chi bộ", ""),
        ),
        sections=(
            Section("A. NỘI DUNG KIỂM ĐIỂM"),
            Section("I. Ưu điểm, kết quả đạt được", depth=2),
            Section("1. Phẩm chất chính trị, đạo đức, lối sống", (Words((LONG,)),), 3),
            Section("2. Kết quả thực hiện nhiệm vụ", (tasks(3),), 3),
            Section("3. Cam kết tu dưỡng, rèn luyện", (_commitments(),), 3),
            *(leading if leader else ()),
            Section("II. Hạn chế, khuyết điểm và nguyên nhân", (_own_faults(),), 2),
            Section("III. Kết quả khắc phục hạn chế kỳ trước", (EarlierFaults(),), 2),
            Section("IV. Giải trình những vấn đề được gợi ý", (Words(),), 2),
            Section("V. Trách nhiệm cá nhân với hạn chế của tập thể", (Words(),), 2),
            Section("VI. Phương hướng, biện pháp khắc phục", (Words((LONG,)),), 2),
            Section(
                "B. TỰ ĐÁNH GIÁ, XẾP LOẠI",
                (own_points(), Level(levels(1), ("Tự xếp loại:",)), _alone()),
            ),
        ),
    )


def _alone() -> Signing:
    return Signing(
        Signature(("Người tự kiểm điểm",), "Đỗ Thị Quỳnh Như"), hint="(Ký, ghi rõ họ tên)"
    )
