"""From the packs of the operator to the guideline that every receiver has acknowledged."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

from congtam.cli.main import main
from tests.journeys.days import on
from tests.journeys.papers import paper
from tests.journeys.province import PACKS, trimmed
from tests.journeys.screen import People, Screen

CHAIR = "thuongvu.ha"
UNIONS = ("bvdk", "bvsn", "cdyt", "chuyen", "dienluc", "may")
TOWN = "sonha"
REGULATIONS = (
    "Lịch làm việc",
    "Bảng điểm đánh giá, xếp loại công đoàn cơ sở năm 2021 (mẫu)",
    "Xếp loại chất lượng hoạt động công đoàn cơ sở năm 2021 (mẫu)",
    "Quy trình đánh giá, xếp loại công đoàn cơ sở trực thuộc tỉnh năm 2021",
    "Các mốc đánh giá, xếp loại công đoàn cơ sở trực thuộc tỉnh năm 2021",
    "Đánh giá, xếp loại công đoàn cơ sở năm 2021 (mẫu)",
)
GUIDELINE = paper(
    "Về việc đánh giá, phân loại các cấp công đoàn năm 2021",
    *(PACKS / "cdcs-mau-2021" / "huong-dan.txt").read_text().split("\n\n")[3:],
)


def operator(*arguments: str) -> str:
    """One command of the operator that goes well; what it printed."""
    said = io.StringIO()
    with redirect_stdout(said):
        assert main(arguments) == 0
    return said.getvalue()


def packs_are_loaded(folder: Path) -> None:
    pack = folder / "to-chuc.yaml"
    pack.write_text(trimmed((*UNIONS, TOWN)))
    paths = [str(pack), str(PACKS / "vn-state"), str(PACKS / "cdcs-mau-2021")]
    with on("01/10/2021 08:00"):
        assert operator("pack", "check", *paths) == "Không có lỗi.\n"
        assert operator("pack", "load", *paths).count("\n") == 7


def regulations_come_into_force(people: People) -> None:
    with on("04/10/2021 08:00"):
        _first_sign_in(people)
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/quy-dinh/")
        for title in REGULATIONS:
            screen.page.goto(f"{people.address}/quy-dinh/")
            screen.page.get_by_role("link", name=title).first.click()
            screen.page.get_by_role("button", name="Kiểm tra").click()
            screen.page.get_by_role("button", name="Áp dụng").click()
            screen.says("áp dụng từ")
            screen.glance()
        screen.go("/quy-dinh/?trang-thai=in_force")
        assert screen.page.get_by_role("row").count() == 1 + len(REGULATIONS)
        screen.shot("02-quy-dinh")


def _first_sign_in(people: People) -> None:
    """Looked at once on the way: the door, and the issued password that must be replaced."""
    screen = people.open()
    screen.go("/dang-nhap/")
    screen.page.get_by_label("Tên đăng nhập").fill(CHAIR)
    screen.shot("01-dang-nhap")
    screen.page.get_by_label("Mật khẩu").fill(people.password(CHAIR))
    screen.press("Đăng nhập")
    screen.says("Đặt mật khẩu riêng rồi mới vào việc")
    screen.shot("01-doi-mat-khau")


def accounts_are_issued(people: People) -> None:
    """The province hands an account to a chair below; the slip is the only place it stands."""
    with on("04/10/2021 14:00"):
        screen = people.as_(CHAIR)
        screen.go("/nguoi/?q=pham+quoc+an")
        screen.follow("Phạm Quốc Ấn")
        screen.follow("Cấp tài khoản")
        screen.press("Cấp tài khoản")
        slip = screen.page.locator("dl.facts dd").all_inner_texts()
        assert slip[:2] == ["Phạm Quốc Ấn", "ct.benhvien"]
        people.issued["ct.benhvien"] = slip[2]
        screen.shot("03-phieu-tai-khoan")


def the_year_is_opened(people: People) -> None:
    with on("11/10/2021 08:00"):
        screen = people.as_(CHAIR)
        screen.go("/ky/")
        screen.follow("Ban hành, mở kỳ")
        screen.shot("04-mo-ky")
        _papers_that_are_none(screen)
        _attach(screen, "152-LĐLĐ-ToCKT.pdf", GUIDELINE)
        screen.press("Ban hành, mở kỳ")
        screen.says("Đã ban hành hướng dẫn và mở kỳ đánh giá.")
        screen.says("0 trong 16 nơi nhận đã xác nhận.")
        screen.shot("05-ky-da-mo")


def _papers_that_are_none(screen: Screen) -> None:
    """Nothing attached, then a page of HTML called a PDF: said, and nothing opened."""
    with screen.refused(422):
        screen.press("Ban hành, mở kỳ")
        screen.says("Đính kèm tệp hướng dẫn để nơi nhận đọc được.")
    with screen.refused(422):
        _attach(screen, "huong-dan.pdf", b"<html><script>alert(1)</script></html>")
        screen.press("Ban hành, mở kỳ")
        assert screen.page.locator(".field-error").count() == 1


def _attach(screen: Screen, name: str, content: bytes) -> None:
    field = screen.page.get_by_label("Tệp hướng dẫn đã ký (PDF hoặc Word)")
    field.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def receivers_acknowledge(people: People) -> None:
    with on("12/10/2021 09:00"):
        screen = people.as_("ct.benhvien")
        screen.says("Xác nhận đã nhận hướng dẫn")
        screen.look()
        screen.shot("06-viec-cua-toi")
        screen.follow("Xác nhận đã nhận hướng dẫn")
        screen.press("Xác nhận đã nhận")
        screen.says("Đã xác nhận nhận hướng dẫn.")
        screen.follow("Đọc hướng dẫn")
        assert screen.download("Tải văn bản") == GUIDELINE
    with on("12/10/2021 14:00"):
        screen = people.as_("ct.sonha", "Chủ tịch")
        screen.go("/")
        screen.follow("Xác nhận đã nhận hướng dẫn")
        screen.press("Xác nhận đã nhận")
        screen.says("2 trong 16 nơi nhận đã xác nhận.")
