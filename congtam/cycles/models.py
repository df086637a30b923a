"""The year: cycle, its tracks, who received the guideline, obligations and extensions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congtam.clock import uuid7
from congtam.cycles.states import CycleState
from congtam.organisation.models import Body, Mandate, Person, Tenant, Unit
from congtam.regulations.models import Instrument, Regulation


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, mandate: Mandate) -> CycleQuerySet:
        """A cycle is known to its issuer, to whom its guideline reached, and to whom it binds."""
        mine = (Receiver.objects.filter(_held(mandate)), Obligation.objects.of_holder(mandate))
        reached, bound = (Exists(rows.filter(cycle=OuterRef("pk"))) for rows in mine)
        issued = Q(issuer_unit_id=mandate.unit_id)
        return self.filter(issued | reached | bound, tenant_id=mandate.tenant_id)


class Cycle(models.Model):
    """Kỳ đánh giá: opened by a body from a rule book, with the guideline attached."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    rulebook = models.ForeignKey(Regulation, models.PROTECT, related_name="+")
    issuer_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issuer_body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    guideline = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CycleState, default=CycleState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_unit", "rulebook"], name="one_cycle_a_rulebook"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CycleState.values), name="cycle_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Track(models.Model):
    """The sheet, rules, procedure and plan of one kind of subject in one cycle."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="tracks")
    kind = models.CharField(_("nhóm đối tượng"), max_length=60)
    title = models.CharField(max_length=255)
    # A track that is decided on facts alone has no sheet.
    sheet = models.ForeignKey(Regulation, models.PROTECT, null=True, blank=True, related_name="+")
    sources = models.ForeignKey(Regulation, models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.ForeignKey(Regulation, models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Regulation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Regulation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="one_track_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class Receiver(models.Model):
    """Nơi nhận: a unit or body to which the guideline went, and when it acknowledged."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="receivers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit"], condition=Q(body__isnull=True), name="receiver_unit_once"
            ),
            models.UniqueConstraint(fields=["cycle", "body"], name="receiver_body_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledged_by_somebody",
            ),
        ]


def _held(mandate: Mandate) -> Q:
    held = Q(unit_id=mandate.unit_id, body__isnull=True)
    return held | Q(body_id=mandate.body_id) if mandate.body_id else held


def _bound(mandate: Mandate) -> Q:
    """The duties of a unit or body, and those that one person has for themself."""
    return (_held(mandate) & Q(person__isnull=True)) | Q(person_id=mandate.person_id)


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, mandate: Mandate) -> ObligationQuerySet:
        """Own duties, and those that run to the body that issued the cycle."""
        return self.filter(_bound(mandate) | Q(cycle__issuer_unit_id=mandate.unit_id))

    def of_holder(self, mandate: Mandate) -> ObligationQuerySet:
        """The holder's own duties, those of the body this mandate sits in, and of its unit."""
        return self.filter(_bound(mandate))

    def open(self) -> ObligationQuerySet:
        return self.filter(met_at__isnull=True)

    def overdue(self, day: date) -> ObligationQuerySet:
        """Not met, and its last day lies before `day`."""
        return self.open().filter(due_on__lt=day)


class Obligation(models.Model):
    """Việc phải làm và hạn: one receiver, one step, one last day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="obligations")
    track = models.ForeignKey(Track, models.PROTECT, related_name="obligations")
    step = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nơi phải làm"), max_length=255)
    folded = models.CharField(max_length=600, default="")
    deed = models.CharField(_("việc"), max_length=600)
    limit = models.CharField(_("hạn như văn bản viết"), max_length=120)
    clause = models.CharField(_("điều khoản"), max_length=120, blank=True)
    due_on = models.DateField(_("ngày cuối cùng"))
    met_at = models.DateTimeField(null=True, blank=True)
    met_late = models.BooleanField(default=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["track", "step", "unit"],
                condition=Q(body__isnull=True, person__isnull=True),
                name="obligation_unit_once",
            ),
            models.UniqueConstraint(fields=["track", "step", "body"], name="obligation_body_once"),
            models.UniqueConstraint(
                fields=["track", "step", "person"], name="obligation_person_once"
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "due_on"]),
            # What is still to be done, by day: counted from the index alone.
            models.Index(
                fields=["cycle", "due_on", "deed", "limit"],
                condition=Q(met_at__isnull=True),
                name="duties_ahead",
            ),
        ]


class Extension(models.Model):
    """Gia hạn: a later last day, by whom and why; the first limit stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="extensions")
    was = models.DateField()
    due_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("was")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]


class Reminder(models.Model):
    """Đôn đốc: one reminder of one obligation on one day, so that none goes out twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reminders")
    day = models.DateField()
    by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["obligation", "day"], name="one_reminder_a_day"),
        ]
