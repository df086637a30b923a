"""Long invented papers around the reports: minutes, opinion, notice, dossier, account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from congtam.documents.forms.conference_minutes import (
    ConferenceMinutes,
    CriterionAnswer,
    Heard,
    Spoken,
)
from congtam.documents.forms.dossier_list import (
    DossierList,
    Enclosed,
    MemberLevel,
    OwnLevel,
)
from congtam.documents.forms.level_notice import Ground, LevelNotice, ObjectionWay
from congtam.documents.forms.official import Letterhead, LevelCount, Signature
from congtam.documents.forms.opinion_letter import OpinionLetter
from congtam.documents.forms.rule_account import (
    ClauseLine,
    LevelTried,
    MissingFact,
    ReliedOn,
    RuleAccount,
)
from congtam.documents.forms.sections import Particular, Section, Words
from congtam.documents.forms.session_minutes import Attendee
from tests.documents.people_samples import CELL, HEAD, LONG
from tests.documents.samples import LEVELS, MARKUP

OFFICE = Letterhead(
    superior="Tổng Liên đoàn Lao động Việt Nam",
    issuer="Công đoàn Than - Khoáng sản Việt Nam",
    place="Hà Nội",
    day=date(2020, 12, 8),
    number="7",
    symbol="TB-CĐTKV",
)
NAMES = ("Trần Thị Mỹ Phượng", "Bùi Đức Nghĩa", "Đỗ Thị Quỳnh Như", "Hoàng Hữu Ước")
ROUTE = "Hướng dẫn năm 2020, mục II.1.3.b"


def votes(*counts: int) -> tuple[LevelCount, ...]:
    return tuple(LevelCount(level, str(n)) for level, n in zip(LEVELS, counts, strict=True))


def conference(*, people: int = 20) -> ConferenceMinutes:
    present = tuple(
        Attendee(
            NAMES[place] if place < 3 else f"Lò Văn Thưởng {place}",
            "Chủ tịch" if place == 0 else "Chuyên viên Ban Tuyên giáo - Nữ công",
            ("Chủ trì", "", "Thư ký")[place] if place < 3 else "",
        )
        for place in range(people)
    )
    return ConferenceMinutes(
        letterhead=replace(OFFICE, number="3", symbol="BB-CĐTKV", day=date(2020, 12, 5)),
        about="Họp Cơ quan nhận xét, đánh giá cán bộ năm 2020",
        body="Chi ủy, Ban Chấp hành công đoàn bộ phận và toàn thể cán bộ Cơ quan",
        opened_at="08 giờ 00 phút, ngày 05 tháng 12 năm 2020",
        place="Phòng họp số 2, trụ sở Công đoàn",
        chair=f"{NAMES[0]}, Chủ tịch",
        secretary=f"{NAMES[2]}, chuyên viên",
        present=present,
        absent=(
            Attendee(NAMES[3], "Phó Trưởng ban", "Đi công tác"),
            Attendee("Cầm Thị Ngân", "Chuyên viên"),
        ),
        opening=("Chủ trì nêu yêu cầu, cách thức nhận xét; Thư ký ghi biên bản từng ý kiến.",),
        heard=(_deputy_head(), _officer(), _not_heard()),
        adopted=("Biên bản được đọc lại, 20/20 người có mặt nhất trí thông qua tại cuộc họp.",),
        closing="Cuộc họp kết thúc lúc 11 giờ 15 phút cùng ngày.",
        secretary_signature=Signature(("Thư ký",), NAMES[2]),
        chair_signature=Signature(("Chủ trì",), NAMES[0]),
        recipients=("Chủ tịch (để quyết định)", "Lưu: VT, Ban Tổ chức"),
    )


def _deputy_head() -> Heard:
    return Heard(
        subject="Đ/c Lò Thị Ngọc Ước, Phó Trưởng ban Tổ chức",
        presented=("Báo cáo mẫu 02 gửi ngày 02/12/2020; tự xếp loại: Hoàn thành tốt nhiệm vụ.",),
        opinions=(
            Spoken("Đ/c Bùi Đức Nghĩa, Trưởng ban", LONG),
            Spoken("Đ/c Lò Văn Thưởng", MARKUP),
            Spoken("Đ/c Cầm Thị Ngân (ý kiến gửi bằng văn bản)", "Nhất trí với báo cáo."),
        ),
        reply=("Tiếp thu ý kiến về việc đi cơ sở; sẽ đăng ký lịch từ tháng 01/2021.",),
        answers=(
            CriterionAnswer("Đáp ứng các tiêu chí chung về chính trị tư tưởng", "Đáp ứng"),
            CriterionAnswer("Ý thức tổ chức kỷ luật", "Đáp ứng", "02 lần họp muộn, đã nhắc"),
        ),
        level=LEVELS[1],
        votes=votes(3, 15, 1, 0),
        vote_total=LevelCount("Cộng", "19"),
        vote_base="Biểu quyết giơ tay; 19/20 người có mặt, người được nhận xét không biểu quyết.",
    )


def _officer() -> Heard:
    return Heard(
        subject="Đ/c Hoàng Văn Sỹ, chuyên viên",
        presented=("Báo cáo mẫu 02 gửi ngày 01/12/2020.",),
        level=LEVELS[2],
    )


def _not_heard() -> Heard:
    return Heard(
        subject="Đ/c Hoàng Hữu Ước, Phó Trưởng ban", left_out="vắng mặt, báo cáo gửi sau hạn"
    )


def opinion() -> OpinionLetter:
    return OpinionLetter(
        letterhead=replace(
            CELL, day=date(2020, 12, 6), number="4", symbol="NX/CU", issuer="Chi ủy Cơ quan"
        ),
        about="Đối với đồng chí Lò Thị Ngọc Ước, năm 2020",
        to="Chủ tịch Công đoàn Than - Khoáng sản Việt Nam",
        particulars=(
            Particular("Họ và tên", "Lò Thị Ngọc Ước"),
            Particular("Chức vụ", "Phó Trưởng ban Tổ chức"),
        ),
        opening=("Chi ủy họp ngày 06 tháng 12 năm 2020 có ý kiến như sau:",),
        sections=(
            Section("1. Ưu điểm", (Words((LONG, MARKUP)),)),
            Section("2. Hạn chế, khuyết điểm", (Words(),)),
        ),
        level=LEVELS[1],
        closing="Chi ủy gửi để xem xét, quyết định.",
        recipients=("Như trên", "Lưu Chi ủy"),
        signature=Signature(("T/M Chi ủy", "Bí thư"), NAMES[1]),
    )


def notice() -> LevelNotice:
    return LevelNotice(
        letterhead=OFFICE,
        about="Kết quả đánh giá, xếp loại chất lượng năm 2020",
        to="Đồng chí Lò Thị Ngọc Ước, Phó Trưởng ban Tổ chức",
        decision="Quyết định số 41/QĐ-CĐTKV ngày 07 tháng 12 năm 2020 của Chủ tịch Công đoàn",
        subject="đồng chí Lò Thị Ngọc Ước",
        period="năm 2020",
        level=LEVELS[1],
        grounds=(
            Ground(
                "Hoàn thành 40/40 (100%) nhiệm vụ, đúng tiến độ; yêu cầu: 100%.",
                ROUTE,
                "đều hoàn thành đúng tiến độ, bảo đảm chất lượng, hiệu quả",
            ),
            Ground("Đơn vị phụ trách hoàn thành đúng tiến độ 13/16 (81,25%).", ROUTE),
        ),
        departure="Cuộc họp đề nghị mức Hoàn thành nhiệm vụ; minh chứng bổ sung đã được kiểm tra.",
        objection=ObjectionWay(
            "Chủ tịch Công đoàn Than - Khoáng sản Việt Nam (qua Ban Tổ chức)",
            "bằng văn bản hoặc trên hệ thống",
            "trước ngày 22/12/2020",
        ),
        recipients=("Như trên", "Chi ủy Cơ quan", "Lưu: VT, Ban ToC"),
        signature=Signature(("Chủ tịch",), NAMES[0]),
    )


def dossier(*, members: int = 15) -> DossierList:
    people = tuple(
        MemberLevel(
            f"Nguyễn Đình Khuổi {place}",
            "Ủy viên Ban Thường vụ, Trưởng ban Chính sách - Pháp luật",
            "" if place == 3 else LEVELS[place % 3],
            "Chờ kết luận của Đảng ủy" if place == 3 else "",
        )
        for place in range(1, members + 1)
    )
    counts = tuple(LevelCount(level, str(members // 3)) for level in LEVELS[:3])
    return DossierList(
        letterhead=replace(
            OFFICE, number="12", symbol="BC-CĐTCR", issuer="Công đoàn Than Cửa Rưỡi"
        ),
        about="Đánh giá, xếp loại chất lượng tập thể, cán bộ công đoàn năm 2020",
        to="Công đoàn Than - Khoáng sản Việt Nam (qua Ban Tổ chức)",
        opening=("Ban Thường vụ gửi hồ sơ đánh giá, xếp loại năm 2020, gồm:",),
        collectives=(
            OwnLevel("Tập thể Ban Thường vụ", LEVELS[1], "Báo cáo số 11/BC-CĐTCR ngày 08/12/2020"),
        ),
        members=people,
        levels=counts,
        level_total=LevelCount("Cộng", str(members)),
        waiting=("CĐCS Phân xưởng Vận tải Nậm Khuổi",),
        enclosed=(
            Enclosed("Báo cáo tự đánh giá, xếp loại tập thể", "Ban Thường vụ"),
            Enclosed(
                "Bản tự kiểm điểm",
                "Đ/c Nguyễn Đình Khuổi 1, Chủ tịch",
                opinion_of="Đảng ủy Công ty",
                opinion="số 31-NX/ĐU ngày 05/12/2020",
            ),
            Enclosed(
                "Bản tự kiểm điểm",
                "Đ/c Nguyễn Đình Khuổi 2, cán bộ chuyên trách",
                opinion_of="tập thể Ban Thường vụ",
            ),
            Enclosed(
                "Bản tự kiểm điểm",
                "Đ/c Nguyễn Đình Khuổi 3, cán bộ chuyên trách",
                received=False,
                opinion_of="tập thể Ban Thường vụ",
                note="Đang nghỉ ốm, gửi sau",
            ),
        ),
        limit="trước ngày 15/12/2020",
        recipients=("Như trên", "Đảng ủy Công ty (để b/c)", "Lưu: VT"),
        signature=Signature(("TM. Ban Thường vụ", "Chủ tịch"), "Nguyễn Đình Khuổi"),
    )


def account() -> RuleAccount:
    def line(label: str, value: str, test: str, result: str, quote: str = "") -> ClauseLine:
        return ClauseLine(label, value, test, result, ROUTE, quote, "Sổ nhiệm vụ")

    return RuleAccount(
        letterhead=replace(HEAD, place="Hà Nội"),
        subject="Đồng chí Lò Thị Ngọc Ước, năm 2020",
        particulars=(
            Particular("Chức vụ", "Phó Trưởng ban Tổ chức (nhóm: Phó Trưởng ban và tương đương)"),
            Particular("Kỳ đánh giá", "Năm 2020"),
        ),
        outcome=LEVELS[1],
        sentence="Khớp mọi điều kiện của mức Hoàn thành tốt nhiệm vụ; không khớp mức trên.",
        levels=(
            LevelTried(
                LEVELS[0],
                "false",
                (
                    line("Tiêu chí chung", "có", "là có", "true"),
                    line(
                        "Chỉ tiêu của đơn vị hoàn thành vượt mức",
                        "7/16 (43,75%)",
                        "ít nhất 50%",
                        "false",
                        "trong đó ít nhất 50% chỉ tiêu, nhiệm vụ hoàn thành vượt mức",
                    ),
                    line("Đơn vị phụ trách đạt Tốt trở lên", "chưa có", "ít nhất 70%", "unknown"),
                ),
            ),
            LevelTried(
                LEVELS[1],
                "true",
                (
                    line("Nhiệm vụ hoàn thành", "40/40 (100%)", "bằng 100%", "true"),
                    line("Đúng tiến độ, chất lượng", "13/16 (81,25%)", "ít nhất 80%", "true"),
                ),
            ),
        ),
        rule_set="tkv-2020-lanh-dao, phiên bản 1, SHA-256 9f3c 22aa 01bd 7e10",
        missing=(MissingFact("Kết quả xếp loại của Ban Chính sách", "Chủ tịch Công đoàn"),),
        next_level="Để được xếp Hoàn thành xuất sắc nhiệm vụ: thiếu 1 điều kiện",
        lacks=("Chỉ tiêu vượt mức: cần thêm 01 chỉ tiêu (8/16 = 50%)",),
        interpretations=(
            ReliedOn("«Phải gắn với mức xếp loại đơn vị» là cảnh báo, không là giới hạn"),
            ReliedOn("Không có đơn vị phụ trách thì điều kiện coi như đạt", "CV 12/CV-CĐ"),
        ),
    )
