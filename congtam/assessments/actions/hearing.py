"""What is said of one file at a conference: presented, opinions, answers, the level proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.noting import note
from congtam.assessments.actions.scoring import LONGEST, Conflict, Theirs, Words
from congtam.assessments.models import DeclaredFact, Hearing, Opinion
from congtam.assessments.queries.answers import take
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.meetings.models import Attendance
from congtam.meetings.permissions import may_keep
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations

LONGEST_NAME = 255
LONGEST_REASON = 255


class HearingConflict(Exception):
    """The file's line changed since it was shown. Carries it as it stands."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__("conflict")
        self.hearing = hearing


class OpinionConflict(Exception):
    """The opinion changed since it was shown. Carries it as it stands."""

    def __init__(self, opinion: Opinion) -> None:
        super().__init__("conflict")
        self.opinion = opinion


@transaction.atomic
def present(
    participant_id: UUID, *, presented: bool, version: int, by: Mandate, at: datetime
) -> Hearing:
    """Note that the report was presented (đã trình bày), or take that back while nothing was said.

    HearingConflict: somebody else was faster.
    """
    seat, hearing = _held(participant_id, by, at)
    if hearing.presented == presented:
        return hearing
    _fresh(hearing, version)
    if not presented and _has_words(hearing):
        no(_("Đã ghi ý kiến hoặc mức đề nghị về %s.") % seat.subject_name).enforce()
    hearing.presented = presented
    hearing.absent_reason = ""
    _save(hearing)
    _note("present", seat, hearing, by, at, after={"presented": presented})
    return hearing


def _has_words(hearing: Hearing) -> bool:
    said = Opinion.objects.filter(hearing=hearing, meeting=hearing.meeting_id)
    return bool(hearing.level) or said.exists()


@transaction.atomic
def note_opinion(
    participant_id: UUID,
    *,
    speaker: Mandate | None,
    name: str,
    words: str,
    by: Mandate,
    at: datetime,
) -> Opinion:
    """Write down what one person said (ghi ý kiến); the same sentence sent twice is one."""
    seat, hearing = _presented(participant_id, by, at)
    words = _words(words)
    name = speaker.person.full_name if speaker else nfc(name).strip()[:LONGEST_NAME]
    if not name:
        no(_("Chọn hoặc ghi tên người phát biểu.")).enforce()
    _require_member(hearing, speaker)
    same = {"hearing": hearing, "meeting_id": hearing.meeting_id, "speaker": speaker}
    earlier = Opinion.objects.filter(**same, speaker_name=name, words=words).first()
    if earlier is not None:
        return earlier
    made = Opinion.objects.create(**same, speaker_name=name, words=words, by=by, at=at)
    _note("note_opinion", seat, hearing, by, at, after={"opinion": made.id}, words=words)
    return made


def _require_member(hearing: Hearing, speaker: Mandate | None) -> None:
    """A speaker by mandate is on the list of the conference; guests are named."""
    if speaker is None:
        return
    listed = Attendance.objects.filter(meeting=hearing.meeting_id, mandate=speaker)
    if not listed.exists():
        no(_("%s không có trong thành phần hội nghị.") % speaker.person.full_name).enforce()


@transaction.atomic
def change_opinion(
    opinion_id: UUID, *, words: str, version: int, by: Mandate, at: datetime
) -> Opinion:
    """Mend an opinion before the minutes are adopted; OpinionConflict: somebody was faster."""
    seat, hearing, opinion = _said(opinion_id, by, at)
    words = _words(words)
    if opinion.words == words:
        return opinion
    if opinion.version != version:
        raise OpinionConflict(opinion)
    opinion.words, opinion.by, opinion.version = words, by, opinion.version + 1
    opinion.save(update_fields=["words", "by", "version"])
    _note("change_opinion", seat, hearing, by, at, after={"opinion": opinion.id}, words=words)
    return opinion


@transaction.atomic
def remove_opinion(opinion_id: UUID, *, by: Mandate, at: datetime) -> Hearing:
    """Take an opinion off before the minutes are adopted (bỏ ý kiến)."""
    seat, hearing, opinion = _said(opinion_id, by, at)
    opinion.delete()
    _note("remove_opinion", seat, hearing, by, at, after={"opinion": opinion_id})
    return hearing


def _said(opinion_id: UUID, by: Mandate, at: datetime) -> tuple[Seat, Hearing, Opinion]:
    of = Opinion.objects.values_list("hearing_id", flat=True).get(pk=opinion_id)
    seat, hearing = _held(of, by, at)
    opinion = Opinion.objects.get(pk=opinion_id)
    if opinion.meeting_id != hearing.meeting_id:
        no(_("Ý kiến này thuộc biên bản đã thông qua.")).enforce()
    return seat, hearing, opinion


