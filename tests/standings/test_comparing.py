"""Equal positions side by side: a desk that does not decide learns no level before its time."""

from __future__ import annotations

import pytest

from congtam.assessments.models import Assessment
from congtam.organisation.models import Mandate
from congtam.standings.queries.comparing import compare
from congtam.standings.queries.desks import desks_of
from tests.assessments.regimes import Province, open_year
from tests.assessments.test_nd335_2025 import LED, YEAR, twenty

DAY = YEAR.opened.date()


@pytest.fixture
def year(db: None) -> Province:
    """The deputy head of the policy board with all parts in; one of the board below has failed."""
    world = open_year(YEAR)
    deputy = world.file("t06")
    twenty(world, deputy)
    world.answers(deputy, "hoi_nghi", **LED)
    world.answers(deputy, "cho_diem", to_chuc_trien_khai="85", tap_hop_doan_ket="17/20")
    world.decided([world.file(code) for code in ("t09", "t13", "t10")], "HTTNV")
    world.decided([world.file("n4")], "KHTNV")
    return world


def result(world: Province, code: str, body: str) -> tuple[str, str]:
    """The points and the level of the rules that a reader of the comparison finds."""
    mandate = Mandate.objects.get(tenant=world.tenant, person__code=code, body__code=body)
    file = world.file("t06")
    found = compare(desks_of(mandate, file.track_id), mandate, DAY)
    column = [fact.id for fact in found.columns].index("diem")
    (row,) = (row for row in found.rows if row.id == file.pk)
    assert row.account is not None
    return row.cells[column].value, row.account.outcome


def test_who_decides_counts_every_decided_level(year: Province) -> None:
    assert result(year, "t01", "thuong_truc") == ("≈ 84,17", "HTTNV")


def test_the_desk_that_consolidates_does_not_before_they_are_published(year: Province) -> None:
    before = result(year, "t03", "ban_tc")
    Assessment.objects.filter(cycle=year.cycle).exclude(level="").update(published_at=YEAR.opened)

    assert before == ("chưa có", "unknown")
    assert result(year, "t03", "ban_tc") == ("≈ 84,17", "HTTNV")
