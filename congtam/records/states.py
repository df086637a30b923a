"""The life of a task in the register, of a shortcoming until somebody saw it fixed, and of a
flag on an award until somebody kept or revoked it.

Only a checked task counts: what the holder reports is a claim until another one has looked.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class TaskState(models.TextChoices):
    PROPOSED = "proposed", _("Chờ giao")
    ASSIGNED = "assigned", _("Đang thực hiện")
    REPORTED = "reported", _("Chờ kiểm tra")
    CHECKED = "checked", _("Đã kiểm tra")
    WITHDRAWN = "withdrawn", _("Đã rút")


class FaultState(models.TextChoices):
    NAMED = "named", _("Chưa khắc phục")
    CLAIMED = "claimed", _("Báo đã khắc phục, chờ kiểm tra")
    FIXED = "fixed", _("Đã khắc phục")


class FlagState(models.TextChoices):
    OPEN = "open", _("Cần xem lại")
    KEPT = "kept", _("Đã xem lại, giữ nguyên")
    REVOKED = "revoked", _("Đã thu hồi")


# Assigned and not yet looked at: what keeps a percentage from being known.
PENDING = (TaskState.ASSIGNED, TaskState.REPORTED)
_OPEN = frozenset({TaskState.ASSIGNED, TaskState.REPORTED})

TASK = Lifecycle(
    (
        Transition("assign", frozenset({TaskState.PROPOSED}), TaskState.ASSIGNED),
        Transition("report", _OPEN, TaskState.REPORTED),
        Transition("send_back", frozenset({TaskState.REPORTED}), TaskState.ASSIGNED),
        Transition("check", _OPEN, TaskState.CHECKED),
        Transition("reopen", frozenset({TaskState.CHECKED}), TaskState.REPORTED),
        Transition("withdraw", _OPEN | {TaskState.PROPOSED}, TaskState.WITHDRAWN),
    )
)
SHORTCOMING = Lifecycle(
    (
        Transition("claim", frozenset({FaultState.NAMED}), FaultState.CLAIMED),
        Transition("refuse", frozenset({FaultState.CLAIMED}), FaultState.NAMED),
        Transition("confirm", frozenset({FaultState.CLAIMED}), FaultState.FIXED),
    )
)
AWARD_FLAG = Lifecycle(
    (
        Transition("keep", frozenset({FlagState.OPEN}), FlagState.KEPT),
        Transition("revoke", frozenset({FlagState.OPEN}), FlagState.REVOKED),
    )
)
