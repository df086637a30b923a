"""Each reads the level and why, tries what would change it, and sees nobody else's."""

from __future__ import annotations

from congtam.assessments.models import Assessment, Participant
from congtam.regulations.models import Regulation
from tests.journeys.chapters.drafting import part, save, settled
from tests.journeys.chapters.opening import operator
from tests.journeys.days import on
from tests.journeys.screen import People
from tests.journeys.strangers import words_of

OFFICER, STRANGER, HEAD = "cv.tc", "cv.cs", "tb.tc"


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


def the_ledger_is_whole() -> None:
    with on("12/01/2021 08:00"):
        said = operator("ledger", "verify", "--tenant", "dong-trach")
    assert said.endswith("sự kiện, chuỗi nguyên vẹn.\n")
