"""Each origin of a fact asks for its own keys, and for no others."""

from __future__ import annotations

import pytest

from congtam.core.packs import sources
from tests.core.packs import faults

SOURCES = """\
format: congtam/sources/1
id: nguon
version: "1"
title: Nguồn
documents: {HD: {title: Hướng dẫn, number: 01/HD}}
rules: quy-tac
sources:
  - {fact: diem_chung, from: sheet, of: diem, less: diem_ket_qua, ask: Nơi chấm}
  - {fact: so_thang_nghi, from: months, count: absent, without: [thai_san], ask: Tổ chức}
  - {fact: thai_san, from: months, count: any, kinds: [thai_san], ask: Tổ chức}
  - {fact: so_tv_thap, from: vote, count: low, ask: Tổ chức}
  - {fact: sp_cham, from: products, count: delays, deduct: 25, ask: Tổ chức}
"""


def test_sources_are_read() -> None:
    found = {one.fact: one for one in sources.load(SOURCES, "goi.yaml").sources}

    assert (found["diem_chung"].of, found["diem_chung"].less) == ("diem", "diem_ket_qua")
    assert found["so_thang_nghi"].without == ("thai_san",)
    assert (found["thai_san"].count, found["thai_san"].kinds) == ("any", ("thai_san",))
    assert (found["so_tv_thap"].count, found["so_tv_thap"].share) == ("low", "")
    assert (found["sp_cham"].count, found["sp_cham"].deduct) == ("delays", 25)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ", kinds: [thai_san]",
            "",
            ["10: sources[2]: «kinds» đi cùng «count: any»: các loại nghỉ được hỏi"],
        ),
        (
            "count: absent",
            "count: worked",
            ["9: sources[1].without: «without» chỉ dùng với «count: absent»"],
        ),
        (
            "count: low",
            "count: low, share: low",
            ["11: sources[3]: cần đúng một trong: share, count"],
        ),
        ("count: low, ", "", ["11: sources[3]: cần đúng một trong: share, count"]),
        (
            "count: delays",
            "count: late",
            [
                "12: sources[4].count: «late» không thuộc:"
                " assigned, done, quality, progress, failures, delays"
            ],
        ),
        ("less:", "tru:", ["8: sources[0].tru: khóa lạ «tru»"]),
        (
            "fact: thai_san",
            "fact: so_thang_nghi",
            ["10: sources[2].fact: dữ kiện «so_thang_nghi» lặp lại, đã có ở dòng 9"],
        ),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert faults(sources.load, SOURCES.replace(old, new, 1)) == expected
