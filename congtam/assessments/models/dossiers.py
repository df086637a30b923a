"""What a unit sends to the level above: one dossier of its collective in a cycle, sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congtam.assessments.models.files import Assessment
from congtam.clock import uuid7
from congtam.organisation.models import Body, Mandate


class UnitDossierQuerySet(models.QuerySet["UnitDossier"]):
    def visible_to(self, mandate: Mandate) -> UnitDossierQuerySet:
        """The collective that sent it, the body that received it, and the issuer of the year."""
        if mandate.body_id is None:
            return self.none()
        received = Q(to_id=mandate.body_id) | Q(file__cycle__issuer_body_id=mandate.body_id)
        return self.filter(received | Q(file__body_id=mandate.body_id))


class UnitDossier(models.Model):
    """Hồ sơ một đơn vị gửi cấp trên: what it held when it went out, by whom, late or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(Assessment, models.PROTECT, related_name="dossiers")
    to = models.ForeignKey(Body, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("lần gửi"))
    token = models.CharField(_("khóa chống gửi hai lần"), max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    late = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    lacks = models.PositiveSmallIntegerField(_("số nội dung còn thiếu"), default=0)
    words = models.TextField(_("giải trình nội dung còn thiếu"), blank=True)
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = UnitDossierQuerySet.as_manager()

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["file", "round"], name="one_dossier_a_round"),
            models.UniqueConstraint(fields=["file", "token"], name="one_dossier_a_token"),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(late_reason=""), name="late_dossier_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lacks=0) | ~Q(words=""), name="lacking_dossier_is_explained"
            ),
        ]
