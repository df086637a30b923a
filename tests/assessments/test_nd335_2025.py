"""Decree 335 of 2025: seventy points out of the ledger of products, one head who decides."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.answers import asked_of
from congtam.assessments.queries.seats import seats
from congtam.clock import ZONE
from congtam.organisation.models import Mandate
from congtam.records.states import TaskState
from tests.assessments.regimes import Province, Year, enact, load, open_year, start

YEAR = Year(
    code="nd335-2025",
    packs=("nd335-2025", "rules/nd335-2025-chuyen-mon.yaml", "rules/nd335-2025-lanh-dao.yaml"),
    guideline="58/KH-LĐLĐ",
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
        "dung_dau": ["t01"],
        "cap_pho": ["t02"],
        "lanh_dao": ["t03", "t04", "t05", "t06", "t07", "t08"],
        "chuyen_mon": ["n4", "t09", "t10", "t11", "t12", "t13"],
    }


def test_one_head_decides_on_all_but_himself(year: Province) -> None:
    staff, head = (year.seat(year.file(code), "quyet_dinh") for code in ("t09", "t01"))

    assert staff.body is not None
    assert (staff.body.code, staff.behalf) == ("thuong_truc", None)
    assert head.behalf is not None
    assert head.behalf.code == "tld"


def test_a_bare_count_is_asked_in_words(year: Province) -> None:
    seat = Participant.objects.filter(pk=year.seat(year.file("t01"), "hoi_nghi").pk)
    secretary = Mandate.objects.filter(tenant=year.tenant, body__code="co_quan").first()
    assert secretary is not None
    (held,) = seats(seat, secretary, date(2026, 12, 1))

    asked = {one.fact: (one.kind, one.label) for one in asked_of(held)}

    assert asked["so_dv_kht"] == ("count", "Số người thuộc quyền ở mức Không hoàn thành")
    assert [fact for fact, (_kind, label) in asked.items() if label == fact] == []


def twenty(year: Province, file: Assessment, *, failures: int = 0) -> None:
    """Twenty products; three failed their checks and were late four times or more."""
    year.tasks(file, 16)
    year.tasks(file, 3, quality_failures=9, delays=4, late=True)
    year.tasks(file, 1, quality_failures=failures)
    year.scores(file, "cham_diem", "0.90")


def test_each_failed_check_takes_a_quarter_of_its_product(year: Province) -> None:
    best, worse = year.file("t09"), year.file("t10")
    for file, failures in ((best, 0), (worse, 1)):
        twenty(year, file, failures=failures)
        year.answers(file, "hoi_nghi", **CLEAN)
    sums = ("sp_giao", "sp_loi_chat_luong", "sp_cham_tien_do")

    assert [[year.known(f).values[name] for name in sums] for f in (best, worse)] == [
        [20, 12, 12],
        [20, 13, 12],
    ]
    # a 100, b 85, c 85: trung bình 90 × 70% = 63; cộng 27 điểm chung là 90
    assert [year.outcome(file) for file in (best, worse)] == ["HTXSNV", "HTTNV"]


def test_products_are_weighed_by_coefficient_and_quantity(year: Province) -> None:
    file = year.file("t10")
    year.tasks(file, 1, coefficient=Decimal("1.5"), quantity=4, done_quantity=2, quality_failures=1)
    year.tasks(file, 1, delays=2, late=True, late_excused=True, check_words="Bão lũ")
    known = year.known(file).values

    assert {name: value for name, value in known.items() if name.startswith("sp_")} == {
        "sp_giao": 7,
        "sp_hoan_thanh": 4,
        "sp_loi_chat_luong": 3,
        "sp_cham_tien_do": 0,
    }


def test_a_product_that_nobody_checked_leaves_the_points_open(year: Province) -> None:
    file = year.file("t09")
    twenty(year, file)
    year.tasks(file, 1, state=TaskState.REPORTED)
    year.answers(file, "hoi_nghi", **CLEAN)

    assert year.outcome(file) == "unknown"
    assert (
        year.known(file).ask["sp_giao"] == "Người giao việc kiểm tra sản phẩm trong sổ tháng, quý"
    )


def test_a_leaders_points_wait_for_the_people_of_the_board_and_fall_with_one_failure(
    year: Province,
) -> None:
    heads = [year.file("t05"), year.file("t06")]
    for head in heads:
        twenty(year, head)
        year.answers(head, "hoi_nghi", **LED)
        year.answers(head, "cho_diem", to_chuc_trien_khai="85", tap_hop_doan_ket="17/20")
    before = [year.outcome(head) for head in heads]
    year.decided([year.file(code) for code in ("t09", "t13", "t10")], "HTTNV")
    year.decided([year.file("n4")], "KHTNV")

    assert before == ["unknown", "unknown"]
    assert [year.outcome(head) for head in heads] == ["HTXSNV", "HTTNV"]
