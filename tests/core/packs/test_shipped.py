"""Every pack that ships is read, fits its neighbours, and says what its source says."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congtam.core import marked, packs, plan, rules
from congtam.core.packs import coherence, organisation, procedure, rulebook, sheet
from tests.core.packs import faults

HOUSE = Path(__file__).parents[3]
PACKS = HOUSE / "packs"
DATA = Path(__file__).parent / "data"
YEARS = ("cdcs-mau-2021", "sgu-2021")


def text_of(*parts: str) -> str:
    return PACKS.joinpath(*parts).read_text(encoding="utf-8")


def every_pack() -> list[str]:
    """All but the words that the demo year puts in people's mouths: nobody issues those."""
    found = (p.relative_to(PACKS) for p in PACKS.rglob("*.yaml"))
    return sorted(str(p) for p in found if p.parts[0] != "demo")


def without_lines(pack: packs.Pack) -> packs.Pack:
    """Worked examples of a rule set remember their line, which storage changes."""
    return replace(pack, examples=()) if isinstance(pack, rules.RuleSet) else pack


@pytest.mark.parametrize("name", every_pack())
def test_every_shipped_pack_is_read_and_reads_the_same_from_storage(name: str) -> None:
    text = text_of(name)
    stored = json.dumps(marked.read(text, name), ensure_ascii=False)

    again = packs.load_any(stored, name)
    assert without_lines(again) == without_lines(packs.load_any(text, name))


def test_a_pack_of_no_known_format_is_refused() -> None:
    known = ", ".join(packs.LOADERS)

    assert faults(packs.load_any, "format: congtam/phieu/1\n") == [
        f"1: format: «congtam/phieu/1» không thuộc: {known}"
    ]


def test_a_rule_without_a_citation_is_refused_at_its_line() -> None:
    text = text_of("sgu-2021", "rules.yaml")
    bare = text.replace(", cite: {doc: MAU, at: khoản 2, quote: Từ 70 điểm trở lên}", "")

    assert faults(packs.load_any, bare) == [
        "15: levels[1].all[0]: thiếu trích dẫn «cite»",
    ]


@pytest.mark.parametrize("year", YEARS)
def test_the_packs_of_a_year_fit_together(year: str) -> None:
    book = rulebook.load(text_of(year, "rulebook.yaml"), year)
    (enrolment,) = book.enrols

    assert (
        coherence.check(
            enrolment,
            sheet.load(text_of(year, "sheet.yaml"), year),
            rules.load(text_of(year, "rules.yaml"), year),
            procedure.load(text_of(year, "procedure.yaml"), year),
            plan.load(text_of(year, "plan.yaml"), year),
        )
        == ()
    )
    assert rules.run_examples(rules.load(text_of(year, "rules.yaml"), year)) == ()


@pytest.mark.parametrize("year", YEARS)
def test_every_quote_of_a_guideline_stands_in_its_text(year: str) -> None:
    book = rulebook.load(text_of(year, "rulebook.yaml"), year)
    words = text_of(year, book.document(book.guideline).file)
    steps = procedure.load(text_of(year, "procedure.yaml"), year).steps
    limits = plan.load(text_of(year, "plan.yaml"), year).steps
    cites = [s.cite for s in (*steps, *limits) if s.cite and s.cite.doc == book.guideline]
    pieces = [piece.strip() for cite in cites for piece in cite.quote.split("…")]

    assert len(pieces) > 8
    assert [piece for piece in pieces if piece not in words] == []


def test_the_table_of_the_section_unions_is_complete() -> None:
    table = sheet.load(text_of("sgu-2021", "sheet.yaml"), "sgu")

    assert [(g.id, g.kind, g.max, len(g.criteria)) for g in table.groups] == [
        ("TC001", "standard", Decimal(20), 7),
        ("TC002", "standard", Decimal(15), 4),
        ("TC003", "standard", Decimal(15), 5),
        ("TC004", "standard", Decimal(15), 6),
        ("TC005", "standard", Decimal(5), 3),
        ("TC006", "standard", Decimal(5), 3),
        ("TC007", "standard", Decimal(5), 2),
        ("TC008", "bonus", Decimal(15), 3),
        ("TC009", "upper_only", Decimal(5), 1),
    ]
    assert [c.id for c in table.criteria] == [f"CTTC{i:03}" for i in range(1, 34)] + ["TC009"]
    assert table.total == Decimal(100)


