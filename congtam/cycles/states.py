"""The life of a cycle: draft -> open -> closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class CycleState(models.TextChoices):
    DRAFT = "draft", _("Chuẩn bị")
    OPEN = "open", _("Đang thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


LIFECYCLE = Lifecycle(
    (
        Transition("open", frozenset({CycleState.DRAFT}), CycleState.OPEN),
        Transition("close", frozenset({CycleState.OPEN}), CycleState.CLOSED),
    )
)
