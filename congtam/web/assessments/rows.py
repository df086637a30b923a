"""The lines of a score sheet as ready strings, so that a page of many lines stays cheap.

Every figure is formatted here, once; the template only loops. Rows are plain dicts because a
template looks a key up in a dict first. Nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments.actions.scoring import Theirs
from congtam.assessments.queries.lines import Entry, Standing
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import Attached, Filled
from congtam.core.packs.sheet import Criterion, Explanation, Group
from congtam.core.points import show
from congtam.core.scoring import NO, YES, Gap

Row = dict[str, Any]
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trial:
    """What was typed into one line and could not be kept as it is."""

    key: str
    points: str
    reached: str
    missed: str
    version: int
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: Theirs | None = None
    unsaved: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """Another participant's points beside one's own: its title and its entries."""

    title: str
    entries: Mapping[str, Entry]


def groups(
    seat: Seat,
    part: Filled,
    standing: Standing,
    *,
    write: bool,
    beside: Sequence[Column] = (),
    trial: Trial | None = None,
) -> list[Row]:
    """The groups of a sheet with their lines, ready for `frames.lines` and `_lines_read.html`."""
    wants = wanted(standing.gaps)
    found = []
    for group in seat.groups:
        rule = seat.sheet.explanation_of(group.kind)
        lines = [c for c in group.criteria if seat.covers(c)]
        made = [
            row(c, rule, part, wants.get(c.id, ()), beside=beside, trial=trial, write=write)
            for c in lines
        ]
        found.append(
            {
                "id": group.id,
                "title": heading(group),
                "sum": show(standing.sums.groups[group.id]),
                "max": show(group.max),
                "kind": _kinds().get(group.kind, ""),
                "rows": made,
            }
        )
    return found


def heading(group: Group) -> str:
    """«1. Xây dựng tổ chức công đoàn»."""
    return f"{group.code}. {group.title}"


def _kinds() -> dict[str, str]:
    return {"bonus": _("điểm thưởng"), "deduction": _("điểm trừ")}


def row(
    criterion: Criterion,
    rule: Explanation,
    part: Filled,
    wants: Iterable[Gap],
    *,
    beside: Sequence[Column],
    trial: Trial | None,
    write: bool,
) -> Row:
    """One line: what it asks, what stands there, what is still missing."""
    key = criterion.id
    entry = part.entries.get(key)
    mine = trial if trial is not None and trial.key == key else None
    made = asked(criterion, rule) | _words(rule, entry, mine) | _standing(criterion, entry, mine)
    made |= {
        "files": files(part.files.get(key, ()), write=write),
        "bad": (),
        "wants": wants_of(wants) if entry and entry.points is not None else (),
        "others": [_other(column, key) for column in beside],
        "conflict": conflict(criterion, mine) if mine and mine.theirs else None,
        "seen": mine.theirs.version if mine and mine.theirs else 0,
    }
    return made


def asked(criterion: Criterion, rule: Explanation) -> Row:
    """What the sheet says of a line, whatever is filled in."""
    unit = criterion.unit_points
    return {
        "key": criterion.id,
        "code": criterion.code,
        "text": criterion.title,
        "note": criterion.note,
        "max": show(criterion.max),
        "measure": criterion.measure,
        "per": show(unit) if unit else "",
        "most": _most(criterion),
        "need_files": criterion.evidence == "required",
        "ask_files": criterion.evidence != "none",
        "two": rule.reached != "never" and rule.missed != "never",
    }


def _words(rule: Explanation, entry: Entry | None, mine: Trial | None) -> Row:
    """The two texts; one that stands there is shown whatever the rule."""
    reached = mine.reached if mine else entry.reached if entry else ""
    missed = mine.missed if mine else entry.missed if entry else ""
    return {
        "reached": reached,
        "missed": missed,
        "ask_reached": rule.reached != "never" or bool(reached),
        "ask_missed": rule.missed != "never" or bool(missed),
    }


def _standing(criterion: Criterion, entry: Entry | None, mine: Trial | None) -> Row:
    """What stands in the line, and whether it is saved."""
    points = entry.points if entry else None
    typed = mine.points if mine else _typed(criterion, entry)
    errors = mine.errors if mine else {}
    return {
        "value": typed,
        "yes": typed == YES,
        "no": typed == NO,
        "version": mine.version if mine else entry.version if entry else 0,
        "points": show(points),
        "worth": worth(criterion, points),
        "less": points is not None and points < criterion.max,
        "lost": lost(criterion, points),
        "state": "unsaved" if mine and mine.unsaved else "saved" if entry else "",
        "error": errors.get("points", ""),
        "words_error": errors.get("words", ""),
    }


def _typed(criterion: Criterion, entry: Entry | None) -> str:
    """What goes into the box: a decimal comma where points are judged."""
    if entry is None:
        return ""
    return entry.entered.replace(".", ",") if criterion.measure == "judged" else entry.entered


def _most(criterion: Criterion) -> str:
    """What «tối đa» fills in: the points, or the smallest count that reaches them."""
    if criterion.unit_points is None:
        return show(criterion.max)
    times = criterion.max / criterion.unit_points
    return str(int(times.to_integral_value(rounding=ROUND_CEILING)))


def worth(criterion: Criterion, points: Decimal | None) -> str:
    """«= 1,5 điểm» below a count."""
    if criterion.measure != "count" or points is None:
        return ""
    return _("= %s điểm.") % show(points)


def lost(criterion: Criterion, points: Decimal | None) -> str:
    """«Không đạt 0,5 điểm»."""
    if points is None or points >= criterion.max:
        return ""
    return _("Không đạt %s điểm.") % show(criterion.max - points)


def wanted(gaps: Iterable[Gap]) -> dict[str, list[Gap]]:
    """The gaps of the lines, by line."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.code:
            found.setdefault(gap.at, []).append(gap)
    return found


