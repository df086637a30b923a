"""Sổ nhiệm vụ: what was assigned, what came of it, and who checked that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congtam.files.models import Blob
from congtam.organisation.models import Mandate
from congtam.records.models.holding import WITH_BOARDS, Held, HeldQuerySet, held_rules
from congtam.records.states import TaskState

if TYPE_CHECKING:
    from typing import Self


class TaskQuerySet(HeldQuerySet["Task"]):
    opened_by = WITH_BOARDS

    def due_between(self, first: date, last: date) -> Self:
        return self.filter(due_on__gte=first, due_on__lte=last)

    def in_order(self) -> Self:
        """By the last day; lines that came in together keep their order."""
        return self.order_by("due_on", "entered_at", "token")

    def standing(self) -> Self:
        """Assigned and not withdrawn: what a percentage may be made of."""
        return self.exclude(state__in=(TaskState.PROPOSED, TaskState.WITHDRAWN))


class Task(Held):
    """Nhiệm vụ, chỉ tiêu: one line of the register of a person, a body or a unit."""

    class Source(models.TextChoices):
        LAW = "law", _("Theo quy định của pháp luật")
        CONFEDERATION = "confederation", _("Tổng Liên đoàn giao")
        PLAN = "plan", _("Theo kế hoạch năm")
        ASSIGNED = "assigned", _("Công việc được giao")

    class Kind(models.TextChoices):
        TASK = "task", _("Nhiệm vụ")
        TARGET = "target", _("Chỉ tiêu")

    year = models.PositiveSmallIntegerField(_("năm"))
    source = models.CharField(_("nguồn"), max_length=13, choices=Source)
    kind = models.CharField(_("loại"), max_length=6, choices=Kind, default=Kind.TASK)
    title = models.CharField(_("nội dung"), max_length=500)
    product = models.CharField(_("sản phẩm"), max_length=300, blank=True)
    assigned_on = models.DateField(_("ngày giao"))
    due_on = models.DateField(_("hạn hoàn thành"))
    coefficient = models.DecimalField(
        _("hệ số quy đổi"), max_digits=6, decimal_places=3, default=Decimal(1)
    )
    quantity = models.DecimalField(
        _("số lượng giao"), max_digits=12, decimal_places=3, default=Decimal(1)
    )
    state = models.CharField(max_length=9, choices=TaskState, default=TaskState.ASSIGNED)
    # What the holder reported until it is checked, what the checker found afterwards.
    done = models.BooleanField(_("đã hoàn thành"), null=True, blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    done_quantity = models.DecimalField(
        _("số lượng hoàn thành"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    words = models.TextField(_("kết quả, sản phẩm đã có"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)
    reported_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    exceeded = models.BooleanField(_("vượt mức"), default=False)
    late = models.BooleanField(_("chậm tiến độ"), default=False)
    late_excused = models.BooleanField(_("chậm vì lý do khách quan"), default=False)
    below_quality = models.BooleanField(_("chưa bảo đảm chất lượng"), default=False)
    low_effect = models.BooleanField(_("hiệu quả thấp"), default=False)
    quality_failures = models.PositiveSmallIntegerField(_("số lần không đạt chất lượng"), default=0)
    delays = models.PositiveSmallIntegerField(_("số lần chậm"), default=0)
    check_words = models.TextField(_("ý kiến người kiểm tra"), blank=True)
    checked_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("task"),
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="task_state_known"
            ),
            models.CheckConstraint(
                condition=Q(assigned_on__lte=F("due_on")), name="task_assigned_before_due"
            ),
            models.CheckConstraint(
                condition=Q(coefficient__gt=0, quantity__gt=0)
                & (Q(done_quantity__isnull=True) | Q(done_quantity__gte=0)),
                name="task_amounts_positive",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CHECKED)
                | Q(checked_by__isnull=False, checked_at__isnull=False, done__isnull=False),
                name="task_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(late_excused=False) | (Q(late=True) & ~Q(check_words="")),
                name="task_excuse_has_words",
            ),
            models.CheckConstraint(
                condition=Q(done=True) | Q(exceeded=False), name="task_exceeded_is_done"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_on"]),
            models.Index(fields=["unit", "due_on"]),
        ]

    def __str__(self) -> str:
        return self.title
