"""The working team: changes a score with a reason, sends a file back, sends its list."""

from __future__ import annotations

from congtam.assessments import actions
from tests.journeys import hands
from tests.journeys.chapters.handing_in import BEST, OTHERS
from tests.journeys.chapters.scoring import saved
from tests.journeys.days import on
from tests.journeys.screen import People, Screen

MEMBER, TEAM = "to1.tuan", "Tổ công tác số 1"
RETURNED = "ct.bvsn"
LEVELS = {"dienluc": BEST} | {u: level for u, (_l, _p, level) in OTHERS.items() if u != "bvsn"}
WHY = "Sổ họp Ban Chấp hành chỉ có 3 kỳ họp; đề nghị bổ sung biên bản quý II."


def a_member_appraises(people: People) -> None:
    with on("08/11/2021 08:30"):
        screen = people.as_(MEMBER, TEAM)
        screen.go("/")
        screen.follow("Tổ công tác thẩm định, đề nghị mức xếp loại")
        screen.shot("21-to-cong-tac")
        screen.follow("Bệnh viện Đa khoa")
        _change_with_reason(screen)
        screen.page.get_by_label("Mức đề nghị").select_option(BEST)
        screen.shot("23-de-nghi-muc", at="[aria-labelledby=de-nghi]")
        screen.press("Lưu và sang đơn vị sau")


def _change_with_reason(screen: Screen) -> None:
    """A changed score without a reason is refused beside the box; with one the total follows."""
    page, line = screen.page, screen.page.locator("#line-n1_03")
    with screen.refused(422):
        line.get_by_label("Điểm thẩm định 1.03").fill("3")
        line.get_by_label("Điểm thẩm định 1.03").blur()
        line.locator(".field-error").wait_for()
    line.get_by_label("Lý do thay đổi").fill(
        "Thỏa ước chưa đánh giá việc thực hiện trong năm 2021 (mục 4 biên bản)."
    )
    line.get_by_label("Lý do thay đổi").blur()
    saved(page, "n1_03")
    page.locator("#dock-figures").get_by_text("94,5").wait_for()
    screen.look()
    screen.shot("22-doi-diem-co-ly-do", at="#line-n1_03")


def a_file_is_sent_back(people: People) -> None:
    with on("09/11/2021 09:00"):
        screen = people.as_(MEMBER, TEAM)
        screen.go("/")
        screen.follow("Tổ công tác thẩm định, đề nghị mức xếp loại")
        screen.follow("Bệnh viện Sản - Nhi")
        screen.follow("Trả lại bổ sung")
        with screen.refused(422):
            screen.press("Trả lại")
            screen.says("Nêu lý do trả lại.")
        screen.page.goto(screen.page.url)
        screen.page.get_by_label("Lý do trả lại").fill(WHY)
        screen.page.get_by_label("Nộp lại chậm nhất ngày").fill("12/11/2021")
        screen.shot("24-tra-lai")
        screen.press("Trả lại")


def the_union_mends_and_resubmits(people: People) -> None:
    with on("10/11/2021 08:00"):
        screen = people.as_(RETURNED)
        screen.says("Bị trả lại, cần bổ sung")
        screen.follow("Tự chấm điểm, đánh giá, xếp loại")
        screen.says(WHY)
        screen.follow("Nộp hồ sơ")
        with screen.refused(422):
            screen.press("Nộp hồ sơ")
            screen.says("Hồ sơ chưa thay đổi gì so với lần nộp trước.")
        screen.shot("25-chua-thay-doi")
        screen.follow("Quay lại phiếu")
        page = screen.page
        page.locator("#line-n2_03-reached").fill("Họp 4 kỳ; gửi thêm biên bản họp quý II.")
        page.locator("#line-n2_03-reached").blur()
        saved(page, "n2_03")
        screen.shot("26-bi-tra-lai")
        screen.follow("Nộp hồ sơ")
        screen.press("Nộp hồ sơ")
        screen.says("Lần nộp")


def the_rest_is_appraised(people: People) -> None:
    """The member sees what changed after the return; the other files go through the actions."""
    with on("11/11/2021 09:00") as at:
        screen = people.as_(MEMBER, TEAM)
        screen.go("/")
        screen.follow("Tổ công tác thẩm định, đề nghị mức xếp loại")
        screen.follow("Bệnh viện Sản - Nhi")
        screen.says("Đơn vị đã sửa tiêu chí")
        screen.shot("27-nop-lai")
        screen.page.get_by_label("Mức đề nghị").select_option("HTTNV")
        screen.press("Lưu đề nghị")
        for unit, level in LEVELS.items():
            login, body = ("to4.hai", "to_4") if unit in ("may", "dienluc") else (MEMBER, "to_1")
            by = hands.mandate(login, at, body)
            actions.propose(hands.seat(unit, "tham_dinh").id, level=level, words="", by=by, at=at)
