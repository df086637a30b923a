"""Each unit is told its result and why; the books are whole."""

from __future__ import annotations

from tests.journeys.chapters import deciding
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

CHAIR, LATE = "ct.benhvien", "ct.dienluc"


def the_union_sees_its_result(people: People) -> None:
    with on("06/12/2021 10:00"):
        screen = people.as_(CHAIR)
        screen.go("/ho-so/")
        screen.follow("Bệnh viện Đa khoa")
        screen.shot("36-ho-so-da-cong-bo")
        screen.follow("Xem kết quả")
        screen.says("Hoàn thành xuất sắc nhiệm vụ")
        screen.says("Thỏa ước chưa đánh giá việc thực hiện trong năm 2021")
        moved = screen.row("1.03").all_inner_texts()[0]
        assert "4" in moved
        assert "3" in moved
        screen.look()
        screen.shot("37-ket-qua")
        screen.shot("38-diem-da-doi", at="[aria-labelledby=changes]")
        screen.shot("39-ket-qua-dien-thoai", narrow=True)
        _papers(screen)


def _papers(screen: Screen) -> None:
    """The score sheet and the decision as papers, here and in the register."""
    sheet = words_of(screen.download("Phiếu điểm PDF"))
    assert "PHIẾU CHẤM ĐIỂM, XẾP LOẠI" in sheet
    assert "94,5" in sheet
    decision = screen.download("Quyết định PDF")
    assert "Số: 318/QĐ-LĐLĐ" in words_of(decision)
    screen.go("/van-ban-phat-hanh/")
    screen.shot("40-van-ban")
    assert screen.download("318/QĐ-LĐLĐ") == decision


def the_late_union_reads_why(people: People) -> None:
    with on("06/12/2021 10:30"):
        screen = people.as_(LATE)
        screen.go("/ho-so/")
        screen.follow("Điện lực")
        screen.follow("Xem kết quả")
        screen.says(deciding.WHY)
        screen.shot("41-khac-de-nghi")


def the_ledger_is_whole() -> None:
    with on("07/12/2021 08:00"):
        said = operator("ledger", "verify", "--tenant", "son-ha")
    assert said.startswith("son-ha: ")
    assert said.endswith("sự kiện, chuỗi nguyên vẹn.\n")
