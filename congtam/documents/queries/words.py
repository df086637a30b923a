"""The words of a paper that belong to the office: filled in from the rule book of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.clock import ZONE
from congtam.core import points
from congtam.core.packs.rulebook import PLACEHOLDERS, Paper, RuleBook
from congtam.core.rules import RuleSet
from congtam.documents.forms.official import (
    Letterhead,
    LevelCount,
    Marks,
    Signature,
    day_in_words,
)
from congtam.organisation.models import Kind, Mandate, Placement
from congtam.organisation.queries import placement_on, titles_of
from congtam.standings.queries.desks import Course

OPEN = "……"
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Office:
    """The unit in whose name a paper goes out, where it stands and what is above it."""

    tenant: UUID
    unit: str
    superior: str
    place: str


def office_on(day: date, unit_id: UUID) -> Office:
    """The unit as it was called on `day`; its superior is empty at the root of the tenant."""
    stood = Placement.objects.on(day).select_related("tenant").get(unit_id=unit_id)
    above = placement_on(day, stood.parent_id).name if stood.parent_id else ""
    return Office(stood.tenant_id, stood.name, above, stood.tenant.place)


@dataclass(frozen=True, slots=True)
class Words:
    """One paper of a rule book with everything its open places are filled with."""

    paper: Paper
    values: Mapping[str, str]
    sample: bool

    def fill(self, text: str) -> str:
        """The text with its open places filled; the checker of packs knows every name."""
        return text.format_map(self.values)

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.fill(text) for text in texts)

    @property
    def title(self) -> str:
        """«Quyết định»; the form itself sets it in capitals."""
        title = self.fill(self.paper.title)
        return title.capitalize() if title.isupper() else title

    def marks(self, *, draft: bool = False, imprint: str = "") -> Marks:
        return Marks(draft=draft, sample=self.sample, imprint=imprint)


def words_of(course: Course, paper_id: str, office: Office, **known: str) -> Words:
    """The words of one paper of the course's rule book."""
    book = course.rulebook
    values = dict.fromkeys(PLACEHOLDERS, OPEN) | _of_book(book)
    values |= {"ky": course.cycle_title, "co_quan": office.unit, "don_vi": office.unit}
    values |= {"cap_tren": office.superior or office.unit} | known
    return Words(_paper(book, paper_id), values, book.sample)


def _paper(book: RuleBook, paper_id: str) -> Paper:
    """The paper's words; a book that is silent about it leaves the form almost bare."""
    found = next((paper for paper in book.papers if paper.id == paper_id), None)
    return found or Paper(paper_id, "", _BARE[paper_id], "", "", (), (), (), "", "", "", "")


_BARE = {
    "receipt": "Giấy tiếp nhận hồ sơ",
    "minutes": "Biên bản",
    "result": "Thông báo kết quả",
    "report": "Báo cáo tự kiểm điểm",
    "collective_report": "Báo cáo kiểm điểm",
    "conference": "Biên bản",
    "opinion": "Ý kiến nhận xét, đánh giá",
    "dossier": "Bảng kê hồ sơ",
}


def _of_book(book: RuleBook) -> dict[str, str]:
    guideline = book.document(book.guideline)
    years = (book.period.starts_on.year, (book.period.ends_on or book.period.starts_on).year)
    return {
        "nam": str(book.year),
        "nam_hoc": f"{years[0]} - {years[1]}" if years[0] != years[1] else str(years[0]),
        "so_huong_dan": guideline.number or OPEN,
        "ngay_huong_dan": _date(guideline.issued),
    }


def _date(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else OPEN


def letterhead(
    words: Words, office: Office, day: date, *, number: str = "", body: str = ""
) -> Letterhead:
    """Who issues the paper. A body issues under its unit when the book names nobody above."""
    superior = words.fill(words.paper.superior)
    issuer = office.unit
    if not superior:
        superior, issuer = (office.unit, body) if body else (office.superior, office.unit)
    if superior == issuer:  # nobody of this register stands above
        superior = ""
    return Letterhead(
        superior=superior,
        issuer=issuer,
        place=office.place,
        day=day,
        number=number,
        symbol=words.paper.symbol,
    )


def signature(words: Words, signer: Mandate | None) -> Signature:
    """The lines over the name: a deputy signs «KT.» for the head of whom the book speaks."""
    head = words.fill(words.paper.sign_title)
    lines = [words.fill(words.paper.authority_line)]
    own = _office_title(signer) if signer else ""
    if own and head and own.casefold() != head.casefold():
        lines += [words.fill(words.paper.sign_for) or f"KT. {head}", own]
    elif head:
        lines.append(head)
    name = signer.person.full_name if signer else ""
    return Signature(tuple(line for line in lines if line), name)


def _office_title(signer: Mandate) -> str:
    return titles_of(signer.tenant_id, Kind.Of.OFFICE).get(signer.office, signer.title)


def level_counts(
    rules: RuleSet, levels: Mapping[str, int], words: str, noun: str = "đơn vị"
) -> tuple[tuple[LevelCount, ...], LevelCount, str]:
    """The spread over all levels, its total, and the sentence that names the denominator."""
    whole = sum(levels.values())
    rows = tuple(
        LevelCount(one.label, str(levels.get(one.id, 0)), share(levels.get(one.id, 0), whole))
        for one in rules.levels
    )
    base = _("Tỷ lệ tính trên %(count)s %(noun)s %(words)s; mỗi %(noun)s được đếm ở một mức.") % {
        "count": whole,
        "noun": noun,
        "words": words,
    }
    return rows, LevelCount(_("Cộng"), str(whole), share(whole, whole)), base


def share(part: int, whole: int) -> str:
    return points.percent(part, whole)


def labels_of(rules: RuleSet) -> dict[str, str]:
    return {level.id: level.label for level in rules.levels}


def figure(value: Decimal | None) -> str:
    """Points as printed; an empty cell where there are none."""
    return "" if value is None else points.show(value)


def difference(value: Decimal | None) -> str:
    """+0,5 or −1: with its sign, a true minus."""
    if value is None:
        return ""
    shown = points.show(abs(value))
    return shown if not value else f"{'+' if value > 0 else MINUS}{shown}"


def moment_in_words(at: datetime) -> str:
    """«09 giờ 15 phút 00 giây, ngày 05 tháng 11 năm 2021»."""
    local = at.astimezone(ZONE)
    return f"{local:%H} giờ {local:%M} phút {local:%S} giây, {day_in_words(local.date())}"


def padded(count: int) -> str:
    """A number below ten gets a leading zero, as in every official paper."""
    return f"{count:02}"
