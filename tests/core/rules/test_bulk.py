"""Many records at once come out exactly as each of them alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest

from congtam.core.rules import RuleSet, classify, load
from congtam.core.rules.bulk import Column, Result, classify_many, columns_of, moved, record
from congtam.core.rules.model import Fact
from tests.core.rules.random_rules import random_rule_set
from tests.core.rules.samples import FACTS, PACKS, pack, sample, with_levels
from tests.core.rules.test_derived import LEDGER
from tests.core.rules.test_derived import RULES as DECREE

SETS = tuple(load(file.read_text("utf-8"), file.name) for file in sorted(PACKS.glob("*.yaml")))
Record = dict[str, object]


def bordering(rule_set: RuleSet, random: Random) -> Record:
    """One record on and beside the thresholds, with missing, odd and wrong values."""
    whole = random.random() < 0.4
    found = {}
    for name in rule_set.inputs:
        if random.random() < (1 if whole else 0.8):
            found[name] = value(rule_set, name, random)
    for name in rule_set.derived:
        rule = rule_set.facts[name].of
        if rule and random.random() < 0.8:
            found.pop(name, None) if random.random() < 0.7 else found.pop(rule.parts[0], None)
    return found


def value(rule_set: RuleSet, name: str, random: Random) -> object:
    fact = rule_set.facts.get(name)
    if random.random() < 0.01:
        return random.choice(("rác", -1, 10**20, True, "n/a", {"num": 1, "den": 0}, 2.5))
    if fact is None:
        return random.choice((0, 0, 1, 2, 3, 5, 7, 10, 19, 20, "19.5", Fraction(1, 3)))
    if fact.na and random.random() < 0.2:
        return random.choice(("n/a", {"num": 0, "den": 0}))
    if fact.type == "bool":
        return random.choice((True, False, fact.better == "true", "true"))
    if fact.type == "enum":
        return random.choice(fact.values)
    return number(rule_set, fact, random)


def number(rule_set: RuleSet, fact: Fact, random: Random) -> object:
    cuts = rule_set.cuts[fact.id]
    cut = random.choice(cuts)
    if fact.type == "percent" and random.random() < 0.7:
        den = random.choice((1, 2, 3, 5, 7, 10, 20, 100, 999, 10**6, 3 * 10**10))
        num = int(cut * den / 100) + random.choice((-1, 0, 0, 0, 1))
        return {"num": min(max(num, 0), den), "den": den}
    beside = [(a + b) / 2 for a, b in pairwise(cuts)]
    near = random.choice((cut, cut, random.choice(beside or list(cuts)), cut + Fraction(1, 10**6),
                          cut - Fraction(1, 10**6), cut + Fraction(1, 3)))  # fmt: skip
    low, high = (Fraction(end) for end in fact.range or (0, 100))
    return near if random.random() < 0.01 else min(max(near, low), high)


def compare(rule_set: RuleSet, records: list[Record]) -> Counter[str]:
    found = classify_many(rule_set, columns_of(records, [rule_set]), size=len(records)).outcomes()
    wanted = [classify(rule_set, one).outcome for one in records]
    assert [(r, g, w) for r, g, w in zip(records, found, wanted, strict=True) if g != w] == []
    return Counter(wanted)


@pytest.mark.parametrize("rule_set", SETS, ids=lambda one: one.id)
def test_records_on_the_borders_of_every_shipped_rule_set_come_out_the_same(rule_set: RuleSet):
    random = Random(rule_set.id)
    outcomes = compare(rule_set, [bordering(rule_set, random) for _ in range(400)])
    stated = any(not level.unstated for level in rule_set.levels)
    assert bool(set(outcomes) - {"manual", "invalid"}) == stated


def test_records_on_the_borders_of_random_rule_sets_come_out_the_same():
    outcomes: Counter[str] = Counter()
    for seed in range(120):
        rule_set = random_rule_set(seed, most_facts=7)
        random = Random(seed)
        outcomes += compare(rule_set, [bordering(rule_set, random) for _ in range(40)])
    assert {"manual", "unknown", "invalid", "L0", "L1", "L2"} <= set(outcomes)


def test_scores_computed_from_ledgers_come_out_the_same():
    random = Random(335)

    def ledger() -> Record:
        found = {name: random.choice((0, 1, 2, 5, "19.5", 20)) for name in LEDGER}
        found |= {"quy_doi_giao": 20, "chung": random.choice((18, 20, 25, "28.5", 30))}
        found |= {
            "lan_cham": random.choice((0, 0, 1, 4, 5)),
            "sp_0": random.choice((18, 20, "1.5")),
        }
        if random.random() < 0.2:
            found["tong"] = random.choice((90, "90.5", 1000))
        for name in random.sample(sorted(found), random.choice((0, 0, 0, 1))):
            found[name] = random.choice((None, -1, "n/a", 0))
        return found

    outcomes = compare(DECREE, [ledger() for _ in range(3000)])
    assert set(outcomes) == {"L", "manual", "unknown", "invalid"}


MIXED = """\
facts:
  a: {label: A, type: percent, better: high, na: allowed, of: {num: x, den: y}}
  b: {label: B, type: percent, better: high, of: {num: z, den: y, clamp: [10, 90]}}
  c: {label: C, type: number, range: [-300, 300], better: high, na: allowed,
      of: {weighted: {a: "-1.5", b: 2, d: 0.5}, times: 0.3, plus: -7, clamp: ["-100", 150]}}
  d: {label: D, type: number, range: [-20, 20], better: low}
  e: {label: E, type: number, range: [0, 400], better: high, na: allowed,
      of: {mean: [a, b, f], each_at_most: 95}}
  f: {label: F, type: percent, better: high, na: allowed}
