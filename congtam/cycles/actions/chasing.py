"""Remind those whose last day is near or past (đôn đốc)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.cycles.models import Obligation, Reminder
from congtam.cycles.states import CycleState
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders


def remind(at: datetime) -> int:
    """Remind of each open duty a few days before its limit and daily after; once a day each."""
    day = local_date(at)
    ahead = [day + timedelta(days=n) for n in settings.REMIND_DAYS_BEFORE]
    due = Obligation.objects.open().filter(cycle__state=CycleState.OPEN)
    due = due.filter(due_on__in=ahead) | due.filter(due_on__lt=day)
    sent = 0
    for obligation in due.exclude(reminders__day=day).order_by("pk").iterator():
        sent += _remind_one(obligation, at)
    return sent


def remind_of(obligation_id: UUID, *, by: Mandate, at: datetime) -> int:
    """Remind of one open duty on somebody's word; 0 when it was done today, or the duty is met.

    Part of a verb that has asked who may.
    """
    found = Obligation.objects.open().filter(pk=obligation_id).first()
    return _remind_one(found, at, by) if found is not None else 0


@transaction.atomic
def _remind_one(obligation: Obligation, at: datetime, by: Mandate | None = None) -> int:
    day = local_date(at)
    _reminder, made = Reminder.objects.get_or_create(
        obligation=obligation, day=day, defaults={"by": by}
    )
    if not made:
        return 0
    left = (obligation.due_on - day).days
    if left < 0:
        subject = _("Quá hạn %(days)s ngày: %(deed)s") % {"days": -left, "deed": obligation.deed}
    elif left == 0:
        subject = _("Hôm nay là ngày cuối: %(deed)s") % {"deed": obligation.deed}
    else:
        subject = _("Còn %(days)s ngày: %(deed)s") % {"days": left, "deed": obligation.deed}
    tell(
        [
            Recipient(m.person_id, m.person.email)
            for m in holders(obligation.unit_id, obligation.body_id, day, obligation.person_id)
        ],
        tenant=obligation.tenant_id,
        kind="reminder",
        subject=subject,
        body=_("%(name)s: %(deed)s. Hạn: %(limit)s (ngày cuối %(day)s).")
        % {
            "name": obligation.name,
            "deed": obligation.deed,
            "limit": obligation.limit,
            "day": f"{obligation.due_on:%d/%m/%Y}",
        },
        link="/",
        at=at,
    )
    return 1
