"""Papers on demand: from rows to forms, with the words of the rule book and nothing closed."""

from __future__ import annotations

from datetime import datetime

import pytest

from congtam.assessments.models import Assessment, Submission
from congtam.clock import ZONE
from congtam.documents.forms import consolidated_table, receipt, score_sheet, session_minutes
from congtam.documents.permissions import (
    may_print_minutes,
    may_print_receipt,
    may_print_sheet,
)
from congtam.documents.queries import decisions, sheets, tables
from congtam.standings import actions as standings
from congtam.standings.models import DecisionList
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.sessions import session_of, with_course
from congtam.standings.queries.tables import Table
from tests import cast
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db
DAY = cast.SESSION.date()


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


def _file(world, unit="benh_vien"):
    return Assessment.objects.select_related("track", "cycle").get(pk=world.file(unit).pk)


def _sheet(world, who):
    read = sheets.read_file(_file(world), world.people[who], DAY)
    return None if read is None else sheets.score_sheet(read, DAY)


def _submission(world):
    found = Submission.objects.select_related(
        "by__person", "assessment__track", "assessment__cycle", "assessment__obligation"
    )
    return found.get(assessment=_file(world))


def test_the_sheet_is_a_draft_until_it_is_handed_in(world):
    cast.fill(world)
    before = _sheet(world, "an")
    cast.submit(world)
    after = _sheet(world, "an")

    assert (before.marks.draft, before.signature.name) == (True, "")
    assert (after.marks.draft, after.signature.name) == (False, "Lê Thị An")
    assert after.letterhead.place_and_day == "Đông Sơn, ngày 01 tháng 11 năm 2021"
    (text,) = pages(score_sheet.render(after))
    assert "1.1 Thực hiện quy chế dân chủ ở cơ sở 50 48 Đạt: Đã làm đủ (benh_vien)" in text
    assert "Đề nghị xếp loại: Hoàn thành xuất sắc nhiệm vụ" in text


def test_a_sheet_given_back_is_a_draft_again(world):
    cast.up_to_team(world)
    cast.send_back(world, "tham_dinh", "to", world.binh_head, to="tu_cham")

    assert _sheet(world, "an").marks.draft is True
    assert _sheet(world, "binh") is None


def test_nobody_prints_what_is_not_open_to_them(world):
    cast.up_to_team(world)
    cast.appraise(world, changes={"a": "40"})

    unit, team, chi = (_sheet(world, who) for who in ("an", "binh", "chi"))

    assert [paper.appraised_shown for paper in (unit, team, chi)] == [False, False, False]
    assert "40" not in {row.appraised for g in team.groups for row in g.criteria}
    assert _sheet(world, "dung") is None
    assert may_print_sheet(None).reason == "Phiếu của đơn vị chưa mở cho vai này đọc."


def test_after_the_list_the_deciders_print_the_appraised_points(world):
    cast.up_to_orgboard(world)

    unit, chi = _sheet(world, "an"), _sheet(world, "chi")

    assert (unit.appraised_shown, chi.appraised_shown) == (False, True)
    row = chi.groups[0].criteria[0]
    assert (row.self_points, row.appraised, row.appraisal_reason) == (
        "48", "47", "Minh chứng chưa đủ",
    )  # fmt: skip
    assert (chi.total.self_points, chi.total.appraised) == ("93", "92")


def test_once_published_the_unit_prints_every_change_with_its_reason(world):
    cast.publish(world, cast.seal(world))

    for who in ("an", "an_clerk"):
        row = _sheet(world, who).groups[0].criteria[0]
        assert (row.appraised, row.appraisal_reason) == ("47", "Minh chứng chưa đủ")


def test_the_receipt_says_when_and_whether_in_time(world):
    cast.fill(world)
    sent = cast.submit(world, at=datetime(2021, 11, 5, 23, 59, 59, tzinfo=ZONE))

    paper = sheets.receipt(_submission(world))

    assert (paper.code, paper.timeliness) == (sent.receipt, "Đúng hạn")
    assert paper.received_at == "23 giờ 59 phút 59 giây, ngày 05 tháng 11 năm 2021"
    assert paper.limit == "trước ngày 06/11/2021 (hết ngày 05/11/2021)"
    assert [(i.name, i.count, i.sha256, i.note) for i in paper.items] == [
        ("Bảng điểm mẫu ba tiêu chí (lần nộp 1)", "01 bản", sent.sha256, ""),
        ("Sổ ghi biên bản họp ban chấp hành", "01 sổ", "", "Bản giấy"),
    ]
    (text,) = pages(receipt.render(paper))
    assert "Sổ ghi biên bản được gửi lại" in text


