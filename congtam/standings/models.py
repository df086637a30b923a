"""Lists across sheets: what a desk sends on, and what an authority decides."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congtam.assessments.models import POINTS, Assessment
from congtam.clock import uuid7
from congtam.cycles.models import Cycle, Track
from congtam.meetings.models import Meeting
from congtam.organisation.models import Body, Mandate, Tenant
from congtam.standings.states import DecisionState


class Roster(models.Model):
    """Danh sách khép kín: the units a desk sends on at once, and those it leaves out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("lần gửi"))
    sent_at = models.DateTimeField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    late = models.BooleanField(default=False)
    left_out = models.TextField(_("đơn vị chưa gửi và lý do"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["track", "step", "body", "number"], name="roster_number_once"
            ),
        ]


class RosterItem(models.Model):
    """One unit on a closed list, with the level proposed on that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.CASCADE, related_name="items")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    level = models.CharField(max_length=60)
    total = models.DecimalField(**POINTS, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "assessment"], name="roster_item_once"),
        ]


class DecisionListQuerySet(models.QuerySet["DecisionList"]):
    def visible_to(self, mandate: Mandate) -> DecisionListQuerySet:
        """The deciding body's own, or the one's who decides alone; published lists are open to
        the whole tenant."""
        published = Q(tenant_id=mandate.tenant_id, state=DecisionState.PUBLISHED)
        if mandate.body_id is None:
            return self.filter(published)
        office = Q(alone=False) | Q(meeting__chair__office=mandate.office)
        return self.filter(published | Q(body_id=mandate.body_id) & office)


class DecisionList(models.Model):
    """Danh sách quyết định xếp loại, taken in a session by the competent body, or by one person
    alone. One that `replaces` another is a new decision on files already published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")
    alone = models.BooleanField(_("một người quyết định"), default=False)
    replaces = models.ForeignKey(
        "DecisionList", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    quota_reason = models.TextField(_("lý do vượt tỷ lệ"), blank=True)
    raised_reason = models.TextField(_("lý do áp dụng tỷ lệ nâng"), blank=True)
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, sealed_at__isnull=True, sha256="")
                | (~Q(state=DecisionState.DRAFT) & Q(sealed_at__isnull=False) & ~Q(sha256="")),
                name="sealed_if_and_only_if_hash",
            ),
        ]


class Decision(models.Model):
    """One subject on a decision list: what was proposed, what was decided, and why it differs.

    Where the track draws facts from records, `facts` are those the machine was asked with and
    `machine` its outcome: a level, or that it has none (manual, unknown, invalid).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list = models.ForeignKey(DecisionList, models.CASCADE, related_name="decisions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=60, blank=True)
    machine = models.CharField(_("kết quả theo quy tắc"), max_length=60, blank=True)
    facts = models.TextField(_("dữ kiện đã dùng"), blank=True)
    level = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "Decision", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "assessment"], name="decision_once_a_list"),
        ]
