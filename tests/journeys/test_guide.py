"""The guide shows every picture that the journeys take, and none that they do not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
LARGEST, ALL_TOGETHER = 150_000, 6_000_000


def test_the_guide_shows_exactly_the_pictures_that_are_taken():
    shown = set(re.findall(r"\(([\w-]+\.png)\)", (GUIDE / "README.md").read_text()))
    source = "".join(p.read_text() for p in Path(__file__).parent.rglob("*.py"))
    taken = {f"{name}.png" for name in re.findall(r'\.shot(?:_paper)?\(\s*"([\w-]+)"', source)}

    assert shown == taken
    assert {path.name for path in GUIDE.glob("*.png")} == taken


def test_its_pictures_are_light():
    sizes = {path.name: path.stat().st_size for path in GUIDE.glob("*.png")}

    assert [name for name, size in sizes.items() if size > LARGEST] == []
    assert sum(sizes.values()) < ALL_TOGETHER
