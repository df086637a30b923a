"""The agency conference of the sector union: reports are sent, the conference is held.

c01 chairs it, c11 takes the minutes; both are heard there themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congtam.assessments import actions
from congtam.assessments.actions import moving
from congtam.assessments.models import Assessment, Hearing, Report
from congtam.clock import ZONE, local_date
from congtam.meetings import actions as meetings
from congtam.meetings.models import Meeting
from congtam.meetings.queries import attendance_of
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from tests.critique import Sector

SENT = datetime(2020, 12, 4, 9, tzinfo=ZONE)
CALLED = datetime(2020, 12, 7, 9, tzinfo=ZONE)
HELD = datetime(2020, 12, 10, 14, tzinfo=ZONE)
GOOD = "HTTNV"


def send_report(file: Assessment, *, level: str = GOOD, at: datetime = SENT) -> Report:
    """The report of one file is there, and its step is closed, whatever it says."""
    made = Report.objects.create(
        assessment=file, state="sent", sent_at=at, level=level, rounds=1, sha256="0" * 64
    )
    moving.close(file, regulations.procedure(file.track.procedure_id), "bao_cao", at=at)
    return made


def chair(world: Sector) -> Mandate:
    return world.who("c01", "co_quan")


def secretary(world: Sector) -> Mandate:
    return world.who("c11", "co_quan")


def call(world: Sector, files: Iterable[Assessment] | None = None, **over: object) -> Meeting:
    """The secretary calls the conference of the agency on all that are ready, or on these."""
    wanted = None if files is None else [world.seat(file, "hoi_nghi").pk for file in files]
    given: dict[str, object] = {
        "held_on": local_date(HELD), "place": "Hội trường Cơ quan", "chair": chair(world),
        "secretary": secretary(world), "by": secretary(world), "at": CALLED,
    }  # fmt: skip
    return actions.convene(world.body("co_quan"), wanted, **(given | over))


def mark(world: Sector, meeting: Meeting, *away: str) -> int:
    """Everybody is present, save those named by their code."""
    rows = attendance_of([meeting.pk])[meeting.pk]
    present = [row.mandate_id for row in rows if row.mandate.person.code not in away]
    return meetings.mark(meeting.pk, present=present, notes={}, by=secretary(world), at=HELD)


def hear(
    world: Sector, file: Assessment, *, by: Mandate | None = None, level: str = GOOD
) -> Hearing:
    """One file is presented, spoken of, answered and given a level."""
    seat, by = world.seat(file, "hoi_nghi").pk, by or secretary(world)
    row = actions.present(seat, presented=True, version=version(seat), by=by, at=HELD)
    actions.note_opinion(
        seat, speaker=world.who("c02", "co_quan"), name="", words="Làm việc tận tụy, đúng hẹn.",
        by=by, at=HELD,
    )  # fmt: skip
    answer_all(world, file, by=by)
    return actions.propose_level(seat, level=level, agreed=10, version=row.version, by=by, at=HELD)


def answer_all(world: Sector, file: Assessment, *, by: Mandate) -> None:
    """Every question of the seat is answered for the better."""
    seat = world.seat(file, "hoi_nghi")
    rules = regulations.rules(file.track.rules_id)
    procedure = regulations.procedure(file.track.procedure_id)
    for fact in procedure.step("hoi_nghi").participant(seat.key).answers:
        value = "co" if rules.facts[fact].better == "true" else "khong"
        actions.answer(seat.pk, fact, value=value, words="", version=0, by=by, at=HELD)


def version(seat: UUID) -> int:
    return Hearing.objects.values_list("version", flat=True).get(pk=seat)
