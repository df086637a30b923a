"""Facts come from records, decided levels and answers; what is missing names whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congtam.assessments.models import Assessment, DeclaredFact
from congtam.assessments.queries.facts import Facts, facts_of, machine
from congtam.clock import ZONE, uuid7
from congtam.organisation.models import Body
from congtam.records.models import Discipline, Task
from congtam.records.states import TaskState
from tests.critique import Sector, open_critique

CHECKED = datetime(2020, 12, 3, 9, tzinfo=ZONE)


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


def tasks(
    world: Sector, file: Assessment, count: int, *, of: Body | None = None, **flags: object
) -> None:
    """So many checked tasks in the register of the file's person, or of a board."""
    mandate = world.who("c01", "btv")
    Task.objects.bulk_create(
        Task(
            tenant=world.tenant, unit_id=file.unit_id, body=of,
            person_id=None if of else file.person_id, year=2020, source="plan", title=f"Việc {n}",
            token=uuid7().hex,
            assigned_on=date(2020, 1, 6), due_on=date(2020, 11, 20),
            state=flags.get("state", TaskState.CHECKED), checked_by=mandate, checked_at=CHECKED,
            entered_by=mandate, entered_at=CHECKED,
            done=flags.get("done", True), exceeded=flags.get("exceeded", False),
            late=flags.get("late", False), below_quality=flags.get("below_quality", False),
        )
        for n in range(count)
    )  # fmt: skip


def answers(world: Sector, file: Assessment, **given: bool) -> None:
    seat = world.seat(file, "hoi_nghi", "co_quan")
    type(seat).objects.filter(pk=seat.pk).update(closed_at=CHECKED)
    DeclaredFact.objects.bulk_create(
        DeclaredFact(participant=seat, fact=fact, value="true" if value else "false")
        for fact, value in given.items()
    )


GOOD = {"tieu_chi_chung": True, "suy_thoai": False, "ky_luat": False}


def known(files: Iterable[Assessment]) -> dict[str, Facts]:
    ids = [f.pk for f in files]
    rows = Assessment.objects.filter(pk__in=ids).select_related("track", "cycle", "post")
    found = facts_of(rows)
    return {row.name: found[row.pk] for row in rows}


def outcome(file: Assessment) -> str:
    file = Assessment.objects.select_related("track", "cycle", "post").get(pk=file.pk)
    return machine(file, facts_of([file])[file.pk]).outcome


@pytest.mark.parametrize(
    ("plain", "exceeded", "poor", "level"),
    [
        (10, 10, 0, "HTXSNV"),  # đúng 50% vượt mức
        (11, 9, 0, "HTTNV"),  # 45%
        (16, 0, 4, "HTNV"),  # đúng 20% chưa bảo đảm
        (15, 0, 5, "manual"),  # 25%: không mức nào khớp
        (10, 0, 10, "manual"),  # đúng 50%
        (9, 0, 11, "KHTNV"),  # 55%
    ],
)
def test_a_specialists_level_follows_from_the_checked_register(
    year: Sector, plain: int, exceeded: int, poor: int, level: str
) -> None:
    file = year.file("c05")
    tasks(year, file, plain)
    tasks(year, file, exceeded, exceeded=True)
    tasks(year, file, poor, below_quality=True)
    answers(year, file, hieu_qua_cao=True, **GOOD)

    assert outcome(file) == level


def test_one_unchecked_task_leaves_the_percentages_unknown(year: Sector) -> None:
    file = year.file("c05")
    tasks(year, file, 19)
    tasks(year, file, 1, state=TaskState.REPORTED)
    answers(year, file, hieu_qua_cao=True, **GOOD)

    found = known([file])[file.name]

    assert outcome(file) == "unknown"
    assert found.ask["so_nv_duoc_giao"] == "Người phụ trách kiểm tra các nhiệm vụ trong sổ"
    assert found.origins["so_nv_duoc_giao"].says == "Còn 1 nhiệm vụ chưa được kiểm tra"


def test_what_a_conference_has_not_adopted_does_not_count_yet(year: Sector) -> None:
    file = year.file("c05")
    tasks(year, file, 20, exceeded=True)
    answers(year, file, hieu_qua_cao=True, **GOOD)
    seat = year.seat(file, "hoi_nghi", "co_quan")
    type(seat).objects.filter(pk=seat.pk).update(closed_at=None)

    assert outcome(file) == "unknown"


def test_no_records_and_no_answers_are_never_the_best_level(year: Sector) -> None:
    assert outcome(year.file("c05")) == "unknown"


def test_a_discipline_in_the_register_outweighs_what_the_conference_said(year: Sector) -> None:
    file = year.file("c05")
    tasks(year, file, 20, exceeded=True)
    answers(year, file, hieu_qua_cao=True, **GOOD)
    mandate = year.who("c03", "ban_tc")
    Discipline.objects.create(
        tenant=year.tenant, unit_id=file.unit_id, person_id=file.person_id, form="khien_trach",
        decided_on=date(2020, 6, 2), number="12/QĐ-CĐN", issuer="Ban Thường vụ", act="vv-01",
        duty=True, counts_in=2020, entered_by=mandate, entered_at=CHECKED, token=uuid7().hex,
    )  # fmt: skip

    assert outcome(file) == "KHTNV"


def test_an_undecided_subordinate_is_unknown_and_a_decided_one_counts(year: Sector) -> None:
    head = year.file("c07")
    board = year.body("ban_cs")
    tasks(year, head, 10)
    tasks(year, head, 10, of=board, exceeded=True)
    answers(year, head, kq_hieu_qua_cao=True, tham_nhung_dv=False, **GOOD)

    before = known([head])[head.name]
    for code, level in (("c08", "HTTNV"), ("c09", "HTNV")):
        Assessment.objects.filter(pk=year.file(code).pk).update(level=level)
    after = known([head])[head.name]

    assert (before.values["so_dv"], "so_dv_ht" in before.values) == (2, False)
    assert before.origins["so_dv_ht"].says == "Chưa có quyết định: Mai Thị Thu, Phan Anh Tuấn"
    assert (after.values["so_dv_ht"], after.values["so_dv_tot"]) == (2, 1)
    # 100% hoàn thành, nhưng 1/2 = 50% hoàn thành tốt: chưa tới 70% của mức xuất sắc.
    assert outcome(head) == "HTTNV"


def test_a_chairs_level_waits_for_the_collective_and_only_warns(year: Sector) -> None:
    chair = year.file("k1")
    before = known([chair])[chair.name]
    Assessment.objects.filter(pk=year.collective("bch", "khelung").pk).update(level="HTTNV")
    after = known([chair])[chair.name]

    assert "muc_don_vi" in before.ask
    assert after.values == {"muc_don_vi": "HTTNV"}
    assert outcome(chair) == "manual"


def test_the_number_of_statements_does_not_grow_with_the_files(year: Sector) -> None:
    rows = Assessment.objects.filter(cycle=year.cycle, track__kind__in=("chuyen_vien", "lanh_dao"))
    files = list(rows.select_related("track", "cycle", "post").order_by("track__kind"))

    with CaptureQueriesContext(
        connection,
    ) as one:
        facts_of(files[-1:])
    with CaptureQueriesContext(connection) as many:
        facts_of(files)

    assert len(many) <= len(one) + 2
