"""Each writes the one report that is asked: typed or in Word; a collective with its faults."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from congtam.assessments.models import Assessment
from tests.core.filechecks import samples
from tests.journeys import hands, sector
from tests.journeys.chapters.opening import GUIDELINE
from tests.journeys.days import on
from tests.journeys.screen import OWN_PASSWORD, People, Screen
from tests.journeys.strangers import words_of

OFFICER, NEWCOMER, UNION = "cv.tc", "cv.lan", "ct.khelung"
WROTE = {
    "chinh_tri": "Chấp hành nghị quyết, dự đủ ba đợt học tập trong năm.",
    "dao_duc": "Giữ lối sống giản dị, đoàn kết với đồng nghiệp.",
    "tac_phong": "Chủ động lập kế hoạch tháng; có lúc báo cáo nhanh còn dài.",
    "ky_luat": "Thực hiện đúng quy chế làm việc, kê khai tài sản đúng hạn.",
    "ket_qua": "Năm nhiệm vụ được giao đều xong đúng hạn, hai việc vượt mức.",
    "thai_do": "Trả lời cơ sở trong ngày, đi ba công đoàn trực thuộc.",
}
SECOND = "Theo dõi đơn thư của đoàn viên, tham gia hai lớp tập huấn."
GOOD = "Hoàn thành tốt nhiệm vụ"


def the_year_is_opened(people: People) -> None:
    """The rules of the year in force; the standing committee issues the guideline."""
    with on("27/11/2020 08:00") as at:
        sector.loaded(at)
    with on("30/11/2020 08:30"):
        screen = people.as_(sector.CHAIR, "Ban Thường vụ")
        screen.go("/ky/")
        screen.follow("Ban hành, mở kỳ")
        page = screen.page
        page.get_by_label("Tệp hướng dẫn đã ký (PDF hoặc Word)").set_input_files(
            {"name": "31-HD-CĐN.pdf", "mimeType": "application/pdf", "buffer": GUIDELINE}
        )
        screen.press("Ban hành, mở kỳ")
        screen.says("Đã ban hành hướng dẫn và mở kỳ đánh giá.")
        screen.shot("85-mo-ky-kiem-diem")


def saved(page: Page, key: str) -> None:
    page.locator(f"#phan-{key}-form [data-state].is-saved").wait_for()


def words(page: Page, key: str) -> Locator:
    return page.locator(f"#phan-{key}-words")


def typed(page: Page, key: str, text: str) -> None:
    """Written and left: the box saves itself."""
    words(page, key).fill(text)
    words(page, key).blur()
    saved(page, key)


def the_specialist_writes(people: People) -> None:
    with on("01/12/2020 08:30"):
        screen = people.as_(OFFICER)
        screen.go("/")
        screen.follow("Viết báo cáo tự kiểm điểm")
        screen.follow("Hoàng Minh Quân")
        screen.says("không viết bản thứ hai")
        screen.shot("86-ho-so-kiem-diem")
        screen.follow("Bắt đầu viết")
        page = screen.page
        for key, text in WROTE.items():
            typed(page, key, text)
        _two_windows(screen)
        _without_a_line(screen)
        _signed_out(screen)
        page.get_by_role("radio", name=GOOD, exact=True).check()
        page.locator("#muc-form .is-saved").wait_for()
        screen.look()
        screen.shot("87-viet-bao-cao")


def _two_windows(screen: Screen) -> None:
    """The same part in two windows: both texts stand side by side, and are put together."""
    page = screen.page
    other = page.context.new_page()
    other.goto(page.url)
    typed(other, "tac_phong", f"{WROTE['tac_phong']} Đã khắc phục từ quý IV.")
    other.close()
    with screen.refused(409):
        words(page, "tac_phong").fill("Chủ động lập kế hoạch tháng; phối hợp tốt với các ban.")
        words(page, "tac_phong").blur()
        page.get_by_role("heading", name="Hai người cùng sửa phần này").wait_for()
        screen.look()
    page.get_by_role("button", name="Gộp hai bản").click()
    page.get_by_role("heading", name="Hai người cùng sửa phần này").wait_for(state="detached")
    kept = words(page, "tac_phong").input_value()
    assert "phối hợp tốt" in kept
    assert "từ quý IV" in kept


def _without_a_line(screen: Screen) -> None:
    """The line is gone: said at the top, nothing is lost, and it is sent when the line is back."""
    page = screen.page
    page.context.set_offline(True)
    words(page, "cong_doan").fill(SECOND)
    words(page, "cong_doan").blur()
    page.locator("#offline").wait_for()
    page.context.set_offline(False)
    saved(page, "cong_doan")
    page.locator("#offline").wait_for(state="hidden")
    cut_off = "net::ERR_INTERNET_DISCONNECTED"
    screen.faults = [fault for fault in screen.faults if cut_off not in fault]


def _signed_out(screen: Screen) -> None:
    """The session ends while one writes: what was typed stays, and is saved after signing in."""
    page, text = screen.page, "Trả lời cơ sở trong ngày, gần gũi với đoàn viên."
    page.context.clear_cookies(name="congtam")
    with screen.refused(401):
        words(page, "thai_do").fill(text)
        words(page, "thai_do").blur()
        screen.says("Phiên làm việc đã hết nên nội dung vừa gõ chưa được lưu")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại trong thẻ mới").click()
    door = opened.value
    door.get_by_label("Tên đăng nhập").fill(OFFICER)
    door.get_by_label("Mật khẩu").fill(OWN_PASSWORD)
    door.get_by_role("button", name="Đăng nhập").click()
    door.get_by_role("heading", name="Viết báo cáo tự kiểm điểm").wait_for()
    door.close()
    assert words(page, "thai_do").input_value() == text
    typed(page, "thai_do", f"{text} Đi ba đơn vị.")
    screen.glance()


def the_specialist_sends(people: People) -> None:
    """Nothing goes while a part is missing; two presses are one report; it comes back once."""
    with on("01/12/2020 15:00"):
        screen = people.as_(OFFICER)
        page = screen.page
        screen.page.reload()
        words(page, "ket_qua").fill("")
        words(page, "ket_qua").blur()
        page.locator(".dock").get_by_text("Còn thiếu 1 mục").wait_for()
        screen.follow("Gửi báo cáo")
        assert page.get_by_role("button", name="Gửi báo cáo").is_disabled()
        screen.shot("88-con-thieu-muc")
        screen.follow("Quay lại báo cáo")
        typed(page, "ket_qua", WROTE["ket_qua"])
        screen.follow("Gửi báo cáo")
        again = page.url
        page.get_by_role("button", name="Gửi báo cáo").dblclick()
        screen.says("Bản đã gửi được giữ nguyên.")
        screen.look()
        with screen.refused(403):
            page.goto(again)
            page.wait_for_load_state()
        screen.go(f"/kiem-diem/{_file('c05').pk}/")
        screen.follow("Đọc báo cáo")
        printed = screen.download("Tải bản PDF")
        screen.shot_paper("89-bao-cao-pdf", printed)
        assert WROTE["chinh_tri"] in words_of(printed)


def _file(code: str) -> Assessment:
    return Assessment.objects.get(person__code=code)


def the_newcomer_attaches(people: People) -> None:
    """A report written in Word; a page called a document is none."""
    with on("02/12/2020 09:00"):
        screen = people.as_(NEWCOMER)
        screen.go("/")
        screen.follow("Viết báo cáo tự kiểm điểm")
        screen.follow("Vi Thị Lan")
        screen.says("đã làm ở đó 7 tháng trong kỳ")
        screen.shot("90-chuyen-den")
        screen.follow("Bắt đầu viết")
        page = screen.page
        page.get_by_text("Đã viết sẵn báo cáo bằng Word?").click()
        for content, good in ((b"<html>", False), (samples.docx(), True)):
            page.get_by_label("Tệp Word (.docx) hoặc PDF").set_input_files(
                {"name": "Kiểm điểm.docx", "mimeType": "application/zip", "buffer": content}
            )
            with screen.refused(*([] if good else [422])):
                screen.press("Đính kèm")
        screen.says("Đã đính kèm báo cáo.")
        page.get_by_role("radio", name="Hoàn thành xuất sắc nhiệm vụ").check()
        page.locator("#muc-form .is-saved").wait_for()
        screen.shot("91-dinh-kem-word")
        screen.follow("Gửi báo cáo")
        screen.press("Gửi báo cáo")
        screen.says("Bản đã gửi được giữ nguyên.")


def the_committee_writes(people: People) -> None:
    """A collective's report: each fault with the share of the collective and of its head."""
    with on("02/12/2020 14:00"):
        screen = people.as_(UNION, "Ban Chấp hành")
        file = Assessment.objects.get(body__code="bch", unit__code="khelung", person=None)
        screen.go(f"/kiem-diem/{file.pk}/")
        screen.follow("Bắt đầu viết")
        page = screen.page
        for key in ("quan_triet", "chuong_trinh", "suy_thoai", "dan_chu", "kiem_tra"):
            typed(page, key, sector.COLLECTIVE[key])
        page.get_by_role("button", name="Thêm hạn chế, khuyết điểm").click()
        fault = page.locator(".report__fault")
        fault.get_by_label("Nội dung hạn chế, khuyết điểm").fill(sector.FAULT["text"])
        fault.get_by_label("Thời hạn khắc phục").fill("31/02/2021")
        with screen.refused(422):
            fault.get_by_label("Thời hạn khắc phục").blur()
            fault.get_by_text("Nhập ngày dạng 31/03/2021.").wait_for()
        fault.get_by_label("Thời hạn khắc phục").fill("31/03/2021")
        fault.get_by_label("Biện pháp khắc phục").fill(sector.FAULT["remedy"])
        fault.get_by_label("Trách nhiệm của tập thể").fill(sector.FAULT["collective"])
        fault.get_by_label("Biện pháp khắc phục").blur()
        fault.locator("[data-state].is-saved").wait_for()
        page.get_by_role("radio", name=GOOD, exact=True).check()
        page.locator("#muc-form .is-saved").wait_for()
        page.locator(".dock").get_by_text("Còn thiếu").wait_for()  # the share of the head
        fault.get_by_label("người đứng đầu").fill(sector.FAULT["head"])
        fault.get_by_label("người đứng đầu").blur()
        page.locator(".dock").get_by_text("Đã đủ, có thể gửi.").wait_for()
        screen.look()
        screen.shot("92-han-che-tap-the", at=".report__fault")
        screen.follow("Gửi báo cáo")
        screen.press("Gửi báo cáo")
        screen.says("Bản đã gửi được giữ nguyên.")


def the_others_report() -> None:
    with on("02/12/2020 16:00") as at:
        for login, level in sector.REPORTS.items():
            sector.reported(login, level, at)
        by = hands.mandate("ct.baithuong", at, "bch")
        sector.collective_reported("baithuong", by, at)
