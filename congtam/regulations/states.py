"""The life of a regulation: draft -> checked -> in force -> replaced."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class State(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    CHECKED = "checked", _("Đã kiểm tra")
    IN_FORCE = "in_force", _("Đang áp dụng")
    REPLACED = "replaced", _("Đã thay thế")


LIFECYCLE = Lifecycle(
    (
        Transition("edit", frozenset({State.DRAFT}), State.DRAFT),
        Transition("check", frozenset({State.DRAFT}), State.CHECKED),
        Transition("reopen", frozenset({State.CHECKED}), State.DRAFT),
        Transition("put_in_force", frozenset({State.CHECKED}), State.IN_FORCE),
        Transition("replace", frozenset({State.IN_FORCE}), State.REPLACED),
    )
)
SEALED = (State.IN_FORCE, State.REPLACED)
