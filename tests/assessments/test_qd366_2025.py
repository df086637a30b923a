"""Regulation 366 of 2025: thirty and seventy points beside the register, chi bộ first."""

from __future__ import annotations

from datetime import datetime

import pytest

from congtam.assessments.models import Assessment, Step
from congtam.clock import ZONE, uuid7
from congtam.organisation.models import Mandate
from congtam.records.models import ConfidenceVote, Shortcoming
from tests.assessments.regimes import Province, Year, enact, load, open_year, start

YEAR = Year(
    code="qd366-2025",
    packs=(
        "qd366-2025",
        "rules/qd366-2025-tap-the.yaml",
        "rules/qd366-2025-lanh-dao.yaml",
        "rules/qd366-2025-ca-nhan.yaml",
    ),
    guideline="41/HD-LĐLĐ",
    issuer="btv",
    opened=datetime(2025, 11, 17, 8, tzinfo=ZONE),
)
CLEAN = {"ky_luat": "khong", "suy_thoai": "khong"}
LED = {**CLEAN, "tham_nhung_dv": "khong"}
MEMBER = {**CLEAN, "vi_pham_neu_guong": "khong"}
COLLECTIVE = {**CLEAN, "ky_luat_thuoc_quyen": "khong", "sai_pham": "khong"}


@pytest.fixture
def year(db: None) -> Province:
    return open_year(YEAR)


def test_the_regime_is_checked_put_in_force_and_opened_for_everybody_it_names(db: None) -> None:
    tenant = load(YEAR)
    enact(tenant, YEAR)
    world = start(tenant, YEAR)

    assert world.tracks() == {
        "btv_tinh": ["ldld/btv"],
        "tap_the_ban_tc": ["ldld/ban_tc"],
        "tap_the_ban_cs": ["ldld/ban_cs"],
        "tap_the_van_phong": ["ldld/van_phong"],
        "bch_xa_phuong": ["ptl/bch", "xnk/bch"],
        "thuong_truc": ["t01", "t02"],
        "uv_btv": ["t03", "t04"],
        "lanh_dao_ban": ["t05", "t06", "t07", "t08"],
        "lanh_dao_xa_phuong": ["n1", "n2", "p1", "p2"],
        "dang_vien": ["n4", "t09", "t10", "t12", "t13"],
    }


def test_a_leader_is_heard_in_the_cell_first_and_before_the_leaders_then(year: Province) -> None:
    file = year.file("t05")
    course = Step.objects.filter(assessment=file).values_list("key", "state")
    venues = [year.seat(file, step) for step in ("hn_chi_bo", "hn_tap_the")]

    assert list(course) == [
        ("bao_cao", "open"),
        ("cham_diem", "open"),
        ("hn_chi_bo", "waiting"),
        ("hn_tap_the", "waiting"),
        ("y_kien", "waiting"),
        ("tham_dinh", "waiting"),
        ("quyet_dinh", "waiting"),
        ("cong_bo", "waiting"),
    ]
    assert [seat.body.code for seat in venues if seat.body] == ["chi_bo", "ld_co_quan"]


def test_each_writes_on_the_form_of_2025(year: Province) -> None:
    files = [year.collective("ban_tc"), year.file("t06"), year.file("t09")]

    assert [f.report_form.code for f in files if f.report_form] == [
        "qd366-2025-mau-01",
        "qd366-2025-mau-2a",
        "qd366-2025-mau-2b",
    ]


def a_member(
    year: Province, code: str, share: str, *, exceeded: int = 3, late: int = 0
) -> Assessment:
    """Ten tasks of a party member, the points one gave oneself, and the committee's answers."""
    file = year.file(code)
    year.tasks(file, 10 - exceeded - late)
    year.tasks(file, exceeded, exceeded=True)
    year.tasks(file, late, late=True)
    year.scores(file, "cham_diem", share)
    year.answers(file, "y_kien", **MEMBER)
    return file


def test_a_member_needs_both_the_points_and_the_tasks(year: Province) -> None:
    files = [
        a_member(year, "t09", "0.90"),
        a_member(year, "t10", "0.90", exceeded=2),  # 90 điểm mà 20% vượt mức: không mức nào
        a_member(year, "t12", "0.80"),
        a_member(year, "t13", "0.60", late=2),
        a_member(year, "n4", "0.40"),
    ]

    assert [year.outcome(file) for file in files] == [
        "HTXSNV",
        "manual",
        "HTTNV",
        "HTNV",
        "KHTNV",
    ]


