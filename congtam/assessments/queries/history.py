"""Who did what to a file, as whom: the ledger's events told to one reader.

What a reader may not see of another participant is not told either: no points, no levels, and
not even that somebody whose part is still closed to them has been writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congtam.assessments.models import Assessment, Evidence
from congtam.clock import local_date
from congtam.ledger.queries import Entry, history
from congtam.organisation.models import Mandate

# Verbs told to everybody who sees the file: they move its steps.
MOVES = ("submit", "send_back", "contribute", "appraise", "decide", "publish", "reassign")
# Verbs of one participant: told to whoever may read that participant.
OWN = ("score", "declare", "propose")
# Verbs on evidence: told to whoever may read the participant it belongs to.
FILES = ("attach", "remove_evidence")


@dataclass(slots=True)
class Told:
    """One line of the history; several scores of one sitting are told as one."""

    verb: str
    at: datetime
    person: str
    title: str
    count: int
    late: bool
    step: str


def told(assessment: Assessment, open_to_reader: Iterable[UUID]) -> list[Told]:
    """The history of one file, the latest first; four statements."""
    readable = set(open_to_reader)
    owners = dict(
        Evidence.objects.filter(assessment=assessment).values_list("pk", "participant_id")
    )
    events = history(assessment.tenant_id, assessment.pk)
    seen = [e for e in events if _open(e, readable, owners)]
    people = _people({e.mandate_id for e in seen if e.mandate_id})
    found: list[Told] = []
    for event in seen:
        person, title = people.get(event.mandate_id, ("", ""))
        last = found[-1] if found else None
        if last and _same_sitting(last, event, person):
            last.count += 1
            last.at = event.at
            continue
        found.append(
            Told(
                event.verb,
                event.at,
                person,
                title,
                1,
                bool(event.after.get("late")),
                str(event.after.get("step", "")),
            )
        )
    return found[::-1]


def _open(event: Entry, readable: set[UUID], owners: dict[UUID, UUID]) -> bool:
    if event.verb in MOVES:
        return True
    if event.verb in OWN:
        return UUID(str(event.after["participant"])) in readable
    if event.verb in FILES:
        return owners.get(UUID(str(event.after["evidence"]))) in readable
    return event.verb == "hand_over_book"


def _same_sitting(last: Told, event: Entry, person: str) -> bool:
    same = last.verb == event.verb and last.person == person and event.verb not in MOVES
    return same and _day(last.at) == _day(event.at)


def _day(moment: datetime) -> date:
    return local_date(moment)


def _people(mandates: set[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """Name of the person and the post held, by mandate."""
    rows = Mandate.objects.filter(pk__in=mandates).select_related("person", "body")
    return {m.pk: (m.person.full_name, m.label) for m in rows}
