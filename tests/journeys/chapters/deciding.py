"""From the teams' lists to the published decision."""

from __future__ import annotations

from congtam.assessments.models import Assessment
from congtam.standings import actions as standings
from tests.journeys import hands
from tests.journeys.chapters.opening import UNIONS
from tests.journeys.days import moment, on
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

TEAM_HEAD, CONSOLIDATOR, CHAIR = "thuongvu.anh", "tckt.dung", "thuongvu.ha"
WHY = "Chỉ tiêu xuất sắc không quá 20%; đơn vị nộp hồ sơ muộn nên xét mức liền kề."
MINUTES = (
    "Ban Tổ chức - Kiểm tra trình danh sách 6 công đoàn cơ sở. Ban Thường vụ thảo luận, thống nhất "
    "mức của 5 đơn vị; riêng CĐCS Công ty Điện lực xét mức hoàn thành tốt vì vượt tỷ lệ."
)


def the_team_sends_its_list(people: People) -> None:
    with on("15/11/2021 14:00"):
        screen = people.as_(TEAM_HEAD, "Tổ công tác số 1")
        screen.go("/")
        screen.follow("Tổ công tác thẩm định, đề nghị mức xếp loại")
        screen.follow("Danh sách đề nghị")
        screen.shot("28-gui-danh-sach")
        screen.press("Gửi danh sách 4 đơn vị")
        screen.says("Đã gửi danh sách lần 1.")
    at = moment("16/11/2021 09:00")
    files = Assessment.objects.filter(unit__code__in=("dienluc", "may"))
    standings.send_list(
        files[0].track_id, "tham_dinh", units=[f.pk for f in files], reasons={},
        by=hands.mandate("tgnc.y", at, "to_4"), at=at,
    )  # fmt: skip


def the_table_is_consolidated(people: People) -> None:
    with on("19/11/2021 08:00"):
        screen = people.as_(CONSOLIDATOR, "Trưởng Ban Tổ chức - Kiểm tra")
        screen.go("/")
        screen.follow("Ban Tổ chức - Kiểm tra tổng hợp")
        assert screen.page.get_by_text("2/1").count() == 1  # proposed: two of at most one
        screen.look()
        screen.shot("29-bang-tong-hop")
        screen.shot("30-ty-le", at="#quota")
        printed = screen.download("Tải bản PDF")
        screen.shot_paper("44-bang-tong-hop-pdf", printed)
        table = words_of(printed)
        assert "BẢNG TỔNG HỢP" in table
        assert "Công đoàn cơ sở Bệnh viện Đa khoa tỉnh" in table
        screen.follow("Danh sách gửi đi")
        screen.press(f"Gửi danh sách {len(UNIONS)} đơn vị")
        screen.says("Đã gửi danh sách lần 1.")


def the_session_is_held(people: People) -> None:
    with on("02/12/2021 14:00"):
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/quyet-dinh/")
        screen.follow("Mở phiên họp")
        screen.page.get_by_label("Địa điểm").fill("Phòng họp tầng 2, trụ sở LĐLĐ tỉnh")
        screen.page.get_by_label("Thư ký").select_option(index=4)
        screen.press("Mở phiên họp")
        screen.says("Đã mở phiên họp.")
        _attendance(screen)
        _departs_once(screen)
        screen.look()
        screen.shot("32-phien-hop")


def _attendance(screen: Screen) -> None:
    page = screen.page
    members = page.locator("#co-mat input[type=checkbox]")
    for box in members.all()[:-1]:
        box.check()
    page.locator("#co-mat .attendee input[type=text], #co-mat .attendee .form-control").last.fill(
        "Đi công tác"
    )
    screen.press("Lưu điểm danh")
    screen.says("Đã ghi thành viên có mặt.")
    page.get_by_label("Nội dung thảo luận, ý kiến, kết luận").fill(MINUTES)
    screen.press("Lưu biên bản")
    screen.says("Đã lưu biên bản.")


def _departs_once(screen: Screen) -> None:
    """Another level than the proposed one needs a reason; the quota follows at once."""
    row = screen.page.get_by_role("row").filter(has_text="Công ty Điện lực")
    row.locator("summary").click()
    with screen.refused(422):
        row.get_by_label("Mức quyết định").select_option("HTTNV")
        row.get_by_role("button", name="Lưu mức").click()
        row.locator(".field-error").wait_for()
    row.get_by_label("Lý do, khi khác mức đề nghị").fill(WHY)
    row.get_by_role("button", name="Lưu mức").click()
    row.get_by_text("Đã lưu").wait_for()
    screen.page.locator("#quota").get_by_text("1/1").wait_for()


def the_list_is_sealed_and_published(people: People) -> None:
    with on("02/12/2021 16:00"):
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/quyet-dinh/")
        screen.follow("Công đoàn cơ sở trực thuộc tỉnh")
        screen.follow("Chốt danh sách")
        screen.shot("33-chot-danh-sach")
        screen.press("Chốt danh sách 6 đơn vị")
        screen.says("Đã chốt danh sách. Tiếp theo: ban hành quyết định.")
    with on("06/12/2021 08:00"):
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/quyet-dinh/")
        screen.follow("Công đoàn cơ sở trực thuộc tỉnh")
        screen.follow("Ban hành, công bố")
        screen.page.get_by_label("Số văn bản").fill("318")
        screen.shot("34-ban-hanh")
        screen.press("Ban hành, công bố")
        screen.says("Đã ban hành quyết định số 318/QĐ-LĐLĐ và công bố kết quả.")
        screen.shot("35-da-cong-bo")
        printed = screen.download("Tải quyết định")
        screen.shot_paper("45-quyet-dinh-pdf", printed)
        decision = words_of(printed)
        for words in (
            "Số: 318/QĐ-LĐLĐ",
            "ngày 06 tháng 12 năm 2021",
            "TM. BAN THƯỜNG VỤ",
            "Nguyễn Việt Hà",
            "Công đoàn cơ sở Bệnh viện Đa khoa tỉnh",
            "Hoàn thành xuất sắc nhiệm vụ",
        ):
            assert words in decision, words
        screen.go("/tong-quan/")
        screen.says("Phân bố mức xếp loại")
        screen.shot("42-tong-quan-cuoi-nam")
