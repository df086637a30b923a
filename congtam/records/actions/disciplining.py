"""Enter a decision on discipline: one act counts in one year only, or in none.

An act that was the ground of an earlier year's lowest level is not counted again when the
decision comes later; of two decisions on one act, by the Party and by the employer, one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date, uuid7
from congtam.files.actions import Kept
from congtam.organisation.models import Kind, Mandate
from congtam.records.actions.entering import (
    File,
    file_values,
    held_values,
    kept,
    kind_faults,
    known,
    note_entry,
    paper_faults,
)
from congtam.records.actions.locking import BadFields, cleaned
from congtam.records.models import Discipline
from congtam.records.queries.holders import records_of
from congtam.records.queries.reach import Whose


@dataclass(frozen=True, slots=True)
class DisciplineEntry:
    """A decision; `same_as` is an earlier one on the same act, `ground_of` the year whose lowest
    level the act was the ground of already."""

    form: str
    decided_on: date
    number: str
    issuer: str
    duty: bool
    words: str
    counts_in: int | None = None
    ground_of: int | None = None
    same_as: UUID | None = None


def enter_discipline(
    whose: Whose, entry: DisciplineEntry, *, token: str, by: Mandate, at: datetime, file: File
) -> Discipline:
    """Enter a decision on discipline (ghi kỷ luật); one act counts in one year only."""
    scan = kept(whose, by, at, file)
    return _enter_discipline(whose, entry, scan, token=token, by=by, at=at)


@transaction.atomic
def _enter_discipline(
    whose: Whose,
    entry: DisciplineEntry,
    scan: Kept | None,
    *,
    token: str,
    by: Mandate,
    at: datetime,
) -> Discipline:
    if made := known(Discipline, whose, token, by, at):
        return made
    earlier = _earlier(whose, entry.same_as)
    counted = _counted(whose, earlier)
    faults = paper_faults(entry.number, entry.issuer, entry.decided_on, local_date(at))
    faults |= kind_faults(by, Kind.Of.DISCIPLINE, "form", entry.form)
    faults |= _year_faults(entry, counted)
    if faults:
        raise BadFields(faults)
    counts_in = entry.counts_in
    if counts_in is None and entry.ground_of is None and counted is None:
        counts_in = entry.decided_on.year
    made = Discipline.objects.create(
        **held_values(whose, token, by, at),
        **file_values(scan),
        form=entry.form,
        act=earlier.act if earlier else str(uuid7()),
        decided_on=entry.decided_on,
        number=cleaned(entry.number)[:60],
        issuer=cleaned(entry.issuer)[:255],
        duty=entry.duty,
        counts_in=counts_in,
        ground_of=entry.ground_of,
        words=cleaned(entry.words),
    )
    after = {
        "decided_on": made.decided_on,
        "counts_in": made.counts_in,
        "ground_of": made.ground_of,
    }
    texts = {"form": made.form, "number": made.number, "issuer": made.issuer, "words": made.words}
    note_entry("enter_discipline", made, by, at, after=after, texts=texts)
    return made


def _earlier(whose: Whose, same_as: UUID | None) -> Discipline | None:
    if same_as is None:
        return None
    earlier = Discipline.objects.filter(records_of(whose), pk=same_as).first()
    if earlier is None:
        raise BadFields({"same_as": _("Không có quyết định này trong hồ sơ.")})
    return earlier


def _counted(whose: Whose, earlier: Discipline | None) -> Discipline | None:
    """The decision by which this act counts already, or was the ground of a lowest level."""
    if earlier is None:
        return None
    same = Discipline.objects.filter(records_of(whose), act=earlier.act)
    used = [row for row in same if row.counts_in is not None or row.ground_of is not None]
    return used[0] if used else None


def _year_faults(entry: DisciplineEntry, counted: Discipline | None) -> dict[str, str]:
    if entry.counts_in is None:
        return {}
    if entry.ground_of is not None:
        says = _("Hành vi đã là căn cứ xếp mức thấp nhất một năm thì không tính lại.")
        return {"counts_in": says}
    if counted is not None:
        year = counted.counts_in or counted.ground_of
        says = _("Hành vi này đã tính vào năm %(year)s (Quyết định %(number)s).")
        return {"counts_in": says % {"year": year, "number": counted.number}}
    return {}
