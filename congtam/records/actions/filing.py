"""Enter conclusions of authorities, confidence votes and absences into the personal records.

Each one names its paper. The same token a second time gives the record of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.files.actions import Kept
from congtam.organisation.models import Kind, Mandate
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
from congtam.records.actions.locking import BadFields, cleaned
from congtam.records.models import AbsenceSpell, ConfidenceVote, Ruling
from congtam.records.queries.holders import records_of
from congtam.records.queries.reach import Whose


@dataclass(frozen=True, slots=True)
class RulingEntry:
    """A conclusion on one matter."""

    code: str
    year: int
    holds: bool
    number: str
    issued_on: date
    issuer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoteEntry:
    """The counts of one confidence vote."""

    held_on: date
    place: str
    high: int
    middle: int
    low: int


@dataclass(frozen=True, slots=True)
class AbsenceEntry:
    """From a day until a day, or still going on."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    words: str = ""


def enter_ruling(
    whose: Whose, entry: RulingEntry, *, token: str, by: Mandate, at: datetime, file: File
) -> Ruling:
    """Enter what a competent body concluded on a matter (ghi kết luận), with its paper."""
    scan = kept(whose, by, at, file)
    return _enter_ruling(whose, entry, scan, token=token, by=by, at=at)


@transaction.atomic
def _enter_ruling(
    whose: Whose, entry: RulingEntry, scan: Kept | None, *, token: str, by: Mandate, at: datetime
) -> Ruling:
    if made := known(Ruling, whose, token, by, at):
        return made
    faults = paper_faults(entry.number, entry.issuer, entry.issued_on, local_date(at), "issued_on")
    faults |= kind_faults(by, Kind.Of.RULING, "code", entry.code)
    if faults:
        raise BadFields(faults)
    made = Ruling.objects.create(
        **held_values(whose, token, by, at),
        **file_values(scan),
        code=entry.code,
        year=entry.year,
        holds=entry.holds,
        number=cleaned(entry.number)[:60],
        issued_on=entry.issued_on,
        issuer=cleaned(entry.issuer)[:255],
        words=cleaned(entry.words),
    )
    after = {"year": made.year, "issued_on": made.issued_on}
    holds = "1" if made.holds else "0"
    texts = {"code": made.code, "holds": holds, "number": made.number, "issuer": made.issuer}
    note_entry("enter_ruling", made, by, at, after=after, texts=texts | {"words": made.words})
    return made


@transaction.atomic
def enter_vote(
    whose: Whose, entry: VoteEntry, *, token: str, by: Mandate, at: datetime
) -> ConfidenceVote:
    """Enter the counts of a confidence vote (ghi kết quả lấy phiếu tín nhiệm)."""
    if made := known(ConfidenceVote, whose, token, by, at):
        return made
    faults = day_faults("held_on", entry.held_on, local_date(at))
    if not cleaned(entry.place):
        faults["place"] = _("Ghi hội nghị đã lấy phiếu.")
    for name in ("high", "middle", "low"):
        if getattr(entry, name) < 0:
            faults[name] = _("Số phiếu không được âm.")
    if entry.high + entry.middle + entry.low == 0:
        faults["high"] = _("Chưa có phiếu nào.")
    same_day = ConfidenceVote.objects.filter(records_of(whose), held_on=entry.held_on)
    if same_day.exists():
        faults["held_on"] = _("Đã có kết quả lấy phiếu của ngày này.")
    if faults:
        raise BadFields(faults)
    values = {f.name: getattr(entry, f.name) for f in fields(entry)}
    values["place"] = cleaned(entry.place)[:255]
    made = ConfidenceVote.objects.create(**held_values(whose, token, by, at), **values)
    texts = {name: str(getattr(entry, name)) for name in ("high", "middle", "low")}
    note_entry("enter_vote", made, by, at, after={"held_on": made.held_on}, texts=texts)
    return made


@transaction.atomic
def enter_absence(
    whose: Whose, entry: AbsenceEntry, *, token: str, by: Mandate, at: datetime
) -> AbsenceSpell:
    """Enter a spell of absence (ghi thời gian vắng mặt); no day stands in two of them."""
    if made := known(AbsenceSpell, whose, token, by, at):
        return made
    faults = kind_faults(by, Kind.Of.ABSENCE, "kind", entry.kind)
    if entry.ends_on is not None and entry.ends_on < entry.starts_on:
        faults["ends_on"] = _("Ngày cuối không thể trước ngày đầu.")
    elif _overlaps(whose, entry):
        faults["starts_on"] = _("Khoảng này trùng với một khoảng vắng mặt đã ghi.")
    if faults:
        raise BadFields(faults)
    made = AbsenceSpell.objects.create(
        **held_values(whose, token, by, at),
        kind=entry.kind,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        words=cleaned(entry.words),
    )
    after = {"starts_on": made.starts_on, "ends_on": made.ends_on}
    note_entry(
        "enter_absence", made, by, at, after=after, texts={"kind": made.kind, "words": made.words}
    )
    return made


def _overlaps(whose: Whose, entry: AbsenceEntry) -> bool:
    others = AbsenceSpell.objects.filter(records_of(whose))
    spans = others.values_list("starts_on", "ends_on")
    last = entry.ends_on or date.max
    return any(first <= last and entry.starts_on <= (end or date.max) for first, end in spans)
