"""Words from outside: opinions in words, packages that go out, conclusions that come in."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import transaction

from congtam.assessments import actions
from congtam.assessments.actions import moving
from congtam.assessments.models import Assessment, Conclusion, Dispatch, Participant, Step
from congtam.assessments.queries.opinions import (
    LATER,
    SENT,
    WAITING,
    desk_of,
    in_state,
    missing_before,
    rows,
    seats_at_desk,
)
from congtam.assessments.queries.overview import waiting_for
from congtam.assessments.queries.seats import seats
from congtam.clock import local_date
from congtam.core.verdict import Refused
from congtam.files.actions import BadFile
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
DAY = local_date(HELD)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The year is opened once; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_critique()
        transaction.set_rollback(True)


@pytest.fixture
def year(opened) -> Sector:
    return opened


def close(file: Assessment, *steps: str) -> None:
    """The steps before are over, whatever was said in them."""
    procedure = regulations.procedure(file.track.procedure_id)
    for step in steps:
        moving.close(file, procedure, step, at=HELD)


def stands(file: Assessment) -> dict[str, str]:
    return dict(Step.objects.filter(assessment=file).values_list("key", "state"))


# --- an opinion in words


@pytest.fixture
def deputy(year) -> Participant:
    """The deputy head was heard: the party cell's committee is to speak."""
    file = year.file("c04")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    return year.seat(file, "chi_uy")


def say(year, seat, by="c10", **over):
    given = {"words": "Chấp hành tốt.", "level": GOOD, "seen": None, "at": HELD}
    return actions.give_opinion(seat.pk, by=year.who(by, "chi_uy"), **(given | over))


def test_an_opinion_closes_its_step_and_opens_the_decision(year, deputy):
    assert stands(deputy.assessment)["quyet_dinh"] == "waiting"

    said = say(year, deputy)

    assert (said.level, said.words) == (GOOD, "Chấp hành tốt.")
    assert stands(deputy.assessment)["chi_uy"] == "closed"
    assert stands(deputy.assessment)["quyet_dinh"] == "open"


def test_an_opinion_without_words_is_not_sent(year, deputy):
    with pytest.raises(actions.Incomplete):
        say(year, deputy, words=" ", level="")
    with pytest.raises(Refused, match="Mức xếp loại này không có trong quy định"):
        say(year, deputy, level="TOT")

    assert stands(deputy.assessment)["chi_uy"] == "open"


@pytest.mark.parametrize(
    ("by", "body"), [("c05", "ban_tc"), ("c04", "co_quan"), ("k1", "bch"), ("c11", "co_quan")]
)
def test_who_does_not_sit_in_the_committee_finds_no_seat(year, deputy, by, body):
    with pytest.raises(Participant.DoesNotExist):
        actions.give_opinion(deputy.pk, words="Tốt", seen=None, by=year.who(by, body), at=HELD)


def test_a_member_of_the_committee_does_not_speak_of_themself(year):
    file = year.file("c08")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    own = year.seat(file, "chi_uy")

    with pytest.raises(Refused, match="Không ai tự đánh giá, tự quyết định về mình"):
        say(year, own, by="c08")
    assert say(year, own, by="c03").words == "Chấp hành tốt."


def test_two_who_write_the_opinion_at_once_both_see_both_texts(year, deputy):
    head, deputy_head = year.who("c03", "chi_uy"), year.who("c10", "chi_uy")
    given = {"level": "", "expected": "", "seen": None, "at": HELD}
    actions.say(deputy.pk, words="Của bí thư", by=head, **given)

    with pytest.raises(actions.Conflict) as conflict:
        say(year, deputy, by="c10", words="Của phó bí thư", level="")

    assert conflict.value.theirs.words.reached == "Của bí thư"
    assert deputy_head.body_id == head.body_id
    assert stands(deputy.assessment)["chi_uy"] == "open"


def test_the_unit_one_came_from_speaks_first(year):
    file = year.file("c06")
    conferences.send_report(file)
    former = year.seat(file, "noi_cu")

    actions.give_opinion(
        former.pk, words="Hoàn thành tốt 7 tháng.", seen=None, by=year.who("k1", "bch"), at=HELD
    )

    assert stands(file)["noi_cu"] == "closed"
    assert stands(file)["hoi_nghi"] == "open"


def test_what_is_missing_before_a_decision_is_named(year, deputy):
    decide = year.seat(deputy.assessment, "quyet_dinh")
    found = Participant.objects.filter(pk=decide.pk)
    one = seats(found, year.who("c01", "thuong_truc"), DAY)[0]

    assert missing_before(one) == ["ý kiến của Chi ủy Cơ quan"]
    say(year, deputy)
    assert missing_before(one) == []


