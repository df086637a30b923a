"""Classification of a province a hundred times over: bulk, one by one, and one with its account."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from congtam.core.rules import RuleSet, account, classify, load
from congtam.core.rules.bulk import Column, classify_many, columns_of, record
from tests.core.rules.random_rules import random_rule_set
from tests.core.rules.samples import PACKS, pack
from tests.core.rules.test_bulk import bordering

RECORDS, ROUNDS, ALONE, BORDERS = 1_000_000, 9, 3000, 50_000
NAME = "tkv-2020-lanh-dao"
Arrays = dict[str, dict[str, Any]]


def report() -> None:
    """Ratios within this run; the columns are as they would come out of a database."""
    rules = pack(NAME)
    given = arrays(rules, RECORDS)
    columns = built(given)
    speed(rules, given, columns)
    accounts(rules, columns)
    agreement()


def arrays(rules: RuleSet, size: int) -> Arrays:
    """A year of leaders: most did everything, some thresholds are just met, 1 % is missing, a
    third leads nobody."""
    random = np.random.default_rng(2020)
    found: Arrays = {}
    alone = random.random(size) < 0.33
    for name, fact in rules.facts.items():
        missing = random.random(size) < 0.01
        if fact.type == "bool":
            share = 0.9 if fact.better == "true" else 0.03
            found[name] = {"values": random.random(size) < share, "missing": missing}
            continue
        den = random.integers(1, 60, size)
        part = (random.random(size) * (den + 1)).astype(np.int64)
        good = den if fact.better == "high" else np.zeros(size, np.int64)
        num = np.where(random.random(size) < 0.75, good, part)
        found[name] = {"num": num, "den": den, "missing": missing}
        if fact.na:
            found[name]["na"] = alone
    for less, more in (("dv_vuot_muc", "dv_hoan_thanh"), ("dv_dung_han", "dv_hoan_thanh"),
                       ("cd_tot", "cd_hoan_thanh")):  # fmt: skip
        found[less]["den"] = found[more]["den"]
        found[less]["num"] = np.minimum(found[less]["num"], found[more]["num"])
    found["suy_thoai"]["values"] &= ~found["tieu_chi_chung"]["values"]
    return found


def built(given: Arrays) -> dict[str, Column]:
    return {
        name: Column.counts(**one) if "num" in one else Column.flags(**one)
        for name, one in given.items()
    }


def compared(given: Arrays) -> None:
    """What numpy needs at least: one comparison with a constant for each fact."""
    for one in given.values():
        _ = one["num"] >= 5 if "num" in one else one["values"].view(np.int8) >= 1


def speed(rules: RuleSet, given: Arrays, columns: dict[str, Column]) -> None:
    """Bulk against bare comparisons in interleaved rounds, and against the loop."""
    works: dict[str, Callable[[], object]] = {
        "bare": lambda: compared(given),
        "bulk": lambda: classify_many(rules, columns),
        "build": lambda: built(given),
    }
    rounds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        cost(work)
    for _round in range(ROUNDS):
        for name, work in works.items():
            rounds[name].append(cost(work))
    bare, bulk, build = (statistics.median(rounds[name]) for name in works)
    ratios = [b / a for a, b in zip(rounds["bare"], rounds["bulk"], strict=True)]
    ratio = statistics.median(ratios)
    rows = [record(columns, row) for row in range(ALONE)]
    loop = cost(lambda: [classify(rules, row) for row in rows]) / ALONE * RECORDS
    found = classify_many(rules, columns).tally()
    print(
        f"\nXếp loại hàng loạt, «{NAME}», {RECORDS} hồ sơ × {len(given)} dữ kiện "
        f"(CPU, trung vị {ROUNDS} lượt)\n"
        f"  so {len(given)} cột với hằng số bằng numpy {bare * 1000:8.1f} ms\n"
        f"  xếp loại cả loạt                    {bulk * 1000:8.1f} ms  {ratio:5.1f}× "
        f"({min(ratios):.1f}–{max(ratios):.1f})  mục tiêu ≤ 10  {met(ratio <= 10)}\n"
        f"  dựng cột từ mảng thô (một lần)      {build * 1000:8.1f} ms  {build / bare:5.1f}×\n"
        f"  từng hồ sơ một (đo {ALONE})           {loop * 1000:8.0f} ms, chậm hơn "
        f"{loop / bulk:.0f} lần  mục tiêu ≥ 50  {met(loop >= 50 * bulk)}\n"
        f"  kết quả: {', '.join(f'{label} {n}' for label, n in found.most_common())}"
    )


def accounts(rules: RuleSet, columns: dict[str, Column]) -> None:
    """One record with everything that led to its level."""
    spent = []
    for row in range(ALONE):
        facts = record(columns, row)
        began = time.perf_counter()
        account(rules, facts)
        spent.append(time.perf_counter() - began)
    middle = statistics.median(spent) * 1000
    print(
        f"Một hồ sơ kèm đầy đủ lý do: trung vị {middle:.2f} ms  mục tiêu < 1 ms  {met(middle < 1)}"
    )


def agreement() -> None:
    """Records on the borders of all shipped rule sets and of random ones."""
    shipped = [load(file.read_text("utf-8"), file.name) for file in sorted(PACKS.glob("*.yaml"))]
    for what, rule_sets in (
        ("bộ đã có", shipped),
        ("bộ ngẫu nhiên", [random_rule_set(seed, most_facts=7) for seed in range(500)]),
    ):
        each = -(-BORDERS // len(rule_sets))
        wrong = sum(disagreements(rules, each) for rules in rule_sets)
        print(
            f"{each * len(rule_sets)} hồ sơ ở ngưỡng của {len(rule_sets)} {what}: "
            f"{wrong} chỗ lệch giữa cả loạt và từng hồ sơ {met(not wrong)}"
        )


def disagreements(rules: RuleSet, size: int) -> int:
    random = Random(f"{rules.id} {rules.sha256}")
    records = [bordering(rules, random) for _ in range(size)]
    found = classify_many(rules, columns_of(records, [rules]), size=size).outcomes()
    pairs = zip(records, found, strict=True)
    return sum(classify(rules, one).outcome != outcome for one, outcome in pairs)


def cost(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def met(holds: bool) -> str:
    return "đạt" if holds else "CHƯA ĐẠT"


if __name__ == "__main__":
    report()
