"""The whole packs of the regimes of persons: what they quote, what they own up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congtam.core import plan
from congtam.core.calendar import WorkingCalendar
from congtam.core.citations import Cite
from congtam.core.packs import calendar, load_any, procedure, report, rulebook, sheet, sources
from congtam.core.rules import RuleSet
from congtam.core.rules.loader import load as load_rules

PACKS = Path(__file__).parents[3] / "packs"
# folder: the guideline's text, and the documents whose words stand in it
YEARS = {
    "laichau-2021": ("ke-hoach.txt", {"KH002"}),
    "qd366-2025": ("huong-dan.txt", {"HD"}),
    "nd335-2025": ("ke-hoach.txt", {"KH"}),
    "nd233-2026": ("ke-hoach.txt", {"KH"}),
}


def packs(folder: str) -> Iterator[object]:
    for file in sorted((PACKS / folder).glob("*.yaml")):
        yield load_any(file.read_text(encoding="utf-8"), file.name)


def cites(pack: object) -> Iterator[Cite]:
    """Every citation of a procedure, a plan or a form."""
    if isinstance(pack, procedure.Procedure):
        yield from (step.cite for step in pack.steps)
    if isinstance(pack, plan.Plan):
        yield from (step.cite for step in pack.steps if step.cite)
        yield from (notice.cite for notice in pack.notices)
    if isinstance(pack, report.Form):
        yield from (section.cite for section in pack.sections if section.cite)


@pytest.mark.parametrize("folder", YEARS)
def test_every_quote_of_a_guideline_stands_in_its_text(folder: str) -> None:
    file, own = YEARS[folder]
    words = (PACKS / folder / file).read_text(encoding="utf-8")
    found = [cite for pack in packs(folder) for cite in cites(pack) if cite.doc in own]
    pieces = [piece.strip() for cite in found for piece in cite.quote.split("…")]

    assert len(pieces) > 10
    assert [piece for piece in pieces if piece not in words] == []


@pytest.mark.parametrize("folder", YEARS)
def test_a_text_that_was_not_read_is_never_quoted(folder: str) -> None:
    own = YEARS[folder][1]
    found = [cite for pack in packs(folder) for cite in cites(pack) if cite.doc not in own]

    assert [cite for cite in found if cite.quote] == []


@pytest.mark.parametrize("folder", YEARS)
def test_every_pack_is_marked_as_a_sample_and_says_what_it_follows(folder: str) -> None:
    kinds = (rulebook.RuleBook, procedure.Procedure, report.Form, sources.Sources, sheet.Sheet)
    found = [pack for pack in packs(folder) if isinstance(pack, (*kinds, plan.Plan))]

    assert len(found) > 6
    assert [p.id for p in found if not p.sample or not p.status.startswith("mẫu")] == []
    assert [p.id for p in found for d in p.documents if not (d.source or d.file)] == []


@pytest.mark.parametrize("folder", YEARS)
def test_a_book_uses_everything_that_lies_beside_it(folder: str) -> None:
    book = next(p for p in packs(folder) if isinstance(p, rulebook.RuleBook))
    named = {name for e in book.enrols for name in (e.procedure, e.plan, e.sources, e.sheet)}
    named |= {choice.report for e in book.enrols for choice in e.reports}
    kinds = (procedure.Procedure, report.Form, sources.Sources, sheet.Sheet, plan.Plan)
    beside = {pack.id for pack in packs(folder) if isinstance(pack, kinds)}

    assert named - {""} == beside


def ruled(code: str) -> RuleSet:
    """The rule set with this id, wherever its file lies."""
    for file in sorted(PACKS.glob("*/*.yaml")):
        text = file.read_text(encoding="utf-8")
        if f"\nid: {code}\n" in text and "congtam/rules/" in text:
            return load_rules(text, file.name)
    raise LookupError(code)


@pytest.mark.parametrize("folder", [*YEARS, "tkv-2020"])
def test_every_count_that_a_seat_is_asked_for_has_words(folder: str) -> None:
    """A rule set knows a bare count by its name alone; people are asked in the source's words."""
    found = list(packs(folder))
    book = next(p for p in found if isinstance(p, rulebook.RuleBook))
    steps = {p.id: p for p in found if isinstance(p, procedure.Procedure)}
    words = {
        pack.id: {one.fact for one in pack.sources if one.label}
        for pack in found
        if isinstance(pack, sources.Sources)
    }
    nameless = []
    for enrol in book.enrols:
        rules = ruled(enrol.rules)
        counts = set(rules.inputs) - set(rules.facts) - words.get(enrol.sources, set())
        parts = (part for step in steps[enrol.procedure].steps for part in step.by)
        nameless += [(enrol.kind, one) for p in parts for one in p.answers if one in counts]

    assert nameless == []


def test_the_twelve_steps_of_seed_002_end_on_the_days_before() -> None:
    file = PACKS / "laichau-2021" / "plan.yaml"
    dates = plan.load(file.read_text(encoding="utf-8"), file.name)

    assert {step.id: step.last_day() for step in dates.steps} == {
        "gui_ban": None,
        "gui_cap_duoi": None,
        "hn_ban": date(2021, 12, 2),
        "hn_cap_duoi": date(2021, 12, 2),
        "tu_xep": date(2021, 12, 5),
        "lay_y_kien": None,
        "tham_dinh": date(2021, 12, 7),
        "quyet_dinh": date(2021, 12, 9),
        "hn_chi_bo": date(2021, 12, 9),
        "gui_ca_nhan": date(2021, 12, 9),
        "du_thao_dd": date(2021, 12, 14),
        "hn_dang_doan": date(2021, 12, 14),
        "khac_phuc": date(2022, 1, 29),
        "ho_so": date(2022, 2, 28),
    }
    assert {(n.papers, n.conference, n.at_least, n.unit) for n in dates.notices} == {
        ("gui_ban", "hn_ban", 3, "working_day"),
        ("gui_cap_duoi", "hn_cap_duoi", 3, "working_day"),
        ("gui_ca_nhan", "hn_dang_doan", 3, "working_day"),
        ("du_thao_dd", "hn_dang_doan", 3, "working_day"),
    }


def test_the_general_criteria_of_decree_335_are_thirty_points() -> None:
    file = PACKS / "nd335-2025" / "sheet-tieu-chi-chung.yaml"
    table = sheet.load(file.read_text(encoding="utf-8"), file.name)

    assert (table.total, [g.max for g in table.groups]) == (Decimal(30), [12, 10, 8])
    assert [(fact.id, fact.source) for fact in table.facts] == [("diem_chung", "total")]
    assert "(mẫu)" in table.title


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2022, 2, 4), False),  # nghỉ Tết
        (date(2023, 9, 4), False),  # nghỉ bù Quốc khánh
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),  # thứ bảy làm bù
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 12, 14), True),
    ],
)
def test_the_state_calendar_knows_the_swaps_of_later_years(day: date, worked: bool) -> None:
    file = PACKS / "vn-state" / "calendar.yaml"
    made = calendar.load(file.read_text(encoding="utf-8"), file.name)
    days = WorkingCalendar([off.day for off in made.days_off], made.working)

    assert made.years == (2020, 2021, 2022, 2023, 2024, 2025, 2026)
    assert days.is_working(day) is worked
