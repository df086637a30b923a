"""The sample sheets for the regimes of 2025 and 2026: frames of the text, splits of ours."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from congtam.core import rules
from congtam.core.packs import sheet

PACKS = Path(__file__).parents[3] / "packs"
FRAMES = {
    "qd366-2025/sheet-tap-the": ([30, 70], [6, 6], "qd366-2025-tap-the"),
    "qd366-2025/sheet-lanh-dao": ([30, 70], [9, 4], "qd366-2025-lanh-dao"),
    "qd366-2025/sheet-ca-nhan": ([30, 70], [15, 6], "qd366-2025-ca-nhan"),
    "nd233-2026/sheet-don-vi": ([30, 70], [3, 11], "nd233-2026-don-vi"),
    "nd233-2026/sheet-vien-chuc": ([15, 9, 6, 70], [10, 4, 3, 3], "nd233-2026-vien-chuc"),
    "nd233-2026/sheet-quan-ly": ([15, 9, 6, 70], [10, 4, 3, 6], "nd233-2026-vien-chuc"),
}


def table(name: str) -> sheet.Sheet:
    return sheet.load((PACKS / f"{name}.yaml").read_text(encoding="utf-8"), name)


def test_no_sheet_of_these_regimes_is_missing_here():
    folders = [PACKS / folder for folder in ("qd366-2025", "nd233-2026")]
    found = {f"{f.parent.name}/{f.stem}" for one in folders for f in one.glob("sheet*.yaml")}

    assert found == set(FRAMES)


@pytest.mark.parametrize("name", FRAMES)
def test_a_sample_sheet_keeps_thirty_and_seventy_points(name: str):
    maxima, counts, _ = FRAMES[name]
    found = table(name)

    assert [(g.max, len(g.criteria)) for g in found.groups] == [
        (Decimal(most), count) for most, count in zip(maxima, counts, strict=True)
    ]
    assert (sum(maxima[:-1]), maxima[-1], found.total) == (30, 70, Decimal(100))


@pytest.mark.parametrize("name", FRAMES)
def test_a_sample_sheet_says_that_its_points_are_invented(name: str):
    found = table(name)
    note = next(d for d in found.documents if d.key == "MAU")

    assert (found.sample, found.status) == (True, "mẫu")
    assert "(mẫu)" in found.title
    assert "điểm chia trong từng khung soạn làm mẫu" in note.source
    assert all(c.cite is not None for c in found.criteria)


@pytest.mark.parametrize("name", FRAMES)
def test_the_points_of_a_sheet_are_facts_of_its_rule_set(name: str):
    found, code = table(name), FRAMES[name][2]
    rule_set = rules.load((PACKS / "rules" / f"{code}.yaml").read_text(encoding="utf-8"), code)

    assert {fact.id for fact in found.facts} <= set(rule_set.inputs)
    assert {fact.source for fact in found.facts} == {"total", "group"}
