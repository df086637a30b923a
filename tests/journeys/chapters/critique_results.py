"""Each reads the level and why, tries what would change it, and sees nobody else's."""

from __future__ import annotations

from congtam.assessments.models import Assessment, Participant
from congtam.regulations.models import Regulation
from congtam.standings.models import Decision
from tests.journeys.chapters import critique_decisions
from tests.journeys.chapters.drafting import part, save, settled
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.screen import People
from tests.journeys.strangers import words_of

OFFICER, STRANGER, HEAD = "cv.tc", "cv.cs", "tb.tc"
ANEW = "Đơn thư sau công bố được xác minh: hai nhiệm vụ chưa bảo đảm chất lượng."


def the_specialist_reads_why(people: People) -> None:
    """The clauses met and not met, what the next level lacks, and «nếu … thì»; nothing is saved."""
    with on("23/12/2020 08:00"):
        screen = people.as_(OFFICER)
        file = Assessment.objects.get(person__code="c05")
        screen.go(f"/kiem-diem/{file.pk}/")
        screen.says("Hoàn thành tốt nhiệm vụ")
        screen.shot("113-ket-qua-ca-nhan")
        screen.follow("Vì sao?")
        screen.says("ít nhất 50% nhiệm vụ hoàn thành vượt mức")
        screen.shot("114-vi-sao-ca-nhan")
        screen.follow("Thử thay đổi dữ kiện")
        box = screen.page.get_by_label("Số nhiệm vụ hoàn thành vượt mức")
        box.fill("bảy")
        with screen.refused(422):
            screen.press("Xem mức")
            screen.page.locator(".field-error").first.wait_for()
        box.fill("3")
        screen.press("Xem mức")
        screen.page.get_by_role("heading", name="Hoàn thành xuất sắc nhiệm vụ").first.wait_for()
        screen.shot("115-neu-thi")
        file.refresh_from_db()
        assert file.level == "HTTNV"
        answer = screen.page.request.get(f"{people.address}/ho-so/{file.pk}/thong-bao.pdf")
        screen.shot_paper("116-thong-bao-pdf", answer.body())
        assert "Hoàng Minh Quân" in words_of(answer.body())


def strangers_see_nothing(people: People) -> None:
    """A colleague of another board: no page and no paper of this file exists for them."""
    with on("23/12/2020 09:00"):
        page = people.as_(STRANGER).page
        file = Assessment.objects.get(person__code="c04")
        paths = [f"/kiem-diem/{file.pk}/{more}" for more in ("", "bao-cao/", "vi-sao/", "thu/")]
        paths += [f"/kiem-diem/{file.pk}/{name}.pdf" for name in ("bao-cao", "vi-sao")]
        for seat in Participant.objects.filter(assessment=file):
            paths.append(f"/kiem-diem/{file.pk}/y-kien/{seat.pk}/")
        answers = {path: page.request.get(people.address + path).status for path in paths}
        assert set(answers.values()) == {404}, answers


def next_year_is_counted(people: People) -> None:
    """A stricter threshold for next year: who would change level, on this year's decided facts."""
    with on("11/01/2021 08:00"):
        screen = people.as_(HEAD, "Trưởng Ban Tổ chức")
        rules = Regulation.objects.get(code="tkv-2020-chuyen-vien", kind="rules")
        screen.go(f"/quy-dinh/{rules.pk}/")
        screen.follow("Chép thành bản mới")
        page = screen.page
        page.get_by_label("Áp dụng từ ngày").fill("01/01/2021")
        page.get_by_role("button", name="Chép").last.click()
        settled(screen)
        line = page.locator(".draft-line", has_text="vượt mức: ít nhất 50")
        line.get_by_role("link", name="Sửa").click()
        settled(screen)
        page.get_by_label("Giá trị").fill("70")
        save(screen)
        part(screen, "Mức và điều kiện")
        screen.follow("So với bản đang áp dụng")
        screen.says("trong 5 trường hợp đổi kết quả")
        screen.says("Phan Anh Tuấn")
        screen.shot("117-ai-doi-muc")