@transaction.atomic
def answer(
    participant_id: UUID,
    fact: str,
    *,
    value: str,
    words: str,
    version: int,
    by: Mandate,
    at: datetime,
) -> DeclaredFact | None:
    """Answer what the procedure asks of this seat (trả lời); an empty answer with words says that
    it is not known, and one without words takes the answer back.

    BadAnswer: no value of this fact. Conflict: somebody else was faster.
    """
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_answer(by, seat, fact).enforce()
    if seat.step_rule.kind == StepKind.MEET:
        _presented(participant_id, by, at)
    kept = take(regulations.rules(seat.rules_id), fact, nfc(value))
    words = nfc(words).strip()[:LONGEST]
    row = DeclaredFact.objects.filter(participant_id=participant_id, fact=fact).first()
    if (row.value, row.words) == (kept, words) if row else not (kept or words):
        return row
    if (row.version if row else 0) != version:
        stands = Theirs(row.value, Words(row.words), row.version) if row else None
        raise Conflict(stands or Theirs("", Words(), 0))
    made = _answered(row, participant_id, fact, kept, words)
    after = {"participant": participant_id, "fact": fact, "value": kept}
    before = {"value": row.value} if row else None
    note("answer", seat.assessment, by=by, at=at, before=before, after=after)
    return made


def _answered(
    row: DeclaredFact | None, participant_id: UUID, fact: str, value: str, words: str
) -> DeclaredFact | None:
    if row is not None and not value and not words:
        row.delete()
        return None
    version = row.version + 1 if row else 1
    made, _new = DeclaredFact.objects.update_or_create(
        participant_id=participant_id,
        fact=fact,
        defaults={"value": value, "words": words, "version": version},
    )
    return made


@transaction.atomic
def propose_level(
    participant_id: UUID,
    *,
    level: str,
    agreed: int | None,
    version: int,
    by: Mandate,
    at: datetime,
) -> Hearing:
    """Write down the level the conference proposes, and how many agreed (mức đề nghị)."""
    seat, hearing = _presented(participant_id, by, at)
    permissions.may_propose(by, seat).enforce()
    if level and level not in {one.id for one in regulations.rules(seat.rules_id).levels}:
        no(_("Mức xếp loại này không có trong quy định.")).enforce()
    if agreed is not None and not level:
        no(_("Chọn mức trước khi ghi số ý kiến đồng ý.")).enforce()
    if (hearing.level, hearing.agreed) == (level, agreed):
        return hearing
    _fresh(hearing, version)
    here = Attendance.objects.filter(meeting=hearing.meeting_id, present=True).count()
    if agreed is not None and not 0 <= agreed <= here:
        no(_("Số ý kiến đồng ý từ 0 đến %s (số người có mặt).") % here).enforce()
    before = {"level": hearing.level, "agreed": hearing.agreed}
    hearing.level, hearing.agreed = level, agreed
    _save(hearing)
    after = {"level": level, "agreed": agreed, "present": here}
    _note("propose_level", seat, hearing, by, at, before=before, after=after)
    return hearing


@transaction.atomic
def leave_out(
    participant_id: UUID, *, reason: str, version: int, by: Mandate, at: datetime
) -> Hearing:
    """Leave a file for another conference, with the reason; an empty one puts it back."""
    seat = locked_seat(participant_id, by, local_date(at))
    hearing = Hearing.objects.select_related("meeting__body").get(pk=participant_id)
    may_keep(by, hearing.meeting).enforce()
    permissions.may_leave_out(by, seat).enforce()
    reason = nfc(reason).strip()[:LONGEST_REASON]
    if hearing.presented:
        no(_("%s đã trình bày tại hội nghị này.") % seat.subject_name).enforce()
    if hearing.absent_reason == reason:
        return hearing
    _fresh(hearing, version)
    hearing.absent_reason = reason
    _save(hearing)
    _note("leave_out", seat, hearing, by, at, after={"left_out": bool(reason)}, words=reason)
    return hearing


def _held(participant_id: UUID, by: Mandate, at: datetime) -> tuple[Seat, Hearing]:
    """The seat locked with its line on the agenda, open and in these hands."""
    seat = locked_seat(participant_id, by, local_date(at))
    hearing = Hearing.objects.select_related("meeting__body").get(pk=participant_id)
    may_keep(by, hearing.meeting).enforce()
    permissions.may_draft(by, seat).enforce()
    return seat, hearing


def _presented(participant_id: UUID, by: Mandate, at: datetime) -> tuple[Seat, Hearing]:
    seat, hearing = _held(participant_id, by, at)
    if not hearing.presented:
        no(_("Ghi đã trình bày rồi mới ghi ý kiến về %s.") % seat.subject_name).enforce()
    return seat, hearing


def _fresh(hearing: Hearing, version: int) -> None:
    if hearing.version != version:
        raise HearingConflict(hearing)


def _save(hearing: Hearing) -> None:
    hearing.version += 1
    hearing.save(update_fields=["presented", "level", "agreed", "absent_reason", "version"])


def _words(typed: str) -> str:
    words = nfc(typed).replace("\r\n", "\n").strip()[:LONGEST]
    if not words:
        no(_("Ghi nội dung ý kiến.")).enforce()
    return words


def _note(
    verb: str,
    seat: Seat,
    hearing: Hearing,
    by: Mandate,
    at: datetime,
    *,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
    words: str = "",
) -> None:
    note(
        verb,
        seat.assessment,
        by=by,
        at=at,
        before=before,
        after={"participant": seat.participant, "meeting": hearing.meeting_id, **after},
        texts={"words": words} if words else None,
    )
