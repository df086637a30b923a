"""A union scores itself: the clerk drafts, the chair completes and hands in."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.journeys import hands
from tests.journeys.days import moment, on
from tests.journeys.papers import paper, scan
from tests.journeys.screen import People, Screen

CLERK = "th.benhvien"
LESS = {"n2_05": "2", "n2_12": "0", "nt_02": "1"}


def line(page: Page, key: str) -> Locator:
    return page.locator(f"#line-{key}")


def saved(page: Page, key: str) -> None:
    line(page, key).locator("[data-state].is-saved").wait_for()


def the_clerk_drafts(people: People) -> None:
    with on("18/10/2021 08:30"):
        screen = people.as_(CLERK)
        screen.follow("Tự chấm điểm, đánh giá, xếp loại: ")
        screen.shot("07-phieu-trong")
        _by_keyboard(screen)
        _refused_points(screen)
        _evidence(screen)
        _two_tabs(screen)
    at = moment("20/10/2021 10:00")
    hands.Clerk("bvdk", hands.mandate(CLERK, at), at).fill(LESS)


def _by_keyboard(screen: Screen) -> None:
    """Points with arrows and Enter, «tối đa» with one press; the total follows."""
    page = screen.page
    page.get_by_role("textbox", name="Điểm 1.01").focus()
    page.keyboard.type("3,5")
    page.keyboard.press("Enter")  # 1.02 is a choice, so the next box is 1.03
    page.keyboard.type("4")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("3")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "line-n1_03-points"
    page.get_by_label("Chấm tối đa 1.05: 3").click()
    line(page, "n1_02").get_by_role("radio", name="Đạt", exact=True).check()
    page.get_by_label("Nội dung đạt").first.fill(
        "Tham gia sửa quy chế dân chủ, quy chế chi tiêu nội bộ tháng 3/2021."
    )
    page.get_by_label("Nội dung chưa đạt").first.fill("Chưa sơ kết quy chế phối hợp 6 tháng.")
    page.get_by_label("Nội dung chưa đạt").first.blur()
    for key in ("n1_01", "n1_02", "n1_03", "n1_04", "n1_05"):
        saved(page, key)
    assert page.locator("#sum-n1").inner_text() == "17,5 / 40 điểm"
    screen.shot("08-cham-diem", at="#line-n1_01")


def _refused_points(screen: Screen) -> None:
    """What is no number of points is said beside the box, and stays typed."""
    page = screen.page
    box = page.locator("#line-n1_06-points")
    with screen.refused(422):  # a form also sends itself a while after the last key
        for typed, says in (
            ("NaN", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
            ("-1", "Điểm không được âm."),
            ("bốn", "Điểm phải là một số, ví dụ 4 hoặc 4,5."),
            ("5", "Điểm tối đa là 4."),
        ):
            box.fill(typed)
            box.blur()
            line(page, "n1_06").get_by_text(says).wait_for()
            assert box.input_value() == typed
        screen.shot("09-sai-diem", at="#line-n1_05")
        box.fill("4")
        box.blur()
        saved(page, "n1_06")


def _evidence(screen: Screen) -> None:
    """A paper and a photograph are kept; a page of HTML that calls itself a PDF is not."""
    page = screen.page
    field = line(page, "n1_01").locator("input[type=file]").first
    field.set_input_files(
        [
            _upload("Quy chế dân chủ 2021.pdf", paper("Quy chế dân chủ", "Sửa đổi tháng 3/2021.")),
            _upload("ảnh hội nghị.png", scan()),
        ]
    )
    line(page, "n1_01").get_by_text("ảnh hội nghị.png").wait_for()
    with screen.refused(422):
        field = line(page, "n1_02").locator("input[type=file]").first
        field.set_input_files([_upload("bien-ban.pdf", b"<html><script>1</script></html>")])
        line(page, "n1_02").locator(".field-error").wait_for()
    screen.shot("10-minh-chung", at="#line-n1_01")


def _upload(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _two_tabs(screen: Screen) -> None:
    """Two windows on one line: both texts are shown, neither is lost."""
    page = screen.page
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#line-n1_08-reached").fill("Thăm hỏi 46 đoàn viên ốm đau, hiếu hỉ.")
    other.locator("#line-n1_08-points").fill("3")
    other.locator("#line-n1_08-points").blur()
    saved(other, "n1_08")
    other.close()
    with screen.refused(409):
        page.locator("#line-n1_08-reached").fill("Tặng 120 suất quà Tết cho đoàn viên.")
        page.locator("#line-n1_08-points").fill("4")
        page.locator("#line-n1_08-points").blur()
        page.get_by_text("Hai người cùng sửa dòng này").wait_for()
    screen.look()
    screen.shot("11-hai-nguoi-cung-sua", at="#line-n1_08")
    page.get_by_role("button", name="Gộp hai lời giải trình").click()
    saved(page, "n1_08")
    kept = page.locator("#line-n1_08-reached").input_value()
    assert "46 đoàn viên" in kept
    assert "120 suất quà" in kept
