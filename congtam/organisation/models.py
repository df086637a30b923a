"""Units and their dated place, bodies, people, posts in force (mandates), charges."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congtam.accounts.models import User
from congtam.clock import uuid7

if TYPE_CHECKING:
    from typing import Self


Row = TypeVar("Row", bound=models.Model, covariant=True)


class InForceQuerySet(models.QuerySet[Row]):
    """Rows that hold from a day on, until a day (both included) or without end."""

    def on(self, day: date) -> Self:
        """What was in force on `day`; the last day of a term still counts."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class InForce(models.Model):
    """A thing with a first day and, when known, a last day."""

    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        abstract = True


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )


class Tenant(models.Model):
    """Liên đoàn Lao động tỉnh hoặc công đoàn ngành trung ương: who owns the data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=255)
    short = models.CharField(max_length=60)
    place = models.CharField(_("địa danh"), max_length=120)

    def __str__(self) -> str:
        return self.name


class Kind(models.Model):
    """A kind of unit, body, office or record: words that a pack brings, never code."""

    class Of(models.TextChoices):
        UNIT = "unit", _("loại đơn vị")
        BODY = "body", _("loại tổ chức trong đơn vị")
        OFFICE = "office", _("chức vụ")
        DISCIPLINE = "discipline", _("hình thức kỷ luật")
        RULING = "ruling", _("nội dung kết luận của cấp có thẩm quyền")
        ABSENCE = "absence", _("loại vắng mặt")
        AWARD = "award", _("hình thức khen thưởng")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    of = models.CharField(max_length=10, choices=Of)
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=255)
    tier = models.CharField(_("cấp công đoàn"), max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    powers = models.JSONField(_("quyền của chức vụ"), default=list, blank=True)
    # An office that is only a seat, at a conference or in a party cell, is no post.
    post = models.BooleanField(_("là chức vụ"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "of", "code"], name="kind_code_once"),
        ]

    def __str__(self) -> str:
        return self.title


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, mandate: Mandate) -> UnitQuerySet:
        """The register of units is open to everybody of the same tenant."""
        return self.filter(tenant_id=mandate.tenant_id)


class Unit(models.Model):
    """Đơn vị: the identity that lasts while name, parent and kind change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    code = models.CharField(_("mã"), max_length=60)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="unit_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class PlacementQuerySet(InForceQuerySet["Placement"]):
    def visible_to(self, mandate: Mandate) -> Self:
        return self.filter(tenant_id=mandate.tenant_id)

    def below(self, place: Placement) -> Self:
        """Everything under `place`, itself left out: one range scan of plain text.

        Paths are made of codes, so two tenants may have the same ones.
        """
        inside = self.filter(tenant_id=place.tenant_id)
        return inside.filter(path__gt=place.path, path__lt=place.path + "~")


class Placement(InForce):
    """Where a unit stood in a period: parent, kind, name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="child_placements"
    )
    kind = models.CharField(_("loại đơn vị"), max_length=60)
    name = models.CharField(_("tên đơn vị"), max_length=255)
    short = models.CharField(_("tên gọi tắt"), max_length=120)
    members = models.PositiveIntegerField(_("số đoàn viên"), null=True, blank=True)
    path = models.CharField(max_length=400)
    folded = models.CharField(max_length=600)
    sort_key = models.CharField(max_length=1200)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            _ends_after_start("placement_ends_after_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ends_on__isnull=True), name="one_open_placement"
            ),
        ]
        indexes = [models.Index(fields=["path"]), models.Index(fields=["tenant", "kind"])]

    def __str__(self) -> str:
        return self.name


class BodyQuerySet(InForceQuerySet["Body"]):
    def visible_to(self, mandate: Mandate) -> Self:
        return self.filter(tenant_id=mandate.tenant_id)


class Body(InForce):
    """Ban Thường vụ, ban chuyên đề, tổ công tác, … of one unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=255)
    short = models.CharField(max_length=120)
    outside = models.BooleanField(_("ngoài hệ thống"), default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="body_code_once"),
            _ends_after_start("body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, mandate: Mandate) -> PersonQuerySet:
        return self.filter(tenant_id=mandate.tenant_id)


class Person(models.Model):
    """Người: holds posts, and an account when there is one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    login = models.CharField(_("tên đăng nhập dự kiến"), max_length=60, blank=True)
    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("tài khoản")
    )
    folded = models.CharField(max_length=240)
    sort_key = models.CharField(max_length=600)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="person_code_once"),
        ]

    def __str__(self) -> str:
        return self.full_name


class MandateQuerySet(InForceQuerySet["Mandate"]):
    def visible_to(self, mandate: Mandate) -> Self:
        return self.filter(tenant_id=mandate.tenant_id)

    def of_body(self, body_id: UUID) -> Self:
        return self.filter(body_id=body_id)


class Mandate(InForce):
    """Vai đang giữ: a post in a unit or body, held by a person for a term."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mandates")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="mandates")
    office = models.CharField(_("chức vụ"), max_length=60)
    title = models.CharField(_("chức danh"), max_length=255)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [_ends_after_start("mandate_ends_after_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The title, and the body it is held in unless the title names it already."""
        if self.body is None or self.body.name in self.title or self.body.short in self.title:
            return self.title
        return f"{self.title}, {self.body.short}"


class ChargeQuerySet(InForceQuerySet["Charge"]):
    pass


class Charge(InForce):
    """Phụ trách: which body looks after which unit, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="charges")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges")

    objects = ChargeQuerySet.as_manager()

    class Meta:
        constraints = [
            _ends_after_start("charge_ends_after_start"),
            models.UniqueConstraint(
                fields=["body", "unit"], condition=Q(ends_on__isnull=True), name="one_open_charge"
            ),
        ]
