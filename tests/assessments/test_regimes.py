"""Whatever the regime: no seat stays empty, and a scored report goes its whole way."""

from __future__ import annotations

from datetime import date

import pytest

from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.states import OWN, StepKind
from congtam.clock import local_date
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from tests.assessments import (
    test_laichau_2021,
    test_nd233_2026,
    test_nd335_2025,
    test_qd366_2025,
)
from tests.assessments.regimes import Year, open_year

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
