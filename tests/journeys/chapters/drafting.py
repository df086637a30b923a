"""An officer turns the paper on the desk into a draft: its words, its facts, the levels."""

from __future__ import annotations

from pathlib import Path

from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from tests.journeys import hands
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.papers import paper
from tests.journeys.province import trimmed
from tests.journeys.screen import People, Screen

OFFICER, ROLE, CHAIR = "tckt.dung", "Trưởng Ban Tổ chức - Kiểm tra", "thuongvu.ha"
NUMBER, SUBJECT = "335/2025/NĐ-CP", "can_bo.cong_chuc"
TITLE = "Xếp loại chất lượng công chức theo Nghị định 335/2025/NĐ-CP"
BEST, GOOD, DONE, FAILED = LEVELS = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)
POINTS = "Điểm theo dõi, đánh giá"
DECAY = "Có kết luận suy thoái"
DISCIPLINE = "Bị kỷ luật từ khiển trách trở lên liên quan đến công vụ"
LEADER = "Giữ chức vụ lãnh đạo, quản lý"
CORRUPT = "Đơn vị phụ trách liên quan tham ô, tham nhũng, lãng phí và bị xử lý"
DECREE = paper(
    "Nghị định (bản tóm lược để tập soạn)",
    "Điều 20. Tiêu chí xếp loại chất lượng công chức",
    "1. Công chức đạt từ 90 điểm trở lên được xếp loại Hoàn thành xuất sắc nhiệm vụ.",
    "2. Công chức đạt từ 70 điểm đến dưới 90 điểm được xếp loại Hoàn thành tốt nhiệm vụ.",
    "3. Công chức đạt từ 50 điểm đến dưới 70 điểm được xếp loại Hoàn thành nhiệm vụ.",
    "4. Công chức thuộc một trong các trường hợp sau đây thì xếp loại Không hoàn thành nhiệm vụ:",
    "a) Có kết quả theo dõi, đánh giá dưới 50 điểm;",
    "b) Bị cấp có thẩm quyền kết luận có biểu hiện suy thoái về tư tưởng chính trị, đạo đức;",
    "c) Có vi phạm liên quan đến hoạt động công vụ bị kỷ luật từ khiển trách trở lên trong năm;",
    "d) Đối với công chức giữ chức vụ lãnh đạo, quản lý: đơn vị trực tiếp phụ trách liên quan "
    "đến tham ô, tham nhũng, lãng phí và bị xử lý theo quy định của pháp luật.",
    "5. Tỷ lệ công chức được xếp loại Hoàn thành xuất sắc nhiệm vụ không vượt quá 20% tổng số "
    "công chức được xếp loại Hoàn thành tốt nhiệm vụ.",
)
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
SO_FAR = Path(__file__).with_name("quy-dinh-tam-thoi.yaml")
FACTS = (
    (POINTS, "number", "high"),
    (DECAY, "bool", "false"),
    (DISCIPLINE, "bool", "false"),
    (LEADER, "bool", "none"),
    (CORRUPT, "bool", "false"),
)


def the_ground_is_laid(folder: Path) -> None:
    """The organisation, and the set that holds for the same people so far."""
    pack = folder / "to-chuc.yaml"
    pack.write_text(trimmed(("bvdk",)))
    with on("01/12/2025 08:00") as at:
        operator("pack", "load", str(pack), str(SO_FAR))
        before = Regulation.objects.get(kind=Regulation.Kind.RULES)
        by = hands.mandate(CHAIR, at, "btv")
        regulations.put_in_force(regulations.check(before, at=at), by=by, at=at)


def settled(screen: Screen) -> None:
    """What was pressed in the editor has been answered."""
    screen.page.wait_for_load_state()
    screen.page.locator(BUSY).first.wait_for(state="detached")


def part(screen: Screen, name: str) -> None:
    """Turn to another part of the set, in the list on the left."""
    parts = screen.page.get_by_role("navigation", name="Các phần của bộ quy tắc")
    parts.get_by_role("link", name=name).click()
    settled(screen)
    screen.page.get_by_role("heading", name=name).or_(
        parts.locator("[aria-current]", has_text=name)
    ).first.wait_for()


def save(screen: Screen, name: str = "Lưu") -> None:
    screen.page.locator("#mo").get_by_role("button", name=name, exact=True).click()
    settled(screen)


