"""What the check finds is mended or taken on; examples, comparison, and a second person."""

from __future__ import annotations

from pathlib import Path

from congtam.regulations.models import Regulation
from tests.journeys.chapters.conditions import quote
from tests.journeys.chapters.drafting import (
    BEST,
    CHAIR,
    CORRUPT,
    DECAY,
    DISCIPLINE,
    FAILED,
    GOOD,
    LEADER,
    OFFICER,
    POINTS,
    TITLE,
    part,
    save,
    settled,
)
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.screen import People, Screen

WHY = "Khoản 4 kể các trường hợp không hoàn thành dù đạt điểm nào, nên xét trước."
FLAGS = (DECAY, DISCIPLINE, LEADER, CORRUPT)
CASES = (("90", BEST), ("89,99", BEST), ("70", GOOD), ("49,99", FAILED))


def findings_are_mended(people: People) -> None:
    """Exactly 90 points belong to no level: the wrong word is found with its case, and mended."""
    with on("22/12/2025 14:00"):
        screen = people.as_(OFFICER)
        part(screen, "Mức và điều kiện")
        page = screen.page
        gap = page.locator(".panel-list li", has_text="không mức nào áp dụng").filter(
            has_text=POINTS
        )
        gap.first.get_by_text("Trường hợp cụ thể").click()
        gap.first.locator("dd", has_text="90").first.wait_for()
        screen.shot("68-phat-hien", at=".editor__panel")
        line = page.locator(".draft-line", has_text=f"{POINTS}: trên 90")
        line.get_by_role("link", name="Sửa").click()
        settled(screen)
        page.get_by_label("Điều kiện", exact=True).select_option(label="ít nhất")
        save(screen)
        page.locator(".draft-line", has_text=f"{POINTS}: ít nhất 90").wait_for()
        assert gap.count() == 0


def findings_are_accepted(people: People) -> None:
    """The failing level is tried first; where it meets the others, that is taken on by name."""
    with on("22/12/2025 15:00"):
        screen = people.as_(OFFICER)
        part(screen, "Thứ tự xét")
        page = screen.page
        page.get_by_role("checkbox", name=FAILED).check()
        save(screen)
        part(screen, "Mức và điều kiện")
        screen.follow("Chấp nhận nhiều phát hiện")
        settled(screen)
        with screen.refused(422):
            page.get_by_role("button", name="Chấp nhận", exact=True).click()
            settled(screen)
            screen.says("Nêu lý do chấp nhận.")
        page.get_by_label("Lý do chấp nhận").fill(WHY)
        screen.glance()
        screen.shot("69-chap-nhan", at=".draft-accept")
        page.get_by_role("button", name="Chấp nhận", exact=True).click()
        settled(screen)
        screen.says("không còn phát hiện")


def a_quota_is_set(people: People) -> None:
    with on("22/12/2025 15:20"):
        screen = people.as_(OFFICER)
        part(screen, "Hạn mức")
        page = screen.page
        page.locator("#editor .panel__head").get_by_role("link", name="Thêm").click()
        settled(screen)
        page.get_by_role("group", name="Mức bị khống chế").get_by_label(BEST).check()
        page.get_by_label("Không quá (%)").fill("20")
        page.get_by_label("Tính trên").select_option(label="số được xếp các mức chọn bên dưới")
        page.get_by_role("group", name="Các mức của mẫu số").get_by_label(GOOD).check()
        quote(screen, "không vượt quá 20%")
        page.locator(".draft-line", has_text="20").wait_for()
        screen.glance()


def examples_are_added(people: People) -> None:
    """One example is wrong at first: the set says what it gives instead, and the words decide."""
    with on("22/12/2025 15:40"):
        screen = people.as_(OFFICER)
        part(screen, "Ví dụ")
        page = screen.page
        page.locator("#editor .panel__head").get_by_role("link", name="Thêm").click()
        settled(screen)
        for place, (points, expected) in enumerate(CASES, 1):
            page.get_by_label(POINTS).fill(points)
            for label in FLAGS:
                page.get_by_label(label).select_option(label="không")
            page.get_by_label("Phải ra mức").select_option(label=expected)
            save(screen, "Lưu, thêm tiếp" if place < len(CASES) else "Lưu")
            page.locator(".draft-line").nth(place - 1).wait_for()
        page.get_by_text("1 sai").wait_for()
        screen.glance()
        screen.shot("70-vi-du-sai")
        page.locator(".draft-line", has_text="89,99").get_by_role("link", name="Sửa").click()
        settled(screen)
        page.get_by_label("Phải ra mức").select_option(label=GOOD)
        save(screen)
        page.get_by_text("4/4 đúng").wait_for()


def it_is_compared(people: People) -> None:
    """Where outcomes differ from the set that holds so far; and one case is tried, unsaved."""
    with on("22/12/2025 16:00"):
        screen = people.as_(OFFICER)
        screen.follow("So với bản đang áp dụng")
        screen.says("Quy định tạm thời xếp loại công chức năm 2025 (mẫu)")
        screen.says("từ 85 đến dưới 90")
        screen.shot("71-so-sanh")
        screen.page.go_back()
        screen.follow("Thử")
        page = screen.page
        page.get_by_label(POINTS).fill("88")
        for label in FLAGS:
            page.get_by_label(label).select_option(label="không")
        screen.press("Xem kết quả")
        page.locator(".verdict__level", has_text=GOOD).wait_for()
        screen.shot("72-thu")


def a_second_person_puts_it_in_force(people: People) -> None:
    """Whoever has built it does not; the one who does reads the same text first."""
    with on("22/12/2025 16:30"):
        screen = people.as_(OFFICER)
        screen.go("/quy-dinh/")
        screen.follow(TITLE)
        address = screen.page.url
        screen.press("Kiểm tra")
        screen.says("Đã kiểm tra, không có lỗi.")
        screen.says("Bộ quy tắc này do chính đồng chí soạn")
        assert screen.page.get_by_role("button", name="Đưa vào áp dụng").count() == 0
        screen.shot("73-da-kiem-tra")
        assert _forced(screen, address) == 403
    with on("23/12/2025 08:00"):
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/quy-dinh/?trang-thai=checked")
        screen.follow(TITLE)
        screen.press("Đưa vào áp dụng")
        screen.says("Đã áp dụng; nội dung được niêm phong.")
        screen.shot("74-da-ap-dung")
        with screen.refused(404):
            screen.page.goto(f"{address}soan/muc/")
            screen.page.wait_for_load_state()


def _forced(screen: Screen, address: str) -> int:
    """What the server answers to the one who has built it, when no button is asked."""
    page = screen.page
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        f"{address}ap-dung/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": address},
    )
    return answer.status


def the_command_line_agrees(folder: Path) -> None:
    """The text in the register, as a file: the operator's check finds nothing open either."""
    row = Regulation.objects.in_force().get(kind=Regulation.Kind.RULES, title=TITLE)
    file = folder / "nghi-dinh.yaml"
    file.write_text(row.body)
    said = operator("rules", "check", str(file))
    assert row.sha256 in said
    assert said.endswith("phát hiện, 0 chưa được chấp nhận.\n")
    with on("23/12/2025 09:00"):
        assert operator("ledger", "verify").endswith("chuỗi nguyên vẹn.\n")
