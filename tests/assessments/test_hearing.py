"""A conference hears its files: who records whom, what the minutes need, what stays for later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from congtam.assessments import actions
from congtam.assessments.models import DeclaredFact, Hearing, Opinion, Participant, Report, Step
from congtam.assessments.queries.answers import BadAnswer
from congtam.assessments.queries.hearings import conference_of, waiting
from congtam.clock import local_date
from congtam.core.verdict import Refused
from congtam.cycles.models import Obligation
from congtam.ledger.models import Event
from congtam.meetings.models import Attendance, Meeting
from congtam.notices.models import Notice
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD, call, chair, hear, mark, secretary, version
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
DAY = local_date(HELD)


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The year is opened once; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_critique()
        transaction.set_rollback(True)


@pytest.fixture
def year(opened) -> Sector:
    world = opened
    for code in ("c04", "c05", "c11"):
        conferences.send_report(world.file(code))
    return world


@pytest.fixture
def meeting(year: Sector) -> Meeting:
    return call(year)


def agenda(meeting: Meeting) -> list[str]:
    rows = Hearing.objects.filter(meeting=meeting).order_by("position")
    return [name for (name,) in rows.values_list("participant__assessment__name")]


def seat(year: Sector, code: str, step: str = "hoi_nghi") -> Participant:
    return year.seat(year.file(code), step)


# --- the agenda


def test_all_that_are_ready_come_on_the_agenda_across_tracks_the_higher_office_first(year, meeting):
    assert agenda(meeting) == ["Trịnh Thu Hà", "Đỗ Thị Ngân", "Hoàng Minh Quân"]
    assert Attendance.objects.filter(meeting=meeting).count() == 12


def test_a_file_whose_report_is_on_the_way_comes_only_when_it_is_named_and_cannot_be_heard(year):
    meeting = call(year, [year.file("c05"), year.file("c09")])
    late = seat(year, "c09").pk

    with pytest.raises(Refused, match="Bước «Hội nghị Cơ quan kiểm điểm, góp ý» chưa đến lượt"):
        actions.present(late, presented=True, version=1, by=secretary(year), at=HELD)

    assert agenda(meeting) == ["Hoàng Minh Quân", "Phan Anh Tuấn"]


def test_the_same_conference_asked_for_twice_is_one(year, meeting):
    assert call(year) == meeting
    assert Meeting.objects.count() == 1


def test_what_stands_on_an_open_conference_is_not_called_to_another_one(year, meeting):
    with pytest.raises(Refused, match="Chưa có hồ sơ nào chờ kiểm điểm trước Hội nghị Cơ quan"):
        call(year, held_on=DAY + timedelta(days=1))

    assert waiting(secretary(year), DAY)[0].ready is False
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "body", "reason"),
    [
        ("c12", "co_quan", "Chức danh «Thành viên hội nghị Cơ quan» không được làm việc này"),
        ("c11", "van_phong", "Chưa có hồ sơ nào chờ kiểm điểm"),
        ("k1", "bch", "Chưa có hồ sơ nào chờ kiểm điểm"),
    ],
)
def test_only_the_offices_of_the_venue_call_it(year, code, body, reason):
    with pytest.raises(Refused, match=reason):
        call(year, by=year.who(code, body))

    assert not Meeting.objects.exists()


def test_the_order_may_be_changed_and_what_is_not_named_follows(year, meeting):
    actions.reorder(
        meeting.pk, [seat(year, "c05").pk, seat(year, "c04").pk], by=chair(year), at=HELD
    )

    assert agenda(meeting) == ["Hoàng Minh Quân", "Trịnh Thu Hà", "Đỗ Thị Ngân"]
    with pytest.raises(Refused, match="Thành viên hội nghị Cơ quan"):
        actions.reorder(meeting.pk, [], by=year.who("c12", "co_quan"), at=HELD)


def test_a_report_that_is_not_there_is_warned_of_while_its_limit_runs(year):
    meeting = call(year, [year.file("c05"), year.file("c09")])

    rows = conference_of(meeting, secretary(year), DAY).rows

    assert [(row.name, row.warnings) for row in rows] == [
        ("Hoàng Minh Quân", ()),
        ("Phan Anh Tuấn", ("Chưa gửi báo cáo, mà hạn gửi là hết ngày 14/12/2020.",)),
    ]


# --- who records whom


@pytest.mark.parametrize(
    ("code", "by", "may"),
    [
        ("c05", "c11", True),
        ("c05", "c01", True),
        ("c11", "c01", True),
        ("c11", "c11", False),
        ("c05", "c12", False),
        ("c05", "c05", False),
    ],
)
def test_nobody_records_the_hearing_of_themself_and_only_chair_and_secretary_record(
    year, meeting, code, by, may
):
    def do():
        return actions.present(
            seat(year, code).pk, presented=True, version=1, by=year.who(by, "co_quan"), at=HELD
        )

    if may:
        assert do().presented
    else:
        with pytest.raises(Refused):
            do()
        assert not Hearing.objects.filter(presented=True).exists()


def test_nobody_outside_the_body_finds_the_seat(year, meeting):
    with pytest.raises(Participant.DoesNotExist):
        actions.present(
            seat(year, "c05").pk, presented=True, version=1, by=year.who("k1", "bch"), at=HELD
        )


def test_nothing_is_written_down_of_a_file_that_was_not_presented(year, meeting):
    pk, by = seat(year, "c05").pk, secretary(year)
    acts = [
        lambda: actions.note_opinion(pk, speaker=None, name="Khách", words="Tốt", by=by, at=HELD),
        lambda: actions.propose_level(pk, level=GOOD, agreed=None, version=1, by=by, at=HELD),
        lambda: actions.answer(pk, "suy_thoai", value="khong", words="", version=0, by=by, at=HELD),
    ]

    for act in acts:
        with pytest.raises(Refused, match="Ghi đã trình bày rồi mới ghi ý kiến về Hoàng Minh Quân"):
            act()
    assert (Opinion.objects.count(), DeclaredFact.objects.count()) == (0, 0)


# --- opinions


@pytest.fixture
def presented(year, meeting) -> Participant:
    found = seat(year, "c05")
    actions.present(found.pk, presented=True, version=1, by=secretary(year), at=HELD)
    return found


def opinion(year, presented, words="Cần chủ động hơn.", **over):
    given = {
        "speaker": year.who("c02", "co_quan"), "name": "", "words": words,
        "by": secretary(year), "at": HELD,
    }  # fmt: skip
    return actions.note_opinion(presented.pk, **(given | over))


def test_the_same_sentence_sent_twice_is_one_opinion_and_the_ledger_holds_no_words(year, presented):
    first = opinion(year, presented)

    assert opinion(year, presented) == first
    assert Opinion.objects.count() == 1
    assert first.speaker_name == "Lục Thị Hạnh"
    event = Event.objects.get(verb="note_opinion")
    assert "chủ động" not in event.body


def test_a_guest_speaks_by_name_and_nobody_speaks_without_one(year, presented):
    guest = opinion(year, presented, speaker=None, name=" Ông Nguyễn Văn Tín, Đảng ủy cấp trên ")

    assert guest.speaker_name == "Ông Nguyễn Văn Tín, Đảng ủy cấp trên"
    with pytest.raises(Refused, match="Chọn hoặc ghi tên người phát biểu"):
        opinion(year, presented, speaker=None, name=" ", words="Khác")
    with pytest.raises(Refused, match="Ghi nội dung ý kiến"):
        opinion(year, presented, words="  ")
    with pytest.raises(Refused, match="không có trong thành phần hội nghị"):
        opinion(year, presented, speaker=year.who("k1", "bch"), words="Khác nữa")


def test_two_who_mend_one_opinion_both_see_both_texts(year, presented):
    row = opinion(year, presented)
    change = {"version": 1, "at": HELD}
    actions.change_opinion(row.pk, words="Rất chủ động.", by=secretary(year), **change)

    with pytest.raises(actions.OpinionConflict) as conflict:
        actions.change_opinion(row.pk, words="Ít chủ động.", by=chair(year), **change)

    assert conflict.value.opinion.words == "Rất chủ động."
    actions.remove_opinion(row.pk, by=secretary(year), at=HELD)
    assert Opinion.objects.count() == 0


def test_a_presentation_is_taken_back_only_while_nothing_was_said(year, presented):
    by = secretary(year)
    row = opinion(year, presented)
    with pytest.raises(Refused, match="Đã ghi ý kiến hoặc mức đề nghị về Hoàng Minh Quân"):
        actions.present(presented.pk, presented=False, version=2, by=by, at=HELD)
    actions.remove_opinion(row.pk, by=by, at=HELD)

    assert not actions.present(presented.pk, presented=False, version=2, by=by, at=HELD).presented


# --- answers and the level


def answered(year, presented, fact="suy_thoai", **over):
    given = {"value": "khong", "words": "", "version": 0} | over
    return actions.answer(presented.pk, fact, by=secretary(year), at=HELD, **given)


def test_a_blank_answer_stays_blank_and_one_that_is_not_known_says_why(year, presented):
    assert answered(year, presented, value="") is None
    row = answered(year, presented, value="", words="Chờ kết luận kiểm tra")

    assert (row.value, row.words, row.version) == ("", "Chờ kết luận kiểm tra", 1)
    assert answered(year, presented, value="", words="", version=1) is None
    assert not DeclaredFact.objects.exists()


def test_an_answer_is_one_of_the_fact_and_of_this_seat(year, presented):
    with pytest.raises(BadAnswer, match="Chọn một trong các câu trả lời"):
        answered(year, presented, value="có lẽ")
    with pytest.raises(Refused, match="Quy trình không hỏi điều này ở Hội nghị Cơ quan"):
        answered(year, presented, fact="nv_hoan_thanh")
    assert not DeclaredFact.objects.exists()


def test_two_who_answer_at_once_do_not_overwrite_each_other(year, presented):
    answered(year, presented, value="khong")

    with pytest.raises(actions.Conflict) as conflict:
        answered(year, presented, value="co")

    assert conflict.value.theirs.entered == "khong"
    assert answered(year, presented, value="khong").version == 1
    assert answered(year, presented, value="co", version=1).version == 2


def test_no_more_agree_than_are_present(year, meeting, presented):
    mark(year, meeting, "c12")
    by = secretary(year)
    at = {"by": by, "at": HELD}

    with pytest.raises(Refused, match=r"Số ý kiến đồng ý từ 0 đến 11 \(số người có mặt\)"):
        actions.propose_level(presented.pk, level=GOOD, agreed=12, version=2, **at)
    with pytest.raises(Refused, match="Mức xếp loại này không có trong quy định"):
        actions.propose_level(presented.pk, level="TOT", agreed=1, version=2, **at)
    with pytest.raises(Refused, match="Chọn mức trước khi ghi số ý kiến đồng ý"):
        actions.propose_level(presented.pk, level="", agreed=1, version=2, **at)
    row = actions.propose_level(presented.pk, level=GOOD, agreed=11, version=2, **at)

    assert (row.level, row.agreed, row.version) == (GOOD, 11, 3)
    with pytest.raises(actions.HearingConflict):
        actions.propose_level(presented.pk, level="HTNV", agreed=11, version=2, **at)


# --- adoption


def ready(year: Sector, meeting: Meeting) -> None:
    """Everything is there for the minutes: two are heard, the third is left out."""
    mark(year, meeting, "c12")
    hear(year, year.file("c04"))
    hear(year, year.file("c05"))
    actions.leave_out(seat(year, "c11").pk, reason="Nghỉ ốm", version=1, by=chair(year), at=HELD)


def test_the_minutes_close_what_was_heard_and_leave_the_rest(year, meeting):
    ready(year, meeting)

    heard_well = [
        "Đã trình bày báo cáo tự kiểm điểm; tự xếp loại: Hoàn thành tốt nhiệm vụ.",
        "- Lục Thị Hạnh (Thành viên hội nghị Cơ quan): Làm việc tận tụy, đúng hẹn.",
        "Hội nghị đề nghị: Hoàn thành tốt nhiệm vụ; đồng ý 10/11 người có mặt.",
    ]
    adopted = actions.adopt(meeting.pk, by=secretary(year), at=HELD)

    steps = Step.objects.filter(key="hoi_nghi", assessment__person__code__in=["c04", "c05", "c11"])
    assert dict(steps.values_list("assessment__person__code", "state")) == {
        "c04": "closed", "c05": "closed", "c11": "open",
    }  # fmt: skip
    reports = Report.objects.values_list("assessment__person__code", "state")
    assert dict(reports) == {"c04": "presented", "c05": "presented", "c11": "sent"}
    assert year.file("c05").proposed == GOOD
    assert adopted.adopted_at == HELD
    lines = adopted.minutes.splitlines()
    assert [line for line in lines if not line.startswith("+ ")] == [
        "Thành phần: có mặt 11/12.",
        "Chủ trì: Đinh Công Thiện, Chủ trì hội nghị Cơ quan.",
        "Thư ký: Đỗ Thị Ngân, Thư ký hội nghị Cơ quan.",
        "Vắng: Hà Văn Sỹ.",
        "",
        "1. Trịnh Thu Hà, Phó Trưởng Ban Tổ chức",
        *heard_well,
        "",
        "2. Hoàng Minh Quân, Chuyên viên Ban Tổ chức",
        *heard_well,
        "",
        "Để lại kiểm điểm sau:",
        "- Đỗ Thị Ngân, Chuyên viên Văn phòng: Nghỉ ốm",
    ]
    assert "+ Đáp ứng các tiêu chí chung (khoản 1.2 mục II): Có." in lines


def test_a_second_click_on_adopting_finds_the_same_minutes(year, meeting):
    ready(year, meeting)
    first = actions.adopt(meeting.pk, by=secretary(year), at=HELD)
    events = Event.objects.count()

    again = actions.adopt(meeting.pk, by=secretary(year), at=HELD + timedelta(minutes=1))

    assert (again.adopted_at, again.minutes) == (first.adopted_at, first.minutes)
    assert Event.objects.count() == events


def test_adopted_minutes_are_closed_to_everybody(year, meeting):
    ready(year, meeting)
    said = Opinion.objects.get(hearing_id=seat(year, "c05").pk)
    actions.adopt(meeting.pk, by=secretary(year), at=HELD)

    with pytest.raises(Refused):
        actions.change_opinion(said.pk, words="Khác", version=1, by=chair(year), at=HELD)
    with pytest.raises(Refused, match="Biên bản đã được thông qua"):
        actions.leave_out(seat(year, "c11").pk, reason="", version=2, by=chair(year), at=HELD)


def test_what_keeps_the_minutes_open_is_named(year, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(chair=None)
    pk = seat(year, "c05").pk
    actions.present(pk, presented=True, version=1, by=secretary(year), at=HELD)

    with pytest.raises(actions.NotReady) as gaps:
        actions.adopt(meeting.pk, by=secretary(year), at=HELD - timedelta(days=1))

    unanswered = "Hoàng Minh Quân: chưa trả lời «"
    assert [gap for gap in gaps.value.gaps if not gap.startswith(unanswered)] == [
        "Hội nghị họp ngày 10/12/2020, chưa thông qua được.",
        "Chưa ghi người chủ trì.",
        "Chưa điểm danh.",
        "Trịnh Thu Hà: chưa ghi đã trình bày, cũng chưa ghi lý do để lại.",
        "Đỗ Thị Ngân: chưa ghi đã trình bày, cũng chưa ghi lý do để lại.",
        "Hoàng Minh Quân: chưa ghi mức hội nghị đề nghị.",
    ]
    assert f"{unanswered}Đáp ứng các tiêu chí chung (khoản 1.2 mục II)»." in gaps.value.gaps
    assert not Step.objects.filter(key="hoi_nghi", state="closed").exists()


def test_a_chair_who_is_away_does_not_chair(year, meeting):
    ready(year, meeting)
    mark(year, meeting, "c01")

    with pytest.raises(actions.NotReady, match="Người chủ trì chưa được ghi có mặt"):
        actions.adopt(meeting.pk, by=secretary(year), at=HELD)


def test_a_plain_member_does_not_adopt_and_a_stranger_finds_no_conference(year, meeting):
    ready(year, meeting)

    with pytest.raises(Refused, match="không được làm việc này"):
        actions.adopt(meeting.pk, by=year.who("c12", "co_quan"), at=HELD)
    with pytest.raises(Meeting.DoesNotExist):
        actions.adopt(meeting.pk, by=year.who("k1", "bch"), at=HELD)
    assert Meeting.objects.get(pk=meeting.pk).adopted_at is None


def test_whoever_is_left_over_is_heard_at_the_next_conference_with_a_clean_line(year, meeting):
    ready(year, meeting)
    actions.adopt(meeting.pk, by=secretary(year), at=HELD)

    later = call(year, held_on=DAY + timedelta(days=3))

    row = Hearing.objects.get(meeting=later)
    assert (row.pk, row.absent_reason, row.presented) == (seat(year, "c11").pk, "", False)
    assert agenda(meeting) == ["Trịnh Thu Hà", "Hoàng Minh Quân"]
    assert (
        "Đỗ Thị Ngân, Chuyên viên Văn phòng: Nghỉ ốm" in Meeting.objects.get(pk=meeting.pk).minutes
    )


def test_the_duty_of_the_venue_is_met_when_every_file_of_the_kind_was_heard(year, meeting):
    ready(year, meeting)
    duty = Obligation.objects.get(
        track=year.file("c05").track, step="hoi_nghi", body=year.body("co_quan")
    )

    actions.adopt(meeting.pk, by=secretary(year), at=HELD)

    duty.refresh_from_db()
    assert duty.met_at is None
    Participant.objects.filter(
        assessment__track=duty.track, step__key="hoi_nghi", closed_at__isnull=True
    ).exclude(pk=seat(year, "c11").pk).update(closed_at=HELD)
    late = call(year)
    mark(year, late)
    hear(year, year.file("c11"), by=chair(year))
    actions.adopt(late.pk, by=chair(year), at=HELD)
    duty.refresh_from_db()
    assert duty.met_at == HELD


def test_the_subject_and_the_next_desk_are_told(year, meeting):
    ready(year, meeting)
    Notice.objects.all().delete()

    actions.adopt(meeting.pk, by=secretary(year), at=HELD)

    told = {(n.person_id, n.kind, n.subject) for n in Notice.objects.all()}
    heard = "Đã thông qua biên bản hội nghị kiểm điểm: %s"
    assert {
        (year.file("c04").person_id, "heard", heard % "Trịnh Thu Hà"),
        (year.file("c05").person_id, "heard", heard % "Hoàng Minh Quân"),
        (year.who("c03").person_id, "turn", "Đến lượt: Trịnh Thu Hà"),
    } <= told
    assert {kind for person, kind, _s in told if person == year.file("c11").person_id} == set()


# --- several venues, collectives, being heard again


def test_a_report_heard_before_two_bodies_goes_on_when_both_have_heard_it(year):
    file = year.file("k1")
    conferences.send_report(file)
    first, second = year.seat(file, "hoi_nghi", "tap_the_dv"), None
    others = Participant.objects.filter(assessment=file, step__key="hoi_nghi")
    second = others.exclude(pk=first.pk).get()

    one = _hold(year, first, year.who("k2", "bch"))
    assert Step.objects.get(assessment=file, key="hoi_nghi").state == "open"
    _hold(year, second, _secretary_of(year, second), level="HTNV")

    file.refresh_from_db()
    assert Step.objects.get(assessment=file, key="hoi_nghi").state == "closed"
    assert (file.proposed, one.adopted_at) == ("", HELD)


def test_a_collective_holds_its_own_conference_before_its_members(year):
    file = year.collective("bch", "khelung")
    conferences.send_report(file)
    conferences.send_report(year.file("k1"))
    body, by = file.body, year.who("k2", "bch")

    meeting = actions.convene(
        body, held_on=DAY, place="Phòng họp", chair=None, secretary=by, by=by, at=HELD
    )

    assert agenda(meeting) == [file.name, year.file("k1").name]
    found = year.seat(file, "hoi_nghi")
    row = actions.present(found.pk, presented=True, version=1, by=year.who("k1", "bch"), at=HELD)
    assert row.presented


def test_a_file_that_is_heard_again_keeps_what_the_first_minutes_hold(year, meeting):
    ready(year, meeting)
    actions.adopt(meeting.pk, by=secretary(year), at=HELD)
    pk = seat(year, "c05").pk
    Step.objects.filter(assessment=year.file("c05"), key="hoi_nghi").update(
        state="sent_back", closed_at=None
    )
    Participant.objects.filter(pk=pk).update(closed_at=None)
    again = call(year, [year.file("c05")], held_on=DAY + timedelta(days=5))
    actions.present(pk, presented=True, version=version(pk), by=secretary(year), at=HELD)
    old = Opinion.objects.get(hearing_id=pk)

    with pytest.raises(Refused, match="Ý kiến này thuộc biên bản đã thông qua"):
        actions.remove_opinion(old.pk, by=secretary(year), at=HELD)
    assert conference_of(again, secretary(year), DAY).rows[0].opinions == ()


def test_a_conference_is_read_in_as_many_statements_for_three_files_as_for_one(year, meeting):
    ready(year, meeting)
    one = call(year, [year.file("c09")], held_on=DAY + timedelta(days=9))

    def count(which):
        conference_of(which, secretary(year), DAY)
        with CaptureQueriesContext(connection) as caught:
            conference_of(which, secretary(year), DAY)
        return len(caught)

    assert count(meeting) == count(one) <= 10


def _secretary_of(year, found):
    posts = [p for held in year.held.values() for p in held if p.body_id == found.body_id]
    return next(p for p in posts if p.office == "thu_ky")


def _hold(year, found, by, level=GOOD):
    meeting = actions.convene(
        found.body, [found.pk], held_on=DAY, place="Phòng họp", chair=by, secretary=None,
        by=by, at=HELD,
    )  # fmt: skip
    conferences.meetings.mark(meeting.pk, present=[by.pk], notes={}, by=by, at=HELD)
    actions.present(found.pk, presented=True, version=1, by=by, at=HELD)
    actions.propose_level(found.pk, level=level, agreed=1, version=2, by=by, at=HELD)
    return actions.adopt(meeting.pk, by=by, at=HELD)
