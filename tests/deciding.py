"""Files of the year in tests/critique.py brought to the decision: reported, heard, spoken of.

What the steps before leave behind is written straight into the rows; how each of them is done is
told by tests of its own.
"""

from __future__ import annotations

from datetime import date, datetime

from congtam.assessments.actions import moving
from congtam.assessments.models import (
    Assessment,
    DeclaredFact,
    Hearing,
    Participant,
    Proposal,
    Report,
    Step,
)
from congtam.assessments.states import StepKind, StepState
from congtam.clock import ZONE, local_date, uuid7
from congtam.cycles.models import Track
from congtam.meetings.models import Meeting
from congtam.organisation.models import Body, Mandate
from congtam.records.models import Task
from congtam.records.states import TaskState
from congtam.regulations import queries as regulations
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from tests.critique import Sector

REPORTED = datetime(2020, 12, 4, 9, tzinfo=ZONE)
HEARD = datetime(2020, 12, 10, 14, tzinfo=ZONE)
DECIDED = datetime(2020, 12, 16, 9, tzinfo=ZONE)
GOOD = "HTTNV"
_KEPT = (StepKind.DECIDE, StepKind.PUBLISH)


def decider(world: Sector) -> Mandate:
    """The chair of the union, who decides alone on the people of the agency."""
    return world.who("c01", "thuong_truc")


def track(world: Sector, kind: str) -> Track:
    return Track.objects.get(cycle=world.cycle, kind=kind)


def tasks(
    world: Sector,
    file: Assessment,
    count: int,
    *,
    of: Body | None = None,
    exceeded: bool = False,
    poor: bool = False,
) -> None:
    """So many checked tasks in the register of the file's person, or of a board."""
    mandate = world.who("c01", "btv")
    Task.objects.bulk_create(
        Task(
            tenant=world.tenant, unit_id=file.unit_id, body=of,
            person_id=None if of else file.person_id, year=2020, source="plan", title=f"Việc {n}",
            token=uuid7().hex, assigned_on=date(2020, 1, 6), due_on=date(2020, 11, 20),
            state=TaskState.CHECKED, checked_by=mandate, checked_at=REPORTED, entered_by=mandate,
            entered_at=REPORTED, done=True, exceeded=exceeded, below_quality=poor,
        )
        for n in range(count)
    )  # fmt: skip


def answer(file: Assessment, **changed: bool) -> None:
    """Every question of the conference is answered for the better, save those `changed`."""
    rules = regulations.rules(file.track.rules_id)
    for seat in Participant.objects.filter(assessment=file, step__kind=StepKind.MEET):
        procedure = regulations.procedure(file.track.procedure_id)
        asked = procedure.step("hoi_nghi").participant(seat.key).answers
        DeclaredFact.objects.bulk_create(
            DeclaredFact(
                participant=seat,
                fact=fact,
                value="co" if changed.get(fact, rules.facts[fact].better == "true") else "khong",
            )
            for fact in asked
        )


def bring(
    world: Sector,
    file: Assessment,
    *,
    own: str = GOOD,
    heard: str = GOOD,
    said: str = GOOD,
    until: str = "quyet_dinh",
) -> Assessment:
    """Close every step before `until`, each with the level it proposes."""
    procedure = regulations.procedure(file.track.procedure_id)
    for rule in procedure.order():
        if rule.id == until or rule.kind in _KEPT:
            break
        step = Step.objects.get(assessment=file, key=rule.id)
        for seat in Participant.objects.filter(step=step):
            _speak(world, file, seat, rule.kind, own=own, heard=heard, said=said)
        if step.state != StepState.CLOSED:
            moving.close(file, procedure, rule.id, at=HEARD)
    return Assessment.objects.select_related("track", "cycle", "post").get(pk=file.pk)


def _speak(
    world: Sector,
    file: Assessment,
    seat: Participant,
    kind: str,
    *,
    own: str,
    heard: str,
    said: str,
) -> None:
    if kind == StepKind.SELF_REPORT:
        Report.objects.create(
            assessment=file, state="sent", sent_at=REPORTED, level=own, rounds=1, sha256="0" * 64
        )
    elif kind == StepKind.MEET:
        meeting = Meeting.objects.create(
            tenant=world.tenant, body_id=seat.body_id, held_on=local_date(HEARD), place="Hội trường"
        )
        Hearing.objects.create(
            participant=seat, meeting=meeting, position=1, presented=True, level=heard, agreed=11
        )
    else:
        by = world.who("c03", "chi_uy")
        Proposal.objects.create(participant=seat, level=said, words="Nhất trí.", by=by, at=HEARD)


def specialist(world: Sector, code: str = "c05", *, exceeded: int = 0, poor: int = 0) -> Assessment:
    """A specialist with twenty checked tasks, heard and ready to be decided."""
    file = world.file(code)
    tasks(world, file, 20 - exceeded - poor)
    tasks(world, file, exceeded, exceeded=True)
    tasks(world, file, poor, poor=True)
    answer(file)
    return bring(world, file)


def head(world: Sector, code: str = "c07", board: str = "ban_cs") -> Assessment:
    """The head of a board with tasks of the own and of the board, ready to be decided."""
    file = world.file(code)
    tasks(world, file, 20)
    tasks(world, file, 20, of=world.body(board), exceeded=True)
    answer(file)
    return bring(world, file)


def open_alone(world: Sector, kind: str = "chuyen_vien", **over: object) -> DecisionList:
    given: dict[str, object] = {
        "held_on": local_date(DECIDED), "by": decider(world), "at": DECIDED,
    }  # fmt: skip
    return actions.open_session(track(world, kind).pk, **(given | over))


def line(made: DecisionList, file: Assessment) -> Decision:
    return Decision.objects.get(list=made, assessment=file)


def seal(world: Sector, made: DecisionList, **over: object) -> DecisionList:
    given: dict[str, object] = {"quota_reason": "", "by": decider(world), "at": DECIDED}
    return actions.seal(made.pk, **(given | over))


def publish(world: Sector, made: DecisionList) -> DecisionList:
    return actions.publish(made.pk, by=decider(world), at=DECIDED)
