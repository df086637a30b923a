"""Seed 002: the year 2021 of a party delegation, its boards, lower unions and civil servants."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congtam.assessments.models import Assessment, Participant, Step
from congtam.clock import ZONE, uuid7
from congtam.cycles.models import Obligation
from congtam.organisation.models import Mandate
from congtam.records.models import AbsenceSpell, Discipline
from tests.assessments.regimes import Province, Year, enact, load, open_year, start

YEAR = Year(
    code="laichau-2021",
    packs=(
        "laichau-2021",
        "rules/nd90-2020-lanh-dao.yaml",
        "rules/nd90-2020-chuyen-mon.yaml",
    ),
    guideline="15-KH/ĐĐ",
    issuer="dang_doan",
    opened=datetime(2021, 11, 23, 8, tzinfo=ZONE),
    by=("t01", "dang_doan"),
)
GOOD = {
    "tieu_chi_chung": "co", "tieu_chi_chung_tot": "co", "hieu_qua_cao": "co",
    "suy_thoai": "khong", "ky_luat": "khong",
}  # fmt: skip
LED = {**GOOD, "tham_nhung_dv": "khong"}


@pytest.fixture
def year(db: None) -> Province:
    return open_year(YEAR)


def test_the_regime_is_checked_put_in_force_and_opened_for_everybody_it_names(db: None) -> None:
    tenant = load(YEAR)
    enact(tenant, YEAR)
    world = start(tenant, YEAR)

    assert world.tracks() == {
        "uv_dang_doan": ["t01", "t02", "t03"],
        "uv_btv": ["t04"],
        "lanh_dao_ban_tc": ["t05"],
        "lanh_dao_ban_cs": ["t06"],
        "lanh_dao_van_phong": ["t07", "t08"],
        "cong_chuc_ban_tc": ["t09", "t13"],
        "cong_chuc_ban_cs": ["t10"],
        "cong_chuc_van_phong": ["t11", "t12"],
        "ct_cap_duoi": ["g1", "n1", "p1", "v1"],
        "pct_cap_duoi": ["g2", "n2", "p2", "v2"],
        "cong_chuc_cap_duoi": ["g4", "n4", "p4", "v4"],
        "tap_the_ban_tc": ["ldld/ban_tc"],
        "tap_the_ban_cs": ["ldld/ban_cs"],
        "tap_the_van_phong": ["ldld/van_phong"],
        "btv_cap_duoi": ["cdgd/btv", "cdvc/btv", "namkhe/btv", "tptl/btv"],
        "dang_doan": ["ldld/dang_doan"],
    }


def test_each_is_heard_where_the_plan_says(year: Province) -> None:
    files = {
        "t01": "dang_doan", "t04": "dang_doan", "t06": "ban_cs", "t11": "van_phong", "n1": "btv",
        "n4": "co_quan",
    }  # fmt: skip
    heard = {
        code: year.seat(year.file(code), "hoi_nghi").body.code  # type: ignore[union-attr]
        for code in files
    }
    decides = {
        code: (seat.body.code, seat.behalf.code if seat.behalf else "")
        for code in ("t01", "t04", "t06", "n1", "n4")
        for seat in [year.seat(year.file(code), "quyet_dinh")]
        if seat.body
    }

    assert heard == files
    assert decides == {
        "t01": ("ban_tc", "btv_tu"),
        "t04": ("dang_doan", ""),
        "t06": ("dang_doan", ""),
        "n1": ("dang_doan", ""),
        "n4": ("btv", ""),
    }


def test_who_came_after_seven_months_elsewhere_is_spoken_of_there_first(year: Province) -> None:
    moved = year.seat(year.file("t12"), "noi_cu")
    stayed = Step.objects.get(assessment=year.file("t11"), key="noi_cu")

    assert (moved.unit.code, stayed.state) == ("namkhe", "closed")


def test_the_duties_carry_the_last_days_of_the_plan(year: Province) -> None:
    rows = Obligation.objects.filter(cycle=year.cycle).order_by("due_on")
    found = {(row.step, str(row.due_on)) for row in rows}

    assert found == {
        ("bao_cao", "2021-12-05"),
        ("bao_cao", "2021-12-09"),
        ("bao_cao", "2021-12-14"),
        ("hoi_nghi", "2021-12-02"),
        ("hoi_nghi", "2021-12-14"),
        ("y_kien", "2021-12-07"),
        ("tham_dinh", "2021-12-07"),
        ("quyet_dinh", "2021-12-09"),
    }


def test_party_members_write_on_the_party_form_and_collectives_on_theirs(year: Province) -> None:
    files = [year.file(code) for code in ("t01", "t09", "t11")] + [year.collective("dang_doan")]

    assert [f.report_form.code for f in files if f.report_form] == [
        "laichau-2021-dang-vien-ld",
        "laichau-2021-dang-vien",
        "laichau-2021-mau-02",
        "laichau-2021-tap-the",
    ]


def test_a_civil_servant_is_rated_by_decree_90_from_the_register(year: Province) -> None:
    best, short, punished = (year.file(code) for code in ("t09", "t10", "t11"))
    for file in (best, short, punished):
        year.tasks(file, 5)
        year.tasks(file, 5 if file is best else 4, exceeded=True)
        year.answers(file, "hoi_nghi", **GOOD)
    year.tasks(short, 1)
    _discipline(year, punished)

    assert [year.outcome(file) for file in (best, short, punished)] == [
        "HTXSNV",  # đúng 5/10 vượt mức
        "HTTNV",  # 4/10
        "KHTNV",
    ]


def _discipline(year: Province, file: Assessment) -> None:
    by = Mandate.objects.filter(tenant=year.tenant, person__code="t03").first()
    Discipline.objects.create(
        tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, form="khien_trach",
        decided_on=date(2021, 5, 4), number="31/QĐ-LĐLĐ", issuer="Ban Thường vụ", act="vv-07",
        duty=True, counts_in=2021, entered_by=by, entered_at=YEAR.opened, token=uuid7().hex,
    )  # fmt: skip


def test_absence_counts_by_its_kind_and_its_months(year: Province) -> None:
    spells = {
        "t13": ("thai_san", date(2021, 9, 30)),  # xếp theo thời gian làm việc thực tế
        "t09": ("khong_luong", date(2021, 9, 30)),  # 9 tháng: công tác chưa đủ 06 tháng
        "t10": ("khong_luong", date(2021, 4, 30)),  # 4 tháng: không xếp Hoàn thành tốt
        "t11": ("khong_luong", date(2021, 2, 28)),
    }
    for code, (kind, last) in spells.items():
        file = year.file(code)
        _away(year, file, kind, last)
        year.tasks(file, 10, exceeded=True)
        year.answers(file, "hoi_nghi", **GOOD)

    assert {code: year.outcome(year.file(code)) for code in spells} == {
        "t13": "HTXSNV",
        "t09": "KXL",
        "t10": "HTNV",
        "t11": "HTXSNV",
    }


def _away(year: Province, file: Assessment, kind: str, last: date) -> None:
    by = Mandate.objects.filter(tenant=year.tenant, person__code="t03").first()
    AbsenceSpell.objects.create(
        tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, kind=kind,
        starts_on=date(2021, 1, 1), ends_on=last, entered_by=by, entered_at=YEAR.opened,
        token=uuid7().hex,
    )  # fmt: skip


def test_a_board_head_waits_for_the_specialists_and_then_counts_them(year: Province) -> None:
    head = year.file("t05")
    year.tasks(head, 4)
    year.tasks(head, 10, of="body", body=year.body("ban_tc"), exceeded=True)
    year.answers(head, "hoi_nghi", **LED)
    before = year.outcome(head)
    year.decided([year.file("t09")], "HTTNV")
    year.decided([year.file("t13")], "HTNV")

    assert before == "unknown"
    assert year.known(head).values["so_dv"] == 2
    assert year.outcome(head) == "HTTNV"  # 1/2 Hoàn thành tốt: chưa tới 70%


def test_the_delegations_own_members_wait_for_the_collectives_below(year: Province) -> None:
    chair = year.file("t01")
    year.tasks(chair, 4)
    year.tasks(chair, 10, of="unit", exceeded=True)
    year.answers(chair, "hoi_nghi", **LED)
    before = year.known(chair)
    year.decided([year.collective("btv", u) for u in ("namkhe", "tptl", "cdgd", "cdvc")], "HTTNV")

    assert before.ask["so_dv_ht"].startswith("Chờ quyết định xếp loại")
    assert year.outcome(chair) == "HTXSNV"


def test_a_collective_is_never_rated_by_the_machine(year: Province) -> None:
    lower, own = year.collective("btv", "namkhe"), year.collective("dang_doan")
    closed = Participant.objects.filter(assessment=own, step__key="quyet_dinh").get()

    assert [year.outcome(file) for file in (lower, own)] == ["manual", "manual"]
    assert closed.behalf is not None
    assert closed.behalf.name == "Ban Thường vụ Tỉnh ủy Tây Lĩnh"
