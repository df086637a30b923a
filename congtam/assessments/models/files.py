"""One subject in one cycle: its steps, participants, scores, words, evidence, submissions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congtam.assessments.states import ON_TURN, StepKind, StepState
from congtam.clock import uuid7
from congtam.cycles.models import Cycle, Obligation, Track
from congtam.files.models import Blob
from congtam.organisation.models import Body, Mandate, Person, Placement, Tenant, Unit
from congtam.regulations.models import Criterion, Regulation

POINTS: dict[str, Any] = {"max_digits": 7, "decimal_places": 2}


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, mandate: Mandate) -> AssessmentQuerySet:
        """The one door: the subject itself (a unit as a whole, the members of a body, one
        person), and the bodies that take part."""
        return self.filter(_open(mandate))

    def named_to(self, mandate: Mandate) -> AssessmentQuerySet:
        """The files that may be listed by name where all are counted: units stand in the open,
        people and collectives only before who may read their file."""
        return self.filter(Q(subject=Subject.UNIT) | _open(mandate))


def _open(mandate: Mandate) -> Q:
    held = Participant.objects.held_by(mandate).filter(assessment=OuterRef("pk"))
    return Q(_own(mandate) | Exists(held))


def _own(mandate: Mandate) -> Q:
    """The files of which the holder is the subject, or a member of it."""
    own = Q(subject=Subject.UNIT, unit_id=mandate.unit_id) | Q(person_id=mandate.person_id)
    return own | Q(body_id=mandate.body_id) if mandate.body_id else own


class Subject(models.TextChoices):
    UNIT = "unit", _("đơn vị")
    BODY = "body", _("tập thể lãnh đạo")
    PERSON = "person", _("cá nhân")


class Assessment(models.Model):
    """Đánh giá, xếp loại một đơn vị, một tập thể hoặc một người trong một kỳ."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", db_index=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=6, choices=Subject, default=Subject.UNIT)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # The highest post, by which the person is classified; all posts of the period beside it.
    post = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    post_title = models.CharField(_("chức vụ"), max_length=255, blank=True)
    posts = models.TextField(_("các chức vụ trong kỳ"), blank=True)
    group = models.CharField(_("nhóm vị trí tương đương"), max_length=255, blank=True)
    # Copied when the cycle opens: the tree of units may change under a running cycle.
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    sort_key = models.CharField(max_length=1200)
    path = models.CharField(max_length=400)
    in_charge = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    report_form = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Key of the step the file stands at; moved only together with the steps.
    stage = models.CharField(max_length=60)
    self_total = models.DecimalField(**POINTS, null=True, blank=True)
    total = models.DecimalField(_("điểm sau thẩm định"), **POINTS, null=True, blank=True)
    proposed = models.CharField(_("mức đề nghị"), max_length=60, blank=True)
    level = models.CharField(_("mức được quyết định"), max_length=60, blank=True)
    rounds = models.PositiveSmallIntegerField(_("số lần nộp"), default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "track"],
                condition=Q(subject=Subject.UNIT),
                name="one_assessment_a_track",
            ),
            models.UniqueConstraint(fields=["body", "track"], name="one_assessment_a_body"),
            # Nobody writes two reports: one person, one file in a cycle.
            models.UniqueConstraint(fields=["person", "cycle"], name="one_assessment_a_person"),
            models.CheckConstraint(
                condition=Q(subject=Subject.UNIT, body__isnull=True, person__isnull=True)
                | Q(subject=Subject.BODY, body__isnull=False, person__isnull=True)
                | Q(subject=Subject.PERSON, body__isnull=True, person__isnull=False),
                name="subject_is_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["track", "in_charge"]),
            # The dashboard counts from the index alone; a file is moved a few times a year.
            models.Index(
                fields=["cycle", "track", "in_charge", "stage", "late"], name="files_by_desk"
            ),
            models.Index(fields=["obligation"], name="files_by_duty"),
            models.Index(
                fields=["cycle", "track", "level"],
                condition=Q(published_at__isnull=False),
                name="published_levels",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One step of one assessment, as the procedure names it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=StepKind)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=StepState, default=StepState.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="step_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="step_state_known"
            ),
            models.CheckConstraint(
                condition=(Q(state=StepState.CLOSED) & Q(closed_at__isnull=False))
                | (~Q(state=StepState.CLOSED) & Q(closed_at__isnull=True)),
                name="closed_if_and_only_if_when",
            ),
        ]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def held_by(self, mandate: Mandate) -> ParticipantQuerySet:
        """One's own seats, those of the body this mandate sits in, and of its unit as a whole;
        where one decides alone, only by that office."""
        held = Q(unit_id=mandate.unit_id, body__isnull=True, person__isnull=True)
        if mandate.body_id:
            held |= Q(body_id=mandate.body_id)
        office = Q(office="") | Q(office=mandate.office)
        return self.filter(held & office | Q(person_id=mandate.person_id))

    def of_person(self, person_id: UUID, day: date) -> ParticipantQuerySet:
        """The seats of a person by every post held on a day, whichever one they act by."""
        posts = Mandate.objects.on(day).filter(person_id=person_id)
        by_body = Exists(posts.filter(body_id=OuterRef("body_id")))
        whole = Q(body__isnull=True, person__isnull=True)
        by_unit = whole & Exists(posts.filter(unit_id=OuterRef("unit_id")))
        return self.filter(Q(person_id=person_id) | Q(by_body) | by_unit)

    def on_turn(self) -> ParticipantQuerySet:
        return self.filter(step__state__in=ON_TURN, closed_at__isnull=True)


