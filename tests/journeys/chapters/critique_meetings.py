"""What is said of each: the former unit, the conference, the party committee, the paper outside."""

from __future__ import annotations

from playwright.sync_api import Locator

from congtam.assessments.models import Assessment
from congtam.meetings.models import Meeting
from tests.journeys import hands, sector
from tests.journeys.chapters.registers import choose
from tests.journeys.days import on
from tests.journeys.papers import scan
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

SECRETARY, OFFICER, BEST = "vt", "cv.tc", "Hoàn thành xuất sắc nhiệm vụ"
GOOD = "Hoàn thành tốt nhiệm vụ"
DEPUTY = "Trịnh Thu Hà"
BOTH = {"tb.tc": "Bí thư Chi bộ", "ptb.cs": "Chi ủy viên"}
FORMER = "Bảy tháng tại đơn vị hoàn thành tốt việc được giao, được tập thể tín nhiệm."
VOICES = {
    "Trịnh Thu Hà": "Làm việc có trách nhiệm, phối hợp tốt; đề nghị đi cơ sở nhiều hơn.",
    "Lương Văn Bình": "Nhất trí với bản tự kiểm điểm; kết quả có sản phẩm rõ ràng.",
}
PARTY = "Phẩm chất tốt, điều hành Ban đúng quy chế; Chi ủy thống nhất mức tự xếp."


def the_former_unit_speaks(people: People) -> None:
    """Seven months were served there: no conference before its words, and no empty ones."""
    with on("03/12/2020 08:00"):
        screen = people.as_("pct.khelung", "Phó Chủ tịch")
        screen.go("/kiem-diem/y-kien/")
        screen.follow("Vi Thị Lan")
        said = screen.page.get_by_role("textbox", name="Nhận xét, đánh giá")
        said.fill(FORMER)
        screen.shot("93-y-kien-noi-cu")
        said.fill("")
        with screen.refused(422):
            screen.press("Gửi ý kiến")
            screen.says("Chưa có ý kiến về Vi Thị Lan")
        said.fill(FORMER)
        screen.press("Gửi ý kiến")
        screen.says("Đã gửi ý kiến về Vi Thị Lan.")


def the_conference_is_called(people: People) -> None:
    with on("03/12/2020 14:00"):
        screen = people.as_(SECRETARY, "Thư ký hội nghị Cơ quan")
        screen.follow("Hội nghị kiểm điểm")
        screen.follow("Mở hội nghị")
        page = screen.page
        choose(page.get_by_label("Chủ trì"), "Đinh Công Thiện")
        with screen.refused(422):
            screen.press("Mở hội nghị")
            screen.says("Ghi địa điểm họp.")
        page.get_by_label("Địa điểm").fill("Phòng họp số 2, trụ sở Công đoàn ngành")
        screen.press("Mở hội nghị")
        screen.says("Đã mở hội nghị.")
        away = page.locator(".presence", has_text="Ngô Đức Vinh")
        away.get_by_role("checkbox").uncheck()
        away.get_by_role("textbox").fill("Đi công tác cơ sở")
        screen.press("Lưu điểm danh")
        screen.says("Đã ghi người có mặt.")
        page.get_by_label("Khai mạc, lý do, khách mời").fill(
            "Đồng chí Chủ tịch khai mạc, nêu lý do."
        )
        screen.press("Lưu phần mở đầu")
        screen.says("Đã lưu phần mở đầu.")
        screen.look()
        screen.shot("94-hoi-nghi")


def the_specialist_is_heard(people: People) -> None:
    """Opinions under their names; «chưa rõ» needs words, and no more agree than are present."""
    with on("03/12/2020 14:30"):
        screen = people.as_(SECRETARY)
        screen.follow("Hoàng Minh Quân")
        screen.press("Đã trình bày, ghi ý kiến")
        page = screen.page
        with screen.refused(422):
            screen.press("Ghi ý kiến")
            page.locator("#words_error").wait_for()
        for name, said in VOICES.items():
            choose(page.get_by_label("Người phát biểu"), name)
            page.get_by_label("Ý kiến", exact=True).fill(said)
            screen.press("Ghi ý kiến")
            page.locator(".voice", has_text=name).wait_for()
        _concluded(screen)
        screen.look()
        screen.shot("95-ket-luan-hoi-nghi")