def test_the_points_that_the_personnel_board_changed_are_the_ones_that_count(
    year: Province,
) -> None:
    file = a_member(year, "t09", "0.90")
    before = year.known(file).values
    year.scores(file, "tham_dinh", "0.80")
    after = year.known(file).values

    assert [(f["diem_chung"], f["diem_ket_qua"]) for f in (before, after)] == [
        (27, 63),
        (24, 56),
    ]
    assert year.outcome(file) == "HTTNV"


def test_last_years_shortcoming_stands_in_the_way_until_somebody_saw_it_fixed(
    year: Province,
) -> None:
    file = a_member(year, "t09", "0.90")
    by = Mandate.objects.filter(tenant=year.tenant, person__code="t03").first()
    made = Shortcoming.objects.create(
        tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, year=2024,
        text="Chậm tham mưu", entered_by=by, entered_at=YEAR.opened, token=uuid7().hex,
    )  # fmt: skip
    before = year.outcome(file)
    Shortcoming.objects.filter(pk=made.pk).update(
        state="fixed", fixed_on=YEAR.opened.date(), checked_by=by, checked_at=YEAR.opened
    )

    assert (before, year.outcome(file)) == ("manual", "HTXSNV")


def a_head(year: Province, code: str, body: str) -> Assessment:
    """The head of a board whose ten tasks are done, three of them beyond what was asked."""
    file = year.file(code)
    year.tasks(file, 7, of="body", body=year.body(body))
    year.tasks(file, 3, of="body", body=year.body(body), exceeded=True)
    year.scores(file, "cham_diem", "0.90")
    year.answers(file, "y_kien", **LED)
    return file


def test_more_than_half_low_ballots_put_a_leader_on_the_lowest_level(year: Province) -> None:
    half, more = a_head(year, "t05", "ban_tc"), a_head(year, "t06", "ban_cs")
    by = Mandate.objects.filter(tenant=year.tenant, person__code="t03").first()
    for file, low in ((half, 15), (more, 16)):
        ConfidenceVote.objects.create(
            tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, high=30 - low,
            middle=0, low=low, held_on=YEAR.opened.date(), place="Hội nghị Ban Chấp hành",
            entered_by=by, entered_at=YEAR.opened, token=uuid7().hex,
        )  # fmt: skip

    assert [year.outcome(file) for file in (half, more)] == ["HTXSNV", "KHTNV"]


def test_a_leader_without_a_vote_or_units_in_charge_is_not_held_to_them(year: Province) -> None:
    file = a_head(year, "t05", "ban_tc")
    known = year.known(file).values

    assert (known["so_tv"], known["so_dv"], known["so_dv_kht"]) == (0, 0, 0)
    assert year.outcome(file) == "HTXSNV"


def test_the_chair_waits_for_the_collectives_below(year: Province) -> None:
    chair = year.file("t01")
    year.tasks(chair, 10, of="unit", exceeded=True)
    year.scores(chair, "cham_diem", "0.95")
    year.answers(chair, "y_kien", **LED)
    before = year.outcome(chair)
    year.decided([year.collective("bch", "ptl"), year.collective("bch", "xnk")], "KHTNV")

    assert (before, year.outcome(chair)) == ("unknown", "KHTNV")


def test_a_collective_is_rated_by_its_own_register_and_points(year: Province) -> None:
    clean, punished = (year.collective("bch", unit) for unit in ("xnk", "ptl"))
    for file in (clean, punished):
        year.tasks(file, 10, of="body", body=file.body)
        year.scores(file, "cham_diem", "0.75")
    year.answers(clean, "y_kien", **COLLECTIVE)
    year.answers(punished, "y_kien", **COLLECTIVE | {"ky_luat_thuoc_quyen": "co", "ky_luat": "co"})

    assert [year.outcome(file) for file in (clean, punished)] == ["HTTNV", "KHTNV"]


def test_what_the_inspectors_have_not_answered_is_not_taken_for_clean(year: Province) -> None:
    file = year.file("t09")
    year.tasks(file, 10, exceeded=True)
    year.scores(file, "cham_diem", "0.95")

    assert year.outcome(file) == "unknown"
    assert year.known(file).ask["ky_luat"] == "Ủy ban Kiểm tra"
