"""The pages of a conference: opened, recorded, two at once, adopted; who sees them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments import actions
from congtam.assessments.models import DeclaredFact, Hearing, Opinion, Participant, Step
from congtam.assessments.queries.answers import asked_of
from congtam.assessments.queries.seats import seats
from congtam.clock import local_date
from congtam.meetings.models import Attendance, Meeting
from congtam.web.middleware import SESSION_KEY
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD, call, hear, mark, secretary
from tests.critique import Sector

pytestmark = pytest.mark.django_db
DAY = f"{HELD:%d/%m/%Y}"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.set_to(HELD):
        yield


@pytest.fixture
def year(opened) -> Sector:
    for code in ("c04", "c05", "c11"):
        conferences.send_report(opened.file(code))
    return opened


@pytest.fixture
def meeting(year) -> Meeting:
    return call(year)


def door(year: Sector, code: str, body: str) -> Client:
    """A browser of one person, acting in one body."""
    client = Client()
    client.force_login(year.user(code))
    session = client.session
    session[SESSION_KEY] = str(year.who(code, body).pk)
    session.save()
    return client


@pytest.fixture
def client(year) -> Client:
    return door(year, "c11", "co_quan")


def seat(year: Sector, code: str) -> Participant:
    return year.seat(year.file(code), "hoi_nghi")


def page(name: str, meeting: Meeting, *more: object) -> str:
    return reverse(f"critiques:{name}", args=[meeting.pk, *more])


def text(answer) -> str:
    return answer.content.decode()


# --- opened


def opened(year, client, *codes, **over):
    form = {
        "held_on": DAY, "place": "Hội trường", "chair": str(year.who("c01", "co_quan").pk),
        "secretary": str(secretary(year).pk), "file": [str(seat(year, c).pk) for c in codes],
    }  # fmt: skip
    return client.post(reverse("critiques:open_conference"), form | over)


def test_the_list_leads_to_a_new_conference_for_those_who_may_call_one(year, client):
    address = reverse("critiques:conferences")

    assert "<b>3</b> người, tập thể đã gửi báo cáo" in text(client.get(address))
    assert "Mở hội nghị" in text(client.get(address))
    assert "Mở hội nghị" not in text(door(year, "c12", "co_quan").get(address))
    assert "Chưa có hội nghị nào" in text(door(year, "k1", "bch").get(address))


def test_a_conference_is_opened_on_the_files_that_were_ticked(year, client):
    answer = opened(year, client, "c04", "c09")

    made = Meeting.objects.get()
    assert answer["Location"] == page("conference", made)
    shown = text(client.get(answer["Location"]))
    assert "Trịnh Thu Hà" in shown
    assert "Chưa gửi báo cáo, mà hạn gửi là hết ngày 14/12/2020." in shown
    assert "Đỗ Thị Ngân</a>" not in shown


def test_a_second_click_opens_no_second_conference(year, client):
    first, second = (opened(year, client, "c04") for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Hearing.objects.count() == Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"held_on": "10-12-2020"}, "Ghi ngày theo dạng ngày/tháng/năm"),
        ({"place": ""}, "Ghi địa điểm họp."),
        ({"file": []}, "Chọn ít nhất một người, một tập thể."),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(year, client, over, says):
    answer = opened(year, client, "c04", **over)

    assert answer.status_code == 422
    assert says in text(answer)
    assert not Meeting.objects.exists()


def test_a_plain_member_opens_none_and_a_stranger_is_told_there_is_nothing(year):
    assert opened(year, door(year, "c12", "co_quan"), "c04").status_code == 403
    nothing = opened(year, door(year, "c03", "chi_uy"), "c04", chair="", secretary="")
    assert (nothing.status_code, "Chưa có hồ sơ nào chờ kiểm điểm" in text(nothing)) == (403, True)
    assert not Meeting.objects.exists()


# --- who sees it


@pytest.mark.parametrize(
    ("code", "body", "status"),
    [("c11", "co_quan", 200), ("c05", "co_quan", 200), ("c05", "ban_tc", 404), ("k1", "bch", 404)],
)
def test_only_the_body_that_confers_sees_its_conference(year, meeting, code, body, status):
    visitor = door(year, code, body)

    assert visitor.get(page("conference", meeting)).status_code == status
    one = page("subject", meeting, seat(year, "c04").pk)
    assert visitor.get(one).status_code == status


def test_a_member_reads_and_finds_nothing_to_write(year, meeting):
    mark(year, meeting)
    hear(year, year.file("c04"))
    reader = door(year, "c05", "co_quan")
    one = page("subject", meeting, seat(year, "c04").pk)

    shown = text(reader.get(one))

    assert "Làm việc tận tụy, đúng hẹn." in shown
    assert "<textarea" not in shown
    assert "Lưu điểm danh" not in text(reader.get(page("conference", meeting)))
    assert "Đọc báo cáo" in shown


def test_the_secretary_reads_their_own_hearing_and_is_told_who_writes_it(year, meeting, client):
    own = page("subject", meeting, seat(year, "c11").pk)

    assert "Không ai tự đánh giá, tự quyết định về mình." in text(client.get(own))
    answer = client.post(own + "trinh-bay/", {"presented": "1", "version": "1"})
    assert answer.status_code == 403
    chair = door(year, "c01", "co_quan")
    assert chair.post(own + "trinh-bay/", {"presented": "1", "version": "1"}).status_code == 302


def test_what_stands_on_another_conference_is_not_found_here(year, client):
    first = call(year, [year.file("c04")])
    second = call(year, [year.file("c05")], held_on=local_date(HELD).replace(day=12))

    assert client.get(page("subject", first, seat(year, "c05").pk)).status_code == 404
    assert client.get(page("subject", second, seat(year, "c05").pk)).status_code == 200


# --- the record as a whole


def test_attendance_is_kept_for_all_at_once(year, meeting, client):
    away = year.who("c12", "co_quan").pk
    rows = Attendance.objects.filter(meeting=meeting)
    present = [str(pk) for pk in rows.exclude(mandate=away).values_list("mandate", flat=True)]

    answer = client.post(
        page("mark", meeting), {"present": [*present, "khac"], f"note-{away}": "Nghỉ phép"}
    )

    assert answer["Location"].endswith("#co-mat")
    assert rows.filter(present=True).count() == 11
    assert rows.get(mandate=away).note == "Nghỉ phép"
    plain = door(year, "c12", "co_quan")
    assert plain.post(page("mark", meeting), {"present": []}).status_code == 403


def test_two_who_write_the_introduction_both_see_both_texts(year, meeting, client):
    address = page("introduce", meeting)
    assert client.post(address, {"text": "Khai mạc 14 giờ", "version": "1"}).status_code == 302

    answer = door(year, "c01", "co_quan").post(address, {"text": "Tuyên bố lý do", "version": "1"})

    assert answer.status_code == 409
    assert "Khai mạc 14 giờ" in text(answer)
    assert "Tuyên bố lý do" in text(answer)
    assert 'name="version" value="2"' in text(answer)


def test_the_order_follows_the_numbers_typed(year, meeting, client):
    typed = {f"at-{seat(year, 'c05').pk}": "0", f"at-{seat(year, 'c11').pk}": "nhất"}

    assert client.post(page("reorder", meeting), typed).status_code == 302

    order = Hearing.objects.filter(meeting=meeting).order_by("position")
    names = [row.participant.assessment.name for row in order]
    assert names == ["Hoàng Minh Quân", "Trịnh Thu Hà", "Đỗ Thị Ngân"]


def test_place_and_chair_are_named_anew(year, meeting, client):
    given = {"place": "Phòng 2", "chair": str(year.who("c02", "co_quan").pk), "secretary": ""}

    assert client.post(page("arrange", meeting), given).status_code == 302
    assert client.post(page("arrange", meeting), given | {"place": ""}).status_code == 422
    meeting.refresh_from_db()
    assert (meeting.place, meeting.chair, meeting.secretary) == (
        "Phòng 2", year.who("c02", "co_quan"), None,
    )  # fmt: skip


# --- one file


@pytest.fixture
def one(year, meeting, client) -> str:
    """The page of the specialist, who has presented."""
    address = page("subject", meeting, seat(year, "c05").pk)
    client.post(address + "trinh-bay/", {"presented": "1", "version": "1"})
    return address


def test_opinions_follow_one_another(year, client, one):
    speaker = str(year.who("c02", "co_quan").pk)
    for words, more in (("Một", {"speaker": speaker}), ("Hai", {"name": "Khách mời"})):
        answer = client.post(one + "y-kien/", {"words": words, **more})
        assert answer["Location"] == one + "#nguoi-noi"

    said = Opinion.objects.order_by("at", "id").values_list("speaker_name", "words")
    assert list(said) == [("Lục Thị Hạnh", "Một"), ("Khách mời", "Hai")]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words": "Rất tốt"}, "Chọn hoặc ghi tên người phát biểu."),
        ({"words": " ", "name": "Khách"}, "Ghi nội dung ý kiến."),
        ({"words": "d" * 5001, "name": "Khách"}, "Dài nhất 5.000 ký tự; đang có 5.001 ký tự"),
    ],
)
def test_an_opinion_that_lacks_something_stays_where_it_was_typed(client, one, typed, says):
    answer = client.post(one + "y-kien/", typed)

    assert answer.status_code == 422
    assert says in text(answer)
    assert typed["words"].strip() in text(answer)
    assert not Opinion.objects.exists()


def test_a_speaker_who_is_not_of_the_conference_was_forged(year, client, one):
    forged = {"words": "Tốt", "speaker": str(year.who("k1", "bch").pk)}

    assert client.post(one + "y-kien/", forged).status_code == 404


def test_an_opinion_is_mended_and_two_menders_see_both_texts(year, client, one):
    client.post(one + "y-kien/", {"words": "Một", "name": "Khách"})
    address = reverse("critiques:change_opinion", args=[Opinion.objects.get().pk])
    assert "Một" in text(client.get(address))
    assert client.post(address, {"words": "Hai", "version": "1"}).status_code == 302

    answer = door(year, "c01", "co_quan").post(address, {"words": "Ba", "version": "1"})

    assert answer.status_code == 409
    assert "Hai" in text(answer)
    assert "Ba" in text(answer)
    assert door(year, "c12", "co_quan").get(address).status_code == 403
    assert door(year, "k1", "bch").get(address).status_code == 404
    assert client.post(address + "bo/").status_code == 302
    assert not Opinion.objects.exists()


def answers(year, value="khong", **over):
    """The form of a conclusion with every question answered."""
    found = seat(year, "c05")
    asked = asked_of(seats(Participant.objects.filter(pk=found.pk), secretary(year), HELD)[0])
    form = {}
    for one in asked:
        form |= {f"value-{one.fact}": value, f"words-{one.fact}": "", f"version-{one.fact}": "0"}
    return form | {"level": GOOD, "agreed": "", "version": "2"} | over


def test_a_conclusion_is_saved_as_a_whole(year, client, one):
    answer = client.post(one + "ket-luan/", answers(year))

    assert answer["Location"] == one + "#ket-luan"
    assert set(DeclaredFact.objects.values_list("value", flat=True)) == {"khong"}
    assert Hearing.objects.get(pk=seat(year, "c05").pk).level == GOOD


def test_nothing_of_a_conclusion_is_saved_when_a_part_is_wrong(year, client, one):
    answer = client.post(one + "ket-luan/", answers(year, agreed="5"))

    assert answer.status_code == 422
    assert "Số ý kiến đồng ý từ 0 đến 0 (số người có mặt)." in text(answer)
    assert not DeclaredFact.objects.exists()
    wrong = client.post(one + "ket-luan/", answers(year, agreed="năm"))
    assert "Ghi số ý kiến đồng ý bằng chữ số." in text(wrong)
    assert 'value="năm"' in text(wrong)
    bad = client.post(one + "ket-luan/", answers(year, value="gi_do"))
    assert "Chọn một trong các câu trả lời." in text(bad)
    assert not DeclaredFact.objects.exists()


def test_not_known_needs_its_words_and_is_no_answer_to_the_rules(year, client, one):
    form = answers(year, value="chua-ro") | {"words-suy_thoai": "Chờ kết luận"}

    assert client.post(one + "ket-luan/", form).status_code == 302

    rows = DeclaredFact.objects.values_list("fact", "value", "words")
    assert list(rows) == [("suy_thoai", "", "Chờ kết luận")]


def test_two_who_conclude_at_once_see_what_the_other_wrote(year, client, one):
    assert client.post(one + "ket-luan/", answers(year)).status_code == 302

    other = door(year, "c01", "co_quan")
    answer = other.post(one + "ket-luan/", answers(year, value="co", level="HTNV"))

    assert answer.status_code == 409
    assert "Người khác vừa trả lời câu này" in text(answer)
    assert "Người khác vừa ghi mức đề nghị" in text(answer)
    assert set(DeclaredFact.objects.values_list("value", flat=True)) == {"khong"}
    assert 'name="version" value="3"' in text(answer)


def test_a_file_is_left_for_another_conference_with_a_reason(year, meeting, client):
    address = page("subject", meeting, seat(year, "c04").pk)
    silent = client.post(address + "de-lai/", {"reason": " ", "version": "1"})
    assert (silent.status_code, "Nêu lý do để lại." in text(silent)) == (422, True)

    client.post(address + "de-lai/", {"reason": "Nghỉ ốm", "version": "1"})

    assert "Nghỉ ốm" in text(client.get(address))
    late = client.post(address + "trinh-bay/", {"presented": "1", "version": "1"})
    assert (late.status_code, "Người khác vừa sửa mục này" in text(late)) == (409, True)
    client.post(address + "de-lai/", {"back": "1", "version": "2"})
    assert Hearing.objects.get(pk=seat(year, "c04").pk).absent_reason == ""


# --- adoption


def test_what_is_missing_is_named_before_and_the_minutes_are_read_before_they_are_adopted(
    year, meeting, client
):
    address = page("adopt", meeting)

    assert "Chưa điểm danh." in text(client.get(address))
    assert client.post(address).status_code == 422
    mark(year, meeting, "c12")
    hear(year, year.file("c05"))
    for code in ("c04", "c11"):
        actions.leave_out(
            seat(year, code).pk, reason="Đi công tác", version=1, by=conferences.chair(year),
            at=HELD,
        )  # fmt: skip
    shown = text(client.get(address))
    assert "Hội nghị đề nghị: Hoàn thành tốt nhiệm vụ; đồng ý 10/11 người có mặt." in shown

    assert client.post(address)["Location"] == page("conference", meeting)

    assert Step.objects.get(assessment=year.file("c05"), key="hoi_nghi").state == "closed"
    assert client.post(address).status_code == 302
    after = text(client.get(page("conference", meeting)))
    assert "Đi công tác" in after
    assert "<textarea" not in after
    assert "<textarea" not in text(client.get(page("subject", meeting, seat(year, "c05").pk)))


def test_pages_ask_as_much_for_three_files_as_for_one(year, client):
    one = call(year, [year.file("c09")], held_on=local_date(HELD).replace(day=20))
    three = call(year)
    for which in (one, three):
        mark(year, which)

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    assert count(page("conference", one)) == count(page("conference", three)) <= 15
    assert count(page("subject", three, seat(year, "c05").pk)) <= 15
    assert count(reverse("critiques:conferences")) <= 12
