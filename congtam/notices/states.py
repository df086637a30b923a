"""The life of a mail in the outbox: waiting -> sent | failed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class MailState(models.TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


LIFECYCLE = Lifecycle(
    (
        Transition("retry", frozenset({MailState.WAITING}), MailState.WAITING),
        Transition("send", frozenset({MailState.WAITING}), MailState.SENT),
        Transition("give_up", frozenset({MailState.WAITING}), MailState.FAILED),
    )
)