def _concluded(screen: Screen) -> None:
    page = screen.page
    for question, answer in (
        ("tiêu chí chung", "Chưa rõ"),
        ("suy thoái", "Không"),
        ("hiệu quả cao", "Có"),
        ("xử lý kỷ luật", "Không"),
    ):
        _ask(screen, question).get_by_role("radio", name=answer, exact=True).check()
    page.get_by_label("Mức hội nghị đề nghị").select_option(label=GOOD)
    page.get_by_label("Số ý kiến đồng ý").fill("40")
    with screen.refused(422):
        screen.press("Lưu kết luận")
        page.locator("#ket-luan .field-error").first.wait_for()
    _ask(screen, "tiêu chí chung").get_by_role("radio", name="Có", exact=True).check()
    with screen.refused(422):
        screen.press("Lưu kết luận")
        page.locator("#ket-luan .field-error").first.wait_for()
    page.get_by_label("Số ý kiến đồng ý").fill("10")
    screen.press("Lưu kết luận")
    screen.page.locator("#ket-luan .field-error").wait_for(state="detached")


def _ask(screen: Screen, words: str) -> Locator:
    return screen.page.locator("fieldset.ask", has_text=words)


def the_others_are_heard(people: People) -> None:
    """Nobody writes down what is said of themself; the minutes wait until all are heard."""
    with on("03/12/2020 16:00") as at:
        screen = people.as_(SECRETARY)
        meeting = Meeting.objects.get(body__code="co_quan")
        screen.go(f"/hoi-nghi/{meeting.pk}/")
        screen.follow("Đỗ Thị Ngân")
        screen.says("Không ai tự đánh giá, tự quyết định về mình.")
        screen.go(f"/hoi-nghi/{meeting.pk}/thong-qua/")
        assert screen.page.get_by_role("button", name="Hội nghị đã thông qua").is_disabled()
        keepers = [hands.mandate(one, at, "co_quan") for one in (SECRETARY, sector.CHAIR)]
        sector.heard(meeting, keepers, at, but=("c05",))
    with on("03/12/2020 17:00"):
        screen.go(f"/hoi-nghi/{meeting.pk}/thong-qua/")
        screen.shot("96-thong-qua-bien-ban")
        page = screen.page
        page.get_by_role("button", name="Hội nghị đã thông qua").dblclick()
        screen.says("Biên bản đã được thông qua.")
        answer = page.request.get(f"{people.address}/hoi-nghi/{meeting.pk}/bien-ban.pdf")
        screen.shot_paper("97-bien-ban-hoi-nghi-pdf", answer.body())
        said = words_of(answer.body())
        assert VOICES["Lương Văn Bình"] in said
        assert "Đi công tác cơ sở" in said


def the_specialist_amends(people: People) -> None:
    """What was said is taken in: an amended report, which says something new."""
    with on("04/12/2020 08:30"):
        screen = people.as_(OFFICER)
        file = Assessment.objects.get(person__code="c05")
        screen.go(f"/kiem-diem/{file.pk}/")
        screen.follow("Bổ sung")
        screen.follow("Gửi bản bổ sung")
        with screen.refused(422):
            screen.press("Gửi bản bổ sung")
            screen.says("Báo cáo chưa thay đổi gì so với bản đã gửi.")
        screen.follow("Quay lại báo cáo")
        page = screen.page
        page.locator("#phan-ket_qua-words").fill("Tiếp thu: quý I/2021 đi ít nhất hai đơn vị.")
        page.locator("#phan-ket_qua-words").blur()
        page.locator("#phan-ket_qua-form [data-state].is-saved").wait_for()
        screen.follow("Gửi bản bổ sung")
        screen.press("Gửi bản bổ sung")
        screen.says("Bản đã gửi được giữ nguyên.")
        screen.says("Bản bổ sung")
        screen.shot("98-ban-bo-sung")


