"""Papers of critique filled from a year: what they say, and what they keep from each reader."""

from __future__ import annotations

from io import BytesIO

import pytest

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.assessments.models import Assessment, Opinion
from congtam.assessments.queries.hearings import conference_of
from congtam.clock import local_date
from congtam.documents.forms import conference_minutes as conference_form
from congtam.documents.forms import opinion_letter as opinion_form
from congtam.documents.forms import rule_account as account_form
from congtam.documents.forms import self_report as report_form
from congtam.documents.forms.sections import (
    Commitments,
    EarlierFaults,
    Faults,
    Level,
    Opinions,
    Signing,
    TaskTable,
    Words,
)
from congtam.documents.queries.accounts import rule_account
from congtam.documents.queries.conferences import conference_minutes
from congtam.documents.queries.critiques import read_critique
from congtam.documents.queries.opinions import opinion_letter
from congtam.documents.queries.self_reports import self_report
from tests import selfreport
from tests.assessments import conferences
from tests.core.filechecks import samples
from tests.critique import open_critique
from tests.documents import critique_world as year_of
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db
DAY = local_date(year_of.PRINTED)


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture
def year():
    return open_critique()


@pytest.fixture
def deputy(year):
    """The deputy head: tasks of the year, last year's words, the report sent."""
    year_of.tasks_of(year, "c04")
    year_of.last_year_of(year, "c04")
    return year_of.sent_report(year, "c04", "ban_tc")


def reading(file: Assessment, mandate):
    full = Assessment.objects.select_related("track", "cycle__issuer_body", "post", "body")
    return read_critique(full.get(pk=file.pk), mandate, DAY)


def report_of(file: Assessment, mandate):
    return self_report(reading(file, mandate), DAY)


def block(paper, kind):
    found = [b for s in paper.sections for b in s.blocks if isinstance(b, kind)]
    return found[0] if found else None


def titles(paper):
    return [section.title for section in paper.sections]


# --- the self report


def test_a_report_carries_form_person_posts_and_edition(year, deputy):
    paper = report_of(deputy, year.who("c04"))

    assert paper.letterhead.party
    assert paper.letterhead.issuer == "Chi bộ Cơ quan Công đoàn ngành"
    assert {row.label: row.value for row in paper.particulars} == {
        "Họ và tên": "Trịnh Thu Hà",
        "Chức vụ, chức danh": "Phó Trưởng Ban Tổ chức",
        "Đơn vị công tác": "Công đoàn ngành Khoáng sản Đông Trạch",
        "Chi bộ": "Chi bộ Cơ quan Công đoàn ngành",
    }
    posts = [(row.post, row.unit, row.since, row.until) for row in paper.posts]
    unit = "Công đoàn ngành Khoáng sản Đông Trạch"
    assert ("Phó Trưởng Ban Tổ chức", unit, "15/06/2018", "nay") in posts
    assert paper.subject == "Năm 2020"
    assert paper.marks.imprint.startswith("Bản gửi lần 1, ")
    assert not paper.marks.draft


def test_tasks_stand_by_source_with_what_the_checker_found(year, deputy):
    table = block(report_of(deputy, year.who("c04")), TaskTable)

    assert [(row.source, row.result, row.checked_by) for row in table.rows] == [
        ("Theo quy định của pháp luật", "Hoàn thành", "Ngô Đức Vinh"),
        ("Tổng Liên đoàn giao", "Hoàn thành, vượt mức", "Ngô Đức Vinh"),
        ("Theo kế hoạch năm", "Hoàn thành, chậm tiến độ", "Ngô Đức Vinh"),
        ("Theo kế hoạch năm", "Chưa báo cáo", ""),
        ("Công việc được giao", "Chưa hoàn thành", "Ngô Đức Vinh"),
    ]
    assert table.rows[2].product == "3/4 Lớp"
    assert table.counts == (
        "Số nhiệm vụ: 5; đã kiểm tra: 4, trong đó hoàn thành: 3/4 (75,0%); "
        "vượt mức: 1/4 (25,0%); chậm: 1/4 (25,0%).",
    )


def test_last_year_this_year_and_the_own_level_are_on_it(year, deputy):
    paper = report_of(deputy, year.who("c04"))

    (earlier,) = block(paper, EarlierFaults).rows
    assert (earlier.text, earlier.state) == (
        "Báo cáo thống kê quý III gửi chậm", "Báo đã khắc phục, chờ kiểm tra",
    )  # fmt: skip
    assert block(paper, Commitments).rows[0].result == "Chưa nêu"
    (fault,) = block(paper, Faults).rows
    assert (fault.text, fault.due) == ("Chưa kiểm tra đủ các đơn vị", "31/03/2021")
    assert [c.label for c in block(paper, Level).choices if c.ticked] == ["Hoàn thành tốt nhiệm vụ"]
    assert block(paper, Signing).right.name == "Trịnh Thu Hà"


