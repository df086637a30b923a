"""Lists and sessions at once: one list goes out, one session opens, one decision is sealed."""

from __future__ import annotations

from functools import partial

import pytest

from congtam.assessments.models import Assessment
from congtam.clock import local_date
from congtam.documents.actions import issue
from congtam.documents.models import NumberSeries, Paper
from congtam.ledger.models import Event
from congtam.ledger.queries import verify
from congtam.standings import actions as standings
from congtam.standings.models import DecisionList, Roster
from congtam.standings.queries.recomputing import Recomputed, recompute
from tests import cast
from tests.races.conftest import race, refusals

pytestmark = pytest.mark.database

UNITS = ("benh_vien", "cap_nuoc", "truong_ab")


@pytest.fixture(scope="module")
def at_team(world):
    """Three unions lie with the team, which has proposed a level for each."""
    for unit in UNITS:
        cast.fill(world, unit, cast.GOOD, level="T")
        cast.submit(world, unit)
    cast.boards_speak(world, UNITS)
    for unit in UNITS:
        cast.appraise(world, unit, level="T")
    return world


def test_the_year_goes_on_one_act_at_a_time(at_team):
    """One story, for each race starts where the one before ended."""
    world = at_team
    _two_lists(world, "tham_dinh", world.binh_head, cast.TEAM_SENT)
    _two_lists(world, "tong_hop", world.orgboard_head, cast.ORGBOARD_SENT)
    made = _two_sessions(world)
    _two_levels(world, made)
    _two_seals(world, made)
    _two_issues(world, made)

    assert verify(world.tenant.id).fault is None


def _two_lists(world, step, head, at):
    found = race(*(partial(cast.send, world, step, head, at=at) for _n in range(3)))

    assert refusals(found) == ["Refused", "Refused"]
    sent = Roster.objects.get(step=step)
    assert (sent.number, sent.items.count()) == (1, len(UNITS))


def _two_sessions(world):
    found = race(*(partial(cast.open_session, world) for _n in range(3)))

    assert refusals(found) == ["Refused", "Refused"]
    made = DecisionList.objects.get()
    assert made.decisions.count() == len(UNITS)
    return made


def _two_levels(world, made):
    line = made.decisions.get(assessment=world.file())
    deeds = [
        partial(
            standings.decide_unit,
            line.id,
            level=level,
            reason=f"Vì {level}",
            version=1,
            by=world.chi,
            at=cast.SESSION,
        )
        for level in ("XS", "K")
    ]

    found = race(*deeds)

    assert refusals(found) == ["DecisionConflict"]
    line.refresh_from_db()
    assert (line.version, line.reason) == (2, f"Vì {line.level}")


def _two_seals(world, made):
    cast.hold(world, made)
    deed = partial(standings.seal, made.id, quota_reason="Đủ căn cứ", by=world.chi, at=cast.SESSION)

    found = race(deed, deed, deed)

    assert refusals(found) == ["Refused", "Refused"]
    made.refresh_from_db()
    assert recompute(made) == Recomputed(units=len(UNITS), differences=())
    assert Event.objects.filter(verb="seal", object_id=made.id).count() == 1
    assert Event.objects.filter(verb="decide").count() == len(UNITS)


def _two_issues(world, made):
    day = local_date(cast.SESSION)
    deed = partial(
        issue, made.id, issued_on=day, signer_id=world.chi.id, by=world.chi, at=cast.SESSION
    )

    found = race(deed, deed, deed)

    paper = Paper.objects.get(object_id=made.id)
    assert found == [paper] * 3
    assert NumberSeries.objects.get().last == paper.number == 1
    published = Assessment.objects.filter(published_at__isnull=False).count()
    assert published == len(UNITS)
