"""Who may do what to an assessment, at every stage. The table is the specification."""

from __future__ import annotations

from datetime import date

import pytest

from congtam.assessments import actions, permissions
from congtam.assessments.queries.seats import seats_of
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 1)
MAY = {
    "draft": permissions.may_draft,
    "points": permissions.may_give_points,
    "submit": permissions.may_submit,
    "back": permissions.may_send_back,
    "propose": permissions.may_propose,
}
PEOPLE = (
    "an", "an_clerk", "dung", "board1_head", "binh", "binh_head", "other_team_head",
    "orgboard_head", "chi",
)  # fmt: skip


def verbs(world, who, step):
    """What one person may do at one step of the hospital's file, as words."""
    held = seats_of(getattr(world, who), world.file().pk, DAY)
    seats = [s for s in held if s.step_rule.id == step]
    found = {n for s in seats for n, may in MAY.items() if may(getattr(world, who), s)}
    return " ".join(n for n in MAY if n in found)


def table(world):
    """Step by step: everybody who may do anything there."""
    steps = ("tu_cham", "ban", "tham_dinh", "tong_hop", "quyet_dinh")
    return {
        (step, who): verbs(world, who, step)
        for step in steps
        for who in PEOPLE
        if verbs(world, who, step)
    }


@pytest.fixture
def world():
    world = cast.make_world()
    cast.open_year(world)
    return world


UNIT = {
    ("tu_cham", "an"): "draft points submit propose",
    ("tu_cham", "an_clerk"): "draft points propose",
}
BOARD = {("ban", "board1_head"): "draft submit"}
TEAM = {
    ("tham_dinh", "binh"): "draft points back propose",
    ("tham_dinh", "binh_head"): "draft points submit back propose",
}


def test_while_the_unit_and_the_boards_are_at_work(world):
    assert table(world) == UNIT | BOARD


def test_once_the_unit_handed_in_the_boards_still_speak(world):
    cast.fill(world)
    cast.submit(world)

    assert table(world) == BOARD


def test_at_the_team(world):
    cast.up_to_team(world)

    assert table(world) == TEAM


def test_sent_back_it_is_the_units_again(world):
    cast.up_to_team(world)
    actions.send_back(
        world.seat("tham_dinh", "to").pk, to="tu_cham", reason="Bổ sung",
        due_on=date(2021, 11, 15), by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip

    assert table(world) == UNIT


def test_at_the_organisation_board(world):
    cast.up_to_team(world)
    cast.appraise(world)
    actions.close_appraisal(world.file().pk, "tham_dinh", by=world.binh_head, at=cast.TEAM_SENT)

    assert table(world) == {("tong_hop", "orgboard_head"): "draft submit back"}


def test_at_the_standing_committee(world):
    cast.up_to_team(world)
    cast.appraise(world)
    file = world.file()
    actions.close_appraisal(file.pk, "tham_dinh", by=world.binh_head, at=cast.TEAM_SENT)
    actions.close_appraisal(file.pk, "tong_hop", by=world.orgboard_head, at=cast.ORGBOARD_SENT)

    assert table(world) == {("quyet_dinh", "chi"): "draft submit"}


def test_at_the_end_nobody_may_do_anything(world):
    cast.up_to_team(world)
    cast.appraise(world)
    file = world.file()
    actions.close_appraisal(file.pk, "tham_dinh", by=world.binh_head, at=cast.TEAM_SENT)
    actions.close_appraisal(file.pk, "tong_hop", by=world.orgboard_head, at=cast.ORGBOARD_SENT)
    actions.decide(file.pk, "quyet_dinh", level="XS", reason="", by=world.chi, at=cast.SESSION)
    actions.publish(file.pk, by=world.chi, at=cast.SESSION)

    assert table(world) == {}


def test_a_board_scores_only_its_field(world):
    (seat,) = seats_of(world.board1_head, world.file().pk, DAY)

    may = {
        c.id: bool(permissions.may_score(world.board1_head, seat, c)) for c in seat.sheet.criteria
    }

    assert may == {"a": True, "b": False, "c": False}


def test_nobody_judges_their_own_unit(world):
    cast.up_to_team(world)
    insider, post = world.binh, world.an
    type(post).objects.create(
        tenant=post.tenant, person=insider.person, unit=post.unit, office="uy_vien",
        title="Ủy viên", starts_on=date(2020, 1, 1),
    )  # fmt: skip

    assert verbs(world, "binh", "tham_dinh") == ""
    assert verbs(world, "binh_head", "tham_dinh") == "draft points submit back propose"


def test_a_term_that_ends_today_still_counts_and_tomorrow_no_more(world):
    Mandate.objects.filter(pk=world.an.pk).update(ends_on=DAY)

    assert list(Mandate.objects.on(DAY).filter(pk=world.an.pk)) == [world.an]
    assert list(Mandate.objects.on(date(2021, 11, 2)).filter(pk=world.an.pk)) == []


WORDS = "Ban Chính sách - Pháp luật đánh giá bằng lời, không cho điểm."
REASONS = [
    ("an", "tham_dinh", "may_draft", None),
    ("board1_head", "ban", "may_give_points", WORDS),
    ("an_clerk", "tu_cham", "may_submit", "Chức danh «Cán bộ tổng hợp» không được làm việc này."),
    ("binh", "tham_dinh", "may_draft", "Bước «Tổ công tác thẩm định» chưa đến lượt."),
    ("board1_head", "ban", "may_send_back", "Quy trình không cho bước này trả lại hồ sơ."),
    ("board1_head", "ban", "may_propose", "Bước này không đề nghị mức xếp loại."),
]  # fmt: skip


@pytest.mark.parametrize(("who", "step", "may", "reason"), REASONS)
def test_a_refusal_carries_its_reason(world, who, step, may, reason):
    mandate = getattr(world, who)
    held = [s for s in seats_of(mandate, world.file().pk, DAY) if s.step_rule.id == step]

    said = [getattr(permissions, may)(mandate, seat).reason for seat in held]

    assert said == ([] if reason is None else [reason])
