"""Acts of the authority: a session on the list, the decision, its publication."""

from __future__ import annotations

from datetime import date

from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.clock import local_date
from congtam.cycles.models import Track
from congtam.documents.actions import issue
from congtam.meetings import actions as meetings
from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate
from congtam.standings import actions as standings
from congtam.standings.models import Decision, DecisionList


def hold_session(stage: Stage, act: Act) -> None:
    """Call the session on every unit whose turn it is; attendance when it has been held."""
    body = stage.body(act.text("body"))
    by = stage.head(body, act.at)
    made = standings.open_session(
        Track.objects.get(cycle=stage.cycle).pk,
        held_on=date.fromisoformat(act.text("held_on")),
        place=act.text("place"),
        chair=by,
        secretary=Mandate.objects.get(body=body, person__login=act.text("secretary")),
        by=by,
        at=act.at,
    )
    absent = act.pairs("absent")
    if act.text("minutes"):
        rows = Attendance.objects.filter(meeting=made.meeting).select_related("mandate__person")
        notes = {r.mandate_id: absent.get(r.mandate.person.login, "") for r in rows}
        here = [pk for pk, note in notes.items() if not note]
        meetings.mark(made.meeting_id, present=here, notes=notes, by=by, at=act.at)
        text, version = stage.words.minutes, made.meeting.version
        meetings.write_minutes(made.meeting_id, text=text, version=version, by=by, at=act.at)


def decide(stage: Stage, act: Act) -> None:
    """Where the session departs from a proposal, it says why."""
    by = stage.head(stage.cycle.issuer_body, act.at)
    rows = Decision.objects.filter(list=_latest(stage))
    for unit, (level, reason) in act.rows("other").items():
        row = rows.get(assessment__unit__code=unit)
        standings.decide_unit(
            row.pk, level=level, reason=reason, version=row.version, by=by, at=act.at
        )


def seal(stage: Stage, act: Act) -> None:
    """Conclude the session."""
    by = stage.head(stage.cycle.issuer_body, act.at)
    standings.seal(_latest(stage).pk, quota_reason="", by=by, at=act.at)


def publish(stage: Stage, act: Act) -> None:
    """Issue the decision with its number, and open the results to every unit of the list."""
    by = stage.head(stage.cycle.issuer_body, act.at)
    issue(
        _latest(stage).pk,
        issued_on=local_date(act.at),
        signer_id=by.pk,
        by=by,
        at=act.at,
        number=int(act.text("number")),
    )


def _latest(stage: Stage) -> DecisionList:
    return DecisionList.objects.filter(cycle=stage.cycle).latest("pk")
