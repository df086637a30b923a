"""Decree 233 of 2026: the unit first, and nobody who heads one above it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congtam.assessments.models import Assessment
from congtam.clock import ZONE, uuid7
from congtam.organisation.models import Mandate
from congtam.records.models import AbsenceSpell
from tests.assessments.regimes import Province, Year, enact, load, open_year, start

YEAR = Year(
    code="nd233-2026",
    packs=("nd233-2026", "rules/nd233-2026-don-vi.yaml", "rules/nd233-2026-vien-chuc.yaml"),
    guideline="61/KH-LĐLĐ",
    issuer="btv",
    opened=datetime(2026, 11, 16, 8, tzinfo=ZONE),
)
CLEAN = {"ky_luat": "khong", "suy_thoai": "khong"}
LED = {**CLEAN, "tham_nhung_dv": "khong"}


@pytest.fixture
def year(db: None) -> Province:
    return open_year(YEAR)


def test_the_regime_is_checked_put_in_force_and_opened_for_everybody_it_names(db: None) -> None:
    tenant = load(YEAR)
    enact(tenant, YEAR)
    world = start(tenant, YEAR)

    assert world.tracks() == {
        "don_vi_su_nghiep": ["nvh", "ttpl"],
        "giam_doc": ["h1", "w1"],
        "pho_giam_doc": ["h2", "w2"],
        "vien_chuc": ["h3", "h4", "w3", "w4"],
    }


def test_a_unit_is_rated_by_its_points_and_its_register(year: Province) -> None:
    best, late = year.whole("nvh"), year.whole("ttpl")
    for file, share in ((best, "0.90"), (late, "0.60")):
        year.scores(file, "cham_diem", share)
        year.answers(file, "y_kien", sai_pham="khong")
    year.tasks(best, 7, of="unit")
    year.tasks(best, 3, of="unit", exceeded=True)
    year.tasks(late, 8, of="unit")
    year.tasks(late, 2, of="unit", late=True)

    assert [year.outcome(file) for file in (best, late)] == ["HTXSNV", "HTNV"]


def an_officer(year: Province, code: str, answers: dict[str, str]) -> Assessment:
    """Ninety-five points of one's own, and the answers of the meeting."""
    file = year.file(code)
    year.scores(file, "cham_diem", "0.95")
    year.answers(file, "hoi_nghi", **answers)
    return file


def test_the_head_of_a_unit_waits_for_it_and_stays_at_its_level(year: Province) -> None:
    head, found = an_officer(year, "h1", LED), {}
    for level in ("", "HTXSNV", "HTTNV", "KHTNV"):
        year.decided([year.whole("nvh")], level)
        found[level] = year.outcome(head)

    assert found == {"": "unknown", "HTXSNV": "HTXSNV", "HTTNV": "HTTNV", "KHTNV": "KHTNV"}


def test_only_the_head_is_held_to_the_level_of_the_unit(year: Province) -> None:
    deputy, officer = an_officer(year, "h2", LED), an_officer(year, "h3", CLEAN)
    year.decided([year.whole("nvh")], "HTNV")

    assert [year.outcome(file) for file in (deputy, officer)] == ["HTXSNV", "HTXSNV"]


def test_the_general_points_are_what_the_results_leave_of_the_total(year: Province) -> None:
    file = an_officer(year, "h3", CLEAN)
    known = year.known(file).values
    scored = year.account(file)

    assert known["diem_ket_qua"] == 66.5
    assert known["diem_chung"] + known["diem_ket_qua"] == _total(year, file)  # type: ignore[operator]
    assert scored.outcome == "HTXSNV"


def _total(year: Province, file: Assessment) -> object:
    return sum(score.points for score in file.scores.all() if score.points is not None)


def test_seven_months_away_count_by_their_kind(year: Province) -> None:
    ill, unpaid = an_officer(year, "h4", CLEAN), an_officer(year, "w4", CLEAN)
    by = Mandate.objects.filter(tenant=year.tenant, person__code="h1").first()
    for file, kind in ((ill, "om_dau"), (unpaid, "khong_luong")):
        AbsenceSpell.objects.create(
            tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, kind=kind,
            starts_on=date(2026, 1, 1), ends_on=date(2026, 7, 31), entered_by=by,
            entered_at=YEAR.opened, token=uuid7().hex,
        )  # fmt: skip

    assert [year.outcome(file) for file in (ill, unpaid)] == ["HTXSNV", "KXL"]