# --- a body outside speaks through a desk


@pytest.fixture
def chair_file(year) -> Assessment:
    """The chair was heard and the cell's committee has spoken: the confederation decides."""
    file = year.file("c01")
    conferences.send_report(file)
    close(file, "hoi_nghi", "chi_uy")
    return file


@pytest.fixture
def desk(year) -> Mandate:
    return year.who("c03", "ban_tc")


def package(seats, by, *, sent_on=DAY, words="Báo cáo, biên bản", at=HELD):
    return actions.send_package([s.pk for s in seats], sent_on=sent_on, words=words, by=by, at=at)


def conclude(seat, by, *, scan=PNG, seen=None, at=HELD, **paper):
    given = {"number": "215-TB/TLĐ", "issued_on": DAY, "level": GOOD} | paper
    source = BytesIO(scan) if scan is not None else None
    return actions.record_conclusion(
        seat.pk, actions.Paper(**given), source=source, name="ket-luan.png", seen=seen, by=by,
        at=at,
    )  # fmt: skip


def test_the_conclusion_of_the_authority_decides_and_publishes(year, chair_file, desk):
    seat = year.seat(chair_file, "quyet_dinh")
    package([seat], desk)
    Notice.objects.all().delete()

    made = conclude(seat, desk)

    chair_file.refresh_from_db()
    assert (chair_file.level, chair_file.published_at) == (GOOD, HELD)
    assert stands(chair_file)["cong_bo"] == "closed"
    assert (made.issuer, made.number) == (seat.behalf.name, "215-TB/TLĐ")
    assert list(Notice.objects.values_list("person_id", "kind").distinct()) == [
        (chair_file.person_id, "published")
    ]


def test_a_paper_needs_number_day_scan_level_and_a_package_that_went_out_before(
    year, chair_file, desk
):
    seat = year.seat(chair_file, "quyet_dinh")
    with pytest.raises(Refused, match="Ghi ngày gửi hồ sơ đi trước khi ghi kết luận"):
        conclude(seat, desk)
    package([seat], desk)

    for reason, wrong in {
        "Ghi số, ký hiệu văn bản": {"number": "  "},
        "Ngày văn bản không được sau hôm nay": {"issued_on": DAY + timedelta(days=1)},
        r"Văn bản có ngày trước ngày gửi hồ sơ \(10/12/2020\)": {
            "issued_on": DAY - timedelta(days=1)
        },
        "Chọn mức mà văn bản kết luận": {"level": ""},
        "Mức xếp loại này không có trong quy định": {"level": "TOT"},
        "Đính kèm bản chụp văn bản": {"scan": None},
    }.items():
        with pytest.raises(Refused, match=reason):
            conclude(seat, desk, **wrong)
    with pytest.raises(BadFile):
        conclude(seat, desk, scan=b"MZ\x90\x00not a paper")

    assert not Conclusion.objects.exists()
    assert stands(chair_file)["quyet_dinh"] == "open"


def test_a_package_names_its_papers_and_is_not_sent_tomorrow(year, chair_file, desk):
    seat = year.seat(chair_file, "quyet_dinh")
    with pytest.raises(Refused, match="Ghi hồ sơ gồm những gì"):
        package([seat], desk, words=" ")
    with pytest.raises(Refused, match="Ngày gửi hồ sơ không được sau hôm nay"):
        package([seat], desk, sent_on=DAY + timedelta(days=1))

    (first,) = package([seat], desk)
    assert package([seat], desk) == [first]
    assert Dispatch.objects.count() == 1
    assert Event.objects.filter(verb="send_package").count() == 1


def test_neither_package_nor_conclusion_before_its_turn_and_the_missing_are_named(year, desk):
    file = year.file("c01")
    conferences.send_report(file)
    seat = year.seat(file, "quyet_dinh")
    says = "còn thiếu hội nghị kiểm điểm \\(Hội nghị Cơ quan\\); ý kiến của Chi ủy Cơ quan"

    with pytest.raises(Refused, match=says):
        conclude(seat, desk)
    with pytest.raises(Refused, match=says):
        package([seat], desk)


@pytest.mark.parametrize(
    ("code", "body"),
    [("c05", "ban_tc"), ("c01", "btv"), ("k1", "bch")],
)
def test_only_the_heads_of_the_desk_write_a_conclusion_down(year, chair_file, desk, code, body):
    seat = year.seat(chair_file, "quyet_dinh")
    package([seat], desk)

    with pytest.raises((Refused, Participant.DoesNotExist)):
        conclude(seat, year.who(code, body))
    assert not Conclusion.objects.exists()
    assert conclude(seat, year.who("c04", "ban_tc")).level == GOOD


# --- two bodies decide together


