"""What was issued: instruments with their papers, and regulations as sealed data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7
from congtam.files.models import Blob
from congtam.organisation.models import Mandate, Tenant
from congtam.regulations.states import SEALED, State


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, mandate: Mandate) -> InstrumentQuerySet:
        """Issued papers are open to everybody of the tenant."""
        return self.filter(tenant_id=mandate.tenant_id)


class Instrument(models.Model):
    """Văn bản: number, date, issuer, and the paper itself when there is one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    number = models.CharField(_("số, ký hiệu"), max_length=120, blank=True)
    title = models.CharField(_("trích yếu"), max_length=600)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=255, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    sample = models.BooleanField(_("mẫu"), default=False)
    text = models.TextField(_("nội dung"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)
    folded = models.TextField(blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "number", "issuer"],
                condition=~Q(number=""),
                name="instrument_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def visible_to(self, mandate: Mandate) -> RegulationQuerySet:
        return self.filter(tenant_id=mandate.tenant_id)

    def in_force(self) -> RegulationQuerySet:
        return self.filter(state=State.IN_FORCE)


class Regulation(models.Model):
    """Quy định ở dạng dữ liệu: a score sheet, rule set, procedure, plan, calendar or rule book."""

    class Kind(models.TextChoices):
        SHEET = "sheet", _("Bảng điểm")
        RULES = "rules", _("Quy tắc xếp loại")
        PROCEDURE = "procedure", _("Quy trình")
        PLAN = "plan", _("Kế hoạch")
        CALENDAR = "calendar", _("Lịch làm việc")
        REPORT = "report", _("Mẫu báo cáo kiểm điểm")
        SOURCES = "sources", _("Nguồn dữ kiện")
        RULEBOOK = "rulebook", _("Bộ quy định của năm")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    sample = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    body = models.TextField(_("JSON chuẩn tắc"))
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(_("lần sửa"), default=0)
    drafted_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RegulationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "code", "version"], name="regulation_version_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "code"],
                condition=Q(state=State.IN_FORCE),
                name="one_version_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="regulation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=False) | ~Q(state__in=SEALED),
                name="in_force_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One line of a score sheet, as a key for scores; its words stay in the sealed body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(Regulation, models.PROTECT, related_name="criteria")
    key = models.CharField(max_length=60)
    group = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    max_points = models.DecimalField(max_digits=7, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "key"], name="criterion_key_once"),
        ]

    def __str__(self) -> str:
        return self.key