"""
MIXED_LEVELS = """\
  - id: L0
    label: Cao
    cite: {doc: HD, at: k}
    all:
      - {id: A1, fact: a, at_least: 50, if_na: pass}
      - {id: A2, fact: c, more_than: 10, if_na: fail}
  - id: L1
    label: Vừa
    cite: {doc: HD, at: k}
    any:
      - {id: B1, fact: e, between: [30, 60], upper: open, if_na: unknown}
      - {not: {any: [{id: B2, fact: d, at_most: 0}, {id: B3, fact: f, equals: 50, if_na: fail}]}}
      - {all: [{id: B4, fact: b, at_most: 90}, {id: B5, fact: d, equals: 20}]}
"""
INVARIANTS = (
    "invariants:\n  - {id: V1, le: [f, a, b], why: w}\n  - {id: V2, same_na: [a, f, c], why: w}\n"
    "  - {id: V3, if: {fact: d, less_than: -10}, then: {fact: b, at_least: 20}, why: w}\n"
)


@pytest.mark.parametrize("more", ["", INVARIANTS])
def test_derived_facts_of_every_form_come_out_the_same(more: str):
    rules, random = with_levels(MIXED_LEVELS, facts=MIXED, more=more), Random(7)

    def one() -> Record:
        found: Record = {n: random.choice((0, 1, 2, 3, "2.5", 10)) for n in ("x", "y", "z")}
        found |= {
            "d": random.choice((-20, -11, "0.5", 0, 1, 20)),
            "f": random.choice((0, 50, "n/a")),
        }
        if random.random() < 0.2:
            name = random.choice("abcefxyzd")
            found[name] = random.choice((None, 50, 95, "n/a", {"num": 1, "den": 2}, -1, 10**13))
        return found

    outcomes = compare(rules, [one() for _ in range(2000)])
    assert {"manual", "invalid", "unknown", "L1"} <= set(outcomes)


def test_giant_counts_are_compared_exactly():
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: A, fact: ty_le, at_least: 33.333333, "
        "cite: {doc: HD, at: k}}, {id: B, fact: cap_duoi, more_than: 50, if_na: pass, "
        "cite: {doc: HD, at: k}}]}\n",
        more="invariants: [{id: V, le: [cap_duoi, ty_le], why: w}]\n",
    )
    dens = [3 * 10**14, 10**15 - 1, 2**31 - 1, 2**31, 46341, 3 * 10**9]
    records: list[Record] = []
    for den in dens:
        for near in (-1, 0, 1):
            num = int(Fraction("33.333333") * den / 100) + near
            records.append({"ty_le": {"num": num, "den": den}, "cap_duoi": "n/a"})
            half = {"num": den // 2 + near, "den": den}
            records.append({"ty_le": {"num": den // 2, "den": den}, "cap_duoi": half})
    arrays = {
        name: Column.counts(
            [one[name]["num"] if one[name] != "n/a" else 0 for one in records],  # type: ignore[index]
            [one[name]["den"] if one[name] != "n/a" else 1 for one in records],  # type: ignore[index]
            na=np.array([one[name] == "n/a" for one in records]),
        )
        for name in ("ty_le", "cap_duoi")
    }
    wanted = [classify(rules, one).outcome for one in records]
    assert classify_many(rules, arrays).outcomes() == wanted
    assert set(wanted) == {"L", "manual", "invalid"}


def test_products_that_leave_64_bits_are_taken_in_wider_numbers():
    facts = (
        "facts:\n  a: {label: A, type: percent, better: high, of: {num: x, den: y}}\n"
        "  b: {label: B, type: percent, better: high, of: {num: z, den: t}}\n"
        "  c: {label: C, type: number, range: [0, 100], better: high, of: {mean: [a, b]}}\n"
    )
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: A, fact: c, at_least: 50, cite: {doc: HD, at: k}}]}\n",
        facts=facts,
    )
    den = 2 * 10**9 + 11
    records: list[Record] = [
        {"x": den // 2 + near, "y": den, "z": den - 2 - den // 2, "t": den - 2}
        for near in range(-3, 4)
    ]
    assert compare(rules, records) == {"manual": 5, "L": 2}


WIDE = 130  # bits in more than two words of 64


def test_a_rule_set_wider_than_a_machine_word_comes_out_the_same():
    body = "  - id: L0\n    label: A\n    cite: {doc: HD, at: k}\n    any:\n"
    for at in range(WIDE // 2):
        body += (
            f"      - {{all: [{{id: A{at}, fact: diem, at_least: {at}}}, "
            f"{{id: B{at}, fact: ty_le, less_than: {at + 1}}}]}}\n"
        )
    rules, random = with_levels(body), Random(3)
    records = [bordering(rules, random) for _ in range(300)]
    assert set(compare(rules, records)) == {"L0", "manual", "unknown", "invalid"}


RULES = load(sample(), "mẫu.yaml")


def test_columns_of_arrays_say_what_is_missing_and_what_does_not_apply():
    no, last = np.array([False] * 5), np.array([False] * 4 + [True])
    columns = {
        "diem": Column.numbers([9500, 8999, 9000, 10001, -7], decimals=2, missing=last),
        "cap_duoi": Column.counts([7, 7, 0, 1, 3], [10, 10, 0, 1, 4], na=no),
        "vi_pham": Column.flags(np.array([False] * 5), missing=no),
        "hinh_thuc": Column.coded(("khong", "nang"), [0, 0, 0, 0, 0]),
    }
    found = classify_many(RULES, columns)
    assert found.outcomes() == ["TOT", "DAT", "TOT", "invalid", "unknown"]
    assert found.tally() == {"TOT": 2, "DAT": 1, "invalid": 1, "unknown": 1}
    assert record(columns, 4) == {
        "diem": None,
        "cap_duoi": {"num": 3, "den": 4},
        "vi_pham": "false",
        "hinh_thuc": "khong",
    }
    assert [classify(RULES, record(columns, row)).outcome for row in range(5)] == found.outcomes()


def test_a_fact_without_a_column_is_unknown_everywhere():
    assert classify_many(RULES, {}, size=2).outcomes() == ["unknown", "unknown"]
    flags = {"vi_pham": Column.flags([1, 0])}
    assert classify_many(RULES, flags).outcomes() == ["KEM", "unknown"]


def test_no_rows_give_no_outcomes():
    assert classify_many(RULES, {"vi_pham": Column.flags(np.zeros(0, np.bool_))}).outcomes() == []
    assert classify_many(RULES, columns_of([], [RULES]), size=0).tally() == {}


def test_codes_that_mean_nothing_are_invalid():
    columns = {
        "vi_pham": Column.flags([0, 1, 2, -1]),
        "hinh_thuc": Column.coded(("nang", "la"), [0, 1, 0, 0]),
    }
    found = classify_many(RULES, columns).outcomes()
    assert found == [classify(RULES, record(columns, row)).outcome for row in range(4)]
    assert found == ["KEM", "invalid", "invalid", "invalid"]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (lambda: {"la": Column.numbers([1])}, "không có dữ kiện «la»"),
        (lambda: {"diem": Column.counts([1], [2])}, "«diem» không đúng kiểu"),
        (lambda: {"vi_pham": Column.numbers([1])}, "«vi_pham» không đúng kiểu"),
        (lambda: {"ty_le": Column.flags([1])}, "«ty_le» không đúng kiểu"),
        (lambda: {"diem": Column.numbers([1]), "ty_le": Column.numbers([1, 2])}, "dài bằng nhau"),
        (dict, "phải biết số dòng"),
        (lambda: {"ty_le": Column.counts([1], [2, 3])}, "phải dài bằng nhau"),
        (lambda: {"diem": Column.numbers([1], decimals=16)}, "từ 0 đến 15"),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    columns: Callable[[], Mapping[str, Column]], says: str
):
    with pytest.raises(ValueError, match=says):
        classify_many(RULES, columns())


@pytest.mark.parametrize(
    "make",
    [
        lambda: Column.numbers([1.5]),
        lambda: Column.numbers(np.array([2**63], np.uint64)),
        lambda: Column.numbers([[1]]),
        lambda: Column.numbers([1], missing=[0]),
        lambda: Column.numbers([1], na=np.array([True, False])),
    ],
)
def test_what_is_not_exact_is_no_column(make: Callable[[], Any]):
    with pytest.raises(TypeError):
        make()


def test_who_would_move_is_counted_by_pairs_of_levels():
    stricter = load(sample().replace("at_least: 90", "at_least: 92"), "x")
    records: list[Record] = [
        {"diem": points, "cap_duoi": 80, "vi_pham": False, "hinh_thuc": "khong"}
        for points in (95, 92, 91, "91.99", 60, 40)
    ]
    records.append({"diem": 91, "cap_duoi": 80})
    assert moved(RULES, stricter, columns_of(records, [RULES, stricter])) == {
        ("TOT", "TOT"): 2,
        ("TOT", "DAT"): 2,
        ("DAT", "DAT"): 1,
        ("manual", "manual"): 1,
        ("unknown", "unknown"): 1,
    }


def test_another_version_may_know_other_facts():
    more = "  them: {label: Thêm, type: bool, better: none}\n"
    levels = (
        "levels:\n  - {id: MOI, label: Mới, cite: {doc: HD, at: k}, "
        "all: [{id: M, fact: them, is: true}]}\n"
    )
    other = load(sample(facts=FACTS + more, levels=levels), "x")
    records: list[Record] = [{"diem": 10, "vi_pham": True, "them": True}, {"vi_pham": True}]
    assert moved(RULES, other, columns_of(records, [RULES, other])) == {
        ("KEM", "MOI"): 1,
        ("KEM", "unknown"): 1,
    }


def test_the_result_names_its_codes():
    found: Result = classify_many(pack("tkv-2020-lanh-dao"), {}, size=1)
    assert found.labels == (
        "HTXSNV", "HTTNV", "HTNV", "KHTNV", "manual", "unknown", "invalid",
    )  # fmt: skip
    assert (found.codes.dtype, found.outcomes()) == (np.int8, ["unknown"])


def test_numpy_is_used_for_bulk_only():
    root = PACKS.parents[1] / "congtam"
    users = {
        file.parent.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if "import numpy" in file.read_text("utf-8")
    }
    assert users == {"core/rules/bulk"}
