"""A board's table as strings: what its templates loop over, formatted once in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments.actions import Words
from congtam.assessments.queries.board import Row, Said, lines_of
from congtam.assessments.queries.lines import Entry
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import ON_TURN
from congtam.core.packs.sheet import Criterion
from congtam.core.points import show
from congtam.core.scoring import NO, YES
from congtam.web.appraisals.typed import Line, Opinion

Strings = dict[str, Any]
_BLANK = UUID(int=0)
_known: dict[tuple[str, str], str] = {}


def address(name: str, participant: UUID, key: str = "") -> str:
    """An address of one seat and line; the pattern is resolved once per process."""
    pattern = _known.get((name, key))
    if pattern is None:
        args = [_BLANK, key] if key else [_BLANK]
        pattern = _known[name, key] = reverse(f"appraisals:{name}", args=args)
    return pattern.replace(str(_BLANK), str(participant))


def states(row: Row) -> tuple[str, str]:
    """The state of one unit in this board's eyes, with its tone."""
    if row.seat.own_subject:
        return _("Không tham gia"), "idle"
    if row.seat.closed:
        return _("Đã gửi"), "good"
    if row.seat.state not in ON_TURN:
        return _("Chưa đến lượt"), "idle"
    if row.missing:
        return row.missing[0].says if len(row.missing) == 1 else _("Còn thiếu"), "warn"
    return _("Đủ để gửi"), "info"


def unit(row: Row, *, writes: bool) -> Strings:
    """One row of the table."""
    seat = row.seat
    label, tone = states(row)
    write = writes and row.sendable
    criteria = lines_of(seat)
    return {
        "id": str(seat.participant),
        "name": seat.subject_name,
        "url": address("unit", seat.participant),
        "state": label,
        "tone": tone,
        "own_unit": seat.own_subject,
        "write": write,
        "said": opinion(seat, row.said, None),
        "beside": beside_sum(criteria, row.beside),
        "cells": [cell(row, criterion, write=write) for criterion in criteria],
    }


def beside_sum(criteria: Iterable[Criterion], beside: Mapping[str, Entry]) -> str:
    """The self-scored points of this field, of how many; nothing where there are none."""
    wanted = list(criteria)
    given = [beside[c.id].points for c in wanted if c.id in beside]
    if not given:
        return ""
    most = sum((c.max for c in wanted), Decimal(0))
    return f"{show(sum((p for p in given if p is not None), Decimal(0)))}/{show(most)}"


def cell(row: Row, criterion: Criterion, *, write: bool, trial: Line | None = None) -> Strings:
    """One criterion of one unit: read in the table, written in place or on the unit's page."""
    seat, key = row.seat, criterion.id
    made = line(seat, criterion, row.own.get(key), trial)
    made["write"] = write
    made["beside"] = given(criterion, row.beside.get(key)) if row.open else ""
    entry = row.beside.get(key)
    made["beside_reached"] = entry.reached if entry else ""
    made["beside_missed"] = entry.missed if entry else ""
    return made


def line(seat: Seat, criterion: Criterion, entry: Entry | None, trial: Line | None) -> Strings:
    """The form of one line, with what was typed when it was not saved."""
    key = criterion.id
    stands = Line(
        typed(criterion, entry.entered if entry else ""),
        words_of(entry),
        entry.version if entry else 0,
    )
    mine = trial or stands
    most = criterion.max
    if seat.rule.ceiling is not None:
        most = min(most, seat.rule.ceiling)
    return {
        "uid": f"{key}-{seat.participant}",
        "key": key,
        "code": criterion.code,
        "text": criterion.title,
        "unit": seat.subject_name,
        "max": show(most),
        "measure": criterion.measure,
        "takes_points": seat.rule.form == "points",
        "value": mine.points,
        "yes": mine.points == YES,
        "no": mine.points == NO,
        "shown": given(criterion, entry),
        "reached": mine.words.reached,
        "missed": mine.words.missed,
        "reason": mine.words.reason,
        "version": mine.version,
        "saved": entry is not None and trial is None,
        "errors": dict(trial.errors) if trial else {},
        "conflict": conflict(criterion, trial) if trial and trial.theirs else None,
        "seen": trial.theirs.version if trial and trial.theirs else 0,
        "cell_url": address("cell", seat.participant, key),
        "save_url": address("save", seat.participant, key),
        "unit_url": address("unit", seat.participant),
    }


def words_of(entry: Entry | None) -> Words:
    """The three texts of an entry."""
    return Words(entry.reached, entry.missed, entry.reason) if entry else Words()


def typed(criterion: Criterion, entered: str) -> str:
    """What goes into the box: a decimal comma where points are judged."""
    return entered.replace(".", ",") if criterion.measure == "judged" else entered


def given(criterion: Criterion, entry: Entry | None) -> str:
    """«4,5», «Đạt (2)», «3 lần (1,5)»; nothing while there are no points."""
    if entry is None or entry.points is None:
        return ""
    if criterion.measure == "yes_no":
        word = _("Đạt") if entry.entered == YES else _("Không đạt")
        return f"{word} ({show(entry.points)})"
    if criterion.measure == "count":
        return _("%(n)s lần (%(points)s)") % {"n": entry.entered, "points": show(entry.points)}
    return show(entry.points)


def entered(criterion: Criterion, said: str) -> str:
    """What was typed, in words: «Đạt», «3 lần», «4,5», «để trống»."""
    if not said:
        return _("để trống")
    if criterion.measure == "yes_no":
        return _("Đạt") if said == YES else _("Không đạt")
    if criterion.measure == "count":
        return _("%s lần") % said
    return said.replace(".", ",")


def conflict(criterion: Criterion, trial: Line) -> Strings:
    """Both sides of a line that two people changed; nothing of either is thrown away."""
    theirs = trial.theirs
    assert theirs is not None
    return {
        "mine": [entered(criterion, trial.points), *_texts(trial.words)],
        "theirs": [entered(criterion, theirs.entered), *_texts(theirs.words)],
    }


def _texts(words: Words) -> list[str]:
    return [t for t in (words.reached, words.missed, words.reason) if t]


def opinion(seat: Seat, said: Said, trial: Opinion | None, theirs: str = "") -> Strings:
    """The form of the words on the unit as a whole."""
    seen = trial.seen if trial else said.at
    return {
        "uid": f"y-kien-{seat.participant}",
        "unit": seat.subject_name,
        "words": trial.words if trial else said.words,
        "seen": seen.isoformat() if seen else "",
        "saved": trial is None and said.at is not None,
        "error": trial.error if trial else "",
        "theirs": theirs,
        "stands": said.at.isoformat() if said.at else "",
        "url": address("say", seat.participant),
        "unit_url": address("unit", seat.participant),
    }
