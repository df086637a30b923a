"""A small rule set to take apart, and the shipped packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from congtam.core.marked import Unreadable
from congtam.core.rules import RuleSet, load

PACKS = Path(__file__).parents[3] / "packs" / "rules"
NAMES = (
    "laichau-2020-khoi-thi-dua",
    "nd335-2025-cong-chuc",
    "qd366-2025-ca-nhan",
    "tkv-2020-chuyen-vien",
    "tkv-2020-lanh-dao",
)

HEAD = """\
format: congtam/rules/1
id: mau
version: 1
title: Mẫu
subject: don_vi
period: {from: "2021-01-01", to: null}
documents:
  HD: {title: Hướng dẫn mẫu, number: 01/HD}
"""

FACTS = """\
facts:
  diem: {label: Điểm, type: number, range: [0, 100], better: high}
  ty_le: {label: Tỷ lệ hoàn thành, type: percent, better: high}
  cap_duoi: {label: Tỷ lệ cấp dưới, type: percent, better: high, na: allowed}
  vi_pham: {label: Có vi phạm, type: bool, better: "false"}
  hinh_thuc: {label: Hình thức, type: enum, values: [nang, nhe, khong], better: high}
"""

LEVELS = """\
levels:
  - id: TOT
    label: Tốt
    all:
      - {id: T1, fact: diem, at_least: 90, cite: {doc: HD, at: khoản 1, quote: từ 90}}
      - {id: T2, fact: cap_duoi, at_least: 70, if_na: pass, cite: {doc: HD, at: khoản 2}}
  - id: DAT
    label: Đạt
    all:
      - {id: D1, fact: diem, at_least: 50, cite: {doc: HD, at: khoản 3}}
  - id: KEM
    label: Kém
    any:
      - {id: K1, fact: vi_pham, is: true, cite: {doc: HD, at: khoản 4}}
      - {id: K2, fact: hinh_thuc, one_of: [nang], cite: {doc: HD, at: khoản 5}}
check_first: [KEM]
"""

TAIL = """\
otherwise: {outcome: manual, why: Người có thẩm quyền quyết định}
"""


def sample(*, facts: str = FACTS, levels: str = LEVELS, tail: str = TAIL, more: str = "") -> str:
    return HEAD + facts + levels + tail + more


def with_levels(body: str, *, facts: str = FACTS, more: str = "") -> RuleSet:
    return load(sample(facts=facts, levels=f"levels:\n{body}", more=more), "mẫu.yaml")


def pack(name: str) -> RuleSet:
    file = PACKS / f"{name}.yaml"
    return load(file.read_text(encoding="utf-8"), file.name)


def faults_of(text: str) -> list[str]:
    """Every fault of a text, as printed."""
    with pytest.raises(Unreadable) as caught:
        load(text, "mẫu.yaml")
    return [str(fault) for fault in caught.value.faults]
