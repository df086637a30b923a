from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from congtam.core.rules import NA, Outcome, classify, load
from congtam.core.rules.model import Ratio
from congtam.core.rules.values import Wrong, settle
from tests.core.rules.samples import FACTS, sample, with_levels

RULES = load(sample(), "mẫu.yaml")
GOOD: dict[str, object] = {"diem": 95, "cap_duoi": 80, "vi_pham": False, "hinh_thuc": "khong"}


def test_the_first_true_level_in_the_written_order_wins():
    assert classify(RULES, GOOD) == Outcome("TOT", ("TOT",))
    assert classify(RULES, {**GOOD, "diem": 60}) == Outcome("DAT", ("DAT",))
    assert classify(RULES, {**GOOD, "vi_pham": True}) == Outcome("KEM", ("KEM",))


def test_no_level_leaves_it_to_the_authority():
    assert classify(RULES, {**GOOD, "diem": 10}) == Outcome("manual", ("manual",))


def test_otherwise_may_be_a_level_with_its_citation():
    tail = "otherwise: {outcome: KEM, cite: {doc: HD, at: khoản 9}}\n"
    rules = load(sample(tail=tail), "x")
    assert classify(rules, {**GOOD, "diem": 10}) == Outcome("KEM", ("KEM",))
    assert classify(rules, {"diem": 10}) == Outcome("KEM", ("KEM",))


def test_what_is_unknown_keeps_every_level_before_the_true_one_possible():
    assert classify(RULES, {"diem": 95, "cap_duoi": 80, "vi_pham": False}) == Outcome(
        "unknown", ("KEM", "TOT"), ("hinh_thuc",)
    )
    assert classify(RULES, {}) == Outcome(
        "unknown", ("KEM", "TOT", "DAT", "manual"), ("vi_pham", "hinh_thuc", "diem", "cap_duoi")
    )


def test_a_fact_that_cannot_matter_any_more_is_not_asked_for():
    assert classify(RULES, {"vi_pham": True}) == Outcome("KEM", ("KEM",))
    assert classify(RULES, {**GOOD, "diem": 60, "cap_duoi": None}) == Outcome("DAT", ("DAT",))


@pytest.mark.parametrize(
    ("if_na", "outcome"), [("pass", "TOT"), ("fail", "DAT"), ("unknown", "unknown")]
)
def test_what_does_not_apply_counts_as_the_condition_says(if_na: str, outcome: str):
    rules = load(sample().replace("if_na: pass", f"if_na: {if_na}"), "x")
    assert classify(rules, {**GOOD, "cap_duoi": "n/a"}).outcome == outcome
    assert classify(rules, {**GOOD, "cap_duoi": NA}).outcome == outcome


@pytest.mark.parametrize(
    ("word", "value", "holds"),
    [
        ("at_least: 50", "50", True), ("at_least: 50", "49.999999", False),
        ("more_than: 50", "50", False), ("more_than: 50", "50.000001", True),
        ("at_most: 50", "50", True), ("at_most: 50", "50.000001", False),
        ("less_than: 50", "50", False), ("less_than: 50", "49.999999", True),
        ("equals: 50", "50.000", True), ("equals: 50", "50.1", False),
        ("between: [50, 70]", "50", True), ("between: [50, 70]", "70", True),
        ("between: [50, 70], lower: open", "50", False),
        ("between: [50, 70], upper: open", "70", False),
        ("between: [50, 70], lower: open, upper: open", "69.9", True),
        ("between: [50, 70]", "70.1", False), ("between: [50, 50]", "50", True),
    ],
)  # fmt: skip
def test_borders_are_in_or_out_as_the_word_says(word: str, value: str, holds: bool):
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: L1, fact: diem, "
        f"{word}, cite: {{doc: HD, at: k}}}}]}}\n"
    )
    assert classify(rules, {"diem": value}).outcome == ("L" if holds else "manual")


@pytest.mark.parametrize(
    ("num", "den", "outcome"),
    [(2, 3, "manual"), (669, 1000, "manual"), (67, 100, "L"), (3, 3, "L")],
)
def test_percentages_are_counts_compared_exactly(num: int, den: int, outcome: str):
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: L1, fact: ty_le, at_least: 67, "
        "cite: {doc: HD, at: k}}]}\n"
    )
    assert classify(rules, {"ty_le": {"num": num, "den": den}}).outcome == outcome


def test_a_threshold_with_decimals_is_exact_too():
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: L1, fact: ty_le, at_least: 33.3, "
        "cite: {doc: HD, at: k}}]}\n"
    )
    assert classify(rules, {"ty_le": {"num": 333, "den": 1000}}).outcome == "L"
    assert classify(rules, {"ty_le": {"num": "332.999", "den": "1000"}}).outcome == "manual"