@pytest.fixture
def committee(year) -> Assessment:
    """The standing committee was heard by itself; two bodies outside decide together."""
    file = year.collective("btv", "cdn")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    return file


@pytest.fixture
def two(year, committee) -> list[Participant]:
    found = [year.seat(committee, "quyet_dinh", key) for key in ("dang_uy", "tong_ld")]
    package(found, year.who("c04", "ban_tc"))
    return found


def test_one_of_two_decides_nothing_and_both_of_one_mind_do(year, committee, two):
    by = year.who("c04", "ban_tc")

    conclude(two[0], by, number="12-KL/ĐU")
    committee.refresh_from_db()
    assert (committee.level, committee.published_at) == ("", None)
    conclude(two[1], by)

    committee.refresh_from_db()
    assert (committee.level, committee.published_at) == (GOOD, HELD)


def test_while_the_two_differ_nothing_is_decided_until_one_of_them_writes_anew(
    year, committee, two
):
    by = year.who("c04", "ban_tc")
    conclude(two[0], by, number="12-KL/ĐU", level="HTXSNV")
    second = conclude(two[1], by)

    page = desk_of(two[0], by, DAY)
    assert page.differ
    assert [(s.behalf, s.conclusion.level) for s in page.together] == [
        (two[0].behalf.name, "HTXSNV"), (two[1].behalf.name, GOOD),
    ]  # fmt: skip
    committee.refresh_from_db()
    assert (committee.level, stands(committee)["quyet_dinh"]) == ("", "open")
    assert Event.objects.filter(verb="disagree").count() == 1

    with pytest.raises(actions.ConclusionConflict):
        conclude(two[1], by, number="216-TB/TLĐ", level="HTXSNV")
    conclude(two[1], by, number="216-TB/TLĐ", level="HTXSNV", scan=None, seen=second.at)
    committee.refresh_from_db()
    assert (committee.level, committee.published_at) == ("HTXSNV", HELD)


def test_the_same_paper_sent_twice_is_one(year, committee, two):
    by = year.who("c04", "ban_tc")
    first = conclude(two[0], by)

    assert conclude(two[0], by, seen=None) == first
    assert Event.objects.filter(verb="conclude").count() == 1


def test_a_member_of_the_collective_does_not_write_down_the_decision_on_it(year, committee, two):
    with pytest.raises(Refused, match="nên không đánh giá đơn vị này"):
        conclude(two[0], year.who("c03", "ban_tc"))


# --- the party committee of the same level, on paper


def test_a_collective_writes_down_what_its_party_committee_says_of_it(year):
    file = year.collective("bch", "khelung")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    seat, by = year.seat(file, "cap_uy"), year.who("k1", "bch")

    with pytest.raises(Refused, match="Ghi nội dung văn bản"):
        conclude(seat, by, level="", words="")
    with pytest.raises(Refused, match="Ý kiến này ghi theo văn bản, có số, ngày và bản chụp"):
        actions.give_opinion(seat.pk, words="Tốt", seen=None, by=by, at=HELD)
    made = conclude(seat, by, number="07-NX/ĐU", level="", words="Nhất trí với tự xếp loại.")

    assert (made.level, stands(file)["cap_uy"]) == ("", "closed")
    assert stands(file)["quyet_dinh"] == "open"


def test_nobody_writes_down_what_a_party_committee_says_of_themself(year):
    file = year.file("k1")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    seat = year.seat(file, "cap_uy")

    with pytest.raises(Refused, match="Không ai tự đánh giá, tự quyết định về mình"):
        conclude(seat, year.who("k1", "bch"), words="Tốt")
    assert conclude(seat, year.who("k2", "bch"), words="Tốt").number == "215-TB/TLĐ"


# --- the desk


def test_the_desk_lists_what_waits_what_was_said_and_what_is_to_come(year, deputy):
    by = year.who("c10", "chi_uy")
    say(year, deputy)
    other = year.file("c08")
    conferences.send_report(other)
    close(other, "hoi_nghi")
    found = seats_at_desk(by)

    names = {
        state: [row.name for row in rows(in_state(found, state).order_by("pk"), by, DAY)]
        for state in (WAITING, SENT, LATER)
    }

    assert (names[WAITING], names[SENT]) == (["Mai Thị Thu"], ["Trịnh Thu Hà"])
    assert len(names[LATER]) == found.count() - 2


def test_what_is_written_for_another_body_stands_among_the_tasks_of_the_collective(year):
    file = year.collective("bch", "khelung")
    conferences.send_report(file)
    close(file, "hoi_nghi")

    mine = waiting_for(year.who("k1", "bch"), date(2020, 12, 10))

    assert [(w.step, w.count) for w in mine if w.track == file.track_id] == [("cap_uy", 1)]
