"""Write one line of a sheet: points, words, declared facts. The hot path of the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.noting import note
from congtam.assessments.models import DeclaredFact, Explanation, Score
from congtam.assessments.queries.prepared import Prepared
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import StepKind
from congtam.clock import local_date, uuid7
from congtam.core import scoring
from congtam.core.packs.sheet import Criterion
from congtam.core.verdict import Refused, no
from congtam.core.vietnamese import nfc
from congtam.organisation.models import Mandate
from congtam.regulations.queries import criterion_ids

LONGEST = 5000
Below = TypeVar("Below", Score, DeclaredFact)


@dataclass(frozen=True, slots=True)
class Words:
    """The texts beside one score."""

    reached: str = ""
    missed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What stands in the database when somebody else was faster."""

    entered: str
    words: Words
    version: int


class Conflict(Exception):
    """The line changed since it was shown. Carries what the other person wrote."""

    def __init__(self, theirs: Theirs) -> None:
        super().__init__("conflict")
        self.theirs = theirs


class NeedsReason(Refused):
    """An appraiser changes what stands below, and says nothing about why."""


class NoSuchLine(LookupError):
    """The sheet has no criterion with this key."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The line as it stands after a save, and the seat it belongs to."""

    seat: Seat
    entered: str
    points: Decimal | None
    version: int


@transaction.atomic
def save_line(
    participant_id: UUID,
    key: str,
    *,
    typed: str,
    words: Words,
    version: int,
    by: Mandate,
    at: datetime,
) -> Saved:
    """Save one criterion (chấm một tiêu chí); `version` 0 means that no row was seen yet.

    BadPoints: what was typed is no such number. Conflict: the line moved on meanwhile.
    """
    seat = locked_seat(participant_id, by, local_date(at))
    if key not in criterion_ids(seat.sheet_id):
        raise NoSuchLine(key)
    criterion = seat.sheet.criterion(key)
    permissions.may_score(by, seat, criterion).enforce()
    entered = _take(by, seat, criterion, typed)
    words = Words(*(nfc(t).strip()[:LONGEST] for t in (words.reached, words.missed, words.reason)))
    row = _current(participant_id, criterion_ids(seat.sheet_id)[key])
    if row.version != version:
        raise Conflict(Theirs(row.entered, row.words, row.version))
    if row.id and row.entered == entered.entered and row.words == words:
        return Saved(seat, row.entered, row.points, row.version)
    _require_reason(seat, key, entered.points, words)
    saved = _write(seat, key, row, entered, words)
    note(
        "score",
        seat.assessment,
        by=by,
        at=at,
        before={"points": row.points},
        after={"participant": participant_id, "criterion": key, "points": entered.points},
    )
    return Saved(seat, entered.entered, entered.points, saved)


def _take(by: Mandate, seat: Seat, criterion: Criterion, typed: str) -> scoring.Entered:
    if not typed.strip():
        return scoring.Entered("", None)
    permissions.may_give_points(by, seat).enforce()
    entered = scoring.take(criterion, typed, decimals=seat.sheet.decimals)
    ceiling = seat.rule.ceiling
    if ceiling is not None and entered.points is not None and entered.points > ceiling:
        no(_("%s cho tối đa %s điểm.") % (seat.rule.title, ceiling)).enforce()
    return entered


def _require_reason(seat: Seat, key: str, points: Decimal | None, words: Words) -> None:
    """A step that changes scores changes none in silence."""
    if not seat.step_rule.changes_scores or points is None or words.reason:
        return
    below = _closed_before(Score.objects.filter(criterion__key=key, points__isnull=False), seat)
    stands = below.values_list("points", flat=True).first()
    if stands is not None and stands != points:
        raise NeedsReason(_("Nêu lý do thay đổi điểm."))


def _closed_before(rows: QuerySet[Below], seat: Seat) -> QuerySet[Below]:
    """What was handed in by the steps before this one, the last word first."""
    earlier = rows.filter(
        participant__assessment_id=seat.assessment,
        participant__step__key__in=seat.procedure.before(seat.step_rule.id),
        participant__closed_at__isnull=False,
    )
    return earlier.order_by("-participant__step__position", "-participant__key")


