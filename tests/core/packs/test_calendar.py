"""A calendar names its days off once, and only in its own years."""

from __future__ import annotations

from datetime import date

import pytest

from congtam.core.packs import calendar
from tests.core.packs import faults

CALENDAR = """\
format: congtam/calendar/1
id: lich
title: Lịch
years: [2024]
weekly_rest: [sat, sun]
days_off:
  - {day: 2024-04-29, name: Nghỉ hoán đổi}
  - {day: 2024-04-30, name: Ngày Chiến thắng}
working: [2024-05-04]
"""


def test_a_calendar_is_read() -> None:
    assert calendar.load(CALENDAR, "goi.yaml") == calendar.Calendar(
        id="lich",
        version="1",
        title="Lịch",
        source="",
        years=(2024,),
        weekly_rest=(5, 6),
        days_off=(
            calendar.DayOff(date(2024, 4, 29), "Nghỉ hoán đổi"),
            calendar.DayOff(date(2024, 4, 30), "Ngày Chiến thắng"),
        ),
        working=(date(2024, 5, 4),),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("working:", "bu:", ["9: bu: khóa lạ «bu»"]),
        (
            "2024-04-30",
            "2024-04-29",
            ["8: days_off[1].day: ngày «2024-04-29» lặp lại, đã có ở dòng 7"],
        ),
        ("2024-04-30", "2023-04-30", ["8: days_off[1].day: năm 2023 không thuộc «years»"]),
        ("2024-04-30", "30/4", ["8: days_off[1].day: «30/4» không phải ngày dạng 2021-11-06"]),
        (
            "2024-05-04",
            "2024-05-06",
            ["9: working[0]: 2024-05-06 không phải ngày nghỉ hằng tuần, không cần ghi làm bù"],
        ),
        (
            "[sat, sun]",
            "[t7]",
            ["5: weekly_rest[0]: «t7» không thuộc: mon, tue, wed, thu, fri, sat, sun"],
        ),
        ("[2024]", "[24]", ["4: years[0]: phải là một năm"]),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert faults(calendar.load, CALENDAR.replace(old, new, 1)) == expected
