"""The self report: written by section, sent once, taken back, amended, final; what it leaves."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import transaction

from congtam.assessments.actions import Incomplete, NeedsLateReason, Unchanged, reporting
from congtam.assessments.actions.appraising import decide
from congtam.assessments.actions.handing_in import propose
from congtam.assessments.models import (
    Assessment,
    Edition,
    Fault,
    Participant,
    Report,
    Section,
    Share,
    Step,
)
from congtam.assessments.queries.report import sealed
from congtam.assessments.states import ReportState
from congtam.clock import ZONE
from congtam.core.canonical import digest
from congtam.core.verdict import Refused
from congtam.cycles.models import Obligation
from congtam.files.actions import BadFile
from congtam.ledger.queries import history
from congtam.notices.models import Notice
from congtam.records.models import Commitment, Shortcoming
from tests.core.filechecks import samples
from tests.critique import open_critique
from tests.house.addresses import PNG
from tests.selfreport import LATE, SENT, WRITTEN, fault, own, send, write

pytestmark = pytest.mark.django_db
DAY_AFTER = datetime(2020, 12, 5, 8, tzinfo=ZONE)
DECIDED = datetime(2020, 12, 11, 15, tzinfo=ZONE)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The year is opened once; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_critique()
        transaction.set_rollback(True)


@pytest.fixture
def quan(world):
    """The specialist."""
    return world.who("c05", "ban_tc")


@pytest.fixture
def file(world):
    return world.file("c05")


@pytest.fixture
def docx(tmp_path, settings):
    settings.BLOBS = tmp_path
    return BytesIO(samples.docx())


@pytest.fixture
def png(tmp_path, settings):
    settings.BLOBS = tmp_path
    return BytesIO(PNG)


@pytest.fixture
def committee(world):
    """The committee of Khe Lũng as a subject."""
    return world.collective("bch", "khelung")


def save(seat, by, words="Đã làm", *, key="chinh_tri", grade="", version=0, at=WRITTEN):
    return reporting.save_section(
        seat.pk, key, words=words, grade=grade, version=version, by=by, at=at
    )


def present(file):
    """What the conference does to a report."""
    Report.objects.filter(pk=file.pk).update(state=ReportState.PRESENTED)


def step(file, key="bao_cao"):
    return Step.objects.get(assessment=file, key=key).state


# ---- Writing


def test_a_section_is_kept_as_written_and_begins_the_report(world, file, quan):
    row = save(own(world, file), quan, "  Đã làm tốt  ")

    report = Report.objects.get(pk=file.pk)
    assert (row.words, row.version, row.by, row.at) == ("Đã làm tốt", 1, quan, WRITTEN)
    assert (report.state, report.rounds) == ("draft", 0)
    assert history(world.tenant.pk, file.pk)[-1].verb == "write_report"


def test_the_same_words_again_are_no_second_version(world, file, quan):
    save(own(world, file), quan)

    assert save(own(world, file), quan, version=0).version == 1


def test_two_who_write_one_section_do_not_overwrite_each_other(world, committee):
    seat = own(world, committee)
    save(seat, world.who("k2", "bch"), "Của phó chủ tịch", key="quan_triet")

    with pytest.raises(reporting.ReportConflict) as conflict:
        save(seat, world.who("k3", "bch"), "Của ủy viên", key="quan_triet")

    assert (conflict.value.theirs.words, conflict.value.theirs.version) == ("Của phó chủ tịch", 1)
    assert Section.objects.get(report_id=committee.pk).words == "Của phó chủ tịch"


def test_only_oneself_writes_ones_report(world, file):
    for code, body in (("c03", "ban_tc"), ("c01", "btv"), ("c11", "co_quan"), ("k1", "bch")):
        with pytest.raises(Participant.DoesNotExist):
            save(own(world, file), world.who(code, body))

    assert not Report.objects.exists()


def test_of_a_collective_its_officers_write_and_other_members_do_not(world, committee):
    seat = own(world, committee)
    for place, code in enumerate(("k1", "k2", "k3")):
        save(seat, world.who(code, "bch"), f"Bản {place}", key="quan_triet", version=place)
    with pytest.raises(Participant.DoesNotExist):
        save(seat, world.who("k5"), key="quan_triet")

    assert Section.objects.get(report_id=committee.pk).words == "Bản 2"


def test_a_section_the_form_does_not_have_is_not_found(world, file, quan):
    with pytest.raises(Section.DoesNotExist):
        save(own(world, file), quan, key="khong_co")


def test_a_grade_that_the_form_does_not_have_is_refused(world, file, quan):
    with pytest.raises(Refused, match="Chọn một mức trong mẫu"):
        save(own(world, file), quan, grade="Xuất sắc")


def test_words_that_are_too_long_are_refused_and_never_cut(world, file, quan):
    with pytest.raises(Refused, match=r"20\.000 ký tự"):
        save(own(world, file), quan, "a" * 20_001)


def test_a_level_is_one_of_the_rules(world, file, quan):
    seat = own(world, file)
    made = reporting.choose_level(seat.pk, level="HTTNV", version=1, by=quan, at=WRITTEN)
    with pytest.raises(Refused, match="không có trong quy định"):
        reporting.choose_level(seat.pk, level="A", version=2, by=quan, at=WRITTEN)
    with pytest.raises(reporting.ReportConflict):
        reporting.choose_level(seat.pk, level="HTNV", version=1, by=quan, at=WRITTEN)

    assert (made.level, made.version) == ("HTTNV", 2)


# ---- Shortcomings


def test_a_shortcoming_of_a_collective_names_everybodys_part_the_head_first(world, committee):
    k1, k2, k3 = (world.who(code, "bch") for code in ("k1", "k2", "k3"))
    seat = own(world, committee)
    row = fault(seat, k2, collective="Chưa đôn đốc", shares={k3: "Chậm", k1: "Chỉ đạo chưa sát"})

    shares = list(Share.objects.filter(fault=row).values_list("person__code", "words"))
    assert shares == [("k1", "Chỉ đạo chưa sát"), ("k3", "Chậm")]
    assert (row.collective, row.due_on, row.version) == ("Chưa đôn đốc", date(2021, 3, 31), 2)


def test_nobody_from_outside_is_given_a_part(world, committee, quan):
    with pytest.raises(Refused, match="thành viên tập thể"):
        fault(own(world, committee), world.who("k1", "bch"), shares={quan: "Không liên quan"})


def test_a_person_alone_shares_with_nobody(world, file, quan):
    row = fault(
        own(world, file),
        quan,
        collective="Cơ quan",
        shares={world.who("c03", "ban_tc"): "Trưởng ban"},
    )

    assert (row.collective, row.shares.count()) == ("", 0)


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2026, 1, 1)])
def test_a_remedy_is_due_between_the_year_and_the_end_of_a_term(world, file, quan, day):
    made = reporting.add_fault(own(world, file).pk, by=quan, at=WRITTEN)
    words = reporting.FaultWords(text="Chậm", due_on=day)

    with pytest.raises(Refused, match="Thời hạn khắc phục phải từ ngày 01/01/2020"):
        reporting.save_fault(
            own(world, file).pk, made.pk, words=words, version=1, by=quan, at=WRITTEN
        )


def test_a_shortcoming_changed_meanwhile_is_a_conflict_and_a_removed_one_too(world, committee):
    seat, k1, k2 = own(world, committee), world.who("k1", "bch"), world.who("k2", "bch")
    row = fault(seat, k1)
    words = reporting.FaultWords(text="Bản khác")

    with pytest.raises(reporting.ReportConflict) as changed:
        reporting.save_fault(seat.pk, row.pk, words=words, version=1, by=k2, at=WRITTEN)
    with pytest.raises(reporting.ReportConflict):
        reporting.remove_fault(seat.pk, row.pk, version=1, by=k2, at=WRITTEN)
    reporting.remove_fault(seat.pk, row.pk, version=2, by=k2, at=WRITTEN)
    with pytest.raises(reporting.ReportConflict) as removed:
        reporting.save_fault(seat.pk, row.pk, words=words, version=2, by=k1, at=WRITTEN)

    assert (changed.value.theirs, removed.value.theirs) == (row, None)


def test_an_empty_shortcoming_is_begun_once(world, file, quan):
    seat = own(world, file)

    first = reporting.add_fault(seat.pk, by=quan, at=WRITTEN)

    assert reporting.add_fault(seat.pk, by=quan, at=WRITTEN) == first
    assert Fault.objects.count() == 1


# ---- Sending


def test_it_seals_the_report_meets_the_duty_and_opens_the_next_step(world, file, quan):
    write(world, file, quan)
    made = send(world, file, quan)

    file.refresh_from_db()
    duty = Obligation.objects.get(pk=file.obligation_id)
    report = Report.objects.get(pk=file.pk)
    assert (made.round, made.state, made.late, made.due_on) == (
        1,
        "sent",
        False,
        date(2020, 12, 14),
    )
    assert (report.state, report.sha256, report.sent_by) == ("sent", digest(made.snapshot), quan)
    assert json.loads(made.snapshot)["said"]["chinh_tri"]["words"].startswith("1. Chính trị")
    assert (duty.met_at, duty.met_late, file.submitted_at, file.proposed) == (
        SENT,
        False,
        SENT,
        "HTTNV",
    )
    assert (step(file), step(file, "hoi_nghi")) == ("closed", "open")
    assert history(world.tenant.pk, file.pk)[-1].verb == "send_report"
    assert (
        Notice.objects.filter(
            person_id=world.who("c11", "van_phong").person_id, kind="turn"
        ).count()
        == 1
    )


def test_what_is_missing_is_named_and_nothing_goes_out(world, file, quan):
    save(own(world, file), quan)

    with pytest.raises(Incomplete) as incomplete:
        send(world, file, quan)

    assert [(gap.at, gap.says) for gap in incomplete.value.gaps] == [
        ("phan-dao_duc", "Chưa viết: 2. Đạo đức, lối sống"),
        ("phan-tac_phong", "Chưa viết: 3. Tác phong, lề lối làm việc"),
        ("phan-ky_luat", "Chưa viết: 4. Ý thức tổ chức kỷ luật"),
        ("phan-ket_qua", "Chưa viết: 5. Kết quả thực hiện chức trách, nhiệm vụ được giao"),
        ("phan-thai_do", "Chưa viết: 6. Thái độ phục vụ cơ sở, đoàn viên và người lao động"),
        ("phan-cong_doan", "Chưa viết: Việc thực hiện chức trách, nhiệm vụ của tổ chức Công đoàn"),
        ("muc", "Chưa tự xếp mức"),
    ]
    assert (Edition.objects.count(), step(file)) == (0, "open")


def test_of_a_collective_every_shortcoming_needs_its_part_and_that_of_its_head(world, committee):
    k1, k3 = world.who("k1", "bch"), world.who("k3", "bch")
    seat = write(world, committee, k1)
    row = fault(seat, k1, shares={k3: "Chậm"})

    with pytest.raises(Incomplete) as incomplete:
        send(world, committee, k1)

    assert [(gap.at, gap.says) for gap in incomplete.value.gaps] == [
        (f"han-che-{row.pk}", "hạn chế 1: chưa rõ trách nhiệm của tập thể"),
        (f"han-che-{row.pk}", "hạn chế 1: chưa rõ trách nhiệm của người đứng đầu"),
    ]


def test_a_collective_without_a_shortcoming_says_so(world, committee):
    k1 = world.who("k1", "bch")
    seat = write(world, committee, k1)
    with pytest.raises(Incomplete):
        send(world, committee, k1)
    save(seat, k1, "Không có hạn chế nổi bật", key="han_che")

    assert send(world, committee, k1).round == 1


def test_the_officers_named_send_for_a_collective_and_others_do_not(world, committee):
    k1 = world.who("k1", "bch")
    seat = write(world, committee, k1)
    save(seat, k1, "Không có", key="han_che")

    with pytest.raises(Refused, match="Chức danh «Ủy viên Ban Chấp hành» không được"):
        send(world, committee, world.who("k3", "bch"))

    assert send(world, committee, world.who("k2", "bch")).by == world.who("k2", "bch")


def test_the_same_click_sends_once(world, file, quan):
    write(world, file, quan)
    first = send(world, file, quan)

    assert (send(world, file, quan), Edition.objects.count()) == (first, 1)


def test_what_was_sent_is_not_written_on(world, file, quan):
    seat = write(world, file, quan)
    send(world, file, quan)

    with pytest.raises(Refused, match="đã xong"):
        save(seat, quan, "Sửa lén", version=1)


def test_after_the_last_day_a_reason_is_asked_and_kept(world, file, quan):
    write(world, file, quan)
    with pytest.raises(NeedsLateReason):
        send(world, file, quan, at=LATE)

    made = send(world, file, quan, at=LATE, late_reason="Đi công tác")

    duty = Obligation.objects.get(pk=file.obligation_id)
    assert (made.late, made.late_reason, duty.met_late) == (True, "Đi công tác", True)
    assert Assessment.objects.get(pk=file.pk).late is True


# ---- A file from Word


def test_a_report_from_word_is_asked_for_the_level_alone(world, file, quan, docx):
    seat = own(world, file)
    reporting.attach_report(seat.pk, source=docx, name="Kiểm điểm.docx", by=quan, at=WRITTEN)

    with pytest.raises(Incomplete) as incomplete:
        send(world, file, quan)
    reporting.choose_level(seat.pk, level="HTTNV", version=2, by=quan, at=WRITTEN)
    send(world, file, quan)

    content = sealed(Report.objects.get(pk=file.pk))
    assert [gap.at for gap in incomplete.value.gaps] == ["muc"]
    assert content.blob_name == "Kiểm điểm.docx"


def test_only_word_and_pdf_stand_for_a_report(world, file, quan, png):
    with pytest.raises(BadFile, match="Word"):
        reporting.attach_report(own(world, file).pk, source=png, name="a.png", by=quan, at=WRITTEN)


def test_nobody_attaches_to_the_report_of_another(world, file, docx):
    with pytest.raises(Participant.DoesNotExist):
        reporting.attach_report(
            own(world, file).pk,
            source=docx,
            name="a.docx",
            by=world.who("c03", "ban_tc"),
            at=WRITTEN,
        )


def test_a_file_is_taken_away_again_and_the_sections_count(world, file, quan, docx):
    seat = own(world, file)
    reporting.attach_report(seat.pk, source=docx, name="a.docx", by=quan, at=WRITTEN)

    made = reporting.detach_report(seat.pk, by=quan, at=WRITTEN)

    assert (made.blob, made.blob_name) == (None, "")


# ---- Back, amended, final


def test_taken_back_it_is_written_on_and_sent_again(world, file, quan):
    seat = write(world, file, quan)
    send(world, file, quan)
    reporting.take_back(seat.pk, by=quan, at=SENT)
    duty = Obligation.objects.get(pk=file.obligation_id)
    now = (step(file), step(file, "hoi_nghi"), duty.met_at, Report.objects.get(pk=file.pk).state)
    save(seat, quan, "Viết lại", version=1)

    again = send(world, file, quan, at=DAY_AFTER)

    assert now == ("open", "waiting", None, "draft")
    assert (again.round, step(file, "hoi_nghi")) == (2, "open")
    assert list(Edition.objects.values_list("round", flat=True)) == [1, 2]


def test_a_report_without_the_former_unit_stays_done_there_when_taken_back(world, file, quan):
    seat = write(world, file, quan)
    send(world, file, quan)

    reporting.take_back(seat.pk, by=quan, at=SENT)

    assert step(file, "noi_cu") == "closed"


def test_once_presented_or_spoken_about_it_is_not_taken_back(world, file, quan):
    seat = write(world, file, quan)
    send(world, file, quan)
    meets = world.seat(file, "hoi_nghi")
    propose(meets.pk, level="", words="Cần rõ hơn", by=world.who("c11", "co_quan"), at=SENT)
    with pytest.raises(Refused, match="Đã có nơi ghi ý kiến"):
        reporting.take_back(seat.pk, by=quan, at=SENT)
    present(file)

    with pytest.raises(Refused, match="đã được trình bày"):
        reporting.take_back(seat.pk, by=quan, at=SENT)


def test_only_who_sent_may_take_back(world, committee):
    k1 = world.who("k1", "bch")
    seat = write(world, committee, k1)
    save(seat, k1, "Không có", key="han_che")
    send(world, committee, k1)

    with pytest.raises(Refused, match="không được làm việc này"):
        reporting.take_back(seat.pk, by=world.who("k3", "bch"), at=SENT)


def test_after_the_conference_it_is_amended_beside_what_was_presented(world, file, quan):
    seat = write(world, file, quan)
    first = send(world, file, quan)
    with pytest.raises(Refused, match="sau khi đã trình bày"):
        reporting.amend(seat.pk, token="b", by=quan, at=DAY_AFTER)
    present(file)
    with pytest.raises(Unchanged):
        reporting.amend(seat.pk, token="b", by=quan, at=DAY_AFTER)
    save(seat, quan, "Tiếp thu góp ý", version=1)
    before = sealed(Report.objects.get(pk=file.pk)).of("chinh_tri").words

    second = reporting.amend(seat.pk, token="b", by=quan, at=DAY_AFTER)

    report = Report.objects.get(pk=file.pk)
    assert before == json.loads(first.snapshot)["said"]["chinh_tri"]["words"]
    assert (second.round, second.state, report.state) == (2, "amended", "amended")
    assert sealed(report).of("chinh_tri").words == "Tiếp thu góp ý"
    assert reporting.amend(seat.pk, token="b", by=quan, at=DAY_AFTER) == second


def test_a_decision_makes_it_final_and_carries_it_into_next_year(world, committee):
    k1, k3 = world.who("k1", "bch"), world.who("k3", "bch")
    seat = write(world, committee, k1)
    fault(seat, k1, collective="Chưa đôn đốc", shares={k1: "Chỉ đạo chưa sát", k3: "Chậm"})
    send(world, committee, k1)
    up_to(committee, "quyet_dinh")

    decide(
        committee.pk, "quyet_dinh", level="HTTNV", reason="", by=world.who("c01", "btv"), at=DECIDED
    )

    named = Shortcoming.objects.get()
    assert (named.body, named.person, named.year, named.due_on) == (
        committee.body, None, 2020, date(2021, 3, 31),
    )  # fmt: skip
    assert named.members == (
        "Vũ Mạnh Cường, Chủ tịch CĐ Than Khe Lũng: Chỉ đạo chưa sát\n"
        "Đặng Văn Phú, Ủy viên Ban Chấp hành: Chậm"
    )
    assert Report.objects.get(pk=committee.pk).state == "final"


def test_commitments_become_those_of_next_year_and_the_old_ones_get_their_result(world, file, quan):
    promised = Commitment.objects.create(
        tenant=world.tenant, unit=file.unit, person=file.person, year=2020, text="Đọc nghị quyết",
        entered_by=quan, entered_at=WRITTEN, token="old",
    )  # fmt: skip
    seat = write(world, file, quan)
    save(seat, quan, "- Đi cơ sở mỗi tháng\n\n- Học tin học", key="cam_ket")
    save(seat, quan, "Đã đọc đủ", key=f"nam_truoc.{promised.pk.hex}")
    send(world, file, quan)
    up_to(file, "quyet_dinh")

    decide(file.pk, "quyet_dinh", level="HTTNV", reason="", by=world.who("c01", "btv"), at=DECIDED)

    promised.refresh_from_db()
    made = Commitment.objects.filter(year=2021).order_by("id")
    assert [one.text for one in made] == ["Đi cơ sở mỗi tháng", "Học tin học"]
    assert (promised.result, made[0].person) == ("Đã đọc đủ", file.person)


def test_what_is_final_is_not_amended_any_more(world, file, quan):
    seat = write(world, file, quan)
    send(world, file, quan)
    Report.objects.filter(pk=file.pk).update(state=ReportState.FINAL)

    with pytest.raises(Refused, match="đã có quyết định"):
        save(seat, quan, "Sửa", version=1)
    with pytest.raises(Refused, match="đã có quyết định"):
        reporting.amend(seat.pk, token="c", by=quan, at=DECIDED)


def up_to(file, key):
    """Everything before a step is done, without the words that it would take."""
    Step.objects.filter(assessment=file).exclude(key__in=(key, "cong_bo")).update(
        state="closed", closed_at=SENT
    )
    Step.objects.filter(assessment=file, key=key).update(state="open")
