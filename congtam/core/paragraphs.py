"""The text of an instrument as numbered paragraphs, each with its place: what is quoted from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ARTICLE = re.compile(r"Điều\s+(\d+[a-zđ]?)\s*[.:]", re.IGNORECASE)
_PART = re.compile(r"(Phần|Chương|Mục|Phụ lục)\s+([IVXLC]+|\d+)\b", re.IGNORECASE)
_ROMAN = re.compile(r"([IVXLC]+)\s*[.\-–/]\s")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)\-–]?\s+(?=\D)")
_LETTER = re.compile(r"([a-zđ])\s*[).]\s")
_BULLET = re.compile(r"[-–+*•]\s+")
_STARTS = (_ARTICLE, _PART, _ROMAN, _NUMBER, _LETTER, _BULLET)
_ENDS = (".", ";", ":", "?", "!", ".”", '."', "./.")
_GAP = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `place` is where it stands, as it would be cited."""

    number: int
    text: str
    place: str


@dataclass(slots=True)
class _Place:
    """How deep we stand while reading: each heading closes what is below it."""

    part: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""

    def follow(self, text: str) -> str:
        """Takes the beginning of a paragraph in, and says the place."""
        if found := _ARTICLE.match(text):
            self.article, self.clause, self.point = found[1], "", ""
        elif found := _PART.match(text):
            self.part, self.article = f"{found[1].lower()} {found[2]}", ""
            self.clause = self.point = ""
        elif found := _ROMAN.match(text):
            self.part, self.article = f"mục {found[1]}", ""
            self.clause = self.point = ""
        elif found := _NUMBER.match(text):
            self.clause, self.point = found[1], ""
        elif found := _LETTER.match(text):
            self.point = found[1]
        return self.says()

    def says(self) -> str:
        """Điều 20, khoản 1, điểm a; outside articles with the part it stands in."""
        named = [f"Điều {self.article}"] if self.article else [self.part] if self.part else []
        if self.clause:
            word = "khoản" if self.article or "." not in self.clause else "mục"
            named.append(f"{word} {self.clause}")
        if self.point:
            named.append(f"điểm {self.point}")
        return ", ".join(named)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Every line that says something, numbered from 1."""
    place = _Place()
    lines = [squeezed(line) for line in text.splitlines()]
    return tuple(
        Paragraph(number, line, place.follow(line))
        for number, line in enumerate((line for line in lines if line), start=1)
    )


def joined(lines: Iterable[str]) -> str:
    """Paragraphs out of the lines of a printed page: a line that neither begins something nor
    follows an end belongs to the one before."""
    found: list[str] = []
    for line in (squeezed(line) for line in lines):
        if not line or line.isdigit():
            continue
        if found and not _begins(line) and not found[-1].endswith(_ENDS):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return "\n".join(found)


def _begins(line: str) -> bool:
    return line.isupper() or any(start.match(line) for start in _STARTS)


def squeezed(text: str) -> str:
    """One spelling, single blanks."""
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()


def occurs(quote: str, text: str) -> bool:
    """Whether the words stand in the text, in one piece or in pieces («…») in this order.

    Blanks and capitals do not count: a heading may be quoted in small letters.
    """
    rest = squeezed(text).casefold()
    pieces = [piece for piece in _GAP.split(squeezed(quote).casefold()) if piece]
    for piece in pieces:
        _before, found, rest = rest.partition(piece)
        if not found:
            return False
    return bool(pieces)
