"""Early in the year the head assigns; through the year results come in and another checks them."""

from __future__ import annotations

from playwright.sync_api import Locator

from congtam.organisation.models import Body, Mandate
from congtam.records.models import Task
from tests.journeys import hands, sector
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.papers import paper
from tests.journeys.screen import People, Screen

HEAD, OFFICER, OFFICER_NAME = "tb.tc", "cv.tc", "Hoàng Minh Quân"
BOARD = "Trưởng Ban Tổ chức"
FIRST = "Tham mưu kế hoạch kiểm tra, giám sát năm 2020"
LINES = """Nội dung\tHạn\tSản phẩm
Tổng hợp báo cáo quý III\t{third}\tBáo cáo
Rà soát hồ sơ cán bộ các đơn vị\t31/07/2020\tBảng tổng hợp
Hướng dẫn đại hội công đoàn cơ sở\t29/05/2020\tVăn bản hướng dẫn
Lớp bồi dưỡng nghiệp vụ tổ chức\t20/11/2020\tMột lớp, 40 người"""
OTHERS = ("ptb.tc", "tb.cs", "ptb.cs", "cv.cs", "cvp", "vt", "cv.vp", "tb.tc")
BOARDS = {"ban_tc": "tb.tc", "ban_cs": "tb.cs", "van_phong": "cvp"}
FOUND = {  # of five tasks: exceeded, fallen short
    "c03": (3, 0), "c04": (3, 0), "c07": (3, 0), "c08": (2, 0), "c10": (3, 0), "c09": (3, 0),
    "c11": (2, 0), "c12": (0, 2), "ban_tc": (3, 0), "ban_cs": (2, 0), "van_phong": (1, 0),
}  # fmt: skip


def choose(field: Locator, words: str) -> None:
    """The option of a list in which these words stand."""
    value = field.locator("option", has_text=words).first.get_attribute("value")
    field.select_option(value)


def the_organisation_is_loaded() -> None:
    with on("06/01/2020 08:00"):
        assert operator("pack", "load", sector.ORGANISATION).count("\n") == 1


def the_head_assigns(people: People) -> None:
    """One task in the form, four copied from a spreadsheet of which one line is wrong at first."""
    with on("08/01/2020 08:30"):
        screen = people.as_(HEAD, BOARD)
        screen.follow("Sổ nhiệm vụ")
        screen.follow("Sổ của ban, đơn vị")
        screen.follow("Giao việc")
        page = screen.page
        choose(page.get_by_label("Giao cho"), OFFICER_NAME)
        page.get_by_label("Hạn hoàn thành").fill("31/01/2021")
        with screen.refused(422):
            screen.press("Ghi vào sổ")
            screen.says("Chưa ghi nội dung nhiệm vụ.")
        page.get_by_label("Nội dung nhiệm vụ, chỉ tiêu").fill(FIRST)
        with screen.refused(422):
            screen.press("Ghi vào sổ")
            screen.says("Hạn hoàn thành phải nằm trong năm 2020.")
        page.get_by_label("Hạn hoàn thành").fill("31/03/2020")
        page.get_by_label("Sản phẩm").fill("Kế hoạch ban hành")
        screen.press("Ghi vào sổ")
        screen.says(f"Đã giao 1 nhiệm vụ cho {OFFICER_NAME}")
        _pasted(screen)


def _pasted(screen: Screen) -> None:
    screen.follow("Nhập nhiều dòng")
    page = screen.page
    page.get_by_label("Các dòng chép từ Excel").fill(LINES.format(third="31/09/2020"))
    with screen.refused(422):
        screen.press("Nhập các dòng này")
        page.locator("tr.is-wrong .field-error").first.wait_for()
    screen.shot("80-nhap-nhieu-dong")
    page.get_by_label("Các dòng chép từ Excel").fill(LINES.format(third="30/09/2020"))
    screen.press("Nhập các dòng này")
    screen.says(f"Đã giao 4 nhiệm vụ cho {OFFICER_NAME}")
    screen.shot("81-so-nhiem-vu")


