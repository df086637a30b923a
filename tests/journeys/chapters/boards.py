"""Boards write on their field for every union and send; only then they see the self-scores."""

from __future__ import annotations

from tests.journeys import hands
from tests.journeys.chapters.opening import UNIONS
from tests.journeys.days import moment, on
from tests.journeys.screen import People

HEAD = "cspl.oanh"
OTHERS = {
    "ban_tckt": "tckt.dung",
    "ban_tgnc": "tgnc.y",
    "ban_tc": "taichinh.hue",
    "van_phong": "vanphong.thai",
}
WORDS = {
    "Bệnh viện Đa khoa": "Đủ các mặt công tác; quy chế dân chủ chưa sơ kết 6 tháng đầu năm.",
    "Bệnh viện Sản - Nhi": "Còn một kiến nghị về bảo hiểm chưa theo dõi việc khắc phục.",
}


def one_board_writes_and_sends(people: People) -> None:
    with on("04/11/2021 14:00"):
        screen = people.as_(HEAD, "Ban Chính sách - Pháp luật")
        screen.go("/")
        screen.follow("Các ban đánh giá theo lĩnh vực")
        page = screen.page
        assert page.get_by_text("Điểm tự chấm mở ra sau khi ban gửi phần của mình").count() == 1
        for box in page.get_by_label("Ý kiến chung về").all():
            name = box.evaluate("it => it.labels[0].innerText")
            said = next((w for unit, w in WORDS.items() if unit in name), "Thực hiện đủ, đúng hạn.")
            box.fill(said)
            box.blur()
        row = screen.row("Bệnh viện Đa khoa")
        row.get_by_role("link", name="Ghi nhận xét 1.01").click()
        row.get_by_label("Chưa đạt 1.01").fill("Chưa sơ kết quy chế phối hợp 6 tháng.")
        row.get_by_label("Chưa đạt 1.01").blur()
        row.locator(".matrix__cell .is-saved").nth(1).wait_for()
        screen.page.wait_for_load_state("networkidle")
        screen.look()
        screen.shot("19-ban-theo-linh-vuc")
        screen.follow("Gửi mọi đơn vị đã đủ")
        screen.says(f"Gửi đánh giá của {len(UNIONS)} đơn vị?")
        screen.shot("20-ban-gui")
        screen.press("Gửi đánh giá")
        screen.says(f"{len(UNIONS)}/{len(UNIONS)}")


def the_other_boards_do() -> None:
    at = moment("05/11/2021 10:00")
    for body, login in OTHERS.items():
        hands.speak("ban", body, UNIONS, hands.mandate(login, at, body), at)