def an_award_is_entered(people: People) -> None:
    """It names the level it rests on; what is missing is said beside its field."""
    with on("12/01/2021 08:00"):
        screen = people.as_(HEAD, "Trưởng Ban Tổ chức")
        card = _card()
        screen.go(f"{card}ghi/khen-thuong/")
        page = screen.page
        page.get_by_label("Hình thức").select_option(label="Giấy khen")
        page.get_by_label("Năm thành tích").fill("2020")
        page.get_by_label("Căn cứ mức xếp loại đã công bố").select_option(index=1)
        page.get_by_label("Ngày quyết định").fill("30/12/2020")
        page.get_by_label("Cơ quan ban hành").fill("Ban Thường vụ Công đoàn ngành")
        with screen.refused(422):
            screen.press("Ghi vào thẻ")
            screen.says("Ghi số văn bản.")
        page.get_by_label("Số văn bản").fill("62/QĐ-CĐN")
        screen.press("Ghi vào thẻ")
        screen.says("62/QĐ-CĐN")


def _card() -> str:
    person = Assessment.objects.get(person__code="c05").person_id
    return f"/nhiem-vu/the/nguoi/{person}/"


def a_level_is_decided_anew(people: People) -> None:
    """A new decision beside the old one, which stays readable; it flags the award."""
    with on("12/01/2021 10:00"):
        screen = people.as_(critique_decisions.CHAIR, critique_decisions.ALONE)
        file = Assessment.objects.get(person__code="c05")
        screen.go(f"/quyet-dinh/{Decision.objects.get(assessment=file).list_id}/")
        screen.follow("Quyết định lại Hoàng Minh Quân")
        with screen.refused(422):
            screen.press("Mở quyết định lại")
            screen.says("Nêu lý do quyết định lại.")
        screen.page.get_by_label("Lý do quyết định lại").fill(ANEW)
        screen.shot("118-quyet-dinh-lai")
        screen.press("Mở quyết định lại")
        screen.says("Đã mở quyết định lại. Ghi mức mới rồi chốt.")
        critique_decisions.decided(screen, "Hoàng Minh Quân", critique_decisions.FAIR, ANEW)
        critique_decisions.sealed(screen)
        critique_decisions.issued(screen, "Hoàng Minh Quân", "thay thế")
        file.refresh_from_db()
        assert file.level == "HTNV"


def the_award_is_looked_at_again(people: People) -> None:
    """Who keeps the records is told which award, and answers: kept, or revoked by its paper."""
    with on("13/01/2021 08:00"):
        screen = people.as_(HEAD, "Trưởng Ban Tổ chức")
        screen.go(_card())
        screen.says("Cần xem lại")
        screen.look()
        screen.shot("119-khen-thuong-can-xem-lai", at="#khen-thuong")
        screen.follow("Xem lại khen thưởng")
        page = screen.page
        page.get_by_role("radio", name="Đã có quyết định thu hồi").check()
        page.get_by_label("Lý do").fill("Không còn đủ mức theo quy chế khen thưởng.")
        with screen.refused(422):
            screen.press("Ghi kết quả xem lại")
            screen.says("Ghi số quyết định thu hồi.")
        page.get_by_label("Số quyết định thu hồi").fill("03/QĐ-CĐN")
        page.get_by_label("Ngày quyết định thu hồi").fill("13/01/2021")
        screen.press("Ghi kết quả xem lại")
        screen.says("Thu hồi theo Quyết định 03/QĐ-CĐN")


def the_ledger_is_whole() -> None:
    with on("13/01/2021 12:00"):
        said = operator("ledger", "verify", "--tenant", "dong-trach")
    assert said.endswith("sự kiện, chuỗi nguyên vẹn.\n")
