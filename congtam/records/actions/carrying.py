"""Carry what a final self report names into the records of the next year.

No right of its own: it is part of the decision on the file, which was asked where it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from congtam.organisation.models import Mandate
from congtam.records.actions.locking import note
from congtam.records.models import Commitment, Shortcoming
from congtam.records.queries.reach import Whose


@dataclass(frozen=True, slots=True)
class CarriedFault:
    """One shortcoming of the report; `id` makes carrying it twice the same as once."""

    id: UUID
    text: str
    collective: str = ""
    members: str = ""
    remedy: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What one report of `year` leaves behind; `source` is its file, `results` by commitment."""

    whose: Whose
    year: int
    source: UUID
    faults: tuple[CarriedFault, ...] = ()
    commitments: tuple[str, ...] = ()
    results: Mapping[UUID, str] = field(default_factory=dict)


def carry_over(carried: Carried, *, author: Mandate, by: Mandate, at: datetime) -> None:
    """Shortcomings of this year, commitments for the next; `author` sent the report they stand in.

    A commitment is one person's: what a collective promises stays in its report.
    """
    for fault in carried.faults:
        _fault(carried, fault, author, by, at)
    if carried.whose.person_id is not None:
        _commitments(carried, author, by, at)
    for made in Commitment.objects.select_for_update().filter(pk__in=list(carried.results)):
        made.result = carried.results[made.pk]
        made.version += 1
        made.save(update_fields=["result", "version"])
        note("tell_result", made, by=by, at=at, texts={"result": made.result})


def _held(carried: Carried, token: str, author: Mandate, at: datetime) -> dict[str, object]:
    return {
        "tenant_id": author.tenant_id,
        "unit_id": carried.whose.unit_id,
        "body_id": carried.whose.body_id,
        "person_id": carried.whose.person_id,
        "entered_by": author,
        "entered_at": at,
        "token": token,
    }


def _fault(
    carried: Carried, fault: CarriedFault, author: Mandate, by: Mandate, at: datetime
) -> None:
    made = Shortcoming.objects.create(
        **_held(carried, f"report-fault-{fault.id.hex}", author, at),
        year=carried.year,
        text=fault.text,
        collective=fault.collective,
        members=fault.members,
        remedy=fault.remedy,
        due_on=fault.due_on,
    )
    after = {"year": made.year, "due_on": made.due_on}
    note("name_shortcoming", made, by=by, at=at, after=after, texts={"text": made.text})


def _commitments(carried: Carried, author: Mandate, by: Mandate, at: datetime) -> None:
    for place, text in enumerate(carried.commitments):
        token = f"report-promise-{carried.source.hex}-{place}"
        made = Commitment.objects.create(
            **_held(carried, token, author, at), year=carried.year + 1, text=text
        )
        after = {"year": made.year}
        note("commit_to", made, by=by, at=at, after=after, texts={"text": made.text})
