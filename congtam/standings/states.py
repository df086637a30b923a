"""The lives of a closed list that a desk sends, and of a decision list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.core.workflow import Lifecycle, Transition


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("Đang xét")
    SEALED = "sealed", _("Đã quyết định")
    PUBLISHED = "published", _("Đã công bố")


LIFECYCLE = Lifecycle(
    (
        Transition("seal", frozenset({DecisionState.DRAFT}), DecisionState.SEALED),
        Transition("publish", frozenset({DecisionState.SEALED}), DecisionState.PUBLISHED),
    )
)
