"""Saving lines and events: what is kept, what is refused, who was faster, what the ledger says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congtam.assessments import actions
from congtam.assessments.models import DeclaredFact, Participant, Score
from congtam.core.points import BadPoints
from congtam.core.verdict import Refused
from congtam.ledger.queries import history
from tests import cast
from tests.cast import SCORED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = cast.make_world()
    cast.open_year(world)
    return world


def save(world, typed="48", *, key="a", version=0, reached="Đã làm", by=None, seat=None):
    return actions.save_line(
        (seat or world.seat("tu_cham", "cdcs")).pk, key, typed=typed,
        words=actions.Words(reached), version=version, by=by or world.an, at=SCORED,
    )  # fmt: skip


def lines(world):
    rows = Score.objects.filter(participant=world.seat("tu_cham", "cdcs"))
    return list(
        rows.order_by("criterion__key").values_list(
            "criterion__key", "entered", "points", "version", "explanation__reached"
        )
    )


def verbs(world):
    return [e.verb for e in history(world.tenant.pk, world.file().pk)]


def test_each_measure_gives_its_points(world):
    save(world, "48,5", key="a")
    save(world, "co", key="b")
    save(world, "3", key="c")

    assert lines(world) == [
        ("a", "48.5", Decimal("48.50"), 1, "Đã làm"),
        ("b", "co", Decimal(40), 1, "Đã làm"),
        ("c", "3", Decimal("7.50"), 1, "Đã làm"),
    ]


def test_a_count_never_gives_more_than_the_line(world):
    save(world, "9", key="c")

    assert lines(world) == [("c", "9", Decimal(10), 1, "Đã làm")]


@pytest.mark.parametrize("typed", ["51", "-1", "NaN", "1" + "0" * 40, "1.234", "bốn"])
def test_what_is_no_such_number_writes_nothing(world, typed):
    with pytest.raises(BadPoints):
        save(world, typed)

    assert lines(world) == []
    assert verbs(world) == []


def test_the_slower_one_gets_what_the_faster_one_wrote(world):
    save(world, "46", by=world.an_clerk, reached="Lời của Út")

    with pytest.raises(actions.Conflict) as conflict:
        save(world, "48")

    assert conflict.value.theirs == actions.Theirs("46", actions.Words("Lời của Út"), 1)
    assert lines(world) == [("a", "46", Decimal(46), 1, "Lời của Út")]


def test_the_same_again_writes_nothing(world):
    save(world)

    again = save(world, version=1)

    assert again.version == 1
    assert verbs(world) == ["score"]


def test_the_ledger_keeps_points_and_no_words(world):
    save(world, "46", by=world.an_clerk)
    save(world, "48", version=1)

    told = history(world.tenant.pk, world.file().pk)

    assert [(e.mandate_id, e.before["points"], e.after["points"]) for e in told] == [
        (world.an_clerk.pk, None, "46"),
        (world.an.pk, "46", "48"),
    ]
    assert all(e.texts == {} for e in told)


def test_a_line_that_is_not_on_the_sheet(world):
    with pytest.raises(actions.NoSuchLine):
        save(world, key="zzz")


def test_a_seat_that_is_not_held(world):
    with pytest.raises(Participant.DoesNotExist):
        save(world, by=world.dung)


def test_not_after_handing_in(world):
    cast.fill(world)
    cast.submit(world)

    with pytest.raises(Refused) as refused:
        save(world, "40", version=1)

    assert refused.value.reason == "Bước «Tự chấm điểm» đã xong."


def test_points_of_a_board_that_only_speaks(world):
    with pytest.raises(Refused) as refused:
        save(world, "48", by=world.board1_head, seat=world.seat("ban", "ban_cs"))

    assert refused.value.reason == "Ban Chính sách - Pháp luật đánh giá bằng lời, không cho điểm."


def test_words_of_a_board_in_its_field(world):
    seat = world.seat("ban", "ban_cs")

    save(world, "", by=world.board1_head, seat=seat, reached="Có theo dõi")

    row = Score.objects.values_list("points", "explanation__reached").get(participant=seat)
    assert row == (None, "Có theo dõi")


def declare(world, value, version=0, by=None):
    return actions.declare(
        world.seat("tu_cham", "cdcs").pk, "ky_luat", value=value, words="", version=version,
        by=by or world.an, at=SCORED,
    )  # fmt: skip


def test_an_event_is_declared_and_corrected(world):
    declare(world, "co")
    declare(world, "khong", version=1)

    row = DeclaredFact.objects.values_list("value", "version").get()
    assert row == ("khong", 2)
    assert verbs(world) == ["declare", "declare"]


def test_two_declare_at_once(world):
    declare(world, "co", by=world.an_clerk)

    with pytest.raises(actions.Conflict) as conflict:
        declare(world, "khong")

    assert conflict.value.theirs.entered == "co"
    assert DeclaredFact.objects.get().value == "co"


def test_an_event_nobody_asks_about(world):
    with pytest.raises(Refused):
        actions.declare(
            world.seat("tu_cham", "cdcs").pk, "tong_diem", value="co", words="", version=0,
            by=world.an, at=SCORED,
        )  # fmt: skip

    assert not DeclaredFact.objects.exists()
