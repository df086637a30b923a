"""Acts of the teams: change scores with a reason, propose a level, send back, send the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congtam.assessments import actions
from congtam.assessments.actions import Words
from congtam.assessments.models import Participant
from congtam.assessments.queries.lines import Result, effective, entries, result
from congtam.assessments.queries.reading import sources
from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.clock import local_date
from congtam.core.packs.sheet import Criterion
from congtam.core.points import show
from congtam.cycles.models import Track
from congtam.regulations import queries as regulations
from congtam.standings import actions as standings
from congtam.standings.queries.desks import desk_of, units_at

HALF, QUARTER = Decimal("0.5"), Decimal("0.25")


def appraise(stage: Stage, act: Act) -> None:
    """A team takes points off here and there, says why, and proposes what the rules give."""
    file = stage.file(act.text("unit"))
    seat = stage.seat(file, act.text("step"))
    by = stage.hand(seat, act.at)
    times = stage.moments(act.at)
    reasons = list(stage.words.changes)
    stage.random.shuffle(reasons)
    for turn, (criterion, points) in enumerate(_cuts(stage, seat, act.number("cut"))):
        actions.save_line(
            seat.pk,
            criterion.id,
            typed=show(points),
            words=Words(reason=reasons[turn % len(reasons)]),
            version=0,
            by=by,
            at=next(times),
        )
    if act.text("only"):
        return
    level = _standing(seat).account.outcome
    words = stage.random.choice(stage.words.opinions[level])
    actions.propose(seat.pk, level=level, words=words, by=by, at=next(times))


def _cuts(stage: Stage, seat: Participant, cut: Decimal) -> Iterator[tuple[Criterion, Decimal]]:
    """Judged lines with their new points, together `cut` lower."""
    file = seat.assessment
    sheet = regulations.sheet(file.sheet_id)
    order = sources(regulations.procedure(file.track.procedure_id), file.pk)
    stands = effective(order, entries(s.participant for s in order))
    part = regulations.procedure(file.track.procedure_id).step(seat.step.key)
    groups = part.participant(seat.key).groups
    lines = [
        c
        for g in sheet.groups
        for c in g.criteria
        if c.measure == "judged" and (not groups or g.id in groups) and (stands.get(c.id) or 0) > 1
    ]
    stage.random.shuffle(lines)
    for criterion in lines:
        if cut <= 0:
            return
        piece = HALF if cut >= HALF else QUARTER
        cut -= piece
        points = stands[criterion.id]
        assert points is not None
        yield criterion, points - piece


def _standing(seat: Participant) -> Result:
    file = seat.assessment
    order = sources(regulations.procedure(file.track.procedure_id), file.pk)
    given = entries(s.participant for s in order)
    sheet = regulations.sheet(file.sheet_id)
    return result(sheet, regulations.rules(file.track.rules_id), order, given)


def send_back(stage: Stage, act: Act) -> None:
    """A team gives a file back with a reason and a day."""
    seat = stage.seat(stage.file(act.text("unit")), act.text("step"))
    actions.send_back(
        seat.pk,
        to=act.text("to"),
        reason=act.text("reason"),
        due_on=date.fromisoformat(act.text("due")),
        by=stage.hand(seat, act.at),
        at=act.at,
    )


def send_list(stage: Stage, act: Act) -> None:
    """A desk sends its closed list; the rest is left out with one reason."""
    track = Track.objects.get(cycle=stage.cycle)
    body, step = stage.body(act.text("body")), act.text("step")
    offices = regulations.procedure(track.procedure_id).step(step).by[0].submit
    (by, *_rest) = stage.sitting(body.unit_id, body.pk, local_date(act.at), offices)
    desk = desk_of(by, track.pk, step)
    assert desk is not None
    found = units_at(desk, by, local_date(act.at))
    standings.send_list(
        track.pk,
        step,
        units=[u.id for u in found if u.ready],
        reasons={u.id: act.text("left_out") for u in found if u.left_out},
        by=by,
        at=act.at,
    )
