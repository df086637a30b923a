"""A step that changes scores changes none in silence: points, declared facts, levels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congtam.assessments import actions
from congtam.assessments.models import DeclaredFact, Proposal, Score
from congtam.core.verdict import Refused
from tests import cast
from tests.cast import APPRAISED, SCORED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = cast.make_world(2)
    cast.open_year(world)
    cast.up_to_team(world)
    return world


def save(world, typed, *, reason="", version=0, key="a"):
    seat = world.seat("tham_dinh", "to")
    words = actions.Words(reason=reason)
    return actions.save_line(
        seat.id, key, typed=typed, words=words, version=version, by=world.binh, at=APPRAISED
    )


def given(world):
    rows = Score.objects.filter(participant=world.seat("tham_dinh", "to"))
    return list(rows.values_list("criterion__key", "points", "explanation__reason"))


def test_other_points_need_a_reason(world):
    with pytest.raises(actions.NeedsReason) as refused:
        save(world, "45")

    assert refused.value.reason == "Nêu lý do thay đổi điểm."
    assert given(world) == []


def test_other_points_with_a_reason_are_kept(world):
    save(world, "45", reason="Thiếu một biên bản")

    assert given(world) == [("a", Decimal("45"), "Thiếu một biên bản")]


def test_the_same_points_need_none(world):
    save(world, "48,0")

    assert given(world) == [("a", Decimal("48.0"), None)]


def test_an_empty_box_keeps_the_score_below(world):
    save(world, "", reason="Đã đối chiếu sổ")

    assert given(world) == [("a", None, "Đã đối chiếu sổ")]


def test_a_reason_cannot_be_taken_away_while_the_points_differ(world):
    saved = save(world, "45", reason="Thiếu một biên bản")

    with pytest.raises(actions.NeedsReason):
        save(world, "45", version=saved.version)

    assert given(world) == [("a", Decimal("45"), "Thiếu một biên bản")]


def test_the_unit_itself_needs_no_reason(world):
    cast.appraise(world)
    actions.send_back(
        world.seat("tham_dinh", "to").id, to="tu_cham", reason="Bổ sung", due_on=APPRAISED.date(),
        by=world.binh, at=APPRAISED,
    )  # fmt: skip

    cast.fill(world, points={"a": "40"}, at=APPRAISED)

    own = Score.objects.get(participant=world.seat("tu_cham", "cdcs"), criterion__key="a")
    assert own.points == Decimal(40)


def declare(world, step, key, by, *, value="co", words=""):
    return actions.declare(
        world.seat(step, key).id, "ky_luat", value=value, words=words, version=0, by=by,
        at=APPRAISED,
    )  # fmt: skip


def test_a_declared_fact_is_corrected_with_a_reason(world):
    with pytest.raises(actions.NeedsReason) as refused:
        declare(world, "tham_dinh", "to", world.binh)
    declare(world, "tham_dinh", "to", world.binh, words="Quyết định kỷ luật số 5")

    assert refused.value.reason == "Nêu lý do sửa điều kiện đã khai."
    corrected = DeclaredFact.objects.filter(participant=world.seat("tham_dinh", "to"))
    assert list(corrected.values_list("value", "words")) == [("co", "Quyết định kỷ luật số 5")]


def test_a_desk_that_changes_no_scores_corrects_no_fact():
    world = cast.make_world(2)
    cast.open_year(world)

    with pytest.raises(Refused) as refused:
        actions.declare(
            world.seat("ban", "ban_cs").id, "ky_luat", value="co", words="Nghe nói", version=0,
            by=world.board1_head, at=SCORED,
        )  # fmt: skip

    assert refused.value.reason == "Bước này không sửa điều kiện đã khai."
    assert not DeclaredFact.objects.exists()


def say(world, level, *, words="", expected="XS", seen=None, at=APPRAISED):
    return actions.say(
        world.seat("tham_dinh", "to").id, level=level, words=words, expected=expected, seen=seen,
        by=world.binh, at=at,
    )  # fmt: skip


def test_another_level_than_the_rules_give_needs_words(world):
    with pytest.raises(actions.NeedsReason) as refused:
        say(world, "T")
    made = say(world, "T", words="Còn đơn thư chưa giải quyết")

    assert refused.value.reason == "Nêu lý do vì mức này khác mức theo quy định."
    assert (made.level, made.words) == ("T", "Còn đơn thư chưa giải quyết")


def test_two_people_proposing_at_once_lose_nothing(world):
    first = say(world, "XS")

    with pytest.raises(actions.Conflict) as conflict:
        say(world, "T", words="Ý khác")

    assert conflict.value.theirs.entered == "XS"
    assert Proposal.objects.get(participant=first.participant_id).level == "XS"


def test_saying_the_same_twice_is_no_conflict(world):
    first = say(world, "XS")
    again = say(world, "XS")

    assert (first.at, first.level) == (again.at, again.level)
