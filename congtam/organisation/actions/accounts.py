"""Cấp và cấp lại tài khoản: from above, on a slip of paper, without e-mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.accounts import actions as accounts
from congtam.clock import local_date
from congtam.core.verdict import Refused
from congtam.organisation.models import Mandate, Person
from congtam.organisation.permissions import may_issue_account, may_reset_account


@transaction.atomic
def issue_account(
    person: Person, *, by: Mandate | None, at: datetime, username: str = ""
) -> accounts.Issued:
    """An account for a person who has none; `by` None is the operator at the machine."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None:
        may_issue_account(by, person, local_date(at)).enforce()
    issued = accounts.issue(
        username or person.login or person.code,
        tenant=person.tenant_id,
        by=by.person_id if by else None,
        mandate=by.pk if by else None,
        at=at,
    )
    person.user = issued.user
    person.save(update_fields=["user"])
    return issued


@transaction.atomic
def reset_account(
    person: Person, *, by: Mandate | None, at: datetime, reason: str
) -> accounts.Issued:
    """A new one-time password; the old one ends at once."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None:
        may_reset_account(by, person, local_date(at)).enforce()
    user = person.user
    if user is None:
        raise Refused(_("Người này chưa có tài khoản."))
    password = accounts.reset(
        user,
        by=by.person_id if by else None,
        mandate=by.pk if by else None,
        at=at,
        reason=reason,
    )
    return accounts.Issued(user, password)
