"""A body's session: when, where, who was present, and the minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7
from congtam.organisation.models import Body, Mandate, Tenant


class Meeting(models.Model):
    """Phiên họp của một tổ chức; the minutes are adopted when the list is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=255)
    chair = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chủ trì")
    )
    secretary = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thư ký")
    )
    minutes = models.TextField(_("biên bản"), blank=True)
    version = models.PositiveIntegerField(default=1)
    adopted_at = models.DateTimeField(null=True, blank=True)


class Attendance(models.Model):
    """Thành viên có mặt hay vắng; the list of members is frozen when the meeting is called."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    note = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "mandate"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(present=True) | Q(present=False), name="present_or_not"
            ),
        ]
