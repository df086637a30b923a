"""«Vì sao?»: the account of a file as this reader may have it, on a page and on paper alike.

Whoever decides the file counts every level that is decided below it. Anybody else counts what is
published, or what a seat of theirs in that other file lets them read; the rest is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.facts import Facts, facts_of, machine
from congtam.assessments.queries.seats import Seat, seats_of
from congtam.assessments.queries.viewer import Viewer
from congtam.assessments.states import DECIDING, OWN, StepKind
from congtam.core.rules import Account
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
    viewer = None if any(_decides(seat) for seat in held) else Viewer(mandate, day)
    known = facts_of([file], drafts, viewer)[file.pk]
    return Told(known, machine(file, known))


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
