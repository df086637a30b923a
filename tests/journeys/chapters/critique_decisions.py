"""One decides alone on the agency, a session on the units; below first, then above."""

from __future__ import annotations

from congtam.assessments.models import Assessment
from tests.journeys import sector
from tests.journeys.days import on
from tests.journeys.screen import People, Screen
from tests.journeys.strangers import words_of

CHAIR, ALONE, TOGETHER = sector.CHAIR, "Thường trực", "Ban Thường vụ"
BEST = "Hoàn thành xuất sắc nhiệm vụ"
GOOD = "Hoàn thành tốt nhiệm vụ"
FAIR = "Hoàn thành nhiệm vụ"
AGENCY, HEADS = "Chuyên viên Cơ quan", "Phó Trưởng ban và tương đương trở lên"
COMMITTEES = "Ban Chấp hành công đoàn cơ sở trực thuộc"
CHAIRS = "Chủ tịch công đoàn cơ sở trực thuộc"
DEPARTS = "Mới về Ban từ tháng 8, một lĩnh vực chính còn do đồng chí khác đảm nhiệm."
SILENT = "Hai trong năm việc chưa bảo đảm chất lượng; văn bản để ngỏ, xét cả quá trình."
UNION = "Văn bản không nêu điều kiện; căn cứ báo cáo, hội nghị và ý kiến cấp ủy."
TIED = "Cá nhân có thành tích nổi bật trong phòng chống dịch."


def a_missing_opinion_stops_it(people: People) -> None:
    """Without the party committee's words the file is not on the list, and the page says so."""
    with on("07/12/2020 15:00"):
        screen = people.as_(CHAIR, ALONE)
        screen.go("/quyet-dinh/")
        screen.follow(f"Xét, quyết định {HEADS}")
        missing = screen.page.locator("li", has_text="Mai Thị Thu")
        missing.get_by_text("Chi ủy Cơ quan").wait_for()
        assert screen.page.get_by_role("checkbox", name="Mai Thị Thu").count() == 0
        screen.shot("101-con-thieu-y-kien")


def the_level_above_waits(people: People) -> None:
    """The deputy's level asks for those below, who are not decided: unknown, and whom to ask."""
    with on("09/12/2020 08:00"):
        screen = people.as_(CHAIR)
        screen.go(f"/kiem-diem/{_file('c04').pk}/vi-sao/")
        screen.page.get_by_role("heading", name="Còn thiếu, và hỏi ai").wait_for()
        screen.says("Chờ quyết định xếp loại người dưới quyền")
        screen.shot("102-cho-cap-duoi")


def _file(code: str) -> Assessment:
    return Assessment.objects.get(person__code=code)


def one_decides_alone(people: People) -> None:
    """Another level than the rules give, and one where they are silent: each needs its reason."""
    with on("09/12/2020 09:00"):
        screen = people.as_(CHAIR)
        screen.go("/quyet-dinh/")
        screen.follow(f"Xét, quyết định {AGENCY}")
        screen.page.get_by_label("Ngày quyết định").fill("31/02/2020")
        with screen.refused(422):
            screen.press("Mở danh sách")
            screen.page.locator(".field-error").first.wait_for()
        screen.page.get_by_label("Ngày quyết định").fill("09/12/2020")
        screen.press("Mở danh sách")
        screen.says("Đã mở danh sách xét, quyết định.")
        decided(screen, "Vi Thị Lan", GOOD, DEPARTS, "Nêu lý do vì mức này khác mức đề nghị.")
        decided(screen, "Hà Văn Sỹ", FAIR, SILENT, "Nêu lý do vì quy tắc không cho mức chắc chắn.")
        screen.look()
        screen.shot("103-mot-nguoi-quyet-dinh")
        sealed(screen)
        screen.shot_paper("104-quyet-dinh-chuyen-vien-pdf", issued(screen, "Hoàng Minh Quân"))


def decided(screen: Screen, name: str, level: str, reason: str, refusal: str = "") -> None:
    row = screen.page.get_by_role("row").filter(has_text=name)
    row.locator("summary").click()
    row.get_by_label("Mức quyết định").select_option(label=level)
    if refusal:
        with screen.refused(422):
            row.get_by_role("button", name="Lưu mức").click()
            row.get_by_text(refusal).wait_for()
    row.get_by_label("Lý do").fill(reason)
    row.get_by_role("button", name="Lưu mức").click()
    row.get_by_text("Đã lưu").wait_for()


def sealed(screen: Screen) -> None:
    """Closed once; the way back shows a list that can no longer be written on."""
    screen.follow("Chốt danh sách")
    screen.page.get_by_role("button", name="Chốt danh sách").dblclick()
    screen.says("Danh sách đã chốt lúc")
    screen.glance()
    with screen.refused(403, 409):
        screen.page.go_back()
        screen.page.wait_for_load_state()
        assert screen.page.get_by_role("button", name="Chốt danh sách").count() == 0
    screen.page.go_forward()
    screen.says("Danh sách đã chốt lúc")