def test_a_late_receipt_counts_the_days_and_names_the_reason(world):
    cast.fill(world)
    at = datetime(2021, 11, 7, 0, 0, 0, tzinfo=ZONE)
    cast.submit(world, at=at, late_reason="Mất điện")

    paper = sheets.receipt(_submission(world))

    assert (paper.timeliness, paper.late_reason) == ("Nộp muộn 02 ngày", "Mất điện")


def test_the_receipt_is_for_the_unit_and_for_the_receiver(world):
    file = _file(world)

    allowed = {who for who, m in world.people.items() if may_print_receipt(m, file)}

    assert {"an", "an_clerk", "orgboard_head", "chi", "binh"} <= allowed
    assert not allowed & {"dung", "chair_truong_ab"}


def test_the_consolidated_table_has_every_unit_and_the_quota(world):
    cast.up_to_orgboard(world)
    head = world.orgboard_head
    table = Table(desks_of(head, world.track.id), head, DAY)

    paper = tables.consolidated_table(table, signer=head)

    assert (paper.letterhead.superior, paper.letterhead.issuer) == (
        "Liên đoàn Lao động tỉnh Đông Sơn",
        "Ban Tổ chức - Kiểm tra",
    )
    (group,) = paper.groups
    assert group.title == "Tổ công tác số 1"
    assert [(r.unit, r.self_total, r.appraised_total, r.change) for r in group.rows] == [
        ("CĐCS Bệnh viện Đa khoa", "93", "92", "−1"),
        ("CĐCS Công ty Cấp nước", "76", "76", "0"),
        ("CĐCS Trường Trung học Ấp Bắc", "76", "76", "0"),
    ]
    assert [(row.level, row.count) for row in paper.levels][:2] == [
        ("Hoàn thành xuất sắc nhiệm vụ", "1"),
        ("Hoàn thành tốt nhiệm vụ", "2"),
    ]
    assert paper.marks.draft is True
    text = " ".join(pages(consolidated_table.render(paper)))
    assert "Kết quả đề nghị xếp loại 03 công đoàn cơ sở năm 2021" in text
    assert "50% × 3 đơn vị được xếp loại = 1,5, làm tròn xuống còn 1" in text
    cast.send(world, "tong_hop", head, at=cast.ORGBOARD_SENT)
    assert tables.consolidated_table(table, signer=head).marks.draft is False


def test_the_minutes_name_each_departure_with_its_reason(world):
    cast.up_to_decision(world)
    made = cast.open_session(world)
    cast.hold(world, made)
    row = made.decisions.get(assessment=world.file("cap_nuoc"))
    standings.decide_unit(
        row.id, level="H", reason="Còn đơn thư.", version=1, by=world.chi, at=cast.SESSION
    )
    draft = decisions.session_minutes(_session())
    standings.seal(made.id, quota_reason="", by=world.chi, at=cast.SESSION)
    paper = decisions.session_minutes(_session())

    assert (draft.marks.draft, paper.marks.draft) == (True, False)
    assert paper.adopted == (
        "Quyết định mức xếp loại đối với 03 đơn vị; 02 đơn vị theo mức đề nghị.",
        "CĐCS Công ty Cấp nước: Hoàn thành nhiệm vụ (đề nghị: Hoàn thành tốt nhiệm vụ). "
        "Lý do: Còn đơn thư.",
        "Tỷ lệ khống chế: 50% × 3 đơn vị được xếp loại = 1,5, làm tròn xuống còn 1; "
        "đề nghị 1, trong hạn mức.",
    )
    text = " ".join(pages(session_minutes.render(paper)))
    assert "Có mặt: 02 người" in text
    assert "Thống nhất theo đề nghị." in text


def test_the_minutes_are_the_bodys_own(world):
    made = cast.seal(world)

    allowed = {who for who, m in world.people.items() if may_print_minutes(m, made)}

    assert allowed == {"chi", "chi_deputy"}


def test_an_open_list_prints_as_a_draft_without_a_number(world):
    cast.up_to_decision(world)
    cast.open_session(world)

    paper = decisions.decision_paper(_session(), number=None, issued_on=DAY, signer=None)

    assert paper.marks.draft is True
    assert paper.letterhead.cited.startswith("số ……/QĐ-LĐLĐ")


def _session():
    return session_of(with_course(DecisionList.objects.all()).get())
