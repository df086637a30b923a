"""Critique: the self report, its conference, what was said there, and words from outside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congtam.assessments.models.files import Assessment, Participant
from congtam.assessments.states import ReportState
from congtam.clock import uuid7
from congtam.files.models import Blob
from congtam.meetings.models import Meeting
from congtam.organisation.models import Mandate, Person


class Report(models.Model):
    """Báo cáo tự kiểm điểm: typed by section, or written in Word and attached."""

    assessment = models.OneToOneField(
        Assessment, models.CASCADE, primary_key=True, related_name="report"
    )
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    level = models.CharField(_("mức tự xếp"), max_length=60, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    blob_name = models.CharField(max_length=255, blank=True)
    token = models.CharField(_("khóa chống gửi hai lần"), max_length=64, blank=True)
    rounds = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    late_reason = models.TextField(blank=True)
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(sent_at__isnull=False),
                name="report_sent_when",
            ),
        ]


class Edition(models.Model):
    """Một bản báo cáo đã gửi: sealed as it was sent or amended, and kept beside the later ones."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    round = models.PositiveSmallIntegerField(_("lần gửi"))
    state = models.CharField(max_length=10, choices=ReportState)
    token = models.CharField(_("khóa chống gửi hai lần"), max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    late = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["report", "round"], name="one_edition_a_round"),
            models.UniqueConstraint(fields=["report", "token"], name="one_edition_a_token"),
            models.CheckConstraint(
                condition=Q(state__in=(ReportState.SENT, ReportState.AMENDED)),
                name="edition_sent_or_amended",
            ),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(late_reason=""), name="late_edition_has_a_reason"
            ),
        ]


class Section(models.Model):
    """One section of a report; a row exists from its first save."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    grade = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_once_a_report"),
        ]


class Fault(models.Model):
    """Một hạn chế, khuyết điểm trong báo cáo: whose, and how it is to be mended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="faults")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("hạn chế, khuyết điểm"))
    collective = models.TextField(_("trách nhiệm của tập thể"), blank=True)
    remedy = models.TextField(_("biện pháp khắc phục"), blank=True)
    due_on = models.DateField(_("thời hạn khắc phục"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]


class Share(models.Model):
    """Trách nhiệm của một thành viên trong một hạn chế; the head stands first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fault = models.ForeignKey(Fault, models.CASCADE, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["fault", "person"], name="share_once_a_member"),
        ]


class Hearing(models.Model):
    """Một đối tượng trên chương trình hội nghị: presented when, what was proposed."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, primary_key=True, related_name="hearing"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    presented = models.BooleanField(_("đã trình bày"), default=False)
    level = models.CharField(_("mức hội nghị đề nghị"), max_length=60, blank=True)
    agreed = models.PositiveSmallIntegerField(_("số ý kiến đồng ý"), null=True, blank=True)
    absent_reason = models.CharField(_("lý do chưa kiểm điểm"), max_length=255, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]


class Opinion(models.Model):
    """Một ý kiến tại hội nghị, with who said it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="opinions")
    # Where it was said: a file that is heard again keeps what earlier minutes hold.
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    speaker = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    speaker_name = models.CharField(_("người phát biểu"), max_length=255)
    words = models.TextField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="opinion_says_something"),
        ]


class Dispatch(models.Model):
    """Hồ sơ gửi đi: what went out to an authority outside the system, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dispatches")
    sent_on = models.DateField(_("ngày gửi"))
    words = models.TextField(_("hồ sơ gồm"))
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="dispatch_names_its_papers"),
        ]


class OutsidePaper(models.Model):
    """What a paper of a place outside the system says, with its scan; `reason` when it changes a
    level that was published before."""

    number = models.CharField(_("số, ký hiệu"), max_length=120)
    issued_on = models.DateField(_("ngày"))
    issuer = models.CharField(_("nơi kết luận"), max_length=255)
    level = models.CharField(max_length=60, blank=True)
    words = models.TextField(_("nội dung"), blank=True)
    reason = models.TextField(_("lý do quyết định lại"), blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    blob_name = models.CharField(max_length=255)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Conclusion(OutsidePaper):
    """Văn bản của một nơi ngoài hệ thống: an opinion, or with a level the decision."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, primary_key=True, related_name="conclusion"
    )


class ConclusionEdition(OutsidePaper):
    """A conclusion that does not stand: replaced by a later one, or later and waiting until those
    who decide together say the same."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="editions")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["issued_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(replaced_at__isnull=True),
                name="one_later_conclusion_waits",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=False) | ~Q(reason=""),
                name="later_conclusion_has_reason",
            ),
        ]
