"""Official papers: their numbers per body and calendar year, and their bytes."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7
from congtam.files.models import Blob
from congtam.organisation.models import Body, Mandate, Tenant, Unit


class NumberSeries(models.Model):
    """Sổ số văn bản: the last number given, per unit, type and calendar year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "symbol"], name="series_once"),
        ]


class PaperQuerySet(models.QuerySet["Paper"]):
    def of(self, kind: str, object_id: UUID) -> PaperQuerySet:
        return self.filter(kind=kind, object_id=object_id)


class Paper(models.Model):
    """Văn bản đã phát hành: number, date, bytes stored once by hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    title = models.CharField(max_length=400)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "symbol", "number"], name="paper_number_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "object_id"])]
