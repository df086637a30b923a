"""Enter an award; flag it when the level it rests on is decided anew; keep or revoke it then.

A flag is only ever added: whoever decides a level anew writes nothing into the award itself, and
so waits for nobody who is just answering an earlier flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.files.actions import Kept
from congtam.organisation.models import Kind, Mandate
from congtam.records import permissions
from congtam.records.actions.entering import (
    File,
    day_faults,
    file_values,
    held_values,
    kept,
    kind_faults,
    known,
    note_entry,
    paper_faults,
)
from congtam.records.actions.locking import BadFields, Conflict, cleaned, note
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.awards import seen_of
from congtam.records.queries.holders import Holder, held_by_any
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.states import AWARD_FLAG, FlagState


@dataclass(frozen=True, slots=True)
class AwardEntry:
    """An award for one year; `level` is the level of that year it rests on, if on any."""

    form: str
    year: int
    decided_on: date
    number: str
    issuer: str
    level: str = ""
    level_title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A level decided anew: the words of both, the id of the new one, the decision that did it."""

    was: str
    now: str
    level: str
    cause: UUID


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of a flagged award; to revoke it takes a decision with number and day."""

    revoked: bool
    reason: str
    number: str = ""
    decided_on: date | None = None


def enter_award(
    whose: Whose, entry: AwardEntry, *, token: str, by: Mandate, at: datetime, file: File
) -> Award:
    """Enter a decision on an award (ghi khen thưởng), with its paper."""
    scan = kept(whose, by, at, file)
    return write_award(whose, entry, scan, token=token, by=by, at=at)


@transaction.atomic
def write_award(
    whose: Whose, entry: AwardEntry, scan: Kept | None, *, token: str, by: Mandate, at: datetime
) -> Award:
    """The same with its paper stored already; for a verb that locks more than the record."""
    if made := known(Award, whose, token, by, at):
        return made
    faults = paper_faults(entry.number, entry.issuer, entry.decided_on, local_date(at))
    faults |= kind_faults(by, Kind.Of.AWARD, "form", entry.form)
    if entry.year > entry.decided_on.year:
        faults["year"] = _("Năm thành tích không thể sau năm quyết định.")
    if faults:
        raise BadFields(faults)
    made = Award.objects.create(
        **held_values(whose, token, by, at),
        **file_values(scan),
        form=entry.form,
        year=entry.year,
        decided_on=entry.decided_on,
        number=cleaned(entry.number)[:60],
        issuer=cleaned(entry.issuer)[:255],
        level=entry.level,
        level_title=entry.level_title,
        words=cleaned(entry.words),
    )
    after = {"decided_on": made.decided_on, "year": made.year, "level": made.level}
    texts = {"form": made.form, "number": made.number, "issuer": made.issuer, "words": made.words}
    note_entry("enter_award", made, by, at, after=after, texts=texts)
    return made


@transaction.atomic
def question_awards(
    holder: Holder, year: int, change: Change, *, by: Mandate, at: datetime
) -> list[Award]:
    """Flag every award that rests on the level of that year (khen thưởng cần xem lại); part of
    deciding the level anew. Gives the awards, also when this decision flagged them before."""
    resting = Award.objects.filter(held_by_any([holder]), tenant_id=by.tenant_id, year=year)
    found = resting.exclude(level="").exclude(level=change.level).standing()
    awards = list(found.order_by("decided_on", "id"))
    for award in awards:
        said = {"was": change.was, "now": change.now, "raised_at": at}
        _flag, new = AwardFlag.objects.get_or_create(award=award, cause=change.cause, defaults=said)
        if new:
            after = {"cause": change.cause, "year": year, "level": change.level}
            note("question_award", award, by=by, at=at, before={"level": award.level}, after=after)
    return awards


@transaction.atomic
def settle_award(
    award_id: UUID, answer: Answer, *, version: int, by: Mandate, at: datetime
) -> Award:
    """Keep a flagged award or revoke it (xem lại khen thưởng), with the reason.

    `version` is what was shown (`seen_of`): a flag raised since then is not answered unseen.
    """
    day = local_date(at)
    visible = Award.objects.visible_to(by, day).select_for_update(of=("self",), no_key=True)
    award = visible.get(pk=award_id)
    flags = list(AwardFlag.objects.filter(award=award))
    permissions.may_keep_file(reach_of(by, day, [award]), award).enforce()
    answer = Answer(
        answer.revoked, cleaned(answer.reason), cleaned(answer.number)[:60], answer.decided_on
    )
    if _answered(flags, answer):
        return award
    if seen_of(flags) != version:
        raise Conflict(award)
    permissions.may_settle(reach_of(by, day, [award]), award, flags).enforce()
    if faults := _faults(award, answer, day):
        raise BadFields(faults)
    _close([flag for flag in flags if flag.state == FlagState.OPEN], answer, by, at)
    verb = "revoke" if answer.revoked else "keep"
    after = {"decided_on": answer.decided_on} if answer.revoked else {}
    texts = {"number": answer.number} if answer.revoked else {}
    note(f"{verb}_award", award, by=by, at=at, after=after, texts=texts, reason=answer.reason)
    return award


def _answered(flags: Sequence[AwardFlag], answer: Answer) -> bool:
    """A second click: nothing is open, and the last flag was closed with the same words."""
    if not flags or any(flag.state == FlagState.OPEN for flag in flags):
        return False
    last = flags[-1]
    said = (last.state == FlagState.REVOKED, last.reason)
    return said == (answer.revoked, answer.reason)


def _faults(award: Award, answer: Answer, today: date) -> dict[str, str]:
    faults = {} if answer.reason else {"reason": _("Nêu lý do.")}
    if not answer.revoked:
        return faults
    if not answer.number:
        faults["number"] = _("Ghi số quyết định thu hồi.")
    if answer.decided_on is None:
        return faults | {"decided_on": _("Nhập ngày quyết định thu hồi.")}
    if answer.decided_on < award.decided_on:
        faults["decided_on"] = _("Ngày thu hồi không thể trước ngày khen thưởng.")
    return faults | day_faults("decided_on", answer.decided_on, today)


def _close(flags: list[AwardFlag], answer: Answer, by: Mandate, at: datetime) -> None:
    """All that stand open are answered by the same words."""
    for flag in flags:
        flag.state = AWARD_FLAG.target("revoke" if answer.revoked else "keep", flag.state)
        flag.reason, flag.closed_by, flag.closed_at = answer.reason, by, at
        if answer.revoked:
            flag.number, flag.decided_on = answer.number, answer.decided_on
        flag.save()