@dataclass(frozen=True, slots=True)
class _Line:
    """The line as it stands; without an id when there is none yet."""

    id: UUID | None
    entered: str
    points: Decimal | None
    version: int
    words: Words


def _reading(participant: UUID, criterion: UUID) -> QuerySet[Score, Any]:
    found = Score.objects.filter(participant_id=participant, criterion_id=criterion)
    beside = ("explanation__reached", "explanation__missed", "explanation__reason")
    return found.values_list("pk", "entered", "points", "version", *beside)


_CURRENT = Prepared(_reading)


def _current(participant_id: UUID, criterion_id: UUID) -> _Line:
    rows = _CURRENT.rows(participant=participant_id, criterion=criterion_id)
    if not rows:
        return _Line(None, "", None, 0, Words())
    pk, entered, points, version, *words = rows[0]
    return _Line(pk, entered, points, version, Words(*(text or "" for text in words)))


def _write(seat: Seat, key: str, row: _Line, entered: scoring.Entered, words: Words) -> int:
    """Insert or update the row; the step is locked, so nobody else can be between."""
    score, version = row.id, row.version + 1
    if score is None:
        score = uuid7()
        Score(
            id=score,
            tenant_id=seat.tenant,
            assessment_id=seat.assessment,
            participant_id=seat.participant,
            criterion_id=criterion_ids(seat.sheet_id)[key],
            entered=entered.entered,
            points=entered.points,
        ).save(force_insert=True)
    else:
        Score.objects.filter(pk=score).update(
            entered=entered.entered, points=entered.points, version=version
        )
    if words != row.words:
        Explanation.objects.bulk_create(
            [
                Explanation(
                    score_id=score, reached=words.reached, missed=words.missed, reason=words.reason
                )
            ],
            update_conflicts=True,
            unique_fields=["score"],
            update_fields=["reached", "missed", "reason"],
        )
    return version


@transaction.atomic
def declare(
    participant_id: UUID,
    fact: str,
    *,
    value: str,
    words: str,
    version: int,
    by: Mandate,
    at: datetime,
) -> DeclaredFact:
    """State whether an event happened that a gate of the rules asks about (khai điều kiện)."""
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_draft(by, seat).enforce()
    known = {f.id: f for f in seat.sheet.facts if f.source == "declared"}
    if fact not in known or value not in (scoring.YES, scoring.NO):
        no(_("Chọn «Có» hoặc «Không» cho từng điều kiện.")).enforce()
    _require_why(seat, fact, value, words)
    row = DeclaredFact.objects.filter(participant_id=participant_id, fact=fact).first()
    if (row.version if row else 0) != version:
        assert row is not None or version
        raise Conflict(
            Theirs(row.value, Words(row.words), row.version) if row else Theirs("", Words(), 0)
        )
    before = row.value if row else None
    row = row or DeclaredFact(participant_id=participant_id, fact=fact, version=0)
    row.value, row.words = value, nfc(words).strip()[:LONGEST]
    row.version += 1
    row.save()
    note(
        "declare",
        seat.assessment,
        by=by,
        at=at,
        before={"value": before},
        after={"participant": participant_id, "fact": fact, "value": value},
    )
    return row


def _require_why(seat: Seat, fact: str, value: str, words: str) -> None:
    """The unit declares; a desk that changes scores corrects it, and says why."""
    if seat.step_rule.kind == StepKind.SELF_SCORE:
        return
    if not seat.step_rule.changes_scores:
        no(_("Bước này không sửa điều kiện đã khai.")).enforce()
    below = _closed_before(DeclaredFact.objects.filter(fact=fact), seat)
    stands = below.values_list("value", flat=True).first()
    if stands != value and not words.strip():
        raise NeedsReason(_("Nêu lý do sửa điều kiện đã khai."))