def results_come_in(people: People) -> None:
    """A result with its product, pressed twice; a day that is still to come is refused."""
    with on("27/03/2020 15:00"):
        screen = people.as_(OFFICER, "Chuyên viên Ban Tổ chức")
        screen.follow("Sổ nhiệm vụ")
        screen.follow(FIRST)
        screen.follow("Báo kết quả")
        page = screen.page
        page.get_by_role("radio", name="Đã hoàn thành").check()
        page.get_by_label("Ngày hoàn thành").fill("26/03/2020")
        page.get_by_label("Vượt mức yêu cầu").check()
        page.get_by_label("Kết quả, sản phẩm đã có").fill("Kế hoạch số 04/KH ban hành sớm 5 ngày.")
        _product(screen)
        screen.shot("82-bao-ket-qua")
        page.get_by_label("Ngày hoàn thành").fill("30/03/2020")
        with screen.refused(422):
            screen.press("Báo kết quả")
            screen.says("Ngày hoàn thành không thể sau hôm nay.")
        page.get_by_label("Ngày hoàn thành").fill("26/03/2020")
        _product(screen)
        page.get_by_role("button", name="Báo kết quả").dblclick()
        screen.says("Kết quả được tính sau khi có người kiểm tra.")
        assert Task.objects.get(title=FIRST).version == 2
    with on("20/11/2020 16:00") as at:
        sector.finished(hands.mandate(OFFICER, at, "ban_tc"), at)


def _product(screen: Screen) -> None:
    content = paper("Kế hoạch kiểm tra, giám sát", "Năm 2020.")
    screen.page.get_by_label("Tệp minh chứng").set_input_files(
        {"name": "04-KH.pdf", "mimeType": "application/pdf", "buffer": content}
    )


def the_head_checks(people: People) -> None:
    """What departs from the report needs words; what is left for later stays."""
    with on("23/11/2020 09:00"):
        screen = people.as_(HEAD, BOARD)
        screen.go("/nhiem-vu/kiem-tra/")
        page = screen.page
        for row in page.locator(".checks > li").all():
            row.get_by_text("Hoàn thành", exact=True).click()
        row = page.locator(".checks > li", has_text="Rà soát hồ sơ")
        row.get_by_label("Vượt mức").check()
        screen.shot("83-kiem-tra-ket-qua")
        with screen.refused(422):
            screen.press("Lưu các kết luận")
            screen.says("Nêu ý kiến khi kết luận khác với báo cáo.")
        row = page.locator(".checks > li", has_text="Rà soát hồ sơ")
        row.get_by_label("Ý kiến").fill("Rà soát thêm hai đơn vị ngoài kế hoạch.")
        screen.press("Lưu các kết luận")
        screen.says("Đã lưu kết luận 1 nhiệm vụ.")
    with on("23/11/2020 10:00"):
        screen = people.as_(OFFICER)
        screen.go("/nhiem-vu/")
        figures = screen.page.get_by_role("list", name="Tổng hợp").get_by_role("listitem")
        assert [one.split()[0] for one in figures.all_inner_texts()] == ["5", "5", "2", "0", "0"]
        screen.shot("84-so-cua-toi")


def the_other_registers_are_kept() -> None:
    """The deputy chair assigns to all boards and people; in November their results are checked."""
    with on("09/01/2020 08:00") as at:
        by = hands.mandate(sector.DEPUTY_CHAIR, at, "btv")
        for login in OTHERS:
            sector.assigned(_post(login), by, at)
        for code in BOARDS:
            sector.assigned(Body.objects.get(code=code, unit__code="cdn"), by, at)
    with on("03/08/2020 08:00") as at:
        head = hands.mandate(HEAD, at, "ban_tc")
        sector.assigned(hands.mandate("cv.lan", at, "ban_tc"), head, at)
    with on("20/11/2020 14:00") as at:
        for login in (*OTHERS, "cv.lan"):
            sector.finished(_post(login), at)
        for code, login in BOARDS.items():
            board = Body.objects.get(code=code, unit__code="cdn")
            sector.finished(hands.mandate(login, at, code), at, board)
    with on("24/11/2020 08:00") as at:
        sector.checked(hands.mandate(sector.DEPUTY_CHAIR, at, "btv"), at, FOUND)
        sector.checked(hands.mandate(HEAD, at, "ban_tc"), at, {"c06": (5, 0)})


def _post(login: str) -> Mandate:
    """The post by which somebody stands in the agency: that in a board."""
    found = Mandate.objects.filter(person__login=login, body__code__in=BOARDS)
    return found.select_related("person", "body", "tenant").get()
