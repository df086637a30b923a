"""A slip of the pen in one condition comes to light: by an example or by the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.core.rules import load
from tests.core.rules.mistakes import mistakes, tally
from tests.core.rules.samples import PACKS, pack


# `make bench` tries every mistake in every shipped set.
@pytest.mark.parametrize(
    ("rule_set", "every"),
    [
        (pack("tkv-2020-chuyen-vien"), 3),
        (pack("tkv-2020-lanh-dao"), 10),
        *(
            (load((PACKS.parent / name / "rules.yaml").read_text(encoding="utf-8"), name), 1)
            for name in ("cdcs-mau-2021", "sgu-2021")
        ),
    ],
    ids=["specialists", "leaders", "unions", "school"],
)
def test_mistyped_conditions_come_to_light(rule_set, every: int):
    found = tally(rule_set, slice(None, None, every))
    assert [(one.condition, one.what) for one in found.missed] == []
    assert found.meant > 20


def test_every_kind_of_mistake_is_made():
    made = {(one.condition, one.what) for one in mistakes(pack("tkv-2020-lanh-dao"))}
    assert {
        ("H4", "dropped"),
        ("H4", "more_than as at_least"),
        ("H4", "more_than 60"),
        ("H4", "fact dv_dung_han"),
        ("H5", "if_na fail"),
        ("K5", "is turned"),
    } <= made


def test_the_report_alone_shows_most_of_them_too():
    """Without any example, only what opens no new region stays hidden."""
    found = tally(replace(pack("tkv-2020-chuyen-vien"), examples=()), slice(None, None, 3))
    assert found.by_example == 0
    assert found.by_report > 3 * len(found.missed)