class Participant(models.Model):
    """Who takes part in a step: resolved when the cycle opens and frozen.

    Held by one person, by a body, or by a unit as a whole; `behalf` is the body outside the
    system whose word this seat writes down. `office`: the one of the body who decides alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="participants")
    step = models.ForeignKey(Step, models.CASCADE, related_name="participants")
    key = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    behalf = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    office = models.CharField(_("chức vụ một mình quyết định"), max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "key", "unit"], name="participant_once_a_step"),
        ]


class Score(models.Model):
    """What one participant gave one criterion; a row exists from its first save."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="scores", db_index=False
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", db_index=False)
    entered = models.CharField(_("như đã nhập"), max_length=40, blank=True)
    points = models.DecimalField(**POINTS, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "criterion"], name="one_score_a_criterion"
            ),
        ]


class Explanation(models.Model):
    """Giải trình: what was reached, what was not, and why an appraiser changed it."""

    score = models.OneToOneField(
        Score, models.CASCADE, primary_key=True, related_name="explanation"
    )
    reached = models.TextField(_("nội dung đạt"), blank=True)
    missed = models.TextField(_("nội dung chưa đạt"), blank=True)
    reason = models.TextField(_("lý do thay đổi"), blank=True)


class DeclaredFact(models.Model):
    """Điều kiện đơn vị phải khai: an event that a gate of the rule set asks about."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="facts")
    fact = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "fact"], name="fact_declared_once"),
        ]


class Proposal(models.Model):
    """Đề nghị: the level a participant proposes, or a board's words on its whole field."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, primary_key=True, related_name="proposal"
    )
    level = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Evidence(models.Model):
    """Minh chứng: a file at a criterion or at an item of the dossier."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dossier = models.CharField(_("mục hồ sơ"), max_length=60, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(criterion__isnull=False, dossier="")
                | (Q(criterion__isnull=True) & ~Q(dossier="")),
                name="evidence_has_one_place",
            ),
        ]


class Submission(models.Model):
    """Lần nộp: what was handed in, when, on time or late, with the receipt's code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    token = models.CharField(_("khóa chống nộp hai lần"), max_length=64)
    receipt = models.CharField(_("mã tiếp nhận"), max_length=40)
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
            models.UniqueConstraint(fields=["assessment", "round"], name="one_submission_a_round"),
            models.UniqueConstraint(fields=["assessment", "token"], name="one_submission_a_token"),
            models.UniqueConstraint(fields=["receipt"], name="receipt_once"),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(late_reason=""), name="late_has_a_reason"
            ),
        ]


class Return(models.Model):
    """Trả lại: from which step to which, why, and until when it is to be done again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="returns")
    from_step = models.CharField(max_length=60)
    to_step = models.CharField(max_length=60)
    reason = models.TextField()
    due_on = models.DateField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="return_has_a_reason"),
        ]


class Reassignment(models.Model):
    """Giao lại: a seat moved from one body to another while the cycle runs, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="reassignments")
    was = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    now = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reassignment_has_a_reason"),
        ]
