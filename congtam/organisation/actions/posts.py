"""Posts change hands: one ends the day before, the successor's starts; one act, one event."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.verdict import no
from congtam.ledger.actions import record
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate, Person
from congtam.organisation.permissions import may_end, may_hand_over


@transaction.atomic
def hand_over(mandate: Mandate, to: Person, *, by: Mandate, on: date, at: datetime) -> Mandate:
    """Give the same office to `to` from `on` until the end of the term; gives the new mandate."""
    mandate = _locked(mandate)
    may_hand_over(by, mandate, to, on).enforce()
    if mandate.starts_on >= on:
        no(_("Ngày bàn giao phải sau ngày bắt đầu giữ chức vụ.")).enforce()
    held = Mandate.objects.on(on).filter(person=to, unit_id=mandate.unit_id, office=mandate.office)
    if mandate.body_id in held.values_list("body_id", flat=True):
        no(_("Người nhận đang giữ chức vụ này.")).enforce()

    was = mandate.ends_on
    mandate.ends_on = on - timedelta(days=1)
    mandate.save(update_fields=["ends_on"])
    new = Mandate.objects.create(
        tenant_id=mandate.tenant_id,
        person=to,
        unit_id=mandate.unit_id,
        body_id=mandate.body_id,
        office=mandate.office,
        title=mandate.title,
        starts_on=on,
        ends_on=was,
    )
    record(
        "hand_over",
        tenant=mandate.tenant_id,
        kind="mandate",
        object_id=mandate.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        before={"person": mandate.person_id, "ends_on": was},
        after={"person": to.pk, "mandate": new.pk, "starts_on": on, "ends_on": new.ends_on},
    )
    _tell(new, at)
    return new


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Mandate, on: date, at: datetime, reason: str) -> Mandate:
    """`on` is the last day on which the post is held."""
    mandate = _locked(mandate)
    may_end(by, mandate, on).enforce()
    if on < mandate.starts_on:
        no(_("Ngày cuối không thể trước ngày bắt đầu giữ chức vụ.")).enforce()
    was = mandate.ends_on
    mandate.ends_on = on
    mandate.save(update_fields=["ends_on"])
    record(
        "end_mandate",
        tenant=mandate.tenant_id,
        kind="mandate",
        object_id=mandate.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        before={"ends_on": was},
        after={"ends_on": on},
        reason=reason,
    )
    return mandate


def _locked(mandate: Mandate) -> Mandate:
    return Mandate.objects.select_for_update().get(pk=mandate.pk)


def _tell(post: Mandate, at: datetime) -> None:
    subject = _("Bạn nhận bàn giao chức vụ %(title)s từ ngày %(day)s") % {
        "title": post.title,
        "day": f"{post.starts_on:%d/%m/%Y}",
    }
    tell(
        [Recipient(post.person_id, post.person.email)],
        tenant=post.tenant_id,
        kind="hand_over",
        subject=subject,
        body=subject,
        link="/",
        at=at,
    )