def test_of_nothing_at_all_there_is_no_percentage():
    settled = settle(RULES, {"ty_le": {"num": 0, "den": 0}, "cap_duoi": {"num": 0, "den": 0}})
    assert (settled.values, settled.wrong) == ({"cap_duoi": NA}, [])


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("diem", 101, "«Điểm»: 101 nằm ngoài khoảng từ 0 đến 100"),
        ("diem", Decimal("-0.01"), "«Điểm»: -0,01 nằm ngoài khoảng từ 0 đến 100"),
        ("diem", 100 + Fraction(1, 3000), "«Điểm»: ≈ 100,0003 nằm ngoài khoảng từ 0 đến 100"),
        ("diem", "4,5", "«Điểm»: «4,5» không phải là số"),
        ("diem", 95.5, "«Điểm»: «float» không phải là số"),
        ("diem", True, "«Điểm»: «True» không phải là số"),
        ("diem", "NaN", "«Điểm»: «NaN» không phải là số"),
        ("diem", 10**40, f"«Điểm»: «1{'0' * 39}…» không phải là số"),
        ("diem", "n/a", "«Điểm»: không được để «không áp dụng»"),
        ("diem", {"num": 1, "den": 2}, "«Điểm»: chỉ tỷ lệ mới nhận {num, den}, và phải đủ cả hai"),
        ("ty_le", {"num": 1}, "«Tỷ lệ hoàn thành»: chỉ tỷ lệ mới nhận {num, den}, "
                              "và phải đủ cả hai"),
        ("ty_le", {"num": 6, "den": 5}, "«Tỷ lệ hoàn thành»: 6/5: tử số lớn hơn mẫu số"),
        ("ty_le", {"num": 1, "den": 0}, "«Tỷ lệ hoàn thành»: tử số 1 mà mẫu số là 0"),
        ("ty_le", {"num": -1, "den": 5}, "«Tỷ lệ hoàn thành»: «-1» là số âm"),
        ("ty_le", {"num": 1, "den": "x"}, "«Tỷ lệ hoàn thành»: «x» không phải là số"),
        ("vi_pham", "có", "«Có vi phạm»: «có» không phải là có hoặc không"),
        ("vi_pham", 1, "«Có vi phạm»: «1» không phải là có hoặc không"),
        ("hinh_thuc", "vua", "«Hình thức»: «vua» không thuộc: nang, nhe, khong"),
        ("la", 1, "«la»: bộ quy tắc không có dữ kiện này"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_returned_and_never_evaluated(name: str, value: object, says: str):
    given = {**GOOD, name: value}
    assert settle(RULES, given).wrong == [Wrong((name,), says)]
    assert classify(RULES, given) == Outcome("invalid", invalid=(name,))


INVARIANTS = """\
invariants:
  - {id: B1, le: [cap_duoi, ty_le], why: Cấp dưới không vượt cả nhóm}
  - {id: B2, if: {fact: vi_pham, is: true}, then: {fact: hinh_thuc, one_of: [nang, nhe]}, why: V}
"""


@pytest.mark.parametrize(
    ("given", "invalid"),
    [
        ({"ty_le": {"num": 2, "den": 3}, "cap_duoi": {"num": 4, "den": 6}}, ()),
        ({"ty_le": {"num": 2, "den": 3}, "cap_duoi": "66.67"}, ("cap_duoi", "ty_le")),
        ({"ty_le": 10, "cap_duoi": "n/a"}, ()),
        ({"cap_duoi": 20}, ()),
        ({"vi_pham": True, "hinh_thuc": "khong"}, ("vi_pham", "hinh_thuc")),
        ({"vi_pham": False, "hinh_thuc": "khong"}, ()),
        ({"vi_pham": True}, ()),
    ],
)
def test_facts_that_contradict_each_other_are_invalid(
    given: dict[str, object], invalid: tuple[str, ...]
):
    rules = load(sample(more=INVARIANTS), "x")
    assert classify(rules, given).invalid == invalid


def test_facts_of_one_denominator_apply_together_or_not_at_all():
    more = "  cap_tot: {label: Tốt, type: percent, better: high, na: allowed}\n"
    rules = load(
        sample(
            facts=FACTS + more,
            more="invariants:\n  - {id: B1, same_na: [cap_duoi, cap_tot], why: Cùng mẫu số}\n",
        ),
        "x",
    )
    assert classify(rules, {"cap_duoi": "n/a", "cap_tot": 5}).invalid == ("cap_duoi", "cap_tot")
    assert classify(rules, {"cap_duoi": "n/a", "cap_tot": "n/a"}).invalid == ()
    assert classify(rules, {"cap_duoi": "n/a"}).invalid == ()


DERIVED = """\
facts:
  a: {label: A, type: number, range: [0, 16], better: high, of: {sum: [x, y], each_at_most: 8}}
  b: {label: B, type: percent, better: high, of: {num: m, den: n}, na: allowed}
  c: {label: C, type: number, range: [0, 90], better: high,
      of: {weighted: {d: 0.3, a: 10}, clamp: [0, 90]}}
  d: {label: D, type: number, range: [0, 100], better: high, of: {mean: [a, z, x]}}
"""
COMPUTED = with_levels(
    "  - {id: L, label: L, all: [{id: L1, fact: c, at_least: 1, cite: {doc: HD, at: k}}]}\n",
    facts=DERIVED,
)


def test_derived_facts_are_exact():
    settled = settle(COMPUTED, {"x": 1, "y": "0.5", "z": 4, "m": 2, "n": 3})
    assert settled.values == {
        "a": Ratio(3, 2),
        "b": Ratio(200, 3, ("2", "3")),
        "d": Ratio(13, 6),
        "c": Ratio.of(Fraction(15) + Fraction(65, 100)),
    }


def test_a_derived_fact_is_held_within_its_clamp():
    assert settle(COMPUTED, {"x": 8, "y": 8, "z": 1}).values["c"] == Ratio(90, 1)


def test_a_derived_fact_without_all_its_parts_is_unknown():
    assert classify(COMPUTED, {"x": 1, "y": 1}) == Outcome("unknown", ("L", "manual"), ("c",))


def test_a_derived_percentage_of_nothing_does_not_apply():
    assert settle(COMPUTED, {"m": 0, "n": 0}).values == {"b": NA}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"x": 9, "y": 1}, "«A»: «x» là 9, quá mức 8"),
        ({"m": 3, "n": 2}, "«B»: 3/2: tử số lớn hơn mẫu số"),
        ({"m": 1, "n": 2, "b": "50.1"}, "«B»: giá trị nhập khác giá trị tính từ các thành phần"),
        ({"x": "n/a"}, "«x»: «n/a» không phải là số"),
        ({"x": -1}, "«x»: «-1» là số âm"),
    ],
)
def test_parts_that_cannot_be_are_invalid(given: dict[str, object], says: str):
    assert [one.says for one in settle(COMPUTED, given).wrong] == [says]


