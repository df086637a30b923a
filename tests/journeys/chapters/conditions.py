"""The levels get their conditions, each with the words of the decree behind it."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.journeys.chapters.drafting import (
    BEST,
    CORRUPT,
    DECAY,
    DISCIPLINE,
    DONE,
    FAILED,
    GOOD,
    LEADER,
    LEVELS,
    OFFICER,
    POINTS,
    part,
    save,
    settled,
)
from tests.journeys.days import on
from tests.journeys.screen import People, Screen

WRONG_QUOTE = "Công chức đạt từ 95 điểm trở lên"


def level(screen: Screen, name: str) -> Locator:
    """The panel of one level."""
    place = LEVELS.index(name) + 1
    panels = screen.page.locator("#editor section.panel")
    return panels.filter(has=screen.page.get_by_role("heading", name=f"{place}. {name} "))


def the_levels_get_conditions(people: People) -> None:
    """«Từ 90 điểm trở lên» is typed with the wrong word; the check will tell."""
    with on("22/12/2025 10:00"):
        screen = people.as_(OFFICER)
        part(screen, "Mức và điều kiện")
        _best(screen)
        _band(screen, GOOD, "70", "90", "từ 70 điểm đến")
        _band(screen, DONE, "50", "70", "từ 50 điểm đến")
        _failed(screen)
        screen.glance()
        screen.shot("66-dieu-kien", at=level(screen, FAILED))


def _open(screen: Screen, where: Locator, link: str, fact: str = "") -> None:
    where.get_by_role("link", name=link).first.click()
    settled(screen)
    if fact:
        screen.page.locator("#chon-du-kien").select_option(label=fact)
        screen.page.locator(".draft-form").wait_for()
        settled(screen)


def _best(screen: Screen) -> None:
    """The first condition, with what the page says when number or quote are none."""
    page = screen.page
    _open(screen, level(screen, BEST), "Thêm điều kiện", POINTS)
    page.get_by_label("Điều kiện", exact=True).select_option(label="trên")
    page.get_by_label("Giá trị").fill("chín mươi")
    with screen.refused(422):
        save(screen)
        screen.says("«chín mươi» không phải là số; ghi như 90 hoặc 89,5.")
    screen.shot("64-them-dieu-kien", at=level(screen, BEST))
    page.get_by_label("Giá trị").fill("90")
    save(screen, "Lưu, chọn trích dẫn")
    paragraph = page.locator(".cite__paragraphs li", has_text="từ 90 điểm").locator("[data-quote]")
    paragraph.click()
    assert page.get_by_label("Điều, khoản, điểm").input_value() == "Điều 20, khoản 1"
    screen.glance()
    screen.shot("65-chon-trich-dan", at=".cite")
    page.get_by_label("Trích nguyên văn").fill(WRONG_QUOTE)
    with screen.refused(422):
        page.get_by_role("button", name="Ghi trích dẫn").click()
        settled(screen)
        screen.says("Không thấy lời này trong văn bản đã lưu; hãy chép đúng nguyên văn.")
    paragraph.click()
    page.get_by_role("button", name="Ghi trích dẫn").click()
    settled(screen)


def quote(screen: Screen, words: str) -> None:
    """Save, then the paragraph that says so."""
    page = screen.page
    save(screen, "Lưu, chọn trích dẫn")
    page.locator(".cite__paragraphs li", has_text=words).locator("[data-quote]").click()
    page.get_by_role("button", name="Ghi trích dẫn").click()
    settled(screen)


def _band(screen: Screen, name: str, low: str, high: str, words: str) -> None:
    page = screen.page
    _open(screen, level(screen, name), "Thêm điều kiện", POINTS)
    page.get_by_label("Điều kiện", exact=True).select_option(label="từ … đến …")
    page.get_by_label("Số dưới").fill(low)
    page.get_by_label("Đầu trên").select_option(label="đến dưới")
    page.get_by_label("Số trên").fill(high)
    quote(screen, words)


def _failed(screen: Screen) -> None:
    """Any of four cases; the last is two facts together, under one quote."""
    page = screen.page
    level(screen, FAILED).get_by_role("link", name="Sửa").first.click()
    settled(screen)
    page.get_by_label("Các điều kiện của mức", exact=True).select_option(
        label="Chỉ cần một trong các điều kiện"
    )
    save(screen)
    _open(screen, level(screen, FAILED), "Thêm điều kiện", POINTS)
    page.get_by_label("Điều kiện", exact=True).select_option(label="dưới")
    page.get_by_label("Giá trị").fill("50")
    quote(screen, "dưới 50 điểm;")
    for fact, words in ((DECAY, "suy thoái"), (DISCIPLINE, "khiển trách")):
        _open(screen, level(screen, FAILED), "Thêm điều kiện", fact)
        page.get_by_label("Giá trị").select_option(label="có")
        quote(screen, words)
    _open(screen, level(screen, FAILED), "Thêm nhóm điều kiện")
    quote(screen, "Đối với công chức giữ")
    for fact in (LEADER, CORRUPT):
        _open(screen, level(screen, FAILED), "Thêm điều kiện vào nhóm", fact)
        page.get_by_label("Giá trị").select_option(label="có")
        save(screen)


def two_officers_mend_one_line(people: People) -> None:
    """The same line in two windows: both texts stand beside each other, one is chosen."""
    with on("22/12/2025 11:00"):
        screen = people.as_(OFFICER)
        line = screen.page.locator(".draft-line", has_text=f"{POINTS}: dưới 50")
        line.get_by_role("link", name="Sửa").click()
        settled(screen)
        other = Screen(
            screen.page.context.new_page(), screen.address, screen.pictures, screen.known
        )
        other.page.goto(screen.page.url)
        other.page.get_by_label("Giá trị").fill("45")
        save(other)
        other.page.close()
        screen.page.get_by_label("Giá trị").fill("50")
        with screen.refused(409):
            save(screen)
            screen.says("Phần này vừa được người khác lưu trong lúc bạn đang sửa.")
            screen.glance()
        screen.shot("67-hai-nguoi-cung-soan")
        screen.press("Giữ của tôi")
        settled(screen)
        screen.page.locator(".draft-line", has_text=f"{POINTS}: dưới 50").wait_for()
