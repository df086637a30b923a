"""A desk sends one closed list; what is left out is named; what comes later is a supplement."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from congtam.assessments.models import Assessment
from congtam.clock import ZONE
from congtam.core.verdict import Refused
from congtam.cycles.models import Obligation, Track
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.standings import actions
from congtam.standings.models import Roster, RosterItem
from tests import cast

pytestmark = pytest.mark.django_db
LAST_MOMENT = datetime(2021, 11, 17, 23, 59, 59, tzinfo=ZONE)
TOO_LATE = datetime(2021, 11, 18, 0, 0, 0, tzinfo=ZONE)


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


@pytest.fixture
def appraised(world):
    """Two of three units are appraised; the school has not handed in."""
    for unit in ("benh_vien", "cap_nuoc"):
        cast.fill(world, unit)
        cast.submit(world, unit)
    cast.boards_speak(world)
    cast.appraise(world, "benh_vien", changes={"a": "47"})
    cast.appraise(world, "cap_nuoc", level="T")
    return world


def _send(world, by, units=("benh_vien", "cap_nuoc"), reasons=None, at=cast.TEAM_SENT):
    if reasons is None:
        reasons = {world.file("truong_ab").id: "Chưa nộp hồ sơ"}
    chosen = [world.file(unit).id for unit in units]
    return actions.send_list(
        world.track.id, "tham_dinh", units=chosen, reasons=reasons, by=by, at=at
    )


def test_it_closes_every_ready_unit_and_names_the_one_left_out(appraised):
    roster = _send(appraised, appraised.binh_head)

    items = RosterItem.objects.filter(roster=roster).order_by("assessment__unit__code")
    assert (roster.number, roster.late) == (1, False)
    assert roster.left_out == "CĐCS Trường Trung học Ấp Bắc: Chưa nộp hồ sơ"
    assert [(i.assessment.unit.code, i.level, str(i.total)) for i in items] == [
        ("benh_vien", "XS", "92.00"),
        ("cap_nuoc", "T", "93.00"),
    ]
    stages = Assessment.objects.order_by("unit__code").values_list("stage", flat=True)
    assert list(stages) == ["tong_hop", "tong_hop", "tu_cham"]


def test_the_next_desk_hears_of_it_once_not_once_a_unit(appraised):
    _send(appraised, appraised.binh_head)

    told = Notice.objects.filter(kind="list_sent").values_list("person_id", "subject")
    assert list(told) == [
        (appraised.orgboard_head.person_id, "Tổ công tác số 1 đã gửi danh sách 2 đơn vị")
    ]
    assert Event.objects.filter(verb="send_list").count() == 1


@pytest.mark.parametrize(("at", "late"), [(LAST_MOMENT, False), (TOO_LATE, True)])
def test_the_last_moment_of_the_last_day_is_in_time(appraised, at, late):
    roster = _send(appraised, appraised.binh_head, at=at)

    duty = Obligation.objects.get(step="tham_dinh", body=appraised.body("to1"))
    assert (roster.late, duty.met_late, duty.met_at) == (late, late, at)


def test_a_unit_left_out_without_a_reason_stops_the_list(appraised):
    with pytest.raises(actions.MissingReasons) as missing:
        _send(appraised, appraised.binh_head, reasons={appraised.file("truong_ab").id: "  "})

    assert [unit.name for unit in missing.value.units] == ["CĐCS Trường Trung học Ấp Bắc"]
    assert not Roster.objects.exists()
    assert appraised.file("benh_vien").stage == "tham_dinh"


def test_a_list_that_is_no_longer_the_one_seen_is_not_sent(appraised):
    with pytest.raises(actions.ListChanged):
        _send(appraised, appraised.binh_head, units=("benh_vien",))

    assert not Roster.objects.exists()


def test_what_comes_later_goes_on_a_second_list(appraised):
    _send(appraised, appraised.binh_head)
    cast.fill(appraised, "truong_ab", cast.GOOD, level="T")
    cast.submit(appraised, "truong_ab")
    cast.appraise(appraised, "truong_ab", level="T")

    second = _send(appraised, appraised.binh_head, units=("truong_ab",), reasons={}, at=TOO_LATE)

    assert (second.number, second.late, second.left_out) == (2, True, "")
    assert [i.assessment.unit.code for i in second.items.all()] == ["truong_ab"]


def test_a_second_click_finds_nothing_ready(appraised):
    _send(appraised, appraised.binh_head)

    with pytest.raises(Refused, match="Chưa có đơn vị nào đủ điều kiện"):
        _send(appraised, appraised.binh_head)

    assert Roster.objects.count() == 1


def test_only_the_head_of_the_team_sends(appraised):
    with pytest.raises(Refused, match="Tổ viên"):
        _send(appraised, appraised.binh)

    assert _send(appraised, appraised.binh_head).number == 1


@pytest.mark.parametrize("who", ["other_team_head", "orgboard_head", "chi", "an", "dung"])
def test_for_everybody_else_the_desk_does_not_exist(appraised, who):
    with pytest.raises(Track.DoesNotExist):
        _send(appraised, appraised.people[who])


def test_another_province_does_not_find_the_track(appraised):
    foreign = cast.make_world(tenant="tay-son")

    with pytest.raises(Track.DoesNotExist):
        _send(appraised, foreign.binh_head)


def test_a_sent_list_cannot_be_rewritten(appraised):
    roster = _send(appraised, appraised.binh_head)

    with pytest.raises(IntegrityError, match="chỉ ghi thêm"), transaction.atomic():
        Roster.objects.filter(pk=roster.pk).update(late=True)
    with pytest.raises(IntegrityError, match="chỉ ghi thêm"), transaction.atomic():
        RosterItem.objects.filter(roster=roster).delete()