def test_before_it_is_sent_only_its_writer_prints_a_draft(year):
    file = year.file("c04")
    selfreport.write(year, file, year.who("c04"))

    assert report_of(file, year.who("c04")).marks.draft
    assert report_of(file, year.who("c01", "thuong_truc")) is None
    assert report_of(file, conferences.chair(year)) is None


def test_a_report_nobody_began_is_an_empty_draft(year):
    paper = report_of(year.file("c05"), year.who("c05"))

    assert paper.marks.draft
    assert [c.label for c in block(paper, Level).choices if c.ticked] == []
    report_form.render(paper)


def test_what_is_written_after_the_conference_prints_once_it_is_sent(year, deputy):
    year_of.heard(year, deputy)
    own, seat = year.who("c04"), selfreport.own(year, deputy)
    (section, version) = _first_section(deputy)
    reporting.save_section(
        seat.pk, section, words="Bổ sung sau hội nghị.", grade="", version=version, by=own,
        at=year_of.PRINTED,
    )  # fmt: skip
    before = "".join(pages(report_form.render(report_of(deputy, own))))
    reporting.amend(seat.pk, token="sau", by=own, at=year_of.PRINTED)
    after = report_of(deputy, own)

    assert "Bổ sung sau hội nghị." not in before
    assert "Bổ sung sau hội nghị." in "".join(pages(report_form.render(after)))
    assert after.marks.imprint.startswith("Bản gửi lần 2, ")


def _first_section(file):
    return file.report.sections.order_by("key").values_list("key", "version")[0]


def test_opinions_of_others_stay_closed_to_the_subject_until_publication(year, deputy):
    year_of.heard(year, deputy)
    year_of.cell_speaks(year, deputy)
    own, decides = year.who("c04"), year.who("c01", "thuong_truc")

    assert block(report_of(deputy, own), Opinions) is None
    said = block(report_of(deputy, decides), Opinions).items
    assert [(one.source, one.level, one.given_by) for one in said] == [
        (
            "1. Hội nghị Cơ quan Công đoàn ngành", "Hoàn thành tốt nhiệm vụ",
            "Biên bản hội nghị ngày 10/12/2020",
        ),
        (
            "2. Chi ủy Cơ quan Công đoàn ngành", "Hoàn thành tốt nhiệm vụ",
            "Gửi ngày 11/12/2020",
        ),
    ]  # fmt: skip
    assert said[0].texts == (
        "2 ý kiến, ghi trong biên bản hội nghị.", "Đồng ý với mức đề nghị: 10 người.",
    )  # fmt: skip
    assert said[1].texts == (year_of.SAID_BY_CELL,)

    _publish(deputy)

    paper = report_of(deputy, own)
    assert len(block(paper, Opinions).items) == 2
    assert titles(paper)[-1] == "IV. KẾT QUẢ XẾP LOẠI CỦA CẤP CÓ THẨM QUYỀN"


def _publish(file):
    year_of.close(file, "quyet_dinh", "cong_bo")
    Assessment.objects.filter(pk=file.pk).update(level="HTTNV", published_at=year_of.PRINTED)


def test_a_decided_level_is_not_printed_before_it_is_published(year, deputy):
    year_of.heard(year, deputy)
    Assessment.objects.filter(pk=deputy.pk).update(level="HTXSNV")

    for reader in (year.who("c04"), year.who("c01", "thuong_truc"), year.who("c10", "chi_uy")):
        ticked = [c.label for c in _levels(report_of(deputy, reader)) if c.ticked]
        assert ticked == ["Hoàn thành tốt nhiệm vụ"]


def _levels(paper):
    return [c for s in paper.sections for b in s.blocks if isinstance(b, Level) for c in b.choices]


def test_a_report_written_in_word_is_named_by_its_hash(year):
    file, own = year.file("c05"), year.who("c05")
    seat = selfreport.own(year, file)
    report = reporting.attach_report(
        seat.pk, source=BytesIO(samples.docx()), name="bao cao.docx", by=own,
        at=selfreport.WRITTEN,
    )  # fmt: skip
    reporting.choose_level(
        seat.pk, level="HTTNV", version=report.version, by=own, at=selfreport.WRITTEN
    )
    selfreport.send(year, file, own)

    paper = report_of(file, own)

    assert titles(paper)[:3] == [
        "I. TỰ KIỂM ĐIỂM, ĐÁNH GIÁ", "Báo cáo viết trong tệp gửi kèm", "Bảng nhiệm vụ trong năm",
    ]  # fmt: skip
    told = " ".join(block(paper, Words).texts)
    assert "bao cao.docx" in told
    assert report.blob_id in told
    assert [c.label for c in _levels(paper) if c.ticked] == ["Hoàn thành tốt nhiệm vụ"]


