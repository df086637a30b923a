"""Awards and the levels they rest on: when a level is decided anew, the award is flagged.

The level stands here as plain words and its id, for who decides levels works on a floor above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7
from congtam.files.models import Blob
from congtam.organisation.models import Mandate
from congtam.records.models.holding import Held, HeldQuerySet, held_rules
from congtam.records.states import FlagState

if TYPE_CHECKING:
    from typing import Self


class AwardQuerySet(HeldQuerySet["Award"]):
    def standing(self) -> Self:
        """Not revoked."""
        revoked = AwardFlag.objects.filter(award=OuterRef("pk"), state=FlagState.REVOKED)
        return self.exclude(Exists(revoked))


class Award(Held):
    """Khen thưởng: a decision on a form of award for the merits of one year."""

    form = models.CharField(_("hình thức"), max_length=60)
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    decided_on = models.DateField(_("ngày quyết định"))
    number = models.CharField(_("số quyết định"), max_length=60)
    issuer = models.CharField(_("cơ quan khen thưởng"), max_length=255)
    level = models.CharField(_("căn cứ mức xếp loại năm đó"), max_length=60, blank=True)
    level_title = models.CharField(max_length=255, blank=True)
    words = models.TextField(_("ghi chú"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("award"),
            models.CheckConstraint(
                condition=Q(level="", level_title="") | (~Q(level="") & ~Q(level_title="")),
                name="award_level_has_words",
            ),
        ]
        indexes = [models.Index(fields=["person", "year"]), models.Index(fields=["unit", "year"])]


class AwardFlag(models.Model):
    """Khen thưởng cần xem lại: its level was decided anew. Only ever added, and answered once.

    `cause` is the decision that replaced the level; one decision flags an award once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    award = models.ForeignKey(Award, models.CASCADE, related_name="flags")
    cause = models.UUIDField()
    was = models.CharField(_("mức cũ"), max_length=255)
    now = models.CharField(_("mức mới"), max_length=255)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=FlagState, default=FlagState.OPEN)
    reason = models.TextField(_("lý do"), blank=True)
    number = models.CharField(_("số quyết định thu hồi"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định thu hồi"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["award", "cause"], name="award_flagged_once_for_it"),
            models.CheckConstraint(
                condition=Q(state__in=FlagState.values), name="award_flag_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.OPEN, closed_at__isnull=True)
                | (
                    Q(closed_by__isnull=False, closed_at__isnull=False)
                    & ~Q(state=FlagState.OPEN)
                    & ~Q(reason="")
                ),
                name="award_flag_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=FlagState.REVOKED)
                | (Q(decided_on__isnull=False) & ~Q(number="")),
                name="award_revoked_by_a_paper",
            ),
        ]
