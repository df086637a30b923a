"""Who did what to a file, as whom: the ledger's events told to one reader.

What a reader may not see of another participant is not told either: no points, no levels, and
not even that somebody whose part is still closed to them has been writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congtam.assessments.models import Assessment, Evidence
from congtam.clock import local_date
from congtam.ledger.queries import Entry, history
from congtam.organisation.models import Mandate

# Verbs told to everybody who sees the file: they move its steps, or send it on.
MOVES = (
    "submit", "send_back", "contribute", "appraise", "decide", "publish", "reassign",
    "hand_over_book", "send_report", "take_back", "adopt", "send_package", "conclude", "redecide",
    "send_dossier",
)  # fmt: skip
# Verbs of one participant: told to whoever may read that participant.
PARTS = (
    "score", "declare", "propose", "answer", "present", "note_opinion", "change_opinion",
    "remove_opinion", "propose_level", "leave_out",
)  # fmt: skip
# Verbs on evidence: told to whoever may read the participant it belongs to.
FILES = ("attach", "remove_evidence")
# What is still open between authorities: told to those who hold the seat, and nobody else.
HELD = ("disagree",)
# What was sent after the conference: told to whoever may read the report.
READ = ("amend_report",)
# Writing on the report, and being reminded: told to those who hold its seat, and nobody else.
DRAFTS = (
    "write_report", "choose_level", "attach_report", "detach_report", "add_fault", "save_fault",
    "remove_fault", "chase_dossier",
)  # fmt: skip
TOLD = (*MOVES, *PARTS, *FILES, *HELD, *READ, *DRAFTS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the participants open to them, those of their own, and that of the own part of
    the file's subject."""

    open: frozenset[UUID]
    held: frozenset[UUID]
    own: UUID | None


@dataclass(slots=True)
class Told:
    """One line of the history; what one person did again and again in one sitting is told once."""

    verb: str
    at: datetime
    person: str
    title: str
    count: int
    late: bool
    step: str
    participant: UUID | None


def told(assessment: Assessment, reader: Reader) -> list[Told]:
    """The history of one file, the latest first; four statements."""
    owners = dict(
        Evidence.objects.filter(assessment=assessment).values_list("pk", "participant_id")
    )
    events = history(assessment.tenant_id, assessment.pk)
    seen = [e for e in events if _open(e, reader, owners)]
    people = _people({e.mandate_id for e in seen if e.mandate_id})
    found: list[Told] = []
    for event in seen:
        person, title = people.get(event.mandate_id, ("", ""))
        last, part = found[-1] if found else None, _participant(event)
        if last and _same_sitting(last, event, person, part):
            last.count += 1
            last.at = event.at
            continue
        late, step = bool(event.after.get("late")), str(event.after.get("step", ""))
        found.append(Told(event.verb, event.at, person, title, 1, late, step, part))
    return found[::-1]


def _participant(event: Entry) -> UUID | None:
    named = event.after.get("participant")
    return UUID(str(named)) if named else None


def _open(event: Entry, reader: Reader, owners: Mapping[UUID, UUID]) -> bool:
    readable = reader.open | reader.held
    if event.verb in MOVES:
        return True
    if event.verb in PARTS:
        return _participant(event) in readable
    if event.verb in FILES:
        return owners.get(UUID(str(event.after["evidence"]))) in readable
    if event.verb in HELD:
        return _participant(event) in reader.held
    if event.verb in READ:
        return reader.own in readable
    return event.verb in DRAFTS and reader.own in reader.held


def _same_sitting(last: Told, event: Entry, person: str, part: UUID | None) -> bool:
    same = (last.verb, last.person, last.participant) == (event.verb, person, part)
    return same and event.verb not in MOVES and _day(last.at) == _day(event.at)


def _day(moment: datetime) -> date:
    return local_date(moment)


def _people(mandates: set[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """Name of the person and the post held, by mandate."""
    rows = Mandate.objects.filter(pk__in=mandates).select_related("person", "body")
    return {m.pk: (m.person.full_name, m.label) for m in rows}
