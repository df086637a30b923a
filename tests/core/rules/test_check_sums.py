"""Facts made of others by adding up: what cannot add up is no case."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from congtam.core.rules import RuleSet, check, classify, load
from tests.core.rules.samples import HEAD, TAIL

SUM = """\
facts:
  chung: {label: Điểm chung, type: number, range: [0, 30], better: high}
  ket_qua: {label: Điểm kết quả, type: number, range: [0, 70], better: high}
  tong: {label: Tổng điểm, type: number, range: [0, 100], better: high, of: OF}
"""
PLAIN, HALVED = "{sum: [chung, ket_qua]}", "{mean: [chung, ket_qua], times: 2}"
WEIGHED = "{weighted: {chung: 2, ket_qua: -0.5}, plus: 40, clamp: [10, 90]}"


def rules(of: str, levels: dict[str, str]) -> RuleSet:
    body = "".join(
        f"  - {{id: {name}, label: {name}, cite: {{doc: HD, at: k}}, all: [{asked}]}}\n"
        for name, asked in levels.items()
    )
    return load(f"{HEAD}{SUM.replace('OF', of)}levels:\n{body}{TAIL}", "mẫu.yaml")


def asked(key: str, fact: str, test: str) -> str:
    return f"{{id: {key}, fact: {fact}, {test}}}"


LEVELS = {
    "A": f"{asked('a', 'tong', 'at_least: 70')}, {asked('a2', 'chung', 'at_least: 25')}",
    "B": f"{asked('b', 'tong', 'at_least: 50')}, {asked('b2', 'ket_qua', 'more_than: 30')}",
    "C": asked("c", "tong", "less_than: 50"),
}


def test_what_the_other_parts_cannot_make_up_is_no_case():
    levels = {
        "A": f"{asked('a', 'tong', 'at_least: 90')}, {asked('a2', 'chung', 'at_least: 20')}",
        "B": asked("b", "tong", "less_than: 90"),
    }
    found = check(rules(PLAIN, levels)).findings
    assert [(one.kind, one.about) for one in found] == [("redundant", "a2")]


def test_a_part_above_its_ceiling_is_no_case():
    levels = {
        "A": f"{asked('a', 'tong', 'at_least: 0')}, {asked('a2', 'ket_qua', 'at_most: 50')}",
    }
    free = check(rules(PLAIN, levels)).findings
    assert [one.exact["ket_qua"] for one in free if one.kind == "gap"] == ["(50,70]"]
    held = check(rules("{sum: [chung, ket_qua], each_at_most: 50}", levels)).findings
    assert [one.kind for one in held if one.kind == "gap"] == []


@pytest.mark.parametrize("of", [PLAIN, HALVED, WEIGHED])
def test_gaps_are_where_the_sums_leave_them(of: str):
    rule_set = rules(of, LEVELS)
    gaps = [one for one in check(rule_set).findings if one.kind == "gap"]
    halves = [[Decimal(i) / 2 for i in range(2 * top + 1)] for top in (30, 70)]
    for chung, ket_qua in product(*halves):
        outcome = classify(rule_set, {"chung": chung, "ket_qua": ket_qua}).outcome
        numbers = {"chung": chung, "ket_qua": ket_qua, "tong": total(of, chung, ket_qua)}
        held = any(inside(dict(one.exact), numbers) for one in gaps)
        assert (outcome == "manual") == held, numbers


@pytest.mark.parametrize("of", [PLAIN, HALVED, WEIGHED])
def test_the_parts_of_a_witness_add_up_to_what_it_shows(of: str):
    rule_set = rules(of, LEVELS)
    found = [one for one in check(rule_set).findings if one.witness]
    assert {one.kind for one in found} >= {"gap"}
    for one in found:
        assert set(one.witness) == {"chung", "ket_qua"}
        chung, ket_qua = (Decimal(str(value)) for value in one.witness.values())
        numbers = {"chung": chung, "ket_qua": ket_qua, "tong": total(of, chung, ket_qua)}
        assert inside(dict(one.exact), numbers)
        assert one.kind != "gap" or classify(rule_set, one.witness).outcome == "manual"


def total(of: str, chung: Decimal, ket_qua: Decimal) -> Decimal:
    if of != WEIGHED:
        return chung + ket_qua
    return min(max(2 * chung - ket_qua / 2 + 40, Decimal(10)), Decimal(90))


def inside(exact: dict[str, str], numbers: dict[str, Decimal]) -> bool:
    return all(within(exact[name], numbers[name]) for name in exact)


def within(text: str, number: Decimal) -> bool:
    ends = [[Fraction(end) for end in one[1:-1].split(",")] for one in text.split("|")]
    return any(
        (low < number or (low == number and one[0] == "["))
        and (number < high or (number == high and one[-1] == "]"))
        for one, (low, high) in zip(text.split("|"), ends, strict=True)
    )
