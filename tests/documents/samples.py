"""Long invented papers: stacked diacritics, long names, texts that look like markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from congtam.documents.forms.consolidated_table import (
    ConsolidatedTable,
    ParticipantColumn,
    UnitRow,
    UnitRows,
)
from congtam.documents.forms.decision import Annex, DecidedUnit, DecisionPaper, LevelGroup
from congtam.documents.forms.official import PLAIN, Letterhead, LevelCount, Marks, Signature
from congtam.documents.forms.receipt import DossierItem, Receipt
from congtam.documents.forms.score_sheet import (
    CriterionRow,
    DeclaredEvent,
    GroupRows,
    ScoreSheetPaper,
    Total,
)
from congtam.documents.forms.session_minutes import Attendee, SessionMinutes

MARKUP = "*đậm* _nghiêng_ #lệnh $x^2$ @khóa <nhãn> \\ngược `mã` = đề mục // chú ~ [ngoặc] {khối}"
LONG_UNIT = (
    "Công đoàn cơ sở Trung tâm Nghiên cứu, Chuyển giao và Ứng dụng tiến bộ khoa học kỹ thuật "
    "nông lâm nghiệp, thủy sản, bảo tồn đa dạng sinh học và phát triển cộng đồng các dân tộc "
    "thiểu số vùng biên giới"
)
GROUPS = (
    ("I", "Xây dựng tổ chức công đoàn vững mạnh", 14),
    ("II", "Đại diện, chăm lo, bảo vệ quyền và lợi ích hợp pháp, chính đáng của đoàn viên", 12),
    ("III", "Tuyên truyền, vận động đoàn viên, người lao động; phong trào thi đua yêu nước", 6),
    ("IV", "Điểm thưởng", 3),
)
TASKS = (
    "Tập hợp đông đảo người lao động vào tổ chức công đoàn; tỷ lệ đoàn viên đạt từ 90% trở lên",
    "Bảo đảm đủ số lượng, chất lượng ủy viên ban chấp hành, ủy ban kiểm tra, ban nữ công",
    "Duy trì sinh hoạt ban chấp hành định kỳ; nghị quyết, biên bản, sổ ghi chép đầy đủ, rõ ràng",
    "Thu kinh phí, đoàn phí công đoàn đúng, đủ, kịp thời theo quy định của Tổng Liên đoàn",
    "Kiểm tra, giám sát việc chấp hành Điều lệ; kiểm tra tài chính đồng cấp ít nhất 01 lần",
)


def letterhead(number: str = "12", symbol: str = "BC-CĐCS") -> Letterhead:
    return Letterhead(
        superior="Liên đoàn Lao động tỉnh Thượng Nguyên",
        issuer="CĐCS Trường THPT Chuyên Nguyễn Đình Chiểu",
        place="Thượng Nguyên",
        day=date(2021, 11, 5),
        number=number,
        symbol=symbol,
    )


def _criterion(place: int) -> CriterionRow:
    texts = {
        1: ("Kết nạp 138/150 người lao động, đạt 92%.", "", "Danh sách đoàn viên.pdf (02 trang)"),
        2: (MARKUP, "Khuyết 01 ủy viên ủy ban kiểm tra từ tháng 8/2021, chưa kiện toàn.", ""),
        3: ("- Họp 12/12 kỳ;\n- Có đủ 12 biên bản và 4 nghị quyết quý.", "", "Sổ họp 2021"),
    }
    reached, missed, evidence = texts.get(
        place,
        (
            "Thực hiện đầy đủ theo kế hoạch đã phê duyệt từ đầu năm; 138/150 đoàn viên tham gia.",
            "Chưa đạt 0,5 điểm do báo cáo quý III gửi chậm 02 ngày so với quy định."
            * (place % 3 == 0),
            f"Kế hoạch số {place:02}/KH-CĐCS; biên bản họp; ảnh hoạt động" * (place % 2),
        ),
    )
    return CriterionRow(
        number=str(place),
        text=TASKS[place % len(TASKS)],
        standard="3",
        self_points="2,5" if place % 3 == 0 else "3",
        appraised="2,25" if place % 7 == 0 else "3",
        reached=reached,
        not_reached=missed,
        evidence=evidence,
        appraisal_reason="Giảm 0,25 điểm: minh chứng thiếu dấu, chữ ký." * (place % 7 == 0),
    )


def score_sheet(
    *, appraised: bool = True, marks: Marks = PLAIN, head: Letterhead | None = None
) -> ScoreSheetPaper:
    start, groups = 1, []
    for number, title, size in GROUPS:
        rows = tuple(_criterion(place) for place in range(start, start + size))
        groups.append(GroupRows(number, title.upper(), "36", "34,5", rows, appraised="34,25"))
        start += size
    return ScoreSheetPaper(
        letterhead=head or letterhead(),
        title="Bảng chấm điểm",
        subject="Đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở năm 2021",
        basis=(
            "Căn cứ Quyết định số 246/QĐ-LĐLĐ ngày 23 tháng 9 năm 2019 của Liên đoàn Lao động "
            "tỉnh ban hành Bảng điểm đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở;",
            "Căn cứ kết quả hoạt động năm 2021, Ban Chấp hành công đoàn cơ sở tự chấm điểm, "
            "đánh giá, xếp loại như sau:",
        ),
        groups=tuple(groups),
        total=Total("105", "98,5", "97,25"),
        proposed_level="Hoàn thành xuất sắc nhiệm vụ",
        signature=Signature(("TM. Ban Chấp hành", "Chủ tịch"), "Nguyễn Thị Ngọc Ước"),
        recipients=("Liên đoàn Lao động tỉnh (để b/c)", "Chi ủy (để b/c)", "Lưu: VT, BCH"),
        events=(
            DeclaredEvent("Để xảy ra đình công, ngừng việc tập thể trái pháp luật", "Không"),
            DeclaredEvent("Cán bộ chủ chốt bị kỷ luật từ cảnh cáo trở lên", "Không"),
            DeclaredEvent("Nộp kinh phí công đoàn đủ và đúng hạn", "Có", "Đủ 4/4 quý, " + MARKUP),
        ),
        account=(
            "Tổng điểm tự chấm 98,5, đạt điều kiện từ 90 điểm trở lên của mức Hoàn thành xuất sắc "
            "nhiệm vụ (Quyết định 246/QĐ-LĐLĐ, Điều 5 khoản 1).",
            "Không có sự việc loại trừ được kê khai (Điều 6).",
            "Không tiêu chí nào bị 0 điểm (Điều 7).",
        ),
        appraised_shown=appraised,
        marks=marks,
    )


LEVELS = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)
PLACES = ("Mường Nghiêng", "Thượng Ổ", "Đường Giữa", "Nậm Khuổi", "Cửa Rưỡi", "Bình Phước Hậu")


def unit_name(place: int) -> str:
    if place == 7:
        return LONG_UNIT
    if place == 8:
        return f"CĐCS {MARKUP}"
    kinds = ("CĐCS Trường Tiểu học", "CĐCS Bệnh viện Đa khoa", "CĐCS Công ty Cổ phần Cấp nước")
    return f"{kinds[place % 3]} {PLACES[place % 6]} số {place}"


def _unit_row(place: int, columns: tuple[ParticipantColumn, ...], *, team: bool) -> UnitRow:
    words = ("Thực hiện tốt, đủ báo cáo", "Còn chậm báo cáo quý III, thiếu số liệu nữ đoàn viên")
    cells = tuple(
        words[(place + index) % 2] if column.words else f"{7 + place % 2},5"
        for index, column in enumerate(columns)
    )
    return UnitRow(
        number=str(place),
        unit=unit_name(place),
        team=f"Tổ công tác số {1 + place % 3}" if team else "",
        self_total="98,5",
        cells=cells,
        appraised_total=f"{90 - place},25",
        change="−1,25" if place % 4 else "0",
        proposed_level=LEVELS[place % 4],
        late="Nộp muộn 02 ngày" if place % 10 == 3 else "",
        note="Đề nghị khác với mức tự xếp loại" if place % 10 in (3, 5) else "",
    )


def consolidated_table(
    columns: tuple[ParticipantColumn, ...] = (), *, by_team: bool = True, units: int = 60
) -> ConsolidatedTable:
    rows = [_unit_row(place, columns, team=not by_team) for place in range(1, units + 1)]
    if by_team:
        groups = tuple(
            UnitRows(tuple(rows[start::3]), f"Tổ công tác số {start + 1}") for start in range(3)
        )
    else:
        groups = (UnitRows(tuple(rows)),)
    return ConsolidatedTable(
        letterhead=Letterhead(
            superior="Liên đoàn Lao động tỉnh Thượng Nguyên",
            issuer="Ban Tổ chức - Kiểm tra",
            place="Thượng Nguyên",
            day=date(2021, 11, 22),
        ),
        title="Bảng tổng hợp",
        subject="Đề nghị xếp loại chất lượng hoạt động công đoàn cơ sở trực thuộc năm 2021",
        groups=groups,
        levels=tuple(LevelCount(level, "15", "25,0%") for level in LEVELS),
        level_total=LevelCount("Cộng", "60", "100%"),
        share_base="Tỷ lệ tính trên 60 đơn vị được đề nghị xếp loại; 02 đơn vị chưa nộp hồ sơ, "
        "không tính vào mẫu số. Mỗi đơn vị được đếm ở một mức.",
        quota=(
            "Tỷ lệ khống chế mức Hoàn thành xuất sắc nhiệm vụ: không quá 20% số đơn vị được xếp "
            "loại Hoàn thành tốt nhiệm vụ trở lên: 30 × 20% = 6 đơn vị; đề nghị 15, vượt 09.",
        ),
        columns=columns,
        preparer=Signature(("Người lập biểu",), "Đỗ Thị Quỳnh Như"),
        signature=Signature(("Trưởng ban",), "Bùi Đức Nghĩa"),
    )


def decision(
    *, units: int = 60, sideways: bool = False, reasons: bool = False, number: str = "7"
) -> DecisionPaper:
    return DecisionPaper(
        letterhead=Letterhead(
            superior="Tổng Liên đoàn Lao động Việt Nam",
            issuer="Liên đoàn Lao động tỉnh Thượng Nguyên",
            place="Thượng Nguyên",
            day=date(2022, 1, 5),
            number=number,
            symbol="QĐ-LĐLĐ",
        ),
        about="Về việc công nhận kết quả đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở "
        "trực thuộc Liên đoàn Lao động tỉnh năm 2021",
        authority="Ban Thường vụ Liên đoàn Lao động tỉnh Thượng Nguyên",
        decided_by="Ban Thường vụ Liên đoàn Lao động tỉnh Thượng Nguyên",
        bases=(
            "Căn cứ Điều lệ Công đoàn Việt Nam;",
            "Căn cứ Quyết định số 246/QĐ-LĐLĐ ngày 23 tháng 9 năm 2019 của Liên đoàn Lao động tỉnh "
            "ban hành Bảng điểm đánh giá, xếp loại chất lượng hoạt động công đoàn cơ sở",
            "Xét đề nghị của Ban Tổ chức - Kiểm tra Liên đoàn Lao động tỉnh.",
        ),
        articles=(
            f"Công nhận kết quả xếp loại chất lượng hoạt động năm 2021 đối với {units} công đoàn "
            "cơ sở trực thuộc Liên đoàn Lao động tỉnh (có danh sách kèm theo).",
            "Kết quả xếp loại là căn cứ để xem xét thi đua, khen thưởng năm 2021.\n"
            "Đơn vị không đồng ý với kết quả gửi kiến nghị bằng văn bản theo hướng dẫn.",
            "Văn phòng, các ban, tổ công tác Liên đoàn Lao động tỉnh và các công đoàn cơ sở có tên "
            "tại danh sách chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.",
        ),
        recipients=("Như Điều 3", "Thường trực Tỉnh ủy (để b/c)", "Lưu: VT, Ban ToC-KT"),
        signature=Signature(
            ("TM. Ban Thường vụ", "KT. Chủ tịch", "Phó Chủ tịch"), "Trần Thị Mỹ Phượng"
        ),
        annex=_annex(units, sideways=sideways, reasons=reasons),
    )


def _annex(units: int, *, sideways: bool, reasons: bool) -> Annex:
    groups, place = [], 1
    for numeral, level in zip(("I", "II", "III", "IV"), LEVELS, strict=True):
        size = units // 4
        rows = tuple(
            DecidedUnit(
                number=str(row),
                unit=unit_name(row),
                self_points="98,5",
                appraised=f"{100 - row},25",
                level=level,
                note="Nộp muộn 02 ngày" if row % 10 == 3 else "",
                reason="Có minh chứng bổ sung về thu kinh phí" if row % 9 == 2 else "",
            )
            for row in range(place, place + size)
        )
        groups.append(LevelGroup(f"{numeral}. {level.upper()}: {size} đơn vị", rows))
        place += size
    return Annex(
        subject="Danh sách xếp loại chất lượng hoạt động công đoàn cơ sở năm 2021",
        groups=tuple(groups),
        levels=tuple(LevelCount(level, str(units // 4), "25,0%") for level in LEVELS),
        level_total=LevelCount("Cộng", str(units), "100%"),
        share_base=f"Tỷ lệ tính trên {units} đơn vị được xếp loại.",
        reasons_shown=reasons,
        sideways=sideways,
    )


def receipt(*, late: bool = False) -> Receipt:
    return Receipt(
        letterhead=Letterhead(
            superior="Liên đoàn Lao động tỉnh Thượng Nguyên",
            issuer="Văn phòng",
            place="Thượng Nguyên",
            day=date(2021, 11, 5),
            number="231",
            symbol="GTN-LĐLĐ",
        ),
        subject="Hồ sơ tự chấm điểm, đánh giá, xếp loại công đoàn cơ sở năm 2021",
        unit=LONG_UNIT,
        handed_in_by="Nguyễn Thị Ngọc Ước, Chủ tịch công đoàn cơ sở",
        code="TN-2021-00231",
        received_at="23 giờ 59 phút 59 giây, ngày 05 tháng 11 năm 2021",
        limit="trước ngày 06/11/2021 (hết ngày 05/11/2021)",
        timeliness="Nộp muộn 02 ngày" if late else "Đúng hạn",
        late_reason=f"Mất điện toàn xã; {MARKUP}" if late else "",
        items=(
            DossierItem("Bảng chấm điểm, đánh giá, xếp loại năm 2021", "01 bản", "9f3c22aa" * 8),
            DossierItem("Báo cáo tổng kết hoạt động công đoàn năm 2021", "01 tệp", "01bd7e10" * 8),
            DossierItem(
                "Sổ ghi biên bản họp ban chấp hành, ủy ban kiểm tra",
                "03 sổ",
                "",
                "Bản giấy",
            ),
            DossierItem("Minh chứng kèm theo các tiêu chí", "27 tệp", "", MARKUP),
        ),
        remarks=("Sổ ghi biên bản được gửi lại cho đơn vị sau khi kiểm tra xong.",),
        signature=Signature(("Người tiếp nhận",), "Lò Văn Thưởng"),
        recipients=("Đơn vị nộp", "Lưu: VT"),
    )


def session_minutes() -> SessionMinutes:
    names = ("Trần Thị Mỹ Phượng", "Bùi Đức Nghĩa", "Đỗ Thị Quỳnh Như", "Hoàng Hữu Ước")
    return SessionMinutes(
        letterhead=replace(
            letterhead("3", "BB-LĐLĐ"),
            superior="Tổng Liên đoàn Lao động Việt Nam",
            issuer="Liên đoàn Lao động tỉnh Thượng Nguyên",
            day=date(2021, 12, 2),
        ),
        about="Họp Ban Thường vụ xét, quyết định xếp loại công đoàn cơ sở năm 2021",
        body="Ban Thường vụ Liên đoàn Lao động tỉnh Thượng Nguyên, khóa X",
        opened_at="08 giờ 00 phút, ngày 02 tháng 12 năm 2021",
        place="Phòng họp số 2, trụ sở Liên đoàn Lao động tỉnh",
        chair=names[0],
        secretary=names[2],
        present=tuple(
            Attendee(name, "Ủy viên Ban Thường vụ", "Chủ trì" if name == names[0] else "")
            for name in names[:3]
        ),
        absent=(Attendee(names[3], "Ủy viên Ban Thường vụ", "Có lý do: đi công tác"),),
        content=(
            "Ban Tổ chức - Kiểm tra trình bày bảng tổng hợp kết quả thẩm định 60 đơn vị.",
            f"Các thành viên thảo luận: {MARKUP}",
        ),
        levels=tuple(LevelCount(level, "15", "25,0%") for level in LEVELS),
        level_total=LevelCount("Cộng", "60", "100%"),
        share_base="Tỷ lệ tính trên 60 đơn vị được xếp loại.",
        adopted=("Thông qua kết quả xếp loại đối với 60 đơn vị, 3/3 thành viên có mặt tán thành.",),
        closing="Cuộc họp kết thúc lúc 10 giờ 30 phút cùng ngày; biên bản đã được đọc lại và thông "
        "qua tại cuộc họp.",
        secretary_signature=Signature(("Thư ký",), names[2]),
        chair_signature=Signature(("Chủ trì",), names[0]),
        recipients=("Các thành viên Ban Thường vụ", "Lưu: VT"),
    )
