"""Facts that follow from others: scaled, summed, weighed, never rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest

from congtam.core.rules import NA, Outcome, classify
from congtam.core.rules.model import Ratio
from congtam.core.rules.values import Wrong, settle
from tests.core.rules.samples import FACTS, faults_of, sample, with_levels

LEVEL = "  - {id: L, label: L, all: [{id: L1, fact: tong, at_least: 90, cite: {doc: HD, at: k}}]}\n"
# Decree 335/2025 in one piece: a ledger of converted products, deductions, two formulas.
DECREE = """\
facts:
  dat_cl: {label: Sản phẩm quy đổi còn lại sau trừ, type: number, range: [0, 1000000],
           better: high, of: {weighted: {sp_0: 1, sp_1: 0.75, sp_2: 0.5, sp_3: 0.25}}}
  so_luong: {label: Số lượng, type: percent, better: high,
             of: {num: quy_doi_xong, den: quy_doi_giao, clamp: [0, 100]}}
  chat_luong: {label: Chất lượng, type: percent, better: high,
               of: {num: dat_cl, den: quy_doi_xong}}
  tien_do: {label: Tiến độ của một tháng, type: percent, better: high,
            of: {weighted: {lan_cham: "-25"}, plus: 100, clamp: [0, 100]}}
  nhiem_vu: {label: Điểm nhiệm vụ, type: number, range: [0, 70], better: high,
             of: {mean: [so_luong, chat_luong, tien_do], times: 0.7}}
  chung: {label: Điểm chung, type: number, range: [0, 30], better: high}
  tong: {label: Tổng điểm, type: number, range: [0, 100], better: high,
         of: {sum: [chung, nhiem_vu]}}
"""
RULES = with_levels(LEVEL, facts=DECREE)
LEDGER: dict[str, object] = {
    "quy_doi_xong": "19.5", "quy_doi_giao": 20, "sp_0": "17.5", "sp_1": 2, "sp_2": 0, "sp_3": 0,
    "lan_cham": 1, "chung": 28,
}  # fmt: skip


def number(name: str, given: dict[str, object]) -> Fraction:
    value = settle(RULES, given).values[name]
    assert isinstance(value, Ratio)
    return value.fraction()


def test_a_score_follows_from_the_ledger_exactly():
    a, b, c = Fraction(195, 2), Fraction(1900, 195) * 10, Fraction(75)
    assert settle(RULES, LEDGER).values == {
        "dat_cl": Ratio(19, 1),
        "so_luong": Ratio(3900, 40, ("19,5", "20")),
        "chat_luong": Ratio(3800, 39, ("19", "19,5")),
        "tien_do": Ratio(75, 1),
        "nhiem_vu": Ratio.of((a + b + c) / 3 * Fraction(7, 10)),
        "chung": Ratio(28, 1),
        "tong": Ratio.of(28 + (a + b + c) / 3 * Fraction(7, 10)),
    }


@pytest.mark.parametrize(("times", "left"), [(0, 100), (1, 75), (3, 25), (4, 0), (7, 0)])
def test_each_delay_takes_a_quarter_and_nothing_falls_below_zero(times: int, left: int):
    assert number("tien_do", {"lan_cham": times}) == left


def test_more_than_was_assigned_counts_as_all_where_a_clamp_says_so():
    assert settle(RULES, {"quy_doi_xong": 25, "quy_doi_giao": 20}).values == {
        "so_luong": Ratio(100, 1)
    }


def test_a_border_is_met_exactly_through_every_step():
    full = {**LEDGER, "quy_doi_xong": 20, "sp_0": 20, "sp_1": 0, "lan_cham": 0}
    assert classify(RULES, {**full, "chung": 20}) == Outcome("L", ("L",))
    assert classify(RULES, {**full, "chung": "19.999999"}) == Outcome("manual", ("manual",))


def test_a_ledger_without_products_leaves_the_score_unknown():
    empty = {**LEDGER, "quy_doi_giao": 0, "quy_doi_xong": 0, "sp_0": 0, "sp_1": 0}
    assert classify(RULES, empty) == Outcome("unknown", ("L", "manual"), ("tong",))


def test_a_score_out_of_its_range_is_told_of_the_fact_it_is():
    assert settle(RULES, {**LEDGER, "chung": "30.5"}).wrong == [
        Wrong(("chung",), "«Điểm chung»: 30,5 nằm ngoài khoảng từ 0 đến 30")
    ]


PARTS = """\
facts:
  cap_duoi: {label: Cấp dưới, type: percent, better: high, na: allowed, of: {num: m, den: n}}
  rieng: {label: Riêng, type: percent, better: high}
  tong: {label: Tổng, type: number, range: [0, 200], better: high, na: allowed,
         of: {sum: [cap_duoi, rieng]}}
"""


@pytest.mark.parametrize("rieng", [50, None, "n/a"])
def test_what_is_made_of_something_not_applicable_is_not_applicable(rieng: object):
    facts = PARTS.replace(
        "type: percent, better: high}", "type: percent, better: high, na: allowed}"
    )
    rules = with_levels(LEVEL.replace("at_least", "if_na: unknown, at_least"), facts=facts)
    given = {"m": 0, "n": 0, "rieng": rieng}
    assert settle(rules, given).values["tong"] is NA
    assert classify(rules, given).outcome == "unknown"


def test_a_sum_that_must_have_a_value_takes_no_part_that_may_lack_one():
    facts = PARTS.replace(
        "range: [0, 200], better: high, na: allowed", "range: [0, 200], better: high"
    )
    faults = faults_of(
        sample(facts=FACTS + facts.removeprefix("facts:\n").replace("cap_duoi", "cd"))
    )
    assert [one.split(": ", 2)[2] for one in faults] == [
        "thành phần «cd» có thể là n/a: dữ kiện «tong» cũng phải cho phép"
    ]


@pytest.mark.parametrize(
    ("of", "says"),
    [
        ("{sum: [x], times: 0}", "phải khác 0"),
        ("{sum: [x], times: nhiều}", "không phải là số"),
        ("{sum: [x], plus: '1,5'}", "không phải là số"),
        ("{num: x, den: y, plus: 1}", "khóa lạ «plus»"),
    ],
)
def test_a_scale_that_cannot_be_meant_names_its_fault(of: str, says: str):
    more = f"  tong: {{label: T, type: percent, better: high, of: {of}}}\n"
    faults = faults_of(sample(facts=FACTS + more))
    assert says in faults[0]


def test_counts_below_zero_make_no_percentage():
    rules = with_levels(
        LEVEL,
        facts="facts:\n  lech: {label: Lệch, type: number, range: [-9, 9], better: high}\n"
        "  tong: {label: T, type: percent, better: high, of: {num: lech, den: x}}\n",
    )
    assert settle(rules, {"lech": -1, "x": 4}).wrong == [Wrong(("tong",), "«T»: -1/4 có số âm")]
