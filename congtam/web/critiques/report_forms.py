"""What the forms of a report send: read strictly, kept as typed, refused in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from congtam.assessments.actions.reporting import LONGEST, FaultWords
from congtam.web.assessments.forms import text, version

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class TypedSection:
    """One section as it was typed."""

    words: str
    grade: str
    version: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class TypedFault:
    """One shortcoming as it was typed; `day` is the text in the box of the date."""

    text: str
    collective: str
    remedy: str
    day: str
    version: int
    due_on: date | None = None
    shares: Mapping[UUID, str] = field(default_factory=dict)
    error: str = ""

    @property
    def words(self) -> FaultWords:
        return FaultWords(self.text, self.collective, self.remedy, self.due_on, self.shares)


def read_section(post: QueryDict) -> TypedSection:
    """Words, and the grade where the section has one."""
    words = text(post, "words")
    return TypedSection(words, post.get("grade", "")[:60], version(post), length_error([words]))


def read_fault(
    post: QueryDict, people: Iterable[UUID], days: tuple[date, date], version_: int | None = None
) -> TypedFault:
    """A shortcoming with the share of each of `people`; `days`: when a remedy may be due."""
    shares = {person: text(post, f"share-{person}") for person in people}
    day = text(post, "due_on")[:40]
    due_on, error = _day(day, days)
    words = {name: text(post, name) for name in ("text", "collective", "remedy")}
    return TypedFault(
        text=words["text"],
        collective=words["collective"],
        remedy=words["remedy"],
        day=day,
        version=version(post) if version_ is None else version_,
        due_on=due_on,
        shares=shares,
        error=length_error([*words.values(), *shares.values()]) or error,
    )


def length_error(words: Iterable[str]) -> str:
    """«Dài nhất 20.000 ký tự; đang có 21.345 ký tự.», or nothing."""
    longest = max((len(one) for one in words), default=0)
    if longest <= LONGEST:
        return ""
    return _("Dài nhất %(most)s ký tự; đang có %(now)s ký tự. Hãy rút gọn rồi lưu lại.") % {
        "most": f"{LONGEST:,}".replace(",", "."),
        "now": f"{longest:,}".replace(",", "."),
    }


def _day(typed: str, days: tuple[date, date]) -> tuple[date | None, str]:
    """The day, or what is wrong with it."""
    if not typed:
        return None, ""
    found = _DAY.fullmatch(typed)
    try:
        day = date(*(int(part) for part in reversed(found.groups()))) if found else None
    except ValueError:
        day = None
    if day is None:
        return None, _("Nhập ngày dạng 31/03/2021.")
    first, last = days
    if not first <= day <= last:
        says = _("Thời hạn khắc phục phải từ ngày %(first)s đến ngày %(last)s.")
        return None, says % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    return day, ""
