"""Many people at one sheet at once: one winner a version, nothing lost, nothing after the end."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from congtam.assessments import actions
from congtam.assessments.models import Return, Score, Submission
from congtam.cycles.models import Obligation
from congtam.ledger.models import Event
from congtam.ledger.queries import verify
from tests import cast
from tests.races.conftest import race, refusals

pytestmark = pytest.mark.database

SAVERS, ROUNDS = 16, 4
CONTESTED, SUBMITTED_TWICE, SAME_TOKEN, SENT_BACK, BOARDS = (
    "benh_vien", "cap_nuoc", "truong_ab", "dv003", "dv004",
)  # fmt: skip
CLOSING = ("dv005", "dv006", "dv007")
WRITTEN = ("dv008", "dv009", "dv010", "dv011")


def save(world, unit, key, typed, version):
    seat = world.seat("tu_cham", "cdcs", unit)
    return actions.save_line(
        seat.id, key, typed=typed, words=actions.Words(f"Đạt {typed}", "Chậm"),
        version=version, by=world.chair(unit), at=cast.SCORED,
    )  # fmt: skip


def row_of(world, unit, key):
    seat = world.seat("tu_cham", "cdcs", unit)
    return Score.objects.select_related("explanation").get(participant=seat, criterion__key=key)


def events(world, unit, verb):
    found = Event.objects.filter(object_id=world.file(unit).id, verb=verb)
    return list(found.order_by("seq").values_list("seq", flat=True))


def test_of_many_who_save_one_line_each_version_has_one_winner(world):
    for version in range(ROUNDS):
        typed = [f"{version * 10 + n / 4:.2f}" for n in range(SAVERS)]
        found = race(*(partial(save, world, CONTESTED, "a", one, version) for one in typed))

        saved = [one for one in found if isinstance(one, actions.Saved)]
        assert refusals(found) == ["Conflict"] * (SAVERS - 1)
        row = row_of(world, CONTESTED, "a")
        assert [(s.entered, s.version) for s in saved] == [(row.entered, version + 1)]
        assert row.explanation.reached == f"Đạt {typed[found.index(saved[0])]}"

    assert len(events(world, CONTESTED, "score")) == ROUNDS
    assert verify(world.tenant.id).fault is None


def test_whoever_lost_sees_what_stands_now(world):
    before = row_of(world, CONTESTED, "a").version
    found = race(*(partial(save, world, CONTESTED, "a", t, before) for t in ("41", "42", "43")))

    row = row_of(world, CONTESTED, "a")
    lost = [one.theirs for one in found if isinstance(one, actions.Conflict)]
    assert [(t.entered, t.version) for t in lost] == [(row.entered, before + 1)] * 2


def test_lines_beside_each_other_lose_nothing(world):
    keys = {"a": "30", "b": "co", "c": "2"}
    rounds = {
        key: row.version
        for key in keys
        for row in Score.objects.filter(
            participant=world.seat("tu_cham", "cdcs", CONTESTED), criterion__key=key
        )
    }
    found = race(
        *(partial(save, world, CONTESTED, k, t, rounds.get(k, 0)) for k, t in keys.items())
    )

    assert refusals(found) == []
    assert {k: row_of(world, CONTESTED, k).points for k in keys} == {"a": 30, "b": 40, "c": 5}


def hand_in(world, unit, token):
    seat = world.seat("tu_cham", "cdcs", unit)
    return actions.submit(
        seat.id, token=token, late_reason="", by=world.chair(unit), at=cast.SCORED
    )


def save_on(world, unit, first, step):
    """Save line after line until the sheet is closed; gives the last points that were saved."""
    kept = None
    for n in range(30):
        version = row_of(world, unit, "a").version
        try:
            kept = save(world, unit, "a", f"{first + n * step:.2f}", version).points
        except actions.Conflict:
            continue
    return kept


def test_nothing_is_saved_behind_the_back_of_a_submission(world):
    for unit in CLOSING:
        cast.fill(world, unit)
        found = race(
            partial(save_on, world, unit, 1, 0.25),
            partial(save_on, world, unit, 20, 0.25),
            partial(hand_in, world, unit, "t1"),
        )

        seat = world.seat("tu_cham", "cdcs", unit)
        submission, file = Submission.objects.get(assessment=seat.assessment), world.file(unit)
        assert found[2] == submission
        assert set(refusals(found[:2])) <= {"Refused"}
        sealed = json.loads(submission.snapshot)["lines"]
        stands = Score.objects.filter(participant=seat)
        assert {k: line["points"] for k, line in sealed.items()} == {
            key: f"{points.normalize():f}"
            for key, points in stands.values_list("criterion__key", "points")
        }
        assert file.self_total == stands.aggregate(all=Sum("points"))["all"]
        assert max(events(world, unit, "score")) < min(events(world, unit, "submit"))


def test_two_who_hand_in_at_once_hand_in_once(world):
    cast.fill(world, SUBMITTED_TWICE)

    found = race(*(partial(hand_in, world, SUBMITTED_TWICE, f"t{n}") for n in range(4)))

    assert refusals(found) == ["Refused"] * 3
    file = world.file(SUBMITTED_TWICE)
    assert Submission.objects.filter(assessment=file).count() == 1
    assert (file.rounds, file.self_total) == (1, Decimal(93))
    assert len(events(world, SUBMITTED_TWICE, "submit")) == 1


def test_a_click_that_came_twice_gets_one_receipt(world):
    cast.fill(world, SAME_TOKEN)

    found = race(*(partial(hand_in, world, SAME_TOKEN, "t") for _n in range(4)))

    assert refusals(found) == []
    assert len({one.receipt for one in found}) == 1
    assert Submission.objects.filter(assessment=world.file(SAME_TOKEN)).count() == 1


def contribute(world, key, head, units):
    seats = [world.seat("ban", key, unit).id for unit in units]
    return actions.contribute(seats, by=head, at=cast.BOARDS_SAID)


def test_two_boards_that_send_the_same_units_in_other_orders_do_not_block_each_other(world):
    units = [*CLOSING, BOARDS]
    for key, head in (("ban_cs", world.board1_head), ("ban_tg", world.board2_head)):
        for unit in units:
            seat = world.seat("ban", key, unit).id
            actions.propose(seat, level="", words="Tốt", by=head, at=cast.BOARDS_SAID)

    found = race(
        partial(contribute, world, "ban_cs", world.board1_head, units),
        partial(contribute, world, "ban_tg", world.board2_head, units[::-1]),
    )

    assert found == [4, 4]
    assert {world.seat("ban", "ban_cs", unit).step.state for unit in units} == {"closed"}


def write(world, unit):
    """A board's officer writes line after line about one unit while the head is sending."""
    seat = world.seat("ban", "ban_cs", unit).id
    for version in range(6):
        words = actions.Words(f"Bản {version}")
        actions.save_line(
            seat, "a", typed="", words=words, version=version, by=world.board1_head,
            at=cast.BOARDS_SAID,
        )  # fmt: skip


