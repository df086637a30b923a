"""An authority outside the system: a package goes out, its conclusion comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving, reporting
from congtam.assessments.actions.appraising import decide, publish
from congtam.assessments.actions.handing_in import hold_duties, meet_duties, tell_turn
from congtam.assessments.actions.noting import note
from congtam.assessments.actions.scoring import LONGEST
from congtam.assessments.models import Assessment, Conclusion, Dispatch, Participant
from congtam.assessments.models.critiques import OutsidePaper
from congtam.assessments.queries.opinions import missing_before
from congtam.assessments.queries.seats import Seat, locked_seat, seats
from congtam.assessments.states import StepKind, StepState
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.files.actions import Kept, keep
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Body, Mandate
from congtam.organisation.queries import holders
from congtam.regulations import queries as regulations

LONGEST_NUMBER = 120
LONGEST_ISSUER = 255


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper of an outside body says: number, day, issuer, level, words."""

    number: str
    issued_on: date
    issuer: str = ""
    level: str = ""
    words: str = ""


class ConclusionConflict(Exception):
    """The conclusion changed since it was shown. Carries it as it stands."""

    def __init__(self, conclusion: OutsidePaper) -> None:
        super().__init__("conflict")
        self.conclusion = conclusion


@transaction.atomic
def send_package(
    participant_ids: Iterable[UUID], *, sent_on: date, words: str, by: Mandate, at: datetime
) -> list[Dispatch]:
    """Write down that the papers went out to an outside authority (gửi hồ sơ), for several files.

    The same package entered twice is one.
    """
    words = nfc(words).strip()[:LONGEST]
    if not words:
        no(_("Ghi hồ sơ gồm những gì.")).enforce()
    day = local_date(at)
    if sent_on > day:
        no(_("Ngày gửi hồ sơ không được sau hôm nay.")).enforce()
    made = []
    # All of them before the first record: the head of the ledger is locked last.
    held = [locked_seat(pk, by, day) for pk in sorted(set(participant_ids))]
    for seat in held:
        pk = seat.participant
        require_turn(seat)
        permissions.may_send_package(by, seat).enforce()
        row, new = Dispatch.objects.get_or_create(
            participant_id=pk, sent_on=sent_on, words=words, defaults={"by": by, "at": at}
        )
        made.append(row)
        if new:
            after = {"participant": pk, "to": seat.behalf, "sent_on": str(sent_on)}
            note("send_package", seat.assessment, by=by, at=at, after=after, texts={"words": words})
            _tell_sent(seat, sent_on, at)
    return made


def require_turn(seat: Seat) -> None:
    """Which opinions are missing, by name, before the step may begin."""
    if seat.state != StepState.WAITING:
        return
    missing = missing_before(seat)
    if missing:
        no(
            _("Chưa đến bước «%(step)s»: còn thiếu %(missing)s.")
            % {"step": seat.step_rule.title, "missing": "; ".join(missing)}
        ).enforce()


def _tell_sent(seat: Seat, sent_on: date, at: datetime) -> None:
    file = Assessment.objects.get(pk=seat.assessment)
    to = behalf_of(seat)
    tell_subject(
        file,
        kind="package",
        subject=_("Đã gửi hồ sơ đánh giá: %s") % file.name,
        body=_("Hồ sơ đã gửi đến %(body)s ngày %(day)s.")
        % {"body": to.name, "day": f"{sent_on:%d/%m/%Y}"},
        at=at,
    )


