"""Attach evidence to a line or the dossier, and take it away again."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment, Evidence, Participant
from congtam.assessments.queries.seats import Seat, locked_seat, seats
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.files.actions import Kept, keep
from congtam.organisation.models import Mandate
from congtam.regulations.queries import criterion_ids


def attach(
    participant_id: UUID,
    *,
    criterion: str,
    dossier: str,
    source: BinaryIO,
    name: str,
    by: Mandate,
    at: datetime,
) -> Evidence:
    """Keep a checked file at a line or dossier item (đính kèm); BadFile says what is wrong."""
    held = Participant.objects.held_by(by).filter(pk=participant_id)
    found = seats(held, by, local_date(at))
    if not found:
        raise Participant.DoesNotExist
    permissions.may_draft(by, found[0]).enforce()
    # Checked before the transaction: on SQLite a lock held for its length stops every saver.
    kept = keep(source, name)
    return _attach(participant_id, criterion=criterion, dossier=dossier, kept=kept, by=by, at=at)


@transaction.atomic
def _attach(
    participant_id: UUID, *, criterion: str, dossier: str, kept: Kept, by: Mandate, at: datetime
) -> Evidence:
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_draft(by, seat).enforce()
    place = _place(seat, criterion, dossier)
    made = Evidence.objects.create(
        assessment_id=seat.assessment,
        participant_id=participant_id,
        criterion_id=place,
        dossier=dossier,
        blob=kept.blob,
        name=kept.clean_name,
        added_at=at,
        added_by=by,
    )
    note(
        "attach",
        seat.assessment,
        by=by,
        at=at,
        after={"evidence": made.id, "sha256": kept.blob.sha256, "at": criterion or dossier},
    )
    return made


def _place(seat: Seat, criterion: str, dossier: str) -> UUID | None:
    if criterion:
        found = criterion_ids(seat.sheet_id).get(criterion)
        if found is None or dossier or not seat.covers(seat.sheet.criterion(criterion)):
            no(_("Không có tiêu chí này trong phần của bạn.")).enforce()
        return found
    if dossier not in {item.id for item in seat.sheet.dossier}:
        no(_("Không có mục hồ sơ này.")).enforce()
    return None


@transaction.atomic
def hand_over_book(participant_id: UUID, *, dossier: str, by: Mandate, at: datetime) -> Evidence:
    """Note that a physical minute book goes with the file (gửi kèm sổ), to be returned later."""
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_draft(by, seat).enforce()
    item = next((d for d in seat.sheet.dossier if d.id == dossier and d.kind == "book"), None)
    if item is None:
        no(_("Mục này không phải là sổ.")).enforce()
    assert item is not None
    earlier = Evidence.objects.filter(
        participant_id=participant_id, dossier=dossier, removed_at__isnull=True
    ).first()
    if earlier is not None:
        return earlier
    made = Evidence.objects.create(
        assessment_id=seat.assessment,
        participant_id=participant_id,
        dossier=dossier,
        name=item.title[:255],
        added_at=at,
        added_by=by,
    )
    note("hand_over_book", seat.assessment, by=by, at=at, after={"dossier": dossier})
    return made


@transaction.atomic
def remove(evidence_id: UUID, *, by: Mandate, at: datetime) -> Evidence:
    """Take evidence away while the sheet is still one's own (bỏ minh chứng); the row stays."""
    row = Evidence.objects.select_for_update(of=("self",)).get(
        pk=evidence_id, assessment__in=Assessment.objects.visible_to(by)
    )
    seat = locked_seat(row.participant_id, by, local_date(at))
    permissions.may_draft(by, seat).enforce()
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        note("remove_evidence", seat.assessment, by=by, at=at, after={"evidence": row.id})
    return row