def test_the_known_sheets_add_up_on_the_table() -> None:
    table = sheet.load(text_of("sgu-2021", "sheet.yaml"), "sgu")
    own: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for row in rows_of("fixture_sgu_cdbp_sheets.csv"):
        criterion = table.criterion(row["item"])
        assert (table.group_of(criterion.id).id, criterion.max) == (
            row["group"],
            Decimal(row["max"]),
        )
        own[row["sheet"]] += int(row["self_score"])
        upper[row["sheet"]] += int(row["upper_score"])

    totals = rows_of("fixture_sgu_cdbp_totals.csv")
    assert own == {r["sheet"]: int(r["total_self"]) for r in totals}
    assert upper == {r["sheet"]: int(r["total_upper"]) for r in totals}


def rows_of(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_the_sample_table_keeps_the_frame_of_1294() -> None:
    table = sheet.load(text_of("cdcs-mau-2021", "sheet.yaml"), "mau")

    assert table.sample
    assert [(g.max, g.kind) for g in table.groups] == [
        (Decimal(40), "standard"),
        (Decimal(40), "standard"),
        (Decimal(15), "standard"),
        (Decimal(5), "bonus"),
    ]
    assert len(table.criteria) == 35
    assert {c.measure for c in table.criteria} == {"judged", "yes_no", "count"}
    assert {c.field for c in table.criteria} == {f.id for f in table.fields}
    assert table.explanation_of("standard") == sheet.Explanation(
        "standard", "always", "when_below_max"
    )


def test_the_last_days_of_seed_000_are_the_days_before() -> None:
    dates = plan.load(text_of("cdcs-mau-2021", "plan.yaml"), "mau")

    assert {s.id: s.last_day() for s in dates.steps} == {
        "nop_ho_so": date(2021, 11, 5),
        "danh_gia_linh_vuc": date(2021, 11, 5),
        "tham_dinh": date(2021, 11, 17),
        "tong_hop": None,
        "quyet_dinh": None,
    }


def test_the_sample_province_has_fifty_units_and_two_sided_people() -> None:
    found = organisation.load(text_of("to-chuc-mau", "organisation.yaml"), "to-chuc")
    looked_after = [unit for charge in found.charges for unit in charge.units]
    conflicts = [
        (person.login, unit.unit)
        for person in found.people
        for seat in person.posts
        for charge in found.charges
        if (seat.unit, seat.body) == (charge.unit, charge.body)
        for unit in person.posts
        if unit.unit in charge.units
    ]

    assert Counter(u.kind for u in found.units) == {
        "ldld_tinh": 1,
        "ldld_huyen": 4,
        "cd_nganh": 2,
        "cdcs": 33,
        "cd_bo_phan": 8,
        "don_vi_su_nghiep": 2,
    }
    assert sorted(looked_after) == sorted(u.code for u in found.units if u.kind == "cdcs")
    assert conflicts == [("cspl.loc", "coquan")]


@pytest.mark.parametrize("year", YEARS)
def test_every_participant_finds_somebody_who_may_hand_in(year: str) -> None:
    """In the sample province, on the day the year opens, no seat of a procedure stays empty."""
    found = organisation.load(text_of("to-chuc-mau", "organisation.yaml"), "to-chuc")
    steps = procedure.load(text_of(year, "procedure.yaml"), year).steps
    kind, authority, opens = {
        "cdcs-mau-2021": ("cdcs", "ldld", date(2021, 10, 11)),
        "sgu-2021": ("cd_bo_phan", "dhsh", date(2021, 6, 7)),
    }[year]
    held = {
        (p.unit, p.body, p.office)
        for person in found.people
        for p in person.posts
        if p.starts_on <= opens and (p.ends_on is None or opens <= p.ends_on)
    }
    empty = []
    for by in (by for step in steps for by in step.by):
        if by.of == "subject":
            seats = [(u.code, by.body) for u in found.units if u.kind == kind]
        elif by.of == "authority":
            seats = [(authority, by.body)]
        else:
            seats = [(b.unit, b.code) for b in found.bodies if b.kind == by.body_kind]
        empty += [s for s in seats if not any((*s, office) in held for office in by.submit)]

    assert empty == []
