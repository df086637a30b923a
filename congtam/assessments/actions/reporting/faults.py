"""The shortcomings in a report: add, change, remove; with the shares of the members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congtam.assessments.actions.noting import note
from congtam.assessments.actions.reporting.writing import ReportConflict, cleaned, opened
from congtam.assessments.models import Assessment, Fault, Share, Subject
from congtam.assessments.queries.report import members, remedy_days
from congtam.assessments.queries.seats import Seat
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.organisation.models import Mandate

MOST = 50


@dataclass(frozen=True, slots=True)
class FaultWords:
    """A shortcoming as it is written: person to their part in it, by id."""

    text: str = ""
    collective: str = ""
    remedy: str = ""
    due_on: date | None = None
    shares: Mapping[UUID, str] = field(default_factory=dict)


@transaction.atomic
def add_fault(participant_id: UUID, *, by: Mandate, at: datetime) -> Fault:
    """Begin one more shortcoming (thêm hạn chế, khuyết điểm), still without words."""
    seat, report = opened(participant_id, by, at)
    rows = Fault.objects.filter(report=report)
    empty = rows.filter(text="", collective="", remedy="", due_on=None).first()
    if empty is not None and not empty.shares.exists():
        return empty
    if rows.count() >= MOST:
        no(_("Một báo cáo ghi nhiều nhất %s hạn chế.") % MOST).enforce()
    last = rows.aggregate(last=Max("position"))["last"] or 0
    made = Fault.objects.create(report=report, position=last + 1)
    note("add_fault", seat.assessment, by=by, at=at, after={"fault": made.pk})
    return made


@transaction.atomic
def save_fault(
    participant_id: UUID,
    fault_id: UUID,
    *,
    words: FaultWords,
    version: int,
    by: Mandate,
    at: datetime,
) -> Fault:
    """Write one shortcoming with its remedy and everybody's part in it (ghi hạn chế)."""
    seat, report = opened(participant_id, by, at)
    row = Fault.objects.filter(report=report, pk=fault_id).first()
    if row is None:
        raise ReportConflict(None)
    kept = _kept(seat, words)
    places = _places(seat, row, kept, local_date(at))
    if _same(row, kept):
        return row
    if row.version != version:
        raise ReportConflict(row)
    row.text, row.collective = kept.text, kept.collective
    row.remedy, row.due_on = kept.remedy, kept.due_on
    row.version += 1
    row.save()
    _write_shares(row, kept, places)
    note("save_fault", seat.assessment, by=by, at=at, after={"fault": row.pk})
    return row


@transaction.atomic
def remove_fault(
    participant_id: UUID, fault_id: UUID, *, version: int, by: Mandate, at: datetime
) -> None:
    """Take a shortcoming out of the report (bỏ hạn chế); what was sent before still names it."""
    seat, report = opened(participant_id, by, at)
    row = Fault.objects.filter(report=report, pk=fault_id).first()
    if row is None:
        return
    if row.version != version:
        raise ReportConflict(row)
    texts = {"text": row.text} if row.text else {}
    row.delete()
    note("remove_fault", seat.assessment, by=by, at=at, before={"fault": fault_id}, texts=texts)


def _kept(seat: Seat, words: FaultWords) -> FaultWords:
    """The words as they are kept; a report of one person has no collective in it."""
    alone = seat.subject_of == Subject.PERSON
    shares = {} if alone else {who: cleaned(text) for who, text in words.shares.items()}
    return FaultWords(
        text=cleaned(words.text),
        collective="" if alone else cleaned(words.collective),
        remedy=cleaned(words.remedy),
        due_on=words.due_on,
        shares={who: text for who, text in shares.items() if text},
    )


def _places(seat: Seat, row: Fault, kept: FaultWords, day: date) -> dict[UUID, int]:
    """The order of the members, the head first; only they have a part, or had one before."""
    if kept.due_on is not None:
        _check_day(seat.assessment, kept.due_on)
    if not kept.shares:
        return {}
    written = list(row.shares.values_list("person_id", flat=True))
    sitting = [member.person for member in members(seat.body, day)]
    order = dict.fromkeys((*sitting, *written))
    if not order.keys() >= kept.shares.keys():
        no(_("Chỉ ghi trách nhiệm của thành viên tập thể.")).enforce()
    return {person: place for place, person in enumerate(order)}


def _check_day(assessment_id: UUID, due_on: date) -> None:
    first, last = remedy_days(Assessment.objects.select_related("cycle").get(pk=assessment_id))
    if not first <= due_on <= last:
        says = _("Thời hạn khắc phục phải từ ngày %(first)s đến ngày %(last)s.")
        no(says % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}).enforce()


def _same(row: Fault, kept: FaultWords) -> bool:
    shares = dict(row.shares.values_list("person_id", "words"))
    stands = FaultWords(row.text, row.collective, row.remedy, row.due_on, shares)
    return stands == kept


def _write_shares(row: Fault, kept: FaultWords, places: Mapping[UUID, int]) -> None:
    row.shares.all().delete()
    Share.objects.bulk_create(
        Share(fault=row, person_id=person, position=places[person], words=text)
        for person, text in kept.shares.items()
    )