def test_a_board_that_sends_many_units_does_not_block_those_who_still_write(world):
    for unit in WRITTEN:
        seat = world.seat("ban", "ban_cs", unit).id
        actions.propose(seat, level="", words="Tốt", by=world.board1_head, at=cast.BOARDS_SAID)

    found = race(
        *(partial(write, world, unit) for unit in WRITTEN),
        partial(contribute, world, "ban_cs", world.board1_head, WRITTEN),
    )

    assert found[-1] == len(WRITTEN)
    assert set(refusals(found)) <= {"Refused"}


def send_back(world, unit, reason):
    return actions.send_back(
        world.seat("tham_dinh", "to", unit).id, to="tu_cham", reason=reason,
        due_on=cast.TEAM_SENT.date(), by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip


def test_a_file_that_two_send_back_goes_back_once(world):
    cast.fill(world, SENT_BACK)
    cast.submit(world, SENT_BACK)
    cast.boards_speak(world, [SENT_BACK])

    found = race(*(partial(send_back, world, SENT_BACK, f"Lý do {n}") for n in range(3)))

    assert refusals(found) == ["Refused", "Refused"]
    back = Return.objects.get(assessment=world.file(SENT_BACK))
    assert [one for one in found if isinstance(one, Return)] == [back]
    duty = Obligation.objects.get(unit=world.file(SENT_BACK).unit, body=None)
    assert (duty.met_at, duty.due_on) == (None, cast.TEAM_SENT.date())
