"""The chair completes the file and hands it in; the others do; one is late."""

from __future__ import annotations

from congtam.jobs.actions import run_due
from tests.journeys import hands
from tests.journeys.chapters.scoring import saved
from tests.journeys.days import moment, on
from tests.journeys.papers import paper
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

CHAIR, LATE = "ct.benhvien", "ct.dienluc"
NO_BONUS = {"nt_01": "0", "nt_02": "0", "nt_03": "khong"}
OTHERS = {  # unit: its chair, what is less than the most, the level it proposes
    "bvsn": (
        "ct.bvsn",
        {"n1_01": "3", "n1_06": "3", "n2_05": "1", "n2_07": "4", "n2_12": "0", "n3_03": "2"}
        | {"nt_01": "0", "nt_02": "0"},
        "HTTNV",
    ),
    "cdyt": (
        "ct.cdyt",
        {"n1_03": "2", "n1_04": "1", "n1_06": "2", "n2_01": "2", "n2_05": "1", "n3_01": "2"}
        | NO_BONUS,
        "HTTNV",
    ),
    "chuyen": (
        "ct.chuyen",
        {"n1_01": "2", "n1_08": "1", "n1_13": "1", "n2_01": "1", "n2_03": "2", "n2_07": "3"}
        | {"n2_08": "khong", "n3_02": "1", "n3_04": "1"}
        | NO_BONUS,
        "HTTNV",
    ),
    "may": (
        "ct.may",
        {"n1_02": "khong", "n1_03": "1", "n1_06": "1", "n2_01": "1", "n2_03": "2", "n2_05": "0"}
        | {"n2_07": "1", "n2_08": "khong", "n3_01": "1", "n3_03": "1"}
        | NO_BONUS,
        "HTNV",
    ),
}
LATE_LINES = {"n1_03": "2", "n2_07": "3", "n3_01": "2", "nt_01": "0", "n1_13": "2"}
BEST = "HTXSNV"


def the_chair_completes(people: People) -> None:
    with on("03/11/2021 14:00"):
        screen = people.as_(CHAIR)
        screen.go("/")
        screen.follow("Tự chấm điểm, đánh giá, xếp loại")
        screen.says("Còn thiếu gì trước khi nộp")
        screen.shot("12-con-thieu", at="#gaps")
        _lines(screen)
        _facts(screen)
        _dossier(screen)
        screen.page.get_by_label("Hoàn thành xuất sắc nhiệm vụ").check()
        screen.says("Đã đủ, có thể nộp.")
        assert screen.page.locator(".dock__total").inner_text() == "95,5 / 100 điểm"
        screen.says("Dự kiến: Hoàn thành xuất sắc nhiệm vụ")
        screen.look()
        screen.shot("13-khai-va-ho-so", at="#facts")


def _lines(screen: Screen) -> None:
    """The lines the clerk had left: words, and evidence where the sheet asks for it."""
    page = screen.page
    for key in ("n1_02", "n1_03", "n1_04", "n1_05", "n1_06"):
        page.locator(f"#line-{key}-reached").fill(hands.REACHED)
        page.locator(f"#line-{key}-reached").blur()
        saved(page, key)
    for key in ("n1_02", "n1_03", "n1_06"):
        _attach(screen, f"line-{key}", f"Minh chứng {key}.pdf")


def _attach(screen: Screen, place: str, name: str) -> None:
    """Choose a file; it is kept once its name stands at the place."""
    where = screen.page.locator(f"#{place}")
    content = paper(name, "Kèm theo hồ sơ tự chấm điểm.")
    where.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    where.get_by_text(name).wait_for()


def _facts(screen: Screen) -> None:
    page = screen.page
    for key in ("tai_nan_chet_nguoi", "ngung_viec_trai_luat", "ky_luat_canh_cao"):
        page.locator(f"#fact-{key}").get_by_role("radio", name="Không", exact=True).check()
        page.locator(f"#fact-{key} .is-saved").wait_for()


def _dossier(screen: Screen) -> None:
    _attach(screen, "dossier-tu_cham", "Hồ sơ tự chấm điểm 2021.pdf")
    _attach(screen, "dossier-bao_cao_tong_ket", "Báo cáo tổng kết 2021.pdf")
    for key in ("so_bch", "so_ubkt", "so_nu_cong"):
        place = screen.page.locator(f"#dossier-{key}")
        place.get_by_role("button", name="Sẽ gửi kèm sổ này").click()
        place.get_by_text("Gửi kèm", exact=True).wait_for()


def the_chair_hands_in(people: People) -> None:
    with on("04/11/2021 09:00"):
        screen = people.as_(CHAIR)
        screen.follow("Vì sao?")
        screen.shot("14-vi-sao")
        screen.page.go_back()
        screen.follow("Bản in")
        printed = screen.download("Tải bản PDF")
        screen.shot_paper("43-phieu-cham-pdf", printed)
        sheet = words_of(printed)
        assert "PHIẾU CHẤM ĐIỂM, XẾP LOẠI" in sheet
        assert "95,5" in sheet
        screen.page.go_back()
        screen.follow("Nộp hồ sơ")
        screen.shot("15-nop-ho-so")
        again = screen.page.url
        screen.press("Nộp hồ sơ")
        screen.says("Nộp đúng hạn")
        screen.shot("16-bien-nhan")
        code = screen.page.locator(".receipt__code").inner_text()
        receipt = words_of(screen.download("Tải bản PDF"))
        assert "GIẤY BIÊN NHẬN HỒ SƠ" in receipt
        assert code in receipt
        with screen.refused(403):
            screen.page.goto(again)
            screen.says("Bước «Tự chấm điểm, đánh giá, xếp loại» đã xong.")
        screen.go("/")


def the_other_unions_hand_in() -> None:
    """Four unions score through the actions; the fifth, of Điện lực, is ready but forgets."""
    at = moment("04/11/2021 15:00")
    for unit, (login, less, level) in OTHERS.items():
        clerk = hands.Clerk(unit, hands.mandate(login, at, unit=unit), at)
        clerk.fill(less)
        clerk.complete(level)
        clerk.submit()
    clerk = hands.Clerk("dienluc", hands.mandate(LATE, at), at)
    clerk.fill(LATE_LINES)
    clerk.complete(BEST)


def one_union_is_late(people: People) -> None:
    """The last day is 05/11; on 06/11 the file is taken with a reason, and counted as late."""
    with on("05/11/2021 07:05") as at:
        assert "remind" in run_due(at)
    with on("06/11/2021 07:30"):
        screen = people.as_("thuongvu.ha", "Ban Thường vụ")
        screen.go("/tong-quan/")
        screen.says("Tiến độ theo tổ phụ trách")
        screen.shot("31-tong-quan")
    with on("06/11/2021 08:00"):
        screen = people.as_(LATE)
        screen.says("Quá hạn 1 ngày")
        screen.shot("17-qua-han")
        screen.follow("Tự chấm điểm, đánh giá, xếp loại")
        screen.follow("Nộp hồ sơ")
        with screen.refused(422):
            screen.press("Nộp hồ sơ")
            screen.says("Đã quá hạn nộp. Nêu lý do nộp muộn để hồ sơ được tiếp nhận.")
        screen.page.goto(screen.page.url)
        screen.page.get_by_label("Lý do nộp muộn").fill(
            "Cán bộ phụ trách phải cách ly tập trung từ ngày 28/10 nên nộp chậm một ngày."
        )
        screen.shot("18-nop-muon")
        screen.press("Nộp hồ sơ")
        screen.says("Nộp muộn, đã nhận")
