"""The desk of opinions: words that are drafted and sent, papers that go out and come in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Conclusion, Dispatch, Participant, Proposal, Step
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD
from tests.assessments.test_concluding import PNG, close
from tests.critique import Sector
from tests.web.critiques.test_conference import door, text

pytestmark = pytest.mark.django_db
DAY = f"{HELD:%d/%m/%Y}"


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.set_to(HELD):
        yield


@pytest.fixture
def year(opened) -> Sector:
    return opened


@pytest.fixture
def deputy(year) -> Participant:
    file = year.file("c04")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    return year.seat(file, "chi_uy")


@pytest.fixture
def client(year) -> Client:
    """The deputy secretary of the cell's committee."""
    return door(year, "c10", "chi_uy")


def page(name: str, seat: Participant) -> str:
    return reverse(f"critiques:{name}", args=[seat.assessment_id, seat.pk])


def desk(client: Client, state: str = "cho") -> str:
    return text(client.get(reverse("critiques:opinions"), {"loc": state}))


# --- words


def test_the_desk_leads_to_each_file_with_post_report_and_state(year, deputy, client):
    shown = desk(client)

    assert "Trịnh Thu Hà" in shown
    assert "Phó Trưởng Ban Tổ chức" in shown
    assert reverse("critiques:report", args=[deputy.assessment_id]) in shown
    assert "Mai Thị Thu" in desk(client, "chua-den-luot")
    assert "Không có hồ sơ nào" in desk(door(year, "k1", "bch"), "da-gui")


def test_an_opinion_is_drafted_then_sent_and_can_no_longer_be_written(year, deputy, client):
    saved = client.post(page("save_opinion", deputy), {"words": "Tốt", "level": "", "seen": ""})
    assert saved["Location"] == page("opinion", deputy)
    said = Proposal.objects.get(participant=deputy)
    assert said.at.isoformat() in text(client.get(page("opinion", deputy)))

    sent = client.post(
        page("send_opinion", deputy),
        {"words": "Tốt, đề nghị giữ mức", "level": GOOD, "seen": said.at.isoformat()},
    )

    assert sent["Location"] == reverse("critiques:opinions")
    assert Step.objects.get(assessment=deputy.assessment, key="quyet_dinh").state == "open"
    assert "<textarea" not in text(client.get(page("opinion", deputy)))
    again = {"words": "Khác", "level": "", "seen": ""}
    assert client.post(page("save_opinion", deputy), again).status_code == 403


def test_an_opinion_without_words_stays_on_the_page(deputy, client):
    answer = client.post(page("send_opinion", deputy), {"words": " ", "level": "", "seen": ""})

    assert answer.status_code == 422
    assert "Chưa có ý kiến về Trịnh Thu Hà" in text(answer)


def test_two_who_write_at_once_see_both_texts_and_lose_none(year, deputy, client):
    first = {"words": "Của phó bí thư", "level": "", "seen": ""}
    assert client.post(page("save_opinion", deputy), first).status_code == 302

    head = door(year, "c03", "chi_uy")
    answer = head.post(page("send_opinion", deputy), first | {"words": "Của bí thư"})

    assert answer.status_code == 409
    assert "Của phó bí thư" in text(answer)
    assert "Của bí thư" in text(answer)
    at = Proposal.objects.get(participant=deputy).at.isoformat()
    assert f'name="seen" value="{at}"' in text(answer).replace("&#x2B;", "+")
    both = first | {"words": "Của cả hai", "seen": at}
    assert head.post(page("send_opinion", deputy), both).status_code == 302


@pytest.mark.parametrize(
    ("code", "body"), [("c04", "ban_tc"), ("c11", "co_quan"), ("c01", "thuong_truc"), ("k1", "bch")]
)
def test_nobody_else_finds_the_page(year, deputy, code, body):
    visitor = door(year, code, body)

    assert visitor.get(page("opinion", deputy)).status_code == 404
    sent = {"words": "Tốt", "level": "", "seen": ""}
    assert visitor.post(page("send_opinion", deputy), sent).status_code == 404
    assert not Proposal.objects.exists()


