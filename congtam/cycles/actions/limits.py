"""Acknowledge a guideline, extend a limit, meet a duty."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.workflow import WrongState
from congtam.cycles import permissions
from congtam.cycles.models import Extension, Obligation, Receiver
from congtam.cycles.queries import is_late
from congtam.ledger.actions import record
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders, places_of


@transaction.atomic
def acknowledge(receiver_id: UUID, *, by: Mandate, at: datetime) -> Receiver:
    """Confirm that the guideline arrived (xác nhận đã nhận hướng dẫn)."""
    receiver = Receiver.objects.select_for_update().get(pk=receiver_id)
    permissions.may_acknowledge(by, receiver).enforce()
    if receiver.acknowledged_at is not None:
        raise WrongState("acknowledge", "acknowledged")
    receiver.acknowledged_at, receiver.acknowledged_by = at, by
    receiver.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(
        "acknowledge",
        tenant=receiver.tenant_id,
        kind="receiver",
        object_id=receiver.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
    )
    return receiver


@transaction.atomic
def extend(obligation_id: UUID, *, to: date, reason: str, by: Mandate, at: datetime) -> Extension:
    """Give a later last day, with the reason (gia hạn)."""
    obligation = (
        Obligation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("cycle__issuer_body")
        .get(pk=obligation_id)
    )
    places = places_of(by.person_id, local_date(at))
    permissions.may_extend(by, obligation, places).enforce()
    if not reason.strip():
        no(_("Nêu lý do gia hạn.")).enforce()
    if to <= obligation.due_on or to < local_date(at):
        no(_("Ngày gia hạn phải sau hạn đang có và không trước hôm nay.")).enforce()
    extension = Extension.objects.create(
        obligation=obligation, was=obligation.due_on, due_on=to, reason=reason.strip(), by=by, at=at
    )
    obligation.due_on = to
    obligation.save(update_fields=["due_on"])
    record(
        "extend",
        tenant=obligation.tenant_id,
        kind="obligation",
        object_id=obligation.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before={"due_on": str(extension.was)},
        after={"due_on": str(to)},
        reason=reason.strip(),
    )
    tell(
        [
            Recipient(m.person_id, m.person.email)
            for m in holders(
                obligation.unit_id, obligation.body_id, local_date(at), obligation.person_id
            )
        ],
        tenant=obligation.tenant_id,
        kind="extended",
        subject=_("Gia hạn đến hết ngày %s") % f"{to:%d/%m/%Y}",
        body=_("%(deed)s: hạn mới là hết ngày %(day)s.")
        % {"deed": obligation.deed, "day": f"{to:%d/%m/%Y}"},
        link="/",
        at=at,
    )
    return extension


def meet(obligation_id: UUID, *, at: datetime) -> bool:
    """Mark a duty as done; True when late, now or the first time. Part of the verb that does it."""
    # Its key is left alone: a reminder that only names the duty need not wait for this lock.
    obligation = Obligation.objects.select_for_update(no_key=True).get(pk=obligation_id)
    if obligation.met_at is None:
        obligation.met_at = at
        obligation.met_late = obligation.met_late or is_late(obligation.due_on, at)
        obligation.save(update_fields=["met_at", "met_late"])
    return obligation.met_late


def reopen(obligation_id: UUID, *, due_on: date) -> None:
    """A returned file has to be handed in again by `due_on`; late once stays late."""
    Obligation.objects.filter(pk=obligation_id).update(met_at=None, due_on=due_on)
