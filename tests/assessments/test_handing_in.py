"""Handing in: complete, once, on time or with a reason; sent back and handed in again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Step, Submission
from congtam.clock import ZONE
from congtam.core.canonical import digest
from congtam.core.verdict import Refused
from congtam.cycles.models import Obligation
from congtam.ledger.queries import history
from congtam.notices.models import Notice
from tests import cast
from tests.cast import APPRAISED, SCORED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = cast.make_world()
    cast.open_year(world)
    return world


def hand_in(world, token="t-1", *, at=SCORED, late_reason="", by=None):
    return actions.submit(
        world.seat("tu_cham", "cdcs").pk, token=token, late_reason=late_reason,
        by=by or world.an, at=at,
    )  # fmt: skip


def turns(world):
    return Notice.objects.filter(person_id=world.binh.person_id, kind="turn").count()


def states(world):
    return dict(Step.objects.filter(assessment=world.file()).values_list("key", "state"))


def test_it_closes_the_step_meets_the_duty_and_seals_the_file(world):
    cast.fill(world)

    made = hand_in(world)

    file = world.file()
    duty = Obligation.objects.get(pk=file.obligation_id)
    assert (file.self_total, file.proposed, file.rounds, file.late) == (93, "XS", 1, False)
    assert (duty.met_at, duty.met_late) == (SCORED, False)
    assert states(world)["tu_cham"] == "closed"
    assert made.sha256 == digest(made.snapshot)
    assert history(world.tenant.pk, file.pk)[-1].verb == "submit"


def test_the_team_is_told_only_once_the_boards_have_spoken_too(world):
    cast.fill(world)
    hand_in(world)
    before = turns(world)

    cast.boards_speak(world, ["benh_vien"])

    after = turns(world)
    assert (before, after) == (0, 1)
    assert states(world)["tham_dinh"] == "open"


def test_the_same_token_twice_is_one_submission(world):
    cast.fill(world)

    assert hand_in(world) == hand_in(world)
    assert Submission.objects.count() == 1


def test_another_token_is_refused(world):
    cast.fill(world)
    hand_in(world)

    with pytest.raises(Refused):
        hand_in(world, "t-2")

    assert Submission.objects.count() == 1


def test_the_clerk_is_refused(world):
    cast.fill(world)

    with pytest.raises(Refused) as refused:
        hand_in(world, by=world.an_clerk)

    assert refused.value.reason == "Chức danh «Cán bộ tổng hợp» không được làm việc này."


def test_every_gap_is_named(world):
    with pytest.raises(actions.Incomplete) as incomplete:
        hand_in(world)

    assert [g.says for g in incomplete.value.gaps] == [
        "Tiêu chí 1.1: chưa chấm điểm",
        "Tiêu chí 1.2: chưa chấm điểm",
        "Tiêu chí 2.1: chưa chấm điểm",
        "Chưa khai: Có cán bộ chủ chốt bị kỷ luật",
        "Hồ sơ còn thiếu: Sổ ghi biên bản họp ban chấp hành",
        "Chưa đề nghị mức xếp loại",
    ]
    assert states(world)["tu_cham"] == "open"


LIMITS = [
    (datetime(2021, 11, 5, 23, 59, 59, tzinfo=ZONE), False),
    (datetime(2021, 11, 6, 0, 0, 0, tzinfo=ZONE), True),
]


@pytest.mark.parametrize(("at", "late"), LIMITS)
def test_the_limit_is_a_vietnamese_day(world, at, late):
    cast.fill(world)

    made = hand_in(world, at=at, late_reason="Giãn cách")

    assert (made.late, made.late_reason) == (late, "Giãn cách" if late else "")
    assert Assessment.objects.get(pk=world.file().pk).late is late


def test_late_without_a_reason_writes_nothing(world):
    cast.fill(world)

    with pytest.raises(actions.NeedsLateReason):
        hand_in(world, at=LIMITS[1][0])

    assert not Submission.objects.exists()
    assert states(world)["tu_cham"] == "open"


def returned(world):
    cast.up_to_team(world)
    return actions.send_back(
        world.seat("tham_dinh", "to").pk, to="tu_cham", reason="Bổ sung biên bản",
        due_on=date(2021, 11, 15), by=world.binh, at=APPRAISED,
    )  # fmt: skip


def test_sent_back_it_is_open_again_with_a_new_limit(world):
    returned(world)

    duty = Obligation.objects.get(pk=world.file().obligation_id)
    assert states(world)["tu_cham"] == "sent_back"
    assert states(world)["tham_dinh"] == "waiting"
    assert (duty.met_at, duty.due_on) == (None, date(2021, 11, 15))


def test_unchanged_it_is_refused(world):
    returned(world)

    with pytest.raises(actions.Unchanged):
        hand_in(world, "t-2", at=APPRAISED)

    assert world.file().rounds == 1


def test_changed_it_is_a_second_round(world):
    returned(world)
    cast.fill(world, points={"a": "47"}, at=APPRAISED)

    made = hand_in(world, "t-2", at=APPRAISED)

    assert (made.round, made.late, world.file().rounds) == (2, False, 2)
    assert states(world)["tham_dinh"] == "open"


def test_a_stranger_has_no_seat(world):
    cast.fill(world)

    with pytest.raises(Exception, match="does not exist"):
        hand_in(world, by=world.dung)

    assert not Submission.objects.exists()
