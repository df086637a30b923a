"""«Vì sao?»: the account of a file as this reader may have it, on a page and on paper alike.

Whoever decides the file counts every level that is decided below it. Anybody else counts what is
published, or what a seat of theirs in that other file lets them read; the rest is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.queries.facts import Facts, facts_of, machine
from congtam.assessments.queries.reading import may_read_level
from congtam.assessments.queries.seats import Seat, seats, seats_of
from congtam.assessments.states import DECIDING, OWN, StepKind
from congtam.core.rules import Account
from congtam.cycles.models import Cycle
from congtam.organisation.models import Mandate

JUDGES = (StepKind.MEET, StepKind.APPRAISE, *DECIDING)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one file, and what the rules make of it."""

    facts: Facts
    account: Account


def told_to(file: Assessment, mandate: Mandate, day: date) -> Told | None:
    """The account as this reader is shown it; None for whoever may see the file only in part.

    `track`, `cycle` and `post` are loaded with the file; its track has sources.
    """
    held = seats_of(mandate, file.pk, day)
    if not (_is_subject(mandate, file) or any(_accounts(seat) for seat in held)):
        return None
    drafts = [seat.participant for seat in held if not seat.own_subject]
    shut = None if any(_decides(seat) for seat in held) else shut_levels(file.cycle, mandate, day)
    known = facts_of([file], drafts, shut)[file.pk]
    return Told(known, machine(file, known))


def shut_levels(cycle: Cycle, mandate: Mandate, day: date) -> frozenset[UUID]:
    """The files of the year whose decided level is not published, and not for this reader."""
    decided = Assessment.objects.filter(
        tenant_id=cycle.tenant_id, cycle__year=cycle.year, published_at__isnull=True
    ).exclude(level="")
    held = Participant.objects.held_by(mandate).filter(assessment__in=decided)
    opened = {seat.assessment for seat in seats(held, mandate, day) if may_read_level(seat)}
    return frozenset(decided.values_list("pk", flat=True)) - opened


def _is_subject(mandate: Mandate, file: Assessment) -> bool:
    if file.subject == Subject.PERSON:
        return file.person_id == mandate.person_id
    if file.subject == Subject.BODY:
        return file.body_id == mandate.body_id
    return file.unit_id == mandate.unit_id


def _accounts(seat: Seat) -> bool:
    """A seat that hears, appraises or decides, or that the procedure lets read the others."""
    kind = seat.step_rule.kind
    return kind in JUDGES or kind in OWN or bool(seat.step_rule.reads)


def _decides(seat: Seat) -> bool:
    return seat.step_rule.kind in DECIDING and not seat.own_subject
