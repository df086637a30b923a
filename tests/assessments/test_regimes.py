"""Whatever the regime: no seat stays empty, and a scored report goes its whole way."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from congtam.assessments import actions
from congtam.assessments.actions import moving, reporting
from congtam.assessments.models import Assessment, Participant, Report, Subject
from congtam.assessments.states import OWN, StepKind
from congtam.clock import local_date
from congtam.core.packs.procedure import Procedure
from congtam.cycles.models import Obligation
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.regulations.models import Criterion
from tests.assessments import (
    test_laichau_2021,
    test_nd233_2026,
    test_nd335_2025,
    test_qd366_2025,
)
from tests.assessments.regimes import Province, Year, open_year

YEARS = (test_laichau_2021.YEAR, test_qd366_2025.YEAR, test_nd335_2025.YEAR, test_nd233_2026.YEAR)


def hands(seat: Participant, day: date) -> set[str]:
    """Who may hand in this seat: the offices that the procedure names, less the subject."""
    file = seat.assessment
    procedure = regulations.procedure(file.track.procedure_id)
    rule = procedure.step(seat.step.key).participant(seat.key)
    held = Mandate.objects.on(day).filter(unit_id=seat.unit_id, office__in=rule.submit)
    held = held.filter(body_id=seat.body_id) if seat.body_id else held
    if seat.step.kind in OWN:
        return set(held.values_list("person__code", flat=True))
    if file.subject == Subject.PERSON:
        held = held.exclude(person_id=file.person_id)
    elif seat.step.kind != StepKind.MEET and not (
        seat.behalf_id and seat.step.kind == StepKind.CONTRIBUTE
    ):
        held = held.exclude(person__in=_inside(file, day))
    return set(held.values_list("person__code", flat=True))


def _inside(file: Assessment, day: date) -> list[object]:
    """Those who sit in the collective, or belong to the unit, that is rated."""
    posts = Mandate.objects.on(day)
    mine = posts.filter(body_id=file.body_id) if file.body_id else posts.filter(unit=file.unit_id)
    return list(mine.values_list("person_id", flat=True))


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.code)
def test_every_seat_finds_somebody_else_who_may_hand_in(db: None, year: Year) -> None:
    world = open_year(year)
    seats = Participant.objects.filter(assessment__cycle=world.cycle, person__isnull=True)
    rows = seats.select_related("assessment__track", "step", "body", "unit")
    day = local_date(year.opened)
    empty = [
        (seat.assessment.name, seat.step.key, seat.key) for seat in rows if not hands(seat, day)
    ]

    assert len(rows) > 30
    assert empty == []


def test_a_scored_report_goes_its_whole_way_to_the_decision(db: None) -> None:
    """A party member under Regulation 366, from the first point to the appraised total."""
    world = open_year(test_qd366_2025.YEAR)
    file = world.file("t10")
    own = Mandate.objects.get(person=file.person, body__code="ban_cs")
    sent = world.year.opened + timedelta(days=7)
    _report(world, file, own, sent)
    _own_points(world, file, own, sent)
    world.tasks(file, 10, exceeded=True)
    moving.close(file, _procedure(file), "hn_chi_bo", at=sent)
    _inspectors(world, file, sent)
    appraiser = Mandate.objects.get(person__code="t05", body__code="ban_tc")
    seat = world.seat(file, "tham_dinh")
    actions.save_line(
        seat.pk, "k1", typed="25", words=actions.Words(reason="Chưa có sản phẩm"), version=0,
        by=appraiser, at=sent,
    )  # fmt: skip
    actions.propose(seat.pk, level="HTTNV", words="", by=appraiser, at=sent)
    actions.close_appraisal(file.pk, "tham_dinh", by=appraiser, at=sent)

    file.refresh_from_db()
    assert (file.self_total, file.total) == (100, 80)
    assert (file.stage, file.proposed, world.outcome(file)) == ("quyet_dinh", "HTTNV", "HTTNV")
    assert Obligation.objects.filter(person=file.person, met_at__isnull=True).count() == 0


def _procedure(file: Assessment) -> Procedure:
    return regulations.procedure(file.track.procedure_id)


def _report(world: Province, file: Assessment, own: Mandate, at: datetime) -> None:
    seat = world.seat(file, "bao_cao")
    for section in regulations.report(file.report_form_id).sections:
        if section.kind == "words":
            reporting.save_section(
                seat.pk, section.id, words="Đã làm tốt.", grade="", version=0, by=own, at=at
            )
    report = Report.objects.get(pk=file.pk)
    reporting.choose_level(seat.pk, level="HTXSNV", version=report.version, by=own, at=at)
    reporting.send_report(seat.pk, token="t", late_reason="", by=own, at=at)


def _own_points(world: Province, file: Assessment, own: Mandate, at: datetime) -> None:
    seat = world.seat(file, "cham_diem")
    for line in Criterion.objects.filter(sheet_id=file.sheet_id):
        actions.save_line(
            seat.pk, line.key, typed=f"{line.max_points}".replace(".", ","),
            words=actions.Words(), version=0, by=own, at=at,
        )  # fmt: skip
    actions.propose(seat.pk, level="HTXSNV", words="", by=own, at=at)
    actions.submit(seat.pk, token="t", late_reason="", by=own, at=at)


def _inspectors(world: Province, file: Assessment, at: datetime) -> None:
    seat = world.seat(file, "y_kien")
    by = Mandate.objects.get(person__code="t03", body__code="ubkt")
    for fact in test_qd366_2025.MEMBER:
        actions.answer(seat.pk, fact, value="khong", words="", version=0, by=by, at=at)
    actions.propose(seat.pk, level="", words="Không có kỷ luật, kết luận nào.", by=by, at=at)
    actions.contribute([seat.pk], by=by, at=at)
