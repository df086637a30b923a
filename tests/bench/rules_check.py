"""The check of rule sets: against z3 in the same run, on a large set, on random sets, and what
it catches of mistyped conditions."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from congtam.core.rules import RuleSet, check, load
from tests.core.rules import brute, solver
from tests.core.rules.mistakes import tally
from tests.core.rules.random_rules import random_rule_set
from tests.core.rules.samples import PACKS, pack

ROUNDS, RANDOM, BY_Z3 = 7, 2000, 60
SHARE, SECONDS, CAUGHT = 1 / 5, 5.0, 95.0
SAMPLES = PACKS.parent


def report() -> None:
    """Print the figures of the check."""
    print("\n== Kiểm tra bộ quy tắc")
    against_z3()
    large_set()
    cross_check()
    mistyped()


def against_z3() -> None:
    leaders = pack("tkv-2020-lanh-dao")
    ratios, own = [], []
    for _round in range(ROUNDS):
        mine = cpu(lambda: check(leaders))
        ratios.append(mine / cpu(lambda: solver.answers(leaders)))
        own.append(mine)
    ratio = statistics.median(ratios)
    print(
        f"Bộ lãnh đạo 2020: {statistics.median(own) * 1000:.1f} ms CPU, "
        f"{ratio:.3f} lần z3 ({min(ratios):.3f}–{max(ratios):.3f}), cùng câu hỏi"
        f"  mục tiêu ≤ {SHARE:.2f}  {met(ratio <= SHARE)}"
    )


def large_set() -> None:
    rule_set = large()
    found = check(rule_set)
    seconds = statistics.median(cpu(lambda: check(rule_set)) for _round in range(3))
    whole = "đủ" if not found.cut else f"cắt bớt {', '.join(found.cut)}"
    print(
        f"30 dữ kiện, 120 điều kiện: {seconds:.2f} giây CPU, {len(found.findings)} phát hiện, "
        f"{whole}  mục tiêu < {SECONDS:.0f} giây  {met(seconds < SECONDS and not found.cut)}"
    )


def cross_check() -> None:
    wrong = 0
    for seed in range(RANDOM):
        rule_set = random_rule_set(seed)
        wrong += bool(brute.disagreements(rule_set, check(rule_set)))
    other = 0
    for seed in range(RANDOM, RANDOM + BY_Z3):
        rule_set = random_rule_set(seed, most_facts=6)
        other += bool(solver.disagreements(rule_set, check(rule_set)))
    print(
        f"{RANDOM} bộ ngẫu nhiên thử từng trường hợp: {wrong} bộ lệch; "
        f"{BY_Z3} bộ hỏi z3: {other} bộ lệch  mục tiêu 0  {met(not wrong and not other)}"
    )


def mistyped() -> None:
    """Every single mistake in every shipped rule set."""
    meant = missed = refused = shown = 0
    for file in sorted([*PACKS.glob("*.yaml"), *SAMPLES.glob("*/rules.yaml")]):
        found = tally(load(file.read_text(encoding="utf-8"), str(file)))
        meant, missed = meant + found.meant, missed + len(found.missed)
        refused, shown = refused + found.refused, shown + found.by_example
        for one in found.missed:
            print(f"    {_name(file)}: {one.condition}: {one.what}")
    caught = 100 * (meant - missed) / meant
    print(
        f"Gõ nhầm một điều kiện làm đổi kết quả: {meant} cách, bắt được {caught:.1f} % "
        f"({shown} nhờ ví dụ); ngoài ra {refused} cách bị từ chối khi đọc"
        f"  mục tiêu ≥ {CAUGHT:.0f} %  {met(caught >= CAUGHT)}"
    )


def large() -> RuleSet:
    """30 facts and 120 conditions in four levels, nested but for a few slips."""
    shares = [f"p{i}" for i in range(20)]
    flags = [f"b{i}" for i in range(10)]
    facts = "".join(f"  {n}: {{label: Tỷ lệ {n}, type: percent, better: high}}\n" for n in shares)
    facts += "".join(f'  {n}: {{label: Điều {n}, type: bool, better: "true"}}\n' for n in flags)
    levels = ""
    for name, least in (("XS", 95), ("T", 80), ("H", 60)):
        asked = [f"fact: {n}, at_least: {least + _slip(name, n)}" for n in shares]
        asked += [f"fact: {n}, is: true" for n in flags]
        levels += _level(name, "all", asked)
    low = [f"fact: {n}, less_than: 30" for n in shares] + [f"fact: {n}, is: false" for n in flags]
    order = ", ".join(f"{{id: I{i}, le: [p{i}, p{i + 10}], why: x}}" for i in range(10))
    return load(
        "format: congtam/rules/1\nid: lon\nversion: 1\ntitle: Lớn\nsubject: x\n"
        "period: {from: 2026-01-01}\ndocuments:\n  HD: {title: Hướng dẫn}\n"
        f"facts:\n{facts}levels:\n{levels}{_level('K', 'any', low)}"
        f"check_first: [K]\notherwise: {{outcome: manual}}\ninvariants: [{order}]\n",
        "lớn",
    )


def _slip(level: str, name: str) -> int:
    """Three thresholds of the second level stand above those of the first."""
    return 18 if level == "T" and name in ("p3", "p7", "p15") else 0


def _level(name: str, mode: str, asked: list[str]) -> str:
    members = ", ".join(f"{{id: {name}{i}, {one}}}" for i, one in enumerate(asked))
    return f"  - {{id: {name}, label: {name}, cite: {{doc: HD, at: k}}, {mode}: [{members}]}}\n"


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _name(file: Path) -> str:
    return str(file.relative_to(SAMPLES))


def met(holds: bool) -> str:
    return "đạt" if holds else "CHƯA ĐẠT"


if __name__ == "__main__":
    report()