def issued(screen: Screen, *words: str) -> bytes:
    """The decision as a paper, with these words in it."""
    screen.follow("Ban hành, công bố")
    screen.press("Ban hành, công bố")
    screen.says("Đã ban hành quyết định số")
    printed = screen.download("Tải quyết định")
    said = words_of(printed)
    for word in words:
        assert word in said, word
    return printed


def the_level_above_is_decided(people: People) -> None:
    """Those below are decided: now the rules give a level; equal positions beside each other."""
    with on("10/12/2020 08:00"):
        screen = people.as_(CHAIR)
        screen.go("/quyet-dinh/")
        screen.follow(f"Xét, quyết định {HEADS}")
        screen.press("Mở danh sách")
        screen.page.get_by_role("row").filter(has_text="Trịnh Thu Hà").wait_for()
        screen.follow("So sánh")
        screen.shot("105-so-sanh-vi-tri")
        screen.page.go_back()
        for row in screen.page.locator("tr[id^=don-vi]").all():
            if row.get_by_text("Chưa quyết định").count():
                decided(screen, row.locator("th a").inner_text(), GOOD, SILENT)
        sealed(screen)
        issued(screen, "Trịnh Thu Hà", "Mai Thị Thu")


def the_dossier_goes_up(people: People) -> None:
    """What is still missing is explained; what comes late gives its reason."""
    with on("14/12/2020 09:00"):
        screen = people.as_("ct.khelung", "Ban Chấp hành")
        screen.go("/ho-so-gui-len/")
        screen.shot("107-ho-so-gui-len")
        with screen.refused(422):
            screen.press("Gửi hồ sơ")
            screen.says("Nêu vì sao còn thiếu và khi nào gửi bổ sung.")
        screen.page.get_by_label("Vì sao còn thiếu").fill(
            "Mức của các ủy viên Ban Chấp hành họp xét ngày 16/12, gửi bổ sung ngay sau đó."
        )
        screen.page.get_by_role("button", name="Gửi hồ sơ").dblclick()
        screen.says("Đã gửi hồ sơ đến Ban Tổ chức")
    with on("15/12/2020 08:00"):
        screen = people.as_("tb.tc", "Trưởng Ban Tổ chức")
        screen.go("/ho-so-gui-len/")
        screen.shot("108-ho-so-nhan-duoc")
        screen.press("đơn vị chưa gửi")
        screen.says("Đã nhắc 3 đơn vị.")
    with on("16/12/2020 08:00"):
        screen = people.as_("ct.baithuong", "Ban Chấp hành")
        screen.go("/ho-so-gui-len/")
        screen.page.get_by_label("Vì sao còn thiếu").fill("Gửi bổ sung trong tuần.")
        with screen.refused(422):
            screen.press("Gửi hồ sơ")
            screen.says("Đã quá hạn: nêu lý do gửi muộn.")
        screen.page.get_by_label("Lý do gửi muộn").fill("Họp Ban Chấp hành lùi vì mất điện.")
        screen.press("Gửi hồ sơ")
        screen.says("Gửi muộn")


def the_session_decides_the_committees(people: People) -> None:
    """The standing committee: attendance, minutes; the text has no thresholds, so reasons."""
    with on("22/12/2020 08:00"):
        screen = people.as_(CHAIR, TOGETHER)
        _session(screen, COMMITTEES)
        for name in ("Khe Lũng", "Bãi Thượng"):
            decided(screen, name, GOOD, UNION)
        screen.shot("109-phien-hop-tap-the")
        sealed(screen)
        decision = issued(screen, "TM. BAN THƯỜNG VỤ", "Khe Lũng")
        screen.shot_paper("110-quyet-dinh-tap-the-pdf", decision)


def _session(screen: Screen, track: str) -> None:
    screen.go("/quyet-dinh/")
    screen.follow(f"Mở phiên họp {track}")
    screen.page.get_by_label("Địa điểm").fill("Phòng họp số 1")
    screen.press("Mở phiên họp")
    for box in screen.page.locator("#co-mat input[type=checkbox]").all():
        box.check()
    screen.press("Lưu điểm danh")
    screen.page.get_by_label("Nội dung thảo luận, ý kiến, kết luận").fill(
        "Nghe Ban Tổ chức trình; thảo luận, thống nhất mức như danh sách."
    )
    screen.press("Lưu biên bản")
    screen.says("Đã lưu biên bản.")


def the_session_decides_the_chairs(people: People) -> None:
    """A chair above the level of the union: a warning («phải gắn với»), no hidden cap."""
    with on("22/12/2020 14:00"):
        screen = people.as_(CHAIR, TOGETHER)
        _session(screen, CHAIRS)
        decided(screen, "Vũ Mạnh Cường", BEST, TIED, "Nêu lý do")
        row = screen.page.get_by_role("row").filter(has_text="Vũ Mạnh Cường")
        row.get_by_text("phải gắn với").wait_for()
        screen.look()
        screen.shot("111-phai-gan-voi", at=row)
        decided(screen, "Vũ Mạnh Cường", GOOD, UNION)
        decided(screen, "Nông Văn Khánh", GOOD, UNION)
        sealed(screen)
        issued(screen, "Vũ Mạnh Cường")