def record_conclusion(
    participant_id: UUID,
    paper: Paper,
    *,
    source: BinaryIO | None,
    name: str,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Conclusion:
    """Write down the paper of an outside body (ghi kết luận) with its scan; BadFile refuses a scan.

    Without a new scan the one that stands is kept. Once every deciding body has concluded with
    the same level, the file is decided and published; while they differ, nothing is.
    ConclusionConflict: somebody else was faster.
    """
    held = Participant.objects.held_by(by).filter(pk=participant_id)
    found = seats(held, by, local_date(at))
    if not found:
        raise Participant.DoesNotExist
    require_turn(found[0])
    permissions.may_conclude(by, found[0]).enforce()
    kept = keep(source, name) if source is not None else None
    return _record(participant_id, paper, kept=kept, seen=seen, by=by, at=at)


@transaction.atomic
def _record(
    participant_id: UUID,
    paper: Paper,
    *,
    kept: Kept | None,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Conclusion:
    of = Participant.objects.held_by(by).values_list("assessment_id", flat=True)
    file = moving.lock(of.get(pk=participant_id))
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_conclude(by, seat).enforce()
    paper = cleaned_paper(paper, behalf_of(seat))
    check_paper(seat, paper, local_date(at))
    stands = Conclusion.objects.filter(pk=participant_id).first()
    if stands is None and kept is None:
        no(_("Đính kèm bản chụp văn bản.")).enforce()
    if stands is not None and same_paper(stands, paper, kept):
        return stands
    if (stands.at if stands else None) != seen:
        assert stands is not None
        raise ConclusionConflict(stands)
    hold_duties([seat])
    reporting.hold([file.pk])
    given = {
        "number": paper.number,
        "issued_on": paper.issued_on,
        "issuer": paper.issuer,
        "level": paper.level,
        "words": paper.words,
        "by": by,
        "at": at,
    }
    if kept is not None:
        given |= {"blob": kept.blob, "blob_name": kept.clean_name}
    made, _new = Conclusion.objects.update_or_create(pk=participant_id, defaults=given)
    Participant.objects.filter(pk=participant_id).update(closed_at=at)
    note_conclusion(seat, stands, made, by, at)
    if seat.step_rule.kind == StepKind.DECIDE:
        _agree(file, seat, by, at)
    else:
        _close_when_all_spoke(file, seat, at)
    meet_duties([seat], at)
    return made


def behalf_of(seat: Seat) -> Body:
    """The body outside for which a seat speaks; the permission has asked whether there is one."""
    assert seat.behalf is not None
    return Body.objects.get(pk=seat.behalf)


def cleaned_paper(paper: Paper, behalf: Body) -> Paper:
    issuer = nfc(paper.issuer).strip()[:LONGEST_ISSUER] or behalf.name
    number = nfc(paper.number).strip()[:LONGEST_NUMBER]
    return Paper(number, paper.issued_on, issuer, paper.level, nfc(paper.words).strip()[:LONGEST])


def check_paper(seat: Seat, paper: Paper, day: date) -> None:
    """Number, day and level of the paper; a decision names a level, and answers a package."""
    decides = seat.step_rule.kind == StepKind.DECIDE
    if not paper.number:
        no(_("Ghi số, ký hiệu văn bản.")).enforce()
    if paper.issued_on > day:
        no(_("Ngày văn bản không được sau hôm nay.")).enforce()
    sent = Dispatch.objects.filter(participant_id=seat.participant).first()
    if sent is not None and paper.issued_on < sent.sent_on:
        told = f"{sent.sent_on:%d/%m/%Y}"
        no(_("Văn bản có ngày trước ngày gửi hồ sơ (%s).") % told).enforce()
    if decides and sent is None:
        no(_("Ghi ngày gửi hồ sơ đi trước khi ghi kết luận.")).enforce()
    if decides and not paper.level:
        no(_("Chọn mức mà văn bản kết luận.")).enforce()
    if not paper.level and not paper.words:
        no(_("Ghi nội dung văn bản.")).enforce()
    _check_level(seat, paper, decides=decides)


def _check_level(seat: Seat, paper: Paper, *, decides: bool) -> None:
    if not paper.level:
        return
    if not decides and not seat.step_rule.proposes:
        no(_("Bước này không đề nghị mức xếp loại.")).enforce()
    if paper.level not in {level.id for level in regulations.rules(seat.rules_id).levels}:
        no(_("Mức xếp loại này không có trong quy định.")).enforce()


def same_paper(stands: OutsidePaper, paper: Paper, kept: Kept | None) -> bool:
    held = Paper(stands.number, stands.issued_on, stands.issuer, stands.level, stands.words)
    return held == paper and (kept is None or kept.blob.pk == stands.blob_id)


def _agree(file: Assessment, seat: Seat, by: Mandate, at: datetime) -> None:
    """Decide the file once all that decide together have said the same; else open it to both."""
    together = Participant.objects.filter(step_id=seat.step)
    levels = list(
        Conclusion.objects.filter(participant__in=together).values_list("level", flat=True)
    )
    if len(levels) < together.count():
        return
    if len(set(levels)) > 1:
        together.update(closed_at=None)
        after = {"participant": seat.participant, "levels": sorted(levels)}
        note("disagree", file.id, by=by, at=at, after=after)
        return
    decide(file.id, seat.step_rule.id, level=levels[0], reason="", by=by, at=at)
    publish(file.id, by=by, at=at)
    tell_subject(
        file,
        kind="published",
        subject=_("Đã có kết quả xếp loại: %s") % file.name,
        body=_("Kết luận của cơ quan có thẩm quyền đã được ghi vào hồ sơ."),
        at=at,
    )


def _close_when_all_spoke(file: Assessment, seat: Seat, at: datetime) -> None:
    if Participant.objects.filter(step_id=seat.step, closed_at__isnull=True).exists():
        return
    moving.close(file, seat.procedure, seat.step_rule.id, at=at)
    tell_turn(file, at=at)


def note_conclusion(
    seat: Seat, stands: OutsidePaper | None, made: OutsidePaper, by: Mandate, at: datetime
) -> None:
    before = {"number": stands.number, "level": stands.level} if stands else None
    after = {
        "participant": seat.participant,
        "body": seat.behalf,
        "number": made.number,
        "issued_on": str(made.issued_on),
        "level": made.level,
        "sha256": made.blob_id,
    }
    texts = {"words": made.words} if made.words else None
    note(
        "conclude", seat.assessment, by=by, at=at, before=before, after=after, texts=texts,
        reason=made.reason,
    )  # fmt: skip


def tell_subject(file: Assessment, *, kind: str, subject: str, body: str, at: datetime) -> None:
    people: Sequence[Mandate] = holders(file.unit_id, file.body_id, local_date(at), file.person_id)
    tell(
        {Recipient(m.person_id, m.person.email) for m in people},
        tenant=file.tenant_id,
        kind=kind,
        subject=subject,
        body=body,
        link=f"/kiem-diem/{file.id}/",
        at=at,
    )