def test_a_collective_names_the_responsibility_of_its_head_first(year):
    file, chair = year.collective("bch", "khelung"), year.who("k1", "bch")
    seat = selfreport.write(year, file, chair)
    selfreport.fault(
        seat, chair, collective="Chưa đôn đốc thường xuyên",
        shares={year.who("k2", "bch"): "Phụ trách, báo cáo chậm", chair: "Chịu trách nhiệm chung"},
    )  # fmt: skip
    selfreport.send(year, file, chair)

    paper = report_of(file, year.who("k3", "bch"))

    (fault,) = block(paper, Faults).rows
    assert fault.head.who == "Đ/c Vũ Mạnh Cường, Chủ tịch CĐ Than Khe Lũng"
    assert [one.who for one in fault.members] == ["Đ/c Bùi Thị Hoa, Phó Chủ tịch CĐ Than Khe Lũng"]
    assert paper.letterhead.superior == "Công đoàn cơ sở Công ty Than Khe Lũng"
    assert block(paper, Signing).right.lines == ("TM. Ban Chấp hành", "Chủ tịch CĐ Than Khe Lũng")
    assert report_of(file, year.who("m1", "bch")) is None


# --- the minutes of a conference


def minutes_of(meeting, mandate):
    return conference_minutes(conference_of(meeting, mandate, DAY))


def test_minutes_hold_who_sat_each_opinion_each_answer_and_the_level(year, deputy):
    meeting = year_of.heard(year, deputy)

    paper = minutes_of(meeting, year.who("c05", "co_quan"))

    (one,) = paper.heard
    assert one.subject == "Đ/c Trịnh Thu Hà, Phó Trưởng Ban Tổ chức"
    assert one.presented == (
        "Báo cáo tự kiểm điểm gửi ngày 04/12/2020; tự xếp loại: Hoàn thành tốt nhiệm vụ.",
    )
    assert [said.words for said in one.opinions] == [
        "Làm việc tận tụy, đúng hẹn.", year_of.SAID_AT_CONFERENCE,
    ]  # fmt: skip
    assert one.opinions[1].speaker == "Khách mời Đinh Văn Thực"
    assert {answer.answer for answer in one.answers} == {"Có", "Không"}
    assert one.level == "Hoàn thành tốt nhiệm vụ"
    assert one.vote_base == "Đồng ý với mức đề nghị: 10/11 người có mặt."
    assert (len(paper.present), [one.name for one in paper.absent]) == (11, ["Hà Văn Sỹ"])
    assert paper.chair == "Đinh Công Thiện, Chủ trì hội nghị Cơ quan"
    assert not paper.marks.draft


def test_open_minutes_are_a_draft(year, deputy):
    meeting = year_of.heard(year, deputy, adopted=False)

    paper = minutes_of(meeting, conferences.secretary(year))

    assert paper.marks.draft
    assert (paper.adopted, paper.closing) == ((), "Biên bản chưa được thông qua.")


def test_minutes_whose_rows_have_moved_on_print_what_was_adopted(year, deputy):
    """A row changed behind the minutes does not change the paper."""
    meeting = year_of.heard(year, deputy)
    Opinion.objects.filter(meeting=meeting).update(words="Đã sửa sau khi thông qua.")

    text = "".join(pages(conference_form.render(minutes_of(meeting, conferences.chair(year)))))

    assert "Đã sửa sau khi thông qua." not in text
    assert year_of.SAID_AT_CONFERENCE in text


def test_one_who_was_left_out_is_named_with_the_reason(year, deputy):
    other = year_of.sent_report(year, "c05", "ban_tc")
    meeting = conferences.call(year, [deputy, other])
    conferences.mark(year, meeting)
    conferences.hear(year, deputy)
    actions.leave_out(
        year.seat(other, "hoi_nghi").pk, reason="Đi công tác.", version=1,
        by=conferences.secretary(year), at=conferences.HELD,
    )  # fmt: skip
    actions.adopt(meeting.pk, by=conferences.chair(year), at=conferences.HELD)
    meeting.refresh_from_db()

    left = [one for one in minutes_of(meeting, conferences.chair(year)).heard if one.left_out]

    assert [(one.subject, one.left_out) for one in left] == [
        ("Đ/c Hoàng Minh Quân, Chuyên viên Ban Tổ chức", "Đi công tác")
    ]


# --- the letter of one seat


def letter_of(year, file, step, mandate):
    seat = year.seat(file, step)
    return opinion_letter(reading(file, mandate), seat.pk, mandate, DAY)


