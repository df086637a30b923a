"""Section unions of a university: the whole real table, decided by its committee."""

from __future__ import annotations

from pathlib import Path

from congtam.organisation.models import Tenant
from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from tests.journeys import hands
from tests.journeys.chapters.opening import operator
from tests.journeys.chapters.scoring import saved
from tests.journeys.days import moment, on
from tests.journeys.papers import paper
from tests.journeys.province import PACKS, trimmed
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

UNITS = ("dhsh", "dh-kcntt", "dh-ktkt", "dh-ksupham")
SECTIONS = UNITS[1:]
CHAIR, CLERK, HEAD, INSPECTOR = "ct.daihoc", "th.kcntt", "ct.kcntt", "dh.an"
FULL = (
    *("3", "3", "3", "3", "3", "3", "2"), *("2", "2", "2", "9"), *("4", "3", "3", "2", "3"),
    *("2", "2", "4", "2", "2", "3"), *("2", "2", "1"), *("2", "2", "1"), *("2", "3"),
    *("9", "2", "4"),
)  # fmt: skip
LESS = {"CTTC005": "2,5", "CTTC011": "8", "CTTC015": "1", "CTTC031": "6", "CTTC033": "2"}
EVIDENCE = ("CTTC014", "CTTC024", "CTTC030", "CTTC031", "CTTC033")
BONUS = {
    "CTTC031": "Hội thao Khối thi đua số 4; hiến máu tình nguyện; ủng hộ quỹ vắc-xin.",
    "CTTC033": "Hội thảo «Dạy học trực tuyến», công trình phòng máy thực hành.",
}
OTHERS = {
    "dh-ktkt": ("ct.ktkt", {"CTTC011": "7", "CTTC012": "2", "CTTC031": "3", "CTTC033": "0"}),
    "dh-ksupham": ("ct.ksupham", {"CTTC011": "4", "CTTC019": "1", "CTTC031": "0", "CTTC033": "0"}),
}
GUIDELINE = paper("Thông báo về việc chấm điểm, xếp loại công đoàn bộ phận", "Năm học 2020-2021.")
REASON = "Hội thảo mới có kế hoạch, chưa tổ chức; chưa tính điểm công trình."


def packs_are_in_force(folder: Path) -> None:
    pack = folder / "to-chuc.yaml"
    pack.write_text(trimmed(UNITS))
    with on("01/06/2021 08:00") as at:
        operator("pack", "load", str(pack), str(PACKS / "vn-state"), str(PACKS / "sgu-2021"))
        by = hands.mandate("thuongvu.ha", at, "btv")
        for kind in ("calendar", "sheet", "rules", "procedure", "plan", "rulebook"):
            draft = Regulation.objects.get(tenant=Tenant.objects.get(), kind=kind)
            regulations.put_in_force(regulations.check(draft, at=at), by=by, at=at)


def the_university_opens(people: People) -> None:
    with on("07/06/2021 08:00"):
        screen = people.as_(CHAIR, "Ban Chấp hành")
        screen.go("/ky/")
        screen.follow("Ban hành, mở kỳ")
        screen.page.get_by_label("Tệp hướng dẫn đã ký (PDF hoặc Word)").set_input_files(
            {"name": "07-TB-CĐ.pdf", "mimeType": "application/pdf", "buffer": GUIDELINE}
        )
        screen.press("Ban hành, mở kỳ")
        screen.says("Đã ban hành hướng dẫn và mở kỳ đánh giá.")


def a_section_scores(people: People) -> None:
    """All 33 lines in one go by keyboard; then what was missed, what the bonus is for, papers."""
    with on("10/06/2021 08:00"):
        screen = people.as_(CLERK)
        screen.go("/")
        screen.follow("Công đoàn bộ phận tự chấm điểm")
        page = screen.page
        page.locator(".score__input").first.focus()
        for place, points in enumerate(FULL, 1):
            page.keyboard.type(LESS.get(f"CTTC{place:03}", points))
            page.keyboard.press("Enter")
        page.locator(".score__input").last.blur()
        saved(page, "CTTC033")
        for key in LESS:
            box = "reached" if key in BONUS else "missed"
            page.locator(f"#line-{key}-{box}").fill(BONUS.get(key, hands.MISSED))
            page.locator(f"#line-{key}-{box}").blur()
            saved(page, key)
        page.locator("#line-CTTC032-reached").fill("Giải Nhì hội thao, giải Ba hội thi trực tuyến.")
        page.locator("#line-CTTC032-reached").blur()
        saved(page, "CTTC032")
        for key in EVIDENCE:
            _attach(screen, f"line-{key}", f"Minh chứng {key}.pdf")
        for key in ("bao_cao", "danh_sach"):
            _attach(screen, f"dossier-{key}", f"{key}.pdf")
        page.get_by_label("Hoàn thành tốt nhiệm vụ").check()
        screen.says("Đã đủ, có thể nộp.")
        assert page.locator(".dock__total").inner_text() == "87,5 / 95 điểm"
        screen.look()
        screen.shot("50-bang-33-tieu-chi", at="#line-CTTC030")


