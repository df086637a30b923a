"""Issuing a decision: one act gives the number, the paper and the publication, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from congtam.assessments.models import Assessment
from congtam.clock import ZONE
from congtam.core.verdict import Refused
from congtam.documents.actions import issue
from congtam.documents.models import NumberSeries, Paper
from congtam.documents.queries.register import next_number, papers_of
from congtam.files.queries import path_of
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.standings import actions as standings
from congtam.standings.models import DecisionList
from congtam.standings.states import DecisionState
from tests import cast
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db
NOW = cast.SESSION
DAY = NOW.date()


@pytest.fixture(autouse=True)
def _blobs(settings, tmp_path):
    settings.BLOBS = tmp_path


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


@pytest.fixture
def sealed(world):
    return cast.seal(world)


def _issue(world, made, **over):
    given = {"issued_on": DAY, "signer_id": world.chi.id, "by": world.chi, "at": NOW}
    return issue(made.id, **(given | over))


def test_it_gives_the_number_prints_the_paper_and_opens_the_results(world, sealed):
    paper = _issue(world, sealed)

    first, annex = pages(path_of(paper.blob_id).read_bytes())
    sealed.refresh_from_db()
    assert (paper.number, paper.symbol, paper.year, paper.name) == (
        1, "QĐ-LĐLĐ", 2021, "01-QĐ-LĐLĐ.pdf",
    )  # fmt: skip
    assert "Số: 01/QĐ-LĐLĐ Đông Sơn, ngày 02 tháng 12 năm 2021" in first
    assert "đối với 03 công đoàn cơ sở" in first
    assert first.index("TM. BAN THƯỜNG VỤ") < first.index("CHỦ TỊCH Trần Thị Linh Chi")
    assert "(Kèm theo Quyết định số 01/QĐ-LĐLĐ ngày 02 tháng 12 năm 2021" in annex
    assert "I. HOÀN THÀNH XUẤT SẮC NHIỆM VỤ: 01 đơn vị 1 CĐCS Bệnh viện Đa khoa 93 92" in annex
    assert f"Danh sách niêm phong: {sealed.sha256[:16]}" in annex
    assert sealed.state == DecisionState.PUBLISHED
    assert set(Assessment.objects.values_list("published_at", "stage")) == {(NOW, "cong_bo")}


def test_every_unit_hears_of_its_own_result(world, sealed):
    _issue(world, sealed)

    told = Notice.objects.filter(kind="published").values_list("person_id", "link")
    assert set(told) == {
        (world.people[who].person_id, f"/ho-so/{world.file(unit).id}/")
        for who, unit in (
            ("an", "benh_vien"),
            ("an_clerk", "benh_vien"),
            ("dung", "cap_nuoc"),
            ("chair_truong_ab", "truong_ab"),
        )
    }
    assert Event.objects.filter(verb="issue").count() == 1


def test_a_double_click_gives_the_same_paper(world, sealed):
    first = _issue(world, sealed)
    second = _issue(world, sealed, issued_on=DAY, number=77)

    assert (first.id, Paper.objects.count(), next_number(first.unit_id, "QĐ-LĐLĐ", 2021)) == (
        second.id, 1, 2,
    )  # fmt: skip
    assert Event.objects.filter(verb__in=("issue", "publish_list")).count() == 2


def test_a_deputy_signs_for_the_chair(world, sealed):
    paper = _issue(world, sealed, signer_id=world.chi_deputy.id)

    first = pages(path_of(paper.blob_id).read_bytes())[0]
    assert "TM. BAN THƯỜNG VỤ KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phạm Văn Khải" in first


def test_numbers_go_on_within_a_year_and_start_anew_with_the_next(world, sealed):
    unit = world.chi.unit_id
    NumberSeries.objects.create(unit_id=unit, symbol="QĐ-LĐLĐ", year=2021, last=41)
    next_year = datetime(2022, 1, 5, 9, tzinfo=ZONE)

    assert _issue(world, sealed, issued_on=next_year.date(), at=next_year).number == 1
    assert next_number(unit, "QĐ-LĐLĐ", 2021) == 42


def test_a_number_from_the_paper_register_moves_the_series_on(world, sealed):
    paper = _issue(world, sealed, number=128)

    assert (paper.number, next_number(paper.unit_id, "QĐ-LĐLĐ", 2021)) == (128, 129)


@pytest.mark.parametrize("number", [0, -1, 100_000])
def test_a_number_out_of_range_is_refused(world, sealed, number):
    with pytest.raises(Refused, match="phải từ 1 đến 99999"):
        _issue(world, sealed, number=number)


def test_a_number_in_use_is_refused_and_nothing_is_half_done(world, sealed):
    first = _issue(world, sealed, number=5)
    Assessment.objects.update(published_at=None)
    other = cast.make_world(tenant="tay-son")
    cast.open_year(other)
    theirs = cast.seal(other)
    Paper.objects.filter(pk=first.pk).update(unit=other.chi.unit)

    with pytest.raises(Refused, match=r"Số 05/QĐ-LĐLĐ đã dùng trong năm 2021"):
        _issue(other, theirs, signer_id=other.chi.id, by=other.chi, number=5)

    theirs.refresh_from_db()
    assert (theirs.state, Paper.objects.count()) == (DecisionState.SEALED, 1)
    assert not Assessment.objects.filter(published_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (DAY + timedelta(days=1), "không được sau hôm nay"),
        (DAY - timedelta(days=1), "không được trước ngày họp"),
    ],
)
def test_a_day_that_cannot_be_is_refused(world, sealed, day, says):
    with pytest.raises(Refused, match=says):
        _issue(world, sealed, issued_on=day)


@pytest.mark.parametrize("who", ["an", "orgboard_head"])
def test_whoever_is_no_member_cannot_sign(world, sealed, who):
    with pytest.raises(Refused, match="Người ký phải là thành viên"):
        _issue(world, sealed, signer_id=world.people[who].id)


def test_a_member_whose_term_had_ended_cannot_sign(world, sealed):
    mandate = world.chi_deputy
    type(mandate).objects.filter(pk=mandate.pk).update(ends_on=date(2021, 12, 1))

    with pytest.raises(Refused, match="Người ký phải là thành viên"):
        _issue(world, sealed, signer_id=mandate.id)


def test_only_the_office_that_publishes_issues(world, sealed):
    with pytest.raises(Refused, match="Phó Chủ tịch"):
        _issue(world, sealed, by=world.chi_deputy)
    for who in ("orgboard_head", "binh_head", "an", "dung"):
        with pytest.raises(DecisionList.DoesNotExist):
            _issue(world, sealed, by=world.people[who])

    assert not Paper.objects.exists()
    assert _issue(world, sealed).number == 1


def test_a_list_that_is_not_sealed_has_no_decision(world):
    cast.up_to_decision(world)
    made = cast.open_session(world)

    with pytest.raises(Refused, match="chưa quyết định xong"):
        _issue(world, made)


def test_the_paper_prints_what_was_sealed_not_what_rows_say_later(world, sealed):
    Assessment.objects.filter(unit__code="benh_vien").update(total="11", self_total="12")

    paper = _issue(world, sealed)

    assert "CĐCS Bệnh viện Đa khoa 93 92" in pages(path_of(paper.blob_id).read_bytes())[1]


def test_a_later_list_is_a_second_decision(world):
    for unit in ("benh_vien", "cap_nuoc"):
        cast.fill(world, unit, cast.GOOD, level="T")
        cast.submit(world, unit)
    cast.boards_speak(world)
    for unit in ("benh_vien", "cap_nuoc"):
        cast.appraise(world, unit, level="T")
    cast.send(world, "tham_dinh", world.binh_head, at=cast.TEAM_SENT)
    cast.send(world, "tong_hop", world.orgboard_head, at=cast.ORGBOARD_SENT)
    first = cast.open_session(world)
    cast.hold(world, first)
    standings.seal(first.id, quota_reason="", by=world.chi, at=NOW)
    one = _issue(world, first)
    cast.fill(world, "truong_ab", cast.GOOD, level="T")
    cast.submit(world, "truong_ab", at=NOW, late_reason="Thay Chủ tịch")
    cast.appraise(world, "truong_ab", level="T")
    cast.send(world, "tham_dinh", world.binh_head, at=NOW)
    cast.send(world, "tong_hop", world.orgboard_head, at=NOW)
    second = cast.open_session(world)
    cast.hold(world, second)
    standings.seal(second.id, quota_reason="", by=world.chi, at=NOW)
    two = _issue(world, second)

    assert (one.number, two.number) == (1, 2)
    assert (
        "Trung học Ấp Bắc 76 76 Hoàn thành tốt nhiệm vụ Nộp muộn"
        in (pages(path_of(two.blob_id).read_bytes())[1])
    )
    assert [p.number for p in papers_of(world.an)] == [2, 1]
    assert not papers_of(cast.make_world(tenant="tay-son").an).exists()
