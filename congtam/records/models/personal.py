"""The personal file of the year: discipline, conclusions, votes, shortcomings, absences.

The words of forms, matters and kinds of absence are rows of `organisation.Kind`: data.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congtam.files.models import Blob
from congtam.organisation.models import Mandate
from congtam.records.models.holding import WITH_BOARDS, Held, HeldQuerySet, held_rules
from congtam.records.states import FaultState


class DisciplineQuerySet(HeldQuerySet["Discipline"]):
    pass


class Discipline(Held):
    """Kỷ luật: a decision on an act. One act counts in one year only, or in none."""

    form = models.CharField(_("hình thức"), max_length=60)
    act = models.CharField(_("hành vi"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    number = models.CharField(_("số quyết định"), max_length=60)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=255)
    duty = models.BooleanField(_("vi phạm khi thực thi nhiệm vụ"), default=False)
    counts_in = models.PositiveSmallIntegerField(_("tính vào năm"), null=True, blank=True)
    ground_of = models.PositiveSmallIntegerField(
        _("đã là căn cứ xếp mức thấp nhất năm"), null=True, blank=True
    )
    words = models.TextField(_("ghi chú"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("discipline"),
            models.UniqueConstraint(
                fields=["person", "act"],
                condition=Q(counts_in__isnull=False, person__isnull=False),
                name="act_of_person_counts_once",
            ),
            models.UniqueConstraint(
                fields=["body", "act"],
                condition=Q(counts_in__isnull=False, body__isnull=False),
                name="act_of_body_counts_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "act"],
                condition=Q(counts_in__isnull=False, body__isnull=True, person__isnull=True),
                name="act_of_unit_counts_once",
            ),
            models.CheckConstraint(
                condition=Q(ground_of__isnull=True) | Q(counts_in__isnull=True),
                name="act_used_before_counts_no_more",
            ),
        ]


class RulingQuerySet(HeldQuerySet["Ruling"]):
    pass


class Ruling(Held):
    """Kết luận của cấp có thẩm quyền về một nội dung: has it, or has it not."""

    code = models.CharField(_("nội dung"), max_length=60)
    year = models.PositiveSmallIntegerField(_("năm"))
    holds = models.BooleanField(_("kết luận là có"))
    number = models.CharField(_("số văn bản"), max_length=60)
    issued_on = models.DateField(_("ngày văn bản"))
    issuer = models.CharField(_("cơ quan kết luận"), max_length=255)
    words = models.TextField(_("ghi chú"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        constraints = held_rules("ruling")
        indexes = [models.Index(fields=["person", "year"])]


class ConfidenceVoteQuerySet(HeldQuerySet["ConfidenceVote"]):
    pass


class ConfidenceVote(Held):
    """Lấy phiếu tín nhiệm một người: the counts, never who voted how."""

    held_on = models.DateField(_("ngày lấy phiếu"))
    place = models.CharField(_("hội nghị"), max_length=255)
    high = models.PositiveIntegerField(_("tín nhiệm cao"))
    middle = models.PositiveIntegerField(_("tín nhiệm"))
    low = models.PositiveIntegerField(_("tín nhiệm thấp"))

    objects = ConfidenceVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("vote"),
            models.CheckConstraint(condition=Q(person__isnull=False), name="vote_on_a_person"),
            models.CheckConstraint(
                condition=Q(high__gt=0) | Q(middle__gt=0) | Q(low__gt=0), name="vote_has_ballots"
            ),
            models.UniqueConstraint(fields=["person", "held_on"], name="one_vote_a_day"),
        ]


class ShortcomingQuerySet(HeldQuerySet["Shortcoming"]):
    opened_by = WITH_BOARDS


class Shortcoming(Held):
    """Hạn chế, khuyết điểm: whose responsibility, the remedy, and when somebody saw it fixed."""

    year = models.PositiveSmallIntegerField(_("năm nêu"))
    text = models.TextField(_("hạn chế, khuyết điểm"))
    collective = models.TextField(_("trách nhiệm của tập thể"), blank=True)
    members = models.TextField(_("trách nhiệm của cá nhân, người đứng đầu trước"), blank=True)
    remedy = models.TextField(_("biện pháp khắc phục"), blank=True)
    due_on = models.DateField(_("hạn khắc phục"), null=True, blank=True)
    state = models.CharField(max_length=7, choices=FaultState, default=FaultState.NAMED)
    fixed_on = models.DateField(_("ngày khắc phục xong"), null=True, blank=True)
    fixed_words = models.TextField(_("kết quả khắc phục"), blank=True)
    claimed_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    checked_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    check_words = models.TextField(_("ý kiến người kiểm tra"), blank=True)

    objects = ShortcomingQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("shortcoming"),
            models.CheckConstraint(
                condition=Q(state__in=FaultState.values), name="shortcoming_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=FaultState.FIXED)
                | Q(fixed_on__isnull=False, checked_by__isnull=False, checked_at__isnull=False),
                name="shortcoming_fixed_was_checked",
            ),
        ]
        indexes = [models.Index(fields=["person", "year"])]


class CommitmentQuerySet(HeldQuerySet["Commitment"]):
    opened_by = WITH_BOARDS


class Commitment(Held):
    """Cam kết tu dưỡng, rèn luyện, phấn đấu của một người trong một năm."""

    year = models.PositiveSmallIntegerField(_("năm"))
    text = models.TextField(_("nội dung cam kết"))
    result = models.TextField(_("kết quả thực hiện"), blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("commitment"),
            models.CheckConstraint(
                condition=Q(person__isnull=False), name="commitment_of_a_person"
            ),
        ]
        indexes = [models.Index(fields=["person", "year"])]


class AbsenceSpellQuerySet(HeldQuerySet["AbsenceSpell"]):
    pass


class AbsenceSpell(Held):
    """Thời gian không làm việc: both days included; no last day while it goes on."""

    kind = models.CharField(_("loại"), max_length=60)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    words = models.TextField(_("ghi chú"), blank=True)

    objects = AbsenceSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            *held_rules("absence"),
            models.CheckConstraint(condition=Q(person__isnull=False), name="absence_of_a_person"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"])]
