"""Acts of the boards: their words on each unit, and points where the procedure asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from congtam.assessments import actions
from congtam.assessments.actions import Words
from congtam.assessments.models import Participant
from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations

MARKS = ("good", "good", "good", "fair", "fair", "weak")


def write_words(stage: Stage, act: Act) -> None:
    """A board says something on its field for each of its units."""
    times = stage.moments(act.at)
    for seat in _seats(stage, act):
        mark = stage.random.choice(MARKS)
        field = _field(seat)
        actions.propose(
            seat.pk,
            level="",
            words=stage.random.choice(stage.words.boards[field][mark]),
            by=stage.hand(seat, act.at),
            at=next(times),
        )


def score_field(stage: Stage, act: Act) -> None:
    """A body gives the points that only it may give."""
    times = stage.moments(act.at)
    for unit, points in act.pairs("points").items():
        seat = stage.seat(stage.file(unit), act.text("step"))
        sheet = regulations.sheet(seat.assessment.sheet_id)
        part = regulations.procedure(seat.assessment.track.procedure_id).step(seat.step.key)
        (group,) = (g for g in sheet.groups if g.id in part.participant(seat.key).groups)
        actions.save_line(
            seat.pk,
            group.criteria[0].id,
            typed=points,
            words=Words(),
            version=0,
            by=stage.hand(seat, act.at),
            at=next(times),
        )


def send_field(stage: Stage, act: Act) -> None:
    """A board sends its part for all the units it has spoken about."""
    by_hand: dict[Mandate, list[Participant]] = {}
    for seat in _seats(stage, act):
        by_hand.setdefault(stage.hand(seat, act.at, final=True), []).append(seat)
    for by, seats in by_hand.items():
        actions.contribute([seat.pk for seat in seats], by=by, at=act.at)


def _seats(stage: Stage, act: Act) -> Iterator[Participant]:
    """The seats of a board: for the units named, those of some teams, or all."""
    units, teams = act.texts("units"), act.texts("charge")
    for file in stage.files():
        in_charge = file.in_charge.code if file.in_charge else ""
        if (units and file.unit.code not in units) or (teams and in_charge not in teams):
            continue
        yield stage.seat(file, act.text("step"), act.text("part"))


def _field(seat: Participant) -> str:
    procedure = regulations.procedure(seat.assessment.track.procedure_id)
    return procedure.step(seat.step.key).participant(seat.key).fields[0]