def the_party_cell_speaks(people: People) -> None:
    """Of the deputy, by two of the committee at once; of themself nobody."""
    with on("05/12/2020 09:00"):
        first, second = (people.as_(login, role) for login, role in BOTH.items())
        for screen in (first, second):
            screen.go("/kiem-diem/y-kien/")
            screen.follow(DEPUTY)
        second.page.get_by_role("textbox", name="Nhận xét, đánh giá").fill(
            "Điều hành Ban đúng quy chế."
        )
        second.press("Lưu nháp")
        second.says("Đã lưu nháp ý kiến")
        first.page.get_by_role("textbox", name="Nhận xét, đánh giá").fill("Phẩm chất tốt.")
        with first.refused(409):
            first.press("Gửi ý kiến")
            first.says("Hai người cùng ghi ý kiến này")
        first.shot("99-y-kien-chi-uy")
        first.page.get_by_role("textbox", name="Nhận xét, đánh giá").fill(PARTY)
        first.page.get_by_label("Mức đề nghị").select_option(label=GOOD)
        first.press("Gửi ý kiến")
        first.says(f"Đã gửi ý kiến về {DEPUTY}.")
        _of_oneself(second)


def _of_oneself(screen: Screen) -> None:
    screen.go("/kiem-diem/y-kien/")
    screen.follow("Mai Thị Thu")
    screen.says("Không ai tự đánh giá, tự quyết định về mình.")
    assert screen.page.get_by_role("button", name="Gửi ý kiến").count() == 0


def the_union_holds_its_own() -> None:
    """Two unions: the committee's own conference, then the collective that leads the company."""
    with on("04/12/2020 14:00") as at:
        for unit, chair, keeper in (
            ("khelung", "ct.khelung", "uv2.khelung"),
            ("baithuong", "ct.baithuong", "uv2.baithuong"),
        ):
            both = [hands.mandate(login, at, "bch") for login in (keeper, chair)]
            sector.held("bch", unit, both, at)
    with on("05/12/2020 14:00") as at:
        for unit in ("khelung", "baithuong"):
            keeper = hands.mandate(f"thuky.{unit}", at, "ban_lanh_dao")
            sector.held("ban_lanh_dao", unit, [keeper], at)


def a_paper_comes_from_outside(people: People) -> None:
    """The party committee's words: number, day and scan, written down by its desk here."""
    with on("07/12/2020 09:00") as at:
        screen = people.as_("pct.khelung", "Phó Chủ tịch")
        screen.go("/kiem-diem/y-kien/")
        screen.follow("Vũ Mạnh Cường")
        page = screen.page
        page.get_by_label("Ngày văn bản").fill("05/12/2020")
        page.get_by_label("Nội dung chính").fill("Đảng ủy thống nhất với nhận xét của tập thể.")
        page.get_by_label("Mức xếp loại nêu trong văn bản").select_option(label=BEST)
        with screen.refused(422):
            screen.press("Ghi ý kiến")
            screen.says("Ghi số, ký hiệu văn bản.")
            screen.says("Đính kèm bản chụp văn bản.")
        page.get_by_label("Số, ký hiệu").fill("58-CV/ĐU")
        with screen.refused(422):
            _scanned(screen, b"<html><script>1</script></html>")
            screen.says("Chỉ nhận tệp PDF, Word (.docx)")
        _scanned(screen, scan())
        screen.says("Đã ghi văn bản.")
        screen.shot("100-van-ban-cap-uy")
        for unit, login in (("khelung", "pct.khelung"), ("baithuong", "pct.baithuong")):
            sector.committee_papers(unit, hands.mandate(login, at, "bch"), at)


def _scanned(screen: Screen, content: bytes) -> None:
    screen.page.get_by_label("Bản chụp văn bản").set_input_files(
        {"name": "58-CV-ĐU.png", "mimeType": "image/png", "buffer": content}
    )
    screen.press("Ghi ý kiến")


def the_other_opinions_come() -> None:
    with on("08/12/2020 09:00") as at:
        sector.opinions("chi_uy", hands.mandate("cvp", at, "chi_uy"), at)
