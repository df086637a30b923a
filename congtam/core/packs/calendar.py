"""A working calendar: weekly rest, days off, and days worked in exchange."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congtam.core import keyed
from congtam.core.marked import Cursor

FORMAT = "congtam/calendar/1"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which nobody works, and why."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Lịch làm việc of the years it names; the weekly rest counts from Monday, 0."""

    id: str
    version: str
    title: str
    source: str
    years: tuple[int, ...]
    weekly_rest: tuple[int, ...]
    days_off: tuple[DayOff, ...]
    working: tuple[date, ...]


def load(text: str, file: str) -> Calendar:
    """The calendar in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "title", "years", "weekly_rest", "days_off"),
        optional=("version", "source", "working"),
    )
    calendar = Calendar(
        id=keyed.name(top),
        version=keyed.maybe_text(top, "version", "1"),
        title=keyed.title(top),
        source=keyed.maybe_text(top, "source"),
        years=tuple(_year(at) for at in keyed.rows(top, "years")),
        weekly_rest=tuple(_weekday(at) for at in top.at("weekly_rest").items()),
        days_off=tuple(_day_off(at) for at in top.at("days_off").items()),
        working=tuple(at.day() for at in top.at("working").items()),
    )
    if not top.faults:
        _check_days(top, calendar)
    top.done()
    return calendar


def _year(at: Cursor) -> int:
    value = at.text()
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        at.fault("phải là một năm")
        return 0
    return int(value)


def _weekday(at: Cursor) -> int:
    word = at.choice(WEEKDAYS)
    return WEEKDAYS.index(word) if word in WEEKDAYS else 0


def _day_off(at: Cursor) -> DayOff:
    at.keys(required=("day", "name"))
    return DayOff(keyed.day(at, "day"), keyed.text(at, "name"))


def _check_days(top: Cursor, calendar: Calendar) -> None:
    off = [row.at("day") for row in top.at("days_off").items()]
    working = list(top.at("working").items())
    keyed.once((*top.at("years").items(), *top.at("weekly_rest").items()), "mục")
    keyed.once((*off, *working), "ngày")
    _check_years(off, (row.day for row in calendar.days_off), calendar)
    _check_years(working, calendar.working, calendar)
    for at, day in zip(working, calendar.working, strict=True):
        if day != date.min and day.weekday() not in calendar.weekly_rest:
            at.fault(f"{day} không phải ngày nghỉ hằng tuần, không cần ghi làm bù")


def _check_years(rows: Iterable[Cursor], days: Iterable[date], calendar: Calendar) -> None:
    for at, day in zip(rows, days, strict=True):
        if day != date.min and day.year not in calendar.years:
            at.fault(f"năm {day.year} không thuộc «years»")