def wants_of(gaps: Iterable[Gap]) -> list[str]:
    """What a line with points still needs, in a few words each."""
    return [_wants()[gap.kind] for gap in gaps if gap.kind in _wants()]


@cache
def _wants() -> dict[str, str]:
    return {
        "reached": _("Còn phải nêu nội dung đạt."),
        "missed": _("Còn phải nêu nội dung chưa đạt."),
        "evidence": _("Còn thiếu minh chứng."),
    }


def files(found: Iterable[Attached], *, write: bool) -> list[Row]:
    """Evidence chips: name, size, where to open it and where to take it away."""
    return [
        {
            "name": one.name,
            "size": size(one.size),
            "url": _address("assessments:evidence", one.id),
            "remove": _address("assessments:remove", one.id) if write else "",
        }
        for one in found
    ]


def size(number: int | None) -> str:
    """«240 KB», «1,5 MB»; a physical book has none."""
    if number is None:
        return ""
    if number < MEGABYTE:
        return f"{max(1, round(number / 1024))} KB"
    return f"{number / MEGABYTE:.1f} MB".replace(".", ",")


_BLANK = UUID(int=0)
_known: dict[str, str] = {}


def _address(name: str, pk: UUID) -> str:
    """An address with one id; the pattern is resolved once per process."""
    pattern = _known.get(name)
    if pattern is None:
        pattern = _known[name] = reverse(name, args=[_BLANK])
    return pattern.replace(str(_BLANK), str(pk))


def _other(column: Column, key: str) -> Row:
    entry = column.entries.get(key)
    return {
        "title": column.title,
        "points": show(entry.points) if entry else "–",
        "words": entry.reason or entry.reached if entry else "",
    }


def conflict(criterion: Criterion, mine: Trial) -> Row:
    """Both sides of a line that two people changed; nothing of either is thrown away."""
    theirs = mine.theirs
    assert theirs is not None
    return {
        "mine": _side(criterion, mine.points, mine.reached, mine.missed),
        "theirs": _side(criterion, theirs.entered, theirs.words.reached, theirs.words.missed),
    }


def _side(criterion: Criterion, points: str, reached: str, missed: str) -> Row:
    named = {YES: _("Đạt"), NO: _("Không đạt")}
    shown = named.get(points, points.replace(".", ",")) or _("để trống")
    return {"points": shown, "reached": reached, "missed": missed}


def merged(mine: str, theirs: str) -> str:
    """Two texts one below the other; equal or contained ones stand once."""
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{theirs}\n{mine}"
