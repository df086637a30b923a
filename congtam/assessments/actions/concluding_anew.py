"""A later paper of an authority outside changes a level that was published (quyết định lại).

It waits until every authority that decides together says the same; then it stands, and the paper
it replaces is kept beside it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.concluding import (
    ConclusionConflict,
    Paper,
    behalf_of,
    check_paper,
    cleaned_paper,
    note_conclusion,
    same_paper,
    tell_subject,
)
from congtam.assessments.actions.correcting import correct, look_again
from congtam.assessments.actions.noting import note
from congtam.assessments.actions.scoring import LONGEST
from congtam.assessments.models import Assessment, Conclusion, ConclusionEdition, Participant
from congtam.assessments.models.critiques import OutsidePaper
from congtam.assessments.queries.seats import Seat, locked_seat, seats
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.files.actions import Kept, keep
from congtam.organisation.models import Mandate
from congtam.records.actions import Change
from congtam.regulations import queries as regulations

_SAYS = (
    "number", "issued_on", "issuer", "level", "words", "reason", "blob_id", "blob_name", "by_id",
    "at",
)  # fmt: skip


def conclude_anew(
    participant_id: UUID,
    paper: Paper,
    *,
    reason: str,
    source: BinaryIO | None,
    name: str,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Conclusion:
    """Write down a later paper with the reason and its scan; gives what stands afterwards.

    Without a new scan a paper that still waits keeps its own. ConclusionConflict: somebody else
    was faster.
    """
    held = Participant.objects.held_by(by).filter(pk=participant_id)
    found = seats(held, by, local_date(at))
    if not found:
        raise Participant.DoesNotExist
    permissions.may_conclude_anew(by, found[0]).enforce()
    kept = keep(source, name) if source is not None else None
    return _record(participant_id, paper, reason, kept=kept, seen=seen, by=by, at=at)


@transaction.atomic
def _record(
    participant_id: UUID,
    paper: Paper,
    reason: str,
    *,
    kept: Kept | None,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Conclusion:
    of = Participant.objects.held_by(by).values_list("assessment_id", flat=True)
    file = moving.lock(of.get(pk=participant_id))
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_conclude_anew(by, seat).enforce()
    paper, reason = cleaned_paper(paper, behalf_of(seat)), nfc(reason).strip()[:LONGEST]
    stands = Conclusion.objects.get(pk=participant_id)
    waits = ConclusionEdition.objects.filter(
        participant_id=participant_id, replaced_at__isnull=True
    ).first()
    last: OutsidePaper = waits or stands
    if same_paper(last, paper, kept) and last.reason == reason:
        return stands
    if last.at != seen:
        raise ConclusionConflict(last)
    if kept is None and waits is None:
        no(_("Đính kèm bản chụp văn bản.")).enforce()
    _check(file, seat, stands, paper=paper, reason=reason, day=local_date(at))
    given: dict[str, Any] = {
        "number": paper.number,
        "issued_on": paper.issued_on,
        "issuer": paper.issuer,
        "level": paper.level,
        "words": paper.words,
        "reason": reason,
        "by": by,
        "at": at,
    }
    if kept is not None:
        given |= {"blob": kept.blob, "blob_name": kept.clean_name}
    made, _new = ConclusionEdition.objects.update_or_create(
        participant_id=participant_id, replaced_at=None, defaults=given
    )
    note_conclusion(seat, stands, made, by, at)
    _agree(file, seat, reason, by, at)
    return Conclusion.objects.get(pk=participant_id)


def _check(
    file: Assessment, seat: Seat, stands: Conclusion, *, paper: Paper, reason: str, day: date
) -> None:
    """As the first paper; and not before the one it replaces, another level, and a reason."""
    if paper.issued_on < stands.issued_on:
        told = f"{stands.issued_on:%d/%m/%Y}"
        no(_("Văn bản có ngày trước văn bản đang có (%s).") % told).enforce()
    check_paper(seat, paper, day)
    if paper.level == file.level:
        no(_("Mức mới trùng với mức đang có.")).enforce()
    if not reason:
        no(_("Nêu lý do quyết định lại.")).enforce()


def _agree(file: Assessment, seat: Seat, reason: str, by: Mandate, at: datetime) -> None:
    """The new level takes effect once the last words of all that decide together are one."""
    together = Participant.objects.filter(step_id=seat.step)
    standing = {one.pk: one for one in Conclusion.objects.filter(participant__in=together)}
    waiting = {
        one.participant_id: one
        for one in ConclusionEdition.objects.filter(
            participant__in=together, replaced_at__isnull=True
        )
    }
    last: dict[UUID, OutsidePaper] = {**standing, **waiting}
    levels = {one.level for one in last.values()}
    if len(levels) > 1:
        after = {"participant": seat.participant, "levels": sorted(levels)}
        note("disagree", file.id, by=by, at=at, after=after)
        return
    before, level = file.level, levels.pop()
    causes = {pk: _replace(standing[pk], later, at) for pk, later in waiting.items()}
    file = correct(file.id, level=level, reason=reason, by=by, at=at)
    label = regulations.rules(seat.rules_id).outcome_label
    change = Change(label(before), label(level), level, causes[seat.participant])
    look_again(file, change, units={file.unit_id, by.unit_id}, by=by, at=at)
    tell_subject(
        file,
        kind="redecided",
        subject=_("Quyết định lại mức xếp loại: %s") % file.name,
        body=_("%(now)s thay cho %(was)s, theo văn bản số %(number)s ngày %(day)s.")
        % {
            "now": change.now,
            "was": change.was,
            "number": waiting[seat.participant].number,
            "day": f"{waiting[seat.participant].issued_on:%d/%m/%Y}",
        },
        at=at,
    )


def _replace(stands: Conclusion, later: ConclusionEdition, at: datetime) -> UUID:
    """The later paper stands from now on; the one it replaces is kept. Gives the id of the old."""
    kept = ConclusionEdition.objects.create(
        participant_id=later.participant_id, replaced_at=at, **_said(stands)
    )
    later.delete()
    Conclusion.objects.filter(pk=stands.pk).update(**_said(later))
    return kept.pk


def _said(paper: OutsidePaper) -> dict[str, Any]:
    """Everything the paper says, as another row takes it."""
    return {name: getattr(paper, name) for name in _SAYS}