def test_a_member_of_the_committee_reads_why_they_may_not_write_of_themself(year):
    file = year.file("c08")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    own = door(year, "c08", "chi_uy")
    seat = year.seat(file, "chi_uy")

    assert "Không ai tự đánh giá, tự quyết định về mình." in text(own.get(page("opinion", seat)))
    sent = {"words": "Tốt", "level": "", "seen": ""}
    assert own.post(page("send_opinion", seat), sent).status_code == 403


def test_before_its_turn_the_page_names_what_is_missing(year, client):
    seat = year.seat(year.file("c04"), "chi_uy")

    shown = text(client.get(page("opinion", seat)))

    assert "<b>báo cáo tự kiểm điểm</b>; <b>hội nghị kiểm điểm (Hội nghị Cơ quan)</b>" in shown


# --- papers


@pytest.fixture
def two(year) -> list[Participant]:
    """The standing committee waits for two bodies outside."""
    file = year.collective("btv", "cdn")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    return [year.seat(file, "quyet_dinh", key) for key in ("dang_uy", "tong_ld")]


@pytest.fixture
def recorder(year) -> Client:
    """The deputy head of the organisation board, who is no member of the committee."""
    return door(year, "c04", "ban_tc")


def package(client: Client, *seats: Participant, **over: str):
    form = {"seat": [str(s.pk) for s in seats], "sent_on": DAY, "words": "Báo cáo, biên bản"}
    return client.post(reverse("critiques:send_package"), form | over)


def paper(client: Client, seat: Participant, *, scan: bytes | None = PNG, **over: str):
    form = {
        "number": "12-KL/ĐU", "issued_on": DAY, "issuer": "Đảng ủy", "level": GOOD, "words": "",
        "seen": "",
    } | over  # fmt: skip
    if scan is not None:
        form["scan"] = SimpleUploadedFile("ket-luan.png", scan)
    return client.post(page("conclude", seat), form)


def test_a_package_is_written_down_for_several_files_with_its_papers_proposed(two, recorder):
    found = recorder.get(reverse("critiques:send_package"), {"seat": [str(s.pk) for s in two]})
    assert "Báo cáo tự kiểm điểm; biên bản hội nghị kiểm điểm; tổng hợp đề nghị xếp loại." in text(
        found
    )

    assert package(recorder, *two)["Location"] == reverse("critiques:opinions")

    assert Dispatch.objects.count() == 2
    assert package(recorder, *two).status_code == 302
    assert Dispatch.objects.count() == 2
    assert package(recorder)["Location"] == reverse("critiques:opinions")
    assert package(recorder, *two, sent_on="11/12/2020").status_code == 422


def test_two_papers_of_one_mind_decide_and_each_step_is_told_plainly(two, recorder):
    package(recorder, *two)
    assert "Còn chờ kết luận của nơi cùng quyết định" in _told(recorder, two[0], number="12")
    assert "được quyết định và công bố" in _told(recorder, two[1], number="13")

    file = two[0].assessment
    file.refresh_from_db()
    assert file.level == GOOD
    scan = recorder.get(page("scan", two[0]))
    assert (scan.status_code, b"".join(scan.streaming_content)) == (200, PNG)


def _told(client: Client, seat: Participant, **over: str) -> str:
    answer = paper(client, seat, **over)
    assert answer.status_code == 302
    return text(client.get(answer["Location"]))


