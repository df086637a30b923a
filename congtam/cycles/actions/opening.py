"""Open the year: the cycle, its tracks, who received the guideline, who has to do what by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from congtam.clock import uuid7
from congtam.core.vietnamese import fold
from congtam.cycles import permissions
from congtam.cycles.models import Cycle, Obligation, Receiver, Track
from congtam.cycles.states import CycleState
from congtam.ledger.actions import record
from congtam.organisation.models import Body, Mandate
from congtam.regulations.models import Instrument, Regulation


@dataclass(frozen=True, slots=True)
class NewTrack:
    """What governs one kind of subject."""

    kind: str
    title: str
    sheet: Regulation | None
    rules: Regulation
    procedure: Regulation
    plan: Regulation
    sources: Regulation | None = None


@dataclass(frozen=True, slots=True)
class NewReceiver:
    """A unit or body that is to receive the guideline."""

    unit_id: UUID
    body_id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class NewObligation:
    """One duty of one receiver, with its limit as written and its last day."""

    kind: str
    step: str
    unit_id: UUID
    body_id: UUID | None
    person_id: UUID | None
    name: str
    deed: str
    limit: str
    clause: str
    due_on: date


@transaction.atomic
def open_year(
    rulebook: Regulation,
    *,
    title: str,
    year: int,
    starts_on: date,
    ends_on: date,
    issuer: Body,
    guideline: Instrument,
    tracks: Iterable[NewTrack],
    by: Mandate,
    at: datetime,
) -> tuple[Cycle, Mapping[str, Track]]:
    """Create the cycle and its tracks (mở kỳ đánh giá); subjects are enrolled by the room above."""
    permissions.may_open(by, issuer).enforce()
    cycle = Cycle.objects.create(
        tenant_id=by.tenant_id,
        title=title,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        rulebook=rulebook,
        issuer_unit_id=issuer.unit_id,
        issuer_body=issuer,
        guideline=guideline,
        state=CycleState.OPEN,
        opened_at=at,
    )
    made = {
        t.kind: Track(
            cycle=cycle,
            kind=t.kind,
            title=t.title,
            sheet=t.sheet,
            rules=t.rules,
            procedure=t.procedure,
            plan=t.plan,
            sources=t.sources,
        )
        for t in tracks
    }
    Track.objects.bulk_create(made.values())
    _record(cycle, made, by, at)
    return cycle, made


def _record(cycle: Cycle, made: Mapping[str, Track], by: Mandate, at: datetime) -> None:
    record(
        "open_year",
        tenant=by.tenant_id,
        kind="cycle",
        object_id=cycle.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after={
            "rulebook": cycle.rulebook.sha256,
            "guideline": str(cycle.guideline_id),
            "tracks": {
                k: [r.sha256 for r in (t.sheet, t.rules, t.procedure, t.plan, t.sources) if r]
                for k, t in made.items()
            },
        },
    )


def enter_receivers(cycle: Cycle, receivers: Iterable[NewReceiver]) -> None:
    """Write down where the guideline goes."""
    Receiver.objects.bulk_create(
        Receiver(
            tenant_id=cycle.tenant_id,
            cycle=cycle,
            unit_id=r.unit_id,
            body_id=r.body_id,
            name=r.name,
        )
        for r in receivers
    )


DutyKey = tuple[str, str, UUID, UUID | None, UUID | None]


def enter_obligations(
    cycle: Cycle, tracks: Mapping[str, Track], duties: Iterable[NewObligation]
) -> dict[DutyKey, UUID]:
    """Write down the duties; returns their ids by (kind, step, unit, body, person)."""
    ids: dict[DutyKey, UUID] = {}
    rows = []
    for duty in duties:
        key = uuid7()
        ids[duty.kind, duty.step, duty.unit_id, duty.body_id, duty.person_id] = key
        rows.append(
            Obligation(
                id=key,
                tenant_id=cycle.tenant_id,
                cycle=cycle,
                track=tracks[duty.kind],
                step=duty.step,
                unit_id=duty.unit_id,
                body_id=duty.body_id,
                person_id=duty.person_id,
                name=duty.name,
                folded=fold(duty.name),
                deed=duty.deed,
                limit=duty.limit,
                clause=duty.clause,
                due_on=duty.due_on,
            )
        )
    Obligation.objects.bulk_create(rows, batch_size=500)
    return ids