def test_a_derived_fact_may_be_given_itself_where_it_agrees():
    assert settle(COMPUTED, {"b": 50}).values == {"b": Ratio(50, 1)}
    assert settle(COMPUTED, {"m": 1, "n": 2, "b": 50}).wrong == []


def test_not_turns_true_and_false_and_leaves_unknown():
    rules = with_levels(
        "  - {id: L, label: L, not: {any: [{id: A, fact: vi_pham, is: true, cite: {doc: HD, "
        "at: k}}, {id: B, fact: diem, less_than: 5, cite: {doc: HD, at: k}}]}}\n"
    )
    assert [
        classify(rules, given).outcome
        for given in ({"vi_pham": False, "diem": 5}, {"vi_pham": True}, {"vi_pham": False})
    ] == ["L", "manual", "unknown"]


CAPPED = load(
    sample(
        facts=FACTS
        + "  muc_dv: {label: Mức của đơn vị, type: enum, values: [KEM, DAT, TOT], better: high,"
        " na: allowed}\n",
        more="caps:\n"
        "  - {id: C1, not_above: muc_dv, cite: {doc: HD, at: khoản 7}}\n"
        "  - {id: C2, at_most: DAT, when: {id: C2a, fact: ty_le, less_than: 50},"
        " cite: {doc: HD, at: khoản 8}}\n",
    ),
    "x",
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"muc_dv": "TOT", "ty_le": 50}, Outcome("TOT", ("TOT",))),
        ({"muc_dv": "DAT", "ty_le": 50}, Outcome("DAT", ("DAT",))),
        ({"muc_dv": "KEM", "ty_le": 0}, Outcome("KEM", ("KEM",))),
        ({"muc_dv": "n/a", "ty_le": "49.99"}, Outcome("DAT", ("DAT",))),
        ({"muc_dv": "TOT"}, Outcome("unknown", ("TOT", "DAT"), ("ty_le",))),
        ({"ty_le": 50}, Outcome("unknown", ("KEM", "DAT", "TOT"), ("muc_dv",))),
        ({"muc_dv": "KEM"}, Outcome("KEM", ("KEM",))),
    ],
)
def test_a_cap_lowers_the_level_and_never_raises_it(given: dict[str, object], expected: Outcome):
    assert classify(CAPPED, {**GOOD, **given}) == expected


def test_a_cap_does_not_speak_where_the_authority_decides():
    assert classify(CAPPED, {**GOOD, "diem": 1, "muc_dv": "KEM"}) == Outcome("manual", ("manual",))


def test_a_cap_that_only_warns_moves_nothing():
    more = "caps: [{id: C1, at_most: DAT, warns: true, cite: {doc: HD, at: k}}]\n"
    assert classify(load(sample(more=more), "x"), GOOD) == Outcome("TOT", ("TOT",))