def _attach(screen: Screen, place: str, name: str) -> None:
    where = screen.page.locator(f"#{place}")
    where.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": paper(name, "Kèm theo.")}
    )
    where.get_by_text(name).wait_for()


def sections_hand_in(people: People) -> None:
    with on("14/06/2021 13:50"):
        screen = people.as_(HEAD, "Chủ tịch CĐBP Khoa CNTT")
        screen.go("/")
        screen.follow("Công đoàn bộ phận tự chấm điểm")
        screen.follow("Nộp hồ sơ")
        screen.press("Nộp hồ sơ")
        screen.says("Nộp đúng hạn")
    at = moment("15/06/2021 09:00")
    for unit, (login, less) in OTHERS.items():
        clerk = hands.Clerk(unit, hands.mandate(login, at, unit=unit), at)
        clerk.fill(less)
        clerk.complete("HTTNV")
        clerk.submit()


def the_standing_committee_scores(people: People) -> None:
    """The group that only the standing committee scores: at most 5 points."""
    with on("24/06/2021 08:30"):
        screen = people.as_(CHAIR, "Ban Thường vụ")
        screen.go("/")
        screen.follow("Ban Thường vụ chấm nhóm TC009")
        boxes = screen.page.locator(".board .score__input")
        with screen.refused(422):
            boxes.first.fill("6")
            boxes.first.blur()
            screen.page.locator(".board .field-error").first.wait_for()
        for box, points in zip(boxes.all(), ("4,75", "3,5", "4"), strict=True):
            box.fill(points)
            box.blur()
        screen.page.wait_for_load_state("networkidle")
        screen.look()
        screen.shot("51-ban-thuong-vu-cham")
        screen.follow("Gửi mọi đơn vị đã đủ")
        screen.press("Gửi đánh giá")
        screen.says("3/3")


def the_inspectors_appraise(people: People) -> None:
    with on("30/06/2021 08:30"):
        screen = people.as_(INSPECTOR, "Ủy ban kiểm tra")
        screen.go("/")
        screen.follow("Ủy ban kiểm tra thẩm định")
        screen.follow("Khoa Công nghệ thông tin")
        line = screen.page.locator("#line-CTTC033")
        line.get_by_label("Lý do thay đổi").fill(REASON)
        line.get_by_label("Điểm thẩm định CTTC033").fill("1")
        line.get_by_label("Điểm thẩm định CTTC033").blur()
        saved(screen.page, "CTTC033")
        screen.page.locator("#dock-figures").get_by_text("91,25").wait_for()
        for level in ("HTXSNV", "HTTNV", "HTTNV"):
            screen.page.get_by_label("Mức đề nghị").select_option(level)
            screen.press("Lưu đề nghị")
            after = screen.page.get_by_role("link", name="Đơn vị sau")
            if after.count():
                screen.follow("Đơn vị sau")
        screen.go("/")
        screen.follow("Ủy ban kiểm tra thẩm định")
        screen.follow("Danh sách đề nghị")
        screen.press("Gửi danh sách 3 đơn vị")


def the_committee_decides_and_publishes(people: People) -> None:
    with on("12/07/2021 14:00"):
        screen = people.as_(CHAIR, "Ban Chấp hành")
        screen.go("/quyet-dinh/")
        screen.follow("Mở phiên họp")
        screen.page.get_by_label("Địa điểm").fill("Văn phòng Công đoàn Trường")
        screen.press("Mở phiên họp")
        for box in screen.page.locator("#co-mat input[type=checkbox]").all():
            box.check()
        screen.press("Lưu điểm danh")
        screen.follow("Chốt danh sách")
        screen.press("Chốt danh sách 3 đơn vị")
        screen.follow("Ban hành, công bố")
        screen.press("Ban hành, công bố")
        screen.says("Đã ban hành quyết định số 01/QĐ-CĐ và công bố kết quả.")
        screen.shot("52-quyet-dinh-cong-doan-bo-phan")
        decision = words_of(screen.download("Tải quyết định"))
        for words in ("Số: 01/QĐ-CĐ", "TM. BAN CHẤP HÀNH", "Khoa Công nghệ thông tin"):
            assert words in decision, words


def a_section_sees_its_result(people: People) -> None:
    with on("13/07/2021 08:00"):
        screen = people.as_(CLERK)
        screen.go("/ho-so/")
        screen.follow("Khoa Công nghệ thông tin")
        screen.follow("Xem kết quả")
        screen.says("Hoàn thành xuất sắc nhiệm vụ")
        screen.says(REASON)
        screen.shot("53-ket-qua-cong-doan-bo-phan")
    with on("14/07/2021 08:00"):
        assert operator("ledger", "verify").endswith("chuỗi nguyên vẹn.\n")