def test_two_papers_that_differ_decide_nothing_and_say_so(two, recorder):
    package(recorder, *two)
    paper(recorder, two[0], level="HTXSNV")

    shown = _told(recorder, two[1], number="215-TB/TLĐ")

    assert "Các nơi kết luận khác nhau nên chưa có mức nào được quyết định." in shown
    assert "Hoàn thành xuất sắc nhiệm vụ" in shown
    file = two[0].assessment
    file.refresh_from_db()
    assert (file.level, file.published_at) == ("", None)


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"number": " "}, "Ghi số, ký hiệu văn bản."),
        ({"issued_on": "11/12/2020"}, "Ngày văn bản không được sau hôm nay."),
        ({"issued_on": "09/12/2020"}, "Văn bản có ngày trước ngày gửi hồ sơ (10/12/2020)."),
        ({"level": ""}, "Chọn mức mà văn bản kết luận."),
        ({"scan": None}, "Đính kèm bản chụp văn bản."),
        ({"scan": b"MZ\x90\x00"}, "Chỉ nhận tệp PDF, Word (.docx)"),
    ],
)
def test_a_paper_that_lacks_something_is_asked_for_again(two, recorder, over, says):
    package(recorder, *two)

    answer = paper(recorder, two[0], **over)

    assert answer.status_code == 422
    assert says in text(answer)
    assert not Conclusion.objects.exists()


def test_a_conclusion_needs_a_package_that_went_out(two, recorder):
    answer = paper(recorder, two[0])

    assert answer.status_code == 422
    assert "Ghi ngày gửi hồ sơ đi trước khi ghi kết luận." in text(answer)


def test_two_who_write_one_paper_down_see_what_the_other_wrote(year, two, recorder):
    package(recorder, *two)
    paper(recorder, two[0])

    answer = paper(door(year, "c04", "ban_tc"), two[0], number="14-KL/ĐU")

    assert answer.status_code == 409
    assert "12-KL/ĐU" in text(answer)
    assert 'value="14-KL/ĐU"' in text(answer)
    assert Conclusion.objects.get().number == "12-KL/ĐU"


def test_a_member_of_the_collective_and_a_plain_clerk_write_no_decision_on_it(year, two, recorder):
    package(recorder, *two)

    assert paper(door(year, "c03", "ban_tc"), two[0]).status_code == 403
    assert paper(door(year, "c05", "ban_tc"), two[0]).status_code == 403
    assert paper(door(year, "k1", "bch"), two[0]).status_code == 404
    assert not Conclusion.objects.exists()


def test_before_its_turn_a_paper_is_refused_with_what_is_missing(year, recorder):
    seat = year.seat(year.file("c01"), "quyet_dinh")

    answer = paper(recorder, seat)

    assert answer.status_code == 403
    assert "còn thiếu báo cáo tự kiểm điểm; hội nghị kiểm điểm (Hội nghị Cơ quan)" in text(answer)


def test_what_the_party_committee_wrote_is_written_down_by_the_collective(year):
    file = year.collective("bch", "khelung")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    seat = year.seat(file, "cap_uy")
    deputy = door(year, "k2", "bch")

    assert "Chưa ghi ngày gửi (không bắt buộc)." in text(deputy.get(page("opinion", seat)))
    answer = paper(deputy, seat, level="", words="Nhất trí", number="07-NX/ĐU")

    assert answer.status_code == 302
    assert Step.objects.get(assessment=file, key="cap_uy").state == "closed"
    wrong = {"words": "Tốt", "level": "", "seen": ""}
    assert deputy.post(page("send_opinion", seat), wrong).status_code == 404


def test_the_desk_asks_as_much_for_many_files_as_for_one(year, deputy, client):
    def count():
        client.get(reverse("critiques:opinions"))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("critiques:opinions"))
        return len(caught)

    one = count()
    for code in ("c02", "c07", "c08", "c10"):
        file = year.file(code)
        conferences.send_report(file)
        close(file, "hoi_nghi")

    assert desk(client).count("<tr>") == 6
    assert count() == one <= 16
    client.get(page("opinion", deputy))
    with CaptureQueriesContext(connection) as caught:
        client.get(page("opinion", deputy))
    assert len(caught) <= 20
