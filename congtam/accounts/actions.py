"""The verbs of an account: issue, reset, change the password, lock, unlock.

Whether `by` may do it, the calling room has asked: it knows posts, this one does not.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.accounts.models import User, spelled
from congtam.accounts.permissions import may_use
from congtam.core.verdict import Refused, no
from congtam.ledger.actions import record

# Letters that nobody mistakes for another when reading a slip of paper.
UPPER, LOWER, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"


class Issued(NamedTuple):
    """An account and the password to hand over; the password is kept nowhere else."""

    user: User
    password: str


@transaction.atomic
def issue(
    username: str, *, tenant: UUID, by: UUID | None, mandate: UUID | None, at: datetime
) -> Issued:
    """Make an account (cấp tài khoản); its password must be changed at the first sign-in."""
    if not spelled(username):
        raise Refused(_("Chưa có tên đăng nhập."))
    if User.objects.filter(username=spelled(username)).exists():
        no(_("Tên đăng nhập «%(name)s» đã có người dùng.") % {"name": spelled(username)}).enforce()

    password = _one_time()
    user = User(username=username, tenant=tenant, issued_at=at, must_change_password=True)
    user.set_password(password)
    user.save(force_insert=True)

    # A login name is made of a person's name: it stands beside the event, not in it.
    _record("issue_account", user, by, mandate, at, texts={"username": user.username})
    return Issued(user, password)


@transaction.atomic
def reset(user: User, *, by: UUID | None, mandate: UUID | None, at: datetime, reason: str) -> str:
    """Hand out a new one-time password (cấp lại mật khẩu); the old one ends at once."""
    user = _locked(user)
    password = _one_time()
    user.set_password(password)
    user.must_change_password, user.issued_at = True, at
    user.save(update_fields=["password", "must_change_password", "issued_at"])
    _record("reset_password", user, by, mandate, at, reason=reason)
    return password


@transaction.atomic
def change_password(user: User, *, new: str, mandate: UUID | None, at: datetime) -> User:
    """Put one's own password in place of the present one."""
    user = _locked(user)
    may_use(new, user.username).enforce()
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    _record("change_password", user, user.pk, mandate, at)
    return user


def lock(user: User, *, by: UUID | None, mandate: UUID | None, at: datetime, reason: str) -> User:
    """Shut the door (khóa tài khoản); open sessions end with the next request."""
    return _set_active(user, False, by=by, mandate=mandate, at=at, reason=reason)


def unlock(user: User, *, by: UUID | None, mandate: UUID | None, at: datetime, reason: str) -> User:
    """Open the door again (mở khóa tài khoản)."""
    return _set_active(user, True, by=by, mandate=mandate, at=at, reason=reason)


@transaction.atomic
def _set_active(
    user: User, active: bool, *, by: UUID | None, mandate: UUID | None, at: datetime, reason: str
) -> User:
    user = _locked(user)
    if user.is_active == active:
        no(_("Tài khoản đã ở trạng thái này.")).enforce()
    user.is_active = active
    user.save(update_fields=["is_active"])
    verb = "unlock_account" if active else "lock_account"
    before, after = {"active": not active}, {"active": active}
    _record(verb, user, by, mandate, at, before=before, after=after, reason=reason)
    return user


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _record(
    verb: str,
    user: User,
    by: UUID | None,
    mandate: UUID | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    texts: Mapping[str, str] | None = None,
) -> None:
    record(
        verb, tenant=user.tenant, kind="account", object_id=user.pk, by=by, mandate=mandate,
        at=at, before=before, after=after, reason=reason, texts=texts,
    )  # fmt: skip


def _one_time() -> str:
    """Twelve random characters in three groups; it always passes the rule."""
    groups = [UPPER, LOWER, DIGITS]
    signs = [secrets.choice(group) for group in groups]
    signs += [secrets.choice(UPPER + LOWER + DIGITS) for _index in range(9)]
    secrets.SystemRandom().shuffle(signs)
    return "-".join("".join(signs[i : i + 4]) for i in (0, 4, 8))
