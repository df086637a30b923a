"""Who may sign in. Whose account it is, organisation says: it stands above this room."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7

OUTSIDE = UUID(int=0)


def spelled(username: str) -> str:
    """The one spelling of a login name: composed letters, lower case, no outer blanks."""
    return unicodedata.normalize("NFC", username).strip().lower()


def composed(password: str) -> str:
    """A password as it is kept and compared: the same keys give the same letters everywhere."""
    return unicodedata.normalize("NFC", password)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=spelled(username or ""))

    def create_user(self, username: str, password: str | None = None) -> User:
        """An account as it stands; people get theirs by `actions.issue`."""
        user = self.model(username=username)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Tài khoản: a login name and a password. Issued from above; needs no e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Whose ledger tells about this account; the zero chain holds those made outside the tenants.
    tenant = models.UUIDField(default=OUTSIDE, editable=False)
    username = models.CharField(_("Tên đăng nhập"), max_length=150, unique=True)
    is_active = models.BooleanField(_("Được đăng nhập"), default=True)
    must_change_password = models.BooleanField(_("Phải đổi mật khẩu"), default=False)
    issued_at = models.DateTimeField(_("Cấp lúc"), null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "username"

    def save(self, *args: object, **kwargs: object) -> None:
        self.username = spelled(self.username)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # the signature is Django's

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return raw_password is not None and super().check_password(composed(raw_password))