def test_an_opinion_is_a_letter_of_the_body_that_gave_it(year, deputy):
    year_of.heard(year, deputy)
    year_of.cell_speaks(year, deputy)

    paper = letter_of(year, deputy, "chi_uy", year.who("c01", "thuong_truc"))

    assert paper.letterhead.issuer == "Chi ủy Cơ quan Công đoàn ngành"
    assert paper.about == "Đồng chí Trịnh Thu Hà, Phó Trưởng Ban Tổ chức, năm 2020"
    assert paper.level == "Hoàn thành tốt nhiệm vụ"
    assert paper.signature.lines == ("TM. Chi ủy Cơ quan", "Phó Bí thư Chi bộ Cơ quan")
    assert paper.signature.name == "Tạ Quốc Huy"
    assert not paper.marks.draft
    assert year_of.SAID_BY_CELL in "".join(pages(opinion_form.render(paper)))


def test_a_letter_not_yet_sent_is_a_draft_for_its_own_body_alone(year, deputy):
    year_of.heard(year, deputy)
    cell, seat = year.who("c10", "chi_uy"), year.seat(deputy, "chi_uy")
    assert letter_of(year, deputy, "chi_uy", cell) is None
    actions.say(
        seat.pk, level="", words="Đang viết", expected="", seen=None, by=cell, at=year_of.PRINTED
    )

    draft = letter_of(year, deputy, "chi_uy", cell)

    assert (draft.marks.draft, draft.signature.name) == (True, "")
    for reader in (year.who("c01", "thuong_truc"), year.who("c04"), conferences.chair(year)):
        assert letter_of(year, deputy, "chi_uy", reader) is None


def test_the_subject_reads_the_letter_once_the_level_is_published(year, deputy):
    year_of.heard(year, deputy)
    year_of.cell_speaks(year, deputy)
    assert letter_of(year, deputy, "chi_uy", year.who("c04")) is None

    _publish(deputy)

    assert letter_of(year, deputy, "chi_uy", year.who("c04")).level == "Hoàn thành tốt nhiệm vụ"


def test_a_paper_from_outside_is_told_with_number_day_and_scan(year):
    file = year_of.sent_report(year, "k1", "bch")
    year_of.close(file, "hoi_nghi")
    year_of.committee_outside(year, file)

    paper = letter_of(year, file, "cap_uy", year.who("c01", "btv"))

    assert paper.title == "Bản ghi ý kiến nhận xét"
    (told,) = paper.opening
    assert told.startswith(
        "Theo văn bản số 31-NX/ĐU ngày 09/12/2020 của Đảng ủy Công ty Than Khe Lũng; "
    )
    assert "nx-31.png" in told
    assert letter_of(year, file, "cap_uy", year.who("k1", "bch")) is None


# --- why


def account_of(file, mandate):
    full = Assessment.objects.select_related("track", "cycle", "post", "unit").get(pk=file.pk)
    return rule_account(full, mandate, DAY)


def test_the_account_measures_every_clause_and_names_whom_to_ask(year, deputy):
    paper = account_of(deputy, year.who("c04"))

    assert paper.subject == "Đồng chí Trịnh Thu Hà, Phó Trưởng Ban Tổ chức, năm 2020"
    assert [level.level for level in paper.levels] == [
        "Không hoàn thành nhiệm vụ",
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
    ]
    assert {row.label for row in paper.particulars} == {
        "Nhóm vị trí", "Kỳ đánh giá", "Văn bản căn cứ",
    }  # fmt: skip
    assert paper.levels[1].clauses[0].place == "II.1.3.b, HTXSNV, gạch 1"
    assert ("Số tiêu chí kết quả", "Người phụ trách kiểm tra các nhiệm vụ trong sổ") in [
        (one.label, one.ask) for one in paper.missing
    ]
    assert "tkv-2020-lanh-dao" in paper.rule_set
    account_form.render(paper)


def test_an_account_without_conditions_says_that_the_text_gives_none(year):
    file = year.collective("bch", "khelung")
    paper = account_of(file, year.who("k1", "bch"))

    assert {level.result for level in paper.levels} == {"unstated"}
    assert "Không nêu điều kiện" in "".join(pages(account_form.render(paper)))


def test_the_account_is_for_the_subject_and_those_who_judge(year, deputy):
    assert account_of(deputy, year.who("c01", "thuong_truc")) is not None
    assert account_of(deputy, year.who("c11", "co_quan")) is not None
    assert account_of(deputy, year.who("k1", "bch")) is None
    assert account_of(deputy, year.who("c05", "ban_tc")) is None


def test_the_account_shows_the_answers_of_a_conference_only_once_they_are_given(year, deputy):
    """While the conference sits, its answers are its own."""
    meeting = year_of.heard(year, deputy, adopted=False)

    def known(reader):
        return {fact.label for fact in account_of(deputy, reader).missing}

    open_to_subject = known(year.who("c04"))
    actions.adopt(meeting.pk, by=conferences.chair(year), at=conferences.HELD)

    assert len(known(year.who("c01", "thuong_truc"))) < len(open_to_subject)
