"""What every union paper has: its letterhead, its recipients, its signature, its marks.

The layout follows Nghị định 30/2020/NĐ-CP, Phụ lục I, and Quyết định 933/QĐ-TLĐ. What differs
between offices (names, symbols, recipients, place) is given; what the form fixes is here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper, its number and its place and date.

    Without a number the paper is not issued yet: number and day stay open, to be filled in.
    Without a symbol it bears no number at all; without a place it is dated where it is signed.
    Papers of the party bear the party's name and join number and symbol with a dash.
    """

    superior: str
    issuer: str
    place: str
    day: date
    number: str = ""
    symbol: str = ""
    party: bool = False

    @property
    def number_line(self) -> str:
        """«Số: 05/QĐ-LĐLĐ», «Số 05-KH/ĐĐ»: a number below ten gets a leading zero."""
        if not self.symbol:
            return ""
        number = self.number.zfill(2) if self.number else "\u2007" * 5
        return f"Số{'' if self.party else ':'} {self._joined(number)}"

    @property
    def place_and_day(self) -> str:
        if not self.place:
            return ""
        return dated(self.place, self.day, opened=bool(self.symbol and not self.number))

    @property
    def cited(self) -> str:
        """«số 05/QĐ-LĐLĐ ngày 25 tháng 11 năm 2021», as an annex names its decision."""
        if not self.number:
            return f"số {self._joined('……')} ngày …… tháng …… năm {self.day.year}"
        return f"số {self._joined(self.number.zfill(2))} {day_in_words(self.day)}"

    def _joined(self, number: str) -> str:
        return f"{number}{'-' if self.party else '/'}{self.symbol}"

    def printed(self) -> dict[str, str | bool]:
        return {
            "superior": self.superior,
            "issuer": self.issuer,
            "number_line": self.number_line,
            "place_and_day": self.place_and_day,
            "party": self.party,
        }


@dataclass(frozen=True, slots=True)
class Signature:
    """«TM. BAN CHẤP HÀNH / CHỦ TỊCH», room to sign, the name without titles."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is laid over or under a paper without being part of its text."""

    draft: bool = False
    sample: bool = False
    imprint: str = ""


PLAIN = Marks()


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many stand in one level; nobody is counted in two."""

    level: str
    count: str
    share: str = ""


def day_in_words(day: date) -> str:
    """«ngày 05 tháng 02 năm 2021»: days below 10 and the months 1 and 2 get a leading zero."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def dated(place: str, day: date, *, opened: bool = False) -> str:
    """«Thượng Nguyên, ngày 05 tháng 11 năm 2021»; `opened` leaves day and month to the pen."""
    if opened:
        blank = "\u2007" * 3
        return f"{place}, ngày {blank} tháng {blank} năm {day.year}"
    return f"{place}, {day_in_words(day)}"


def ended(lines: Iterable[str]) -> list[str]:
    """The lines of a list: each ends with «;», the last with «.»."""
    bare = [line.rstrip(" ;.,/") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]
