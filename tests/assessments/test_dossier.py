"""The dossier upward: what it holds, what is missing by name, who sends it and who receives it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congtam.assessments.actions.dossiers import NeedsWords, chase_dossiers
from congtam.assessments.actions.handing_in import NeedsLateReason, Unchanged
from congtam.assessments.models import Assessment, UnitDossier
from congtam.assessments.queries.dossiers import (
    as_text,
    board_of,
    contents_of,
    cycles_of,
    duties_in,
    duty_of,
    from_text,
    own_files,
    seen_by,
)
from congtam.assessments.queries.dossiers.duties import DOSSIER
from congtam.assessments.queries.dossiers.gathering import rule_of
from congtam.clock import local_date
from congtam.core.verdict import Refused
from congtam.cycles import actions as cycles
from congtam.cycles.models import Cycle, Obligation, Reminder
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate, Person
from tests.assessments import dossiers
from tests.critique import open_critique

pytestmark = pytest.mark.django_db
DAY = local_date(dossiers.SENDING)
DEED = "gửi hồ sơ xếp loại của đơn vị đến Ban Tổ chức"


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture
def year():
    return open_critique()


def contents(world, file=None):
    file = file or dossiers.collective(world)
    full = Assessment.objects.select_related("cycle", "track", "report").get(pk=file.pk)
    return contents_of(full, rule_of(full), DAY)


def told_of(notices):
    people = Person.objects.filter(pk__in=notices.values_list("person_id", flat=True))
    return set(people.values_list("code", flat=True))


# --- what it holds


def test_a_complete_dossier_lacks_nothing(year):
    dossiers.complete(year)

    found = contents(year)

    assert found.gaps == []
    assert (found.unit, found.collective.label) == (
        "Công đoàn cơ sở Công ty Than Khe Lũng", "Hoàn thành tốt nhiệm vụ",
    )  # fmt: skip
    assert [(one.name, one.state, one.label) for one in found.members] == [
        ("Vũ Mạnh Cường", "above", ""),
        ("Bùi Thị Hoa", "decided", "Hoàn thành tốt nhiệm vụ"),
        ("Đặng Văn Phú", "decided", "Hoàn thành xuất sắc nhiệm vụ"),
        ("Lý Thị Xuân", "decided", "Hoàn thành tốt nhiệm vụ"),
    ]
    assert found.levels == {"HTTNV": 2, "HTXSNV": 1}
    assert [(one.part, one.name, one.opinions[0].of, one.opinions[0].cited) for one in
            found.enclosed] == [
        ("chu_tich", "Vũ Mạnh Cường", "Đảng ủy Công ty Than Khe Lũng",
         "số 31-NX/ĐU ngày 09/12/2020"),
        ("chuyen_trach", "Trần Văn Lộc", "Ban Chấp hành CĐ Than Khe Lũng", "gửi ngày 11/12/2020"),
    ]  # fmt: skip


def test_everything_missing_is_named(year):
    assert contents(year).gaps == [
        "báo cáo kiểm điểm của tập thể",
        "mức của đ/c Bùi Thị Hoa: chưa quyết định",
        "mức của đ/c Đặng Văn Phú: chưa quyết định",
        "mức của đ/c Lý Thị Xuân: chưa quyết định",
        "bản tự kiểm điểm của đ/c Vũ Mạnh Cường",
        "ý kiến của Đảng ủy Công ty Than Khe Lũng về đ/c Vũ Mạnh Cường",
        "bản tự kiểm điểm của đ/c Trần Văn Lộc",
        "ý kiến của Ban Chấp hành CĐ Than Khe Lũng về đ/c Trần Văn Lộc",
    ]


def test_an_undecided_member_is_never_given_a_level(year):
    """Neither what one wrote of oneself nor what was proposed counts as decided."""
    Assessment.objects.filter(pk=year.file("k2").pk).update(proposed="HTXSNV")

    found = contents(year)

    assert [(one.state, one.level) for one in found.members if one.name == "Bùi Thị Hoa"] == [
        ("open", "")
    ]
    assert found.levels == {}


def test_a_member_without_a_file_is_told_and_not_left_out(year):
    """The year enrols no members of standing committees below."""
    found = contents(year, year.collective("btv", "namtrach"))

    assert [(one.name, one.state) for one in found.members] == [
        ("Thân Văn Nghiêm", "above"), ("Sầm Thị Quyên", "none"), ("Chu Đình Tới", "none"),
    ]  # fmt: skip
    assert "mức của đ/c Sầm Thị Quyên: không có hồ sơ trong kỳ" in found.gaps
    assert [title[:30] for title in found.nobody] == ["Bản tự kiểm điểm đánh giá, xếp"]


def test_a_member_of_the_committee_above_sends_the_own_report_too(year):
    Mandate.objects.create(
        tenant=year.tenant, person=year.who("k3").person, unit=year.body("btv").unit,
        body=year.body("btv"), office="uy_vien", title="Ủy viên", starts_on=date(2020, 1, 1),
    )  # fmt: skip

    found = [(one.part, one.name, one.opinions[0].of) for one in contents(year).enclosed]

    assert ("chu_tich", "Đặng Văn Phú", "nơi nhận xét theo hướng dẫn") in found


def test_a_report_given_back_is_missing_again(year):
    file = dossiers.report(year)
    Assessment.objects.get(pk=file.pk).report.__class__.objects.filter(pk=file.pk).update(
        state="draft"
    )

    assert contents(year).collective.sent_at is None


def test_the_limit_is_the_last_day_before_the_one_that_is_written(year):
    file = Assessment.objects.select_related("cycle", "track").get(pk=dossiers.collective(year).pk)
    duty = duty_of(file)

    assert (duty.due_on, duty.limit) == (date(2020, 12, 14), "trước ngày 15/12/2020")


# --- sending


def test_a_dossier_is_sealed_told_and_written_down(year):
    dossiers.complete(year)

    made = dossiers.send(year)

    assert (made.round, made.late, made.lacks, made.to.code) == (1, False, 0, "ban_tc")
    assert from_text(made.snapshot) == contents(year)
    event = Event.objects.get(verb="send_dossier")
    assert event.object_id == made.file_id
    assert told_of(Notice.objects.filter(kind="dossier")) == {"c03", "c04", "c05", "c06"}


def test_the_sealed_copy_stays_as_it_was_sent(year):
    dossiers.complete(year)
    made = dossiers.send(year)
    dossiers.decided(year, k3="HTNV")

    made.refresh_from_db()

    assert from_text(made.snapshot).levels == {"HTTNV": 2, "HTXSNV": 1}
    assert contents(year).levels == {"HTTNV": 2, "HTNV": 1}


def test_the_same_click_sends_once(year):
    dossiers.complete(year)

    assert dossiers.send(year).pk == dossiers.send(year, words="khác").pk
    assert Event.objects.filter(verb="send_dossier").count() == 1


def test_what_is_missing_has_to_be_explained(year):
    dossiers.report(year)

    with pytest.raises(NeedsWords) as refused:
        dossiers.send(year, words="  ")
    made = dossiers.send(year, words="Chờ phiên họp ngày 13/12.")

    assert len(refused.value.gaps) == 7
    assert (made.lacks, made.words) == (7, "Chờ phiên họp ngày 13/12.")


def test_words_are_kept_only_where_something_is_missing(year):
    dossiers.complete(year)

    assert dossiers.send(year, words="Đủ cả").words == ""


def test_without_the_report_of_the_collective_there_is_no_dossier(year):
    with pytest.raises(Refused, match="chưa gửi báo cáo kiểm điểm"):
        dossiers.send(year, words="Sẽ gửi sau.")


def test_the_last_day_still_counts_and_the_next_asks_why(year):
    dossiers.complete(year)

    with pytest.raises(NeedsLateReason):
        dossiers.send(year, at=dossiers.TOO_LATE)
    late = dossiers.send(year, at=dossiers.TOO_LATE, late_reason="Chờ ý kiến Đảng ủy")

    assert (late.late, late.late_reason, late.due_on) == (
        True, "Chờ ý kiến Đảng ủy", date(2020, 12, 14),
    )  # fmt: skip


def test_on_the_last_day_it_is_in_time(year):
    dossiers.complete(year)

    assert not dossiers.send(year, at=dossiers.TOO_LATE - timedelta(hours=9)).late


def test_what_was_missing_is_sent_after_and_is_not_late_again(year):
    dossiers.report(year)
    dossiers.send(year, words="Chờ ý kiến.")
    dossiers.chair_s_papers(year)

    second = dossiers.send(year, token="hai", words="Chờ ý kiến.", at=dossiers.TOO_LATE)

    assert (second.round, second.lacks, second.late) == (2, 5, False)


def test_the_same_dossier_is_not_sent_twice(year):
    dossiers.complete(year)
    dossiers.send(year)

    with pytest.raises(Unchanged):
        dossiers.send(year, token="hai")


def test_the_deputy_sends_and_a_member_does_not(year):
    dossiers.complete(year)

    with pytest.raises(Refused, match="Chức danh"):
        dossiers.send(year, by=year.who("k3", "bch"))
    with pytest.raises(Assessment.DoesNotExist):
        dossiers.send(year, by=year.who("b1", "bch"))
    with pytest.raises(Refused, match="Việc gửi hồ sơ dành cho"):
        dossiers.send(year, by=year.who("c01", "btv"))
    assert dossiers.send(year, by=year.who("k2", "bch")).by.person.code == "k2"


def test_a_closed_year_takes_nothing(year):
    dossiers.complete(year)
    Cycle.objects.filter(pk=year.cycle.pk).update(state="closed")

    with pytest.raises(Refused, match="không còn mở"):
        dossiers.send(year)


def test_the_collective_of_the_level_above_sends_none(year):
    with pytest.raises(Refused, match="không gửi hồ sơ"):
        dossiers.send(year, year.collective("btv", "cdn"), by=year.who("c01", "btv"))


# --- reading


def test_one_s_own_level_and_opinions_stay_closed_until_publication(year):
    dossiers.complete(year)
    whole = contents(year)
    k1, k3 = year.who("k1").person_id, year.who("k3").person_id

    shown = {one.name: one.state for one in seen_by(whole, k3, set()).members}
    by_chair = seen_by(whole, k1, set()).enclosed[0].opinions[0]
    after = seen_by(whole, k3, {year.file("k3").pk})

    assert shown == {
        "Vũ Mạnh Cường": "above", "Bùi Thị Hoa": "decided", "Đặng Văn Phú": "closed",
        "Lý Thị Xuân": "decided",
    }  # fmt: skip
    assert (by_chair.seat, by_chair.cited) == (None, "đã có")
    assert after == whole


def test_a_sealed_text_reads_back_whatever_is_missing(year):
    found = contents(year)

    assert from_text(as_text(found)) == found


@pytest.mark.parametrize(
    ("who", "body", "sees"),
    [
        ("k1", "bch", True),
        ("k4", "bch", True),
        ("c05", "ban_tc", True),
        ("c02", "btv", True),
        ("c07", "ban_cs", False),
        ("b1", "bch", False),
        ("k1", "ban_lanh_dao", False),
        ("k5", "", False),
    ],
)
def test_who_sees_a_dossier_that_was_sent(year, who, body, sees):
    dossiers.complete(year)
    dossiers.send(year)

    assert UnitDossier.objects.visible_to(year.who(who, body)).exists() is sees


# --- the receiving side


def test_the_board_shows_every_unit_and_what_the_level_above_waits_for(year):
    dossiers.report(year)
    dossiers.send(year, words="Chờ phiên họp.")
    ((cycle, to),) = cycles_of(year.who("c05", "ban_tc"))
    file = year.collective("bch", "cokhi")
    Assessment.objects.filter(pk=file.pk).update(level="HTTNV")

    board = board_of(cycle, to, DAY)

    assert {one.unit: one.last.lacks if one.last else None for one in board.senders} == {
        "Công đoàn cơ sở Công ty Cơ khí mỏ Đông Trạch": None,
        "Công đoàn cơ sở Công ty Than Khe Lũng": 7,
        "Công đoàn cơ sở Công ty Tuyển khoáng Bãi Thượng": None,
        "Công đoàn Tổng công ty Khoáng sản Nam Trạch": None,
    }
    assert board.sent == 1
    (waits,) = board.waits
    assert waits.name == "Ban Thường vụ Công đoàn ngành Khoáng sản Đông Trạch"
    assert (waits.decided, waits.whole) == (1, 4)
    assert "Ban Chấp hành CĐ Cơ khí mỏ Đông Trạch" not in waits.undecided


def test_who_receives_and_who_sends(year):
    assert [c.pk for c, _to in cycles_of(year.who("c02", "btv"))] == [year.cycle.pk]
    for who, body in (("c07", "ban_cs"), ("k1", "bch"), ("k5", "")):
        assert cycles_of(year.who(who, body)) == []
    assert [file.pk for file, _rule in own_files(year.who("k4", "bch"))] == [
        dossiers.collective(year).pk
    ]
    for who, body in (("c05", "ban_tc"), ("c01", "btv"), ("k5", "")):
        assert own_files(year.who(who, body)) == []


def test_units_are_reminded_once_a_day_and_only_while_they_have_sent_nothing(year):
    dossiers.complete(year)
    dossiers.send(year)
    by = year.who("c05", "ban_tc")
    every = [one.file.pk for one in board_of(*cycles_of(by)[0], DAY).senders]

    first = chase_dossiers(year.cycle.pk, every, by=by, at=dossiers.SENDING)
    again = chase_dossiers(year.cycle.pk, every, by=by, at=dossiers.SENDING)

    assert (first, again, Reminder.objects.count()) == (3, 0, 3)
    told = told_of(Notice.objects.filter(subject=f"Còn 2 ngày: {DEED}"))
    assert told == {"b1", "b2", "b3", "b4", "m1", "m2", "m3", "m4", "n1", "n2", "n3"}
    assert chase_dossiers(year.cycle.pk, every, by=by, at=dossiers.SENDING + timedelta(days=1)) == 3


def test_each_collective_that_sends_has_the_duty_from_the_opening_on(year):
    rows = duties_in(year.cycle.pk).order_by("body__unit__code")

    assert [(o.body.unit.code, o.deed, o.limit, o.due_on, o.met_at) for o in rows] == [
        (unit, DEED, "trước ngày 15/12/2020", date(2020, 12, 14), None)
        for unit in ("baithuong", "cokhi", "khelung", "namtrach")
    ]


def test_sending_meets_the_duty_in_time(year):
    dossiers.complete(year)
    dossiers.send(year)

    assert duty_row(year) == (dossiers.SENDING, False)


def test_a_dossier_that_was_late_once_stays_late_when_it_is_completed(year):
    dossiers.report(year)
    dossiers.send(year, words="Chờ ý kiến.", late_reason="Chờ họp", at=dossiers.TOO_LATE)
    dossiers.chair_s_papers(year)
    after = dossiers.TOO_LATE + timedelta(days=1)
    dossiers.send(year, token="hai", words="Chờ ý kiến.", at=after)
    (board,) = (board_of(*pair, DAY) for pair in cycles_of(year.who("c05", "ban_tc")))

    assert duty_row(year) == (dossiers.TOO_LATE, True)
    assert (board.sent, board.late, board.overdue(local_date(after))) == (1, 1, 3)


def test_with_more_time_given_it_is_not_late(year):
    dossiers.complete(year)
    duty = duties_in(year.cycle.pk).get(body=dossiers.collective(year).body)
    cycles.extend(
        duty.pk, to=date(2020, 12, 18), reason="Bão lũ", by=year.who("c01", "btv"),
        at=dossiers.SENDING,
    )  # fmt: skip

    assert not dossiers.send(year, at=dossiers.TOO_LATE).late


def test_the_clock_reminds_of_a_dossier_like_of_every_other_duty(year):
    """Once a day, whoever asks: the job and the board share one row."""
    dossiers.complete(year)
    dossiers.send(year)
    cycles.remind(dossiers.TOO_LATE)
    by = year.who("c05", "ban_tc")
    every = [one.file.pk for one in board_of(*cycles_of(by)[0], DAY).senders]

    told = told_of(Notice.objects.filter(subject=f"Quá hạn 1 ngày: {DEED}"))

    assert told == {"b1", "b2", "b3", "b4", "m1", "m2", "m3", "m4", "n1", "n2", "n3"}
    assert chase_dossiers(year.cycle.pk, every, by=by, at=dossiers.TOO_LATE) == 0


def duty_row(year):
    duty = Obligation.objects.get(step=DOSSIER, body=dossiers.collective(year).body)
    return duty.met_at, duty.met_late


def test_only_the_receiver_reminds(year):
    every = [dossiers.collective(year).pk]

    with pytest.raises(Refused, match="Việc này dành cho Ban Tổ chức"):
        chase_dossiers(year.cycle.pk, every, by=year.who("c07", "ban_cs"), at=dossiers.SENDING)
    with pytest.raises(Refused, match="Việc này dành cho Ban Tổ chức"):
        chase_dossiers(year.cycle.pk, every, by=dossiers.chair(year), at=dossiers.SENDING)


def test_gathering_does_not_ask_more_for_more_people(year, django_assert_max_num_queries):
    dossiers.complete(year)
    file = Assessment.objects.select_related("cycle", "track", "report").get(
        pk=dossiers.collective(year).pk
    )
    rule = rule_of(file)
    with django_assert_max_num_queries(9):
        contents_of(file, rule, DAY)
    with django_assert_max_num_queries(6):
        board_of(file.cycle, year.body("ban_tc"), DAY)