def the_paper_is_entered(people: People) -> None:
    """From the register of papers: the file, the head of the paper, and its words read through."""
    with on("22/12/2025 08:00"):
        screen = people.as_(OFFICER, ROLE)
        screen.go("/van-ban/")
        screen.follow("Vào sổ văn bản")
        page = screen.page
        _pick(screen, DECREE)
        page.get_by_label("Số, ký hiệu").fill(NUMBER)
        page.get_by_label("Trích yếu").fill(
            "Nghị định về đánh giá, xếp loại chất lượng đối với cơ quan hành chính nhà nước và "
            "công chức (bản tóm lược)"
        )
        page.get_by_label("Cơ quan ban hành").fill("Chính phủ")
        page.get_by_label("Ngày ban hành").fill("21/12/2025")
        screen.shot("60-vao-so-van-ban")
        page.get_by_label("Ngày ban hành").fill("31/02/2025")
        with screen.refused(422):
            screen.press("Vào sổ, xem nội dung")
            screen.says("Ghi ngày theo dạng ngày/tháng/năm")
        page.get_by_label("Ngày ban hành").fill("21/12/2025")
        _pick(screen, b"<html><script>alert(1)</script></html>")
        with screen.refused(422):
            screen.press("Vào sổ, xem nội dung")
            assert page.locator(".field-error").count() == 1
        _pick(screen, DECREE)
        screen.press("Vào sổ, xem nội dung")
        screen.says("Đây là chữ đọc được từ tệp.")
        assert "4. Công chức thuộc một trong" in page.get_by_label("Nội dung văn bản").input_value()
        screen.shot("61-chu-doc-tu-tep")
        screen.press("Lưu nội dung")
        screen.says("Đã lưu nội dung; từ nay trích dẫn được văn bản này.")


def _pick(screen: Screen, content: bytes) -> None:
    field = screen.page.get_by_label("Tệp văn bản (PDF hoặc Word)")
    field.set_input_files({"name": "335.pdf", "mimeType": "application/pdf", "buffer": content})


def the_draft_is_started(people: People) -> None:
    with on("22/12/2025 09:00"):
        screen = people.as_(OFFICER)
        screen.go("/quy-dinh/")
        screen.follow("Soạn bộ quy tắc mới")
        page = screen.page
        page.get_by_label("Tên bộ quy tắc").fill(TITLE)
        page.get_by_label("Đối tượng xếp loại").fill(SUBJECT)
        page.get_by_label("Áp dụng từ ngày").fill("01/01/2026")
        page.get_by_label("hoặc ghi các mức").fill("\n".join(LEVELS))
        screen.shot("62-bat-dau-soan")
        page.get_by_label("Đến hết ngày").fill("31/12/2025")
        page.get_by_label("hoặc ghi các mức").fill("")
        with screen.refused(422):
            screen.press("Bắt đầu soạn")
            screen.says("Ngày cuối trước ngày đầu.")
            screen.says("Ghi các mức, mỗi dòng một mức, hoặc chọn ở trên.")
        page.get_by_label("Đến hết ngày").fill("")
        page.get_by_label("hoặc ghi các mức").fill("\n".join(LEVELS))
        screen.press("Bắt đầu soạn")
        screen.page.locator("#editor .panel__head").get_by_role("link", name="Thêm").click()
        settled(screen)
        screen.glance()
        screen.row(NUMBER).get_by_role("button", name="Dùng").click()
        settled(screen)
        page.locator(".draft-line", has_text=NUMBER).wait_for()


def the_facts_are_named(people: People) -> None:
    """Five facts; one is first given a better end that its type does not have."""
    with on("22/12/2025 09:30"):
        screen = people.as_(OFFICER)
        part(screen, "Dữ kiện")
        page = screen.page
        page.locator("#editor .panel__head").get_by_role("link", name="Thêm").click()
        settled(screen)
        for place, (label, kind, better) in enumerate(FACTS, 1):
            page.get_by_role("textbox", name="Dữ kiện", exact=True).fill(label)
            page.get_by_label("Kiểu").select_option(kind)
            if kind == "number":
                _refused_fact(screen)
                page.get_by_label("Thấp nhất").fill("0")
                page.get_by_label("Cao nhất").fill("100")
            page.get_by_label("Thế nào là tốt hơn").select_option(better)
            save(screen, "Lưu, thêm tiếp" if place < len(FACTS) else "Lưu")
            page.locator(".draft-line", has_text=label).wait_for()
        screen.glance()
        screen.shot("63-du-kien")


def _refused_fact(screen: Screen) -> None:
    screen.page.get_by_label("Thế nào là tốt hơn").select_option("true")
    with screen.refused(422):
        save(screen)
        screen.says("Không hợp với kiểu của dữ kiện.")
        screen.says("Ghi khoảng của số: thấp nhất và cao nhất.")
        screen.glance()
