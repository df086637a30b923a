"""Who may do what with a cycle and its obligations."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.core.verdict import YES, Verdict, no
from congtam.cycles.models import Cycle, Obligation, Receiver
from congtam.cycles.states import CycleState
from congtam.organisation.models import Body, Mandate


def may_open(mandate: Mandate, issuer: Body) -> Verdict:
    """The body that the rule book names as issuer opens the year."""
    held = mandate.body_id == issuer.id
    return YES if held else no(_("Việc mở kỳ đánh giá dành cho %s.") % issuer.name)


def may_manage(mandate: Mandate, cycle: Cycle) -> Verdict:
    """Extending, chasing and reassigning belong to the body that issued the cycle."""
    if cycle.state != CycleState.OPEN:
        return no(_("Kỳ đánh giá không còn mở."))
    held = mandate.body_id == cycle.issuer_body_id
    return YES if held else no(_("Việc này dành cho %s.") % cycle.issuer_body.name)


def may_extend(mandate: Mandate, obligation: Obligation, places: Collection[UUID]) -> Verdict:
    """Nobody extends a duty of a unit or body they belong to, nor one already met.

    `places` are those of the person, whatever they act as: see `organisation.queries.places_of`.
    """
    if obligation.met_at is not None:
        return no(_("Việc này đã làm xong, không cần gia hạn."))
    own = obligation.person_id == mandate.person_id
    if obligation.person_id is None:
        own = (obligation.body_id or obligation.unit_id) in places
    if own:
        return no(_("Không tự gia hạn cho chính mình."))
    return may_manage(mandate, obligation.cycle)


def may_acknowledge(mandate: Mandate, receiver: Receiver) -> Verdict:
    """Whoever sits in the receiving unit or body."""
    if receiver.body_id:
        held = mandate.body_id == receiver.body_id
    else:
        held = mandate.unit_id == receiver.unit_id
    return YES if held else no(_("Việc xác nhận dành cho %s.") % receiver.name)
