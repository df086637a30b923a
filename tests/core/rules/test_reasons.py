"""What stands beside the clauses of an account: steps, silence, readings, cautions, workings."""

from __future__ import annotations

from fractions import Fraction

import pytest

from congtam.core.rules import account, load
from congtam.core.rules.accounting import Missing
from congtam.core.rules.amounts import Step
from congtam.core.rules.whatif import changed, what_if
from tests.core.rules.samples import FACTS, HEAD, pack, sample, with_levels
from tests.core.rules.test_derived import LEDGER
from tests.core.rules.test_derived import RULES as DECREE

GOOD: dict[str, object] = {"diem": 95, "cap_duoi": 80, "vi_pham": False, "hinh_thuc": "khong"}


def steps(condition: str, given: dict[str, object], facts: str = FACTS) -> list[Step]:
    """What the only clause of a level asks for."""
    rules = with_levels(
        f"  - {{id: L, label: L, cite: {{doc: HD, at: k}}, all: [{condition}]}}\n", facts=facts
    )
    found = account(rules, given).next_level
    assert found is not None
    return list(found.steps)


@pytest.mark.parametrize(
    ("test", "value", "count", "sentence"),
    [
        ("at_least: 50", {"num": 8, "den": 20}, 2,
         "Cần thêm 2/20 hoàn thành: từ 8/20 lên 10/20."),
        ("more_than: 50", {"num": 8, "den": 20}, 3,
         "Cần thêm 3/20 hoàn thành: từ 8/20 lên 11/20."),
        ("at_least: 67", {"num": 2, "den": 7}, 3, "Cần thêm 3/7 hoàn thành: từ 2/7 lên 5/7."),
        ("at_most: 20", {"num": 5, "den": 20}, -1,
         "Cần bớt 1/20 hoàn thành: từ 5/20 xuống 4/20."),
        ("less_than: 20", {"num": 5, "den": 20}, -2,
         "Cần bớt 2/20 hoàn thành: từ 5/20 xuống 3/20."),
        ("equals: 100", {"num": 19, "den": 20}, 1,
         "Cần thêm 1/20 hoàn thành: từ 19/20 lên 20/20."),
        ("equals: 0", {"num": 3, "den": 7}, -3, "Cần bớt 3/7 hoàn thành: từ 3/7 xuống 0/7."),
        ("between: [40, 60]", {"num": 9, "den": 10}, -3,
         "Cần bớt 3/10 hoàn thành: từ 9/10 xuống 6/10."),
        ("at_least: 50", {"num": "7.5", "den": 20}, Fraction(5, 2),
         "Cần thêm 2,5/20 hoàn thành: từ 7,5/20 lên 10/20."),
    ],
)  # fmt: skip
def test_a_share_says_how_many_more_or_fewer(test: str, value: object, count: int, sentence: str):
    den = Fraction(str(value["den"]))  # type: ignore[index]
    found = steps(f"{{id: A, fact: ty_le, {test}}}", {"ty_le": value})
    assert found == [Step("A", Fraction(count), den, sentence)]


@pytest.mark.parametrize(
    ("condition", "given", "sentence"),
    [
        ("{id: A, fact: ty_le, equals: 50}", {"ty_le": {"num": 1, "den": 7}},
         "Tỷ lệ hoàn thành: cần bằng 50%."),
        ("{id: A, fact: ty_le, more_than: 50}", {"ty_le": {"num": "7.5", "den": 20}},
         "Tỷ lệ hoàn thành: cần tăng hơn 12,5 điểm phần trăm (đang là 37,5)."),
        ("{id: A, fact: ty_le, at_least: 50}", {"ty_le": 40},
         "Tỷ lệ hoàn thành: cần tăng 10 điểm phần trăm (đang là 40)."),
        ("{id: A, fact: diem, at_least: 90}", {"diem": "89.996"},
         "Điểm: cần tăng 0,004 (đang là 89,996)."),
        ("{id: A, fact: diem, more_than: 50}", {"diem": 50},
         "Điểm: cần tăng khỏi đúng ngưỡng 50."),
        ("{not: {id: A, fact: diem, at_least: 50}}", {"diem": 60},
         "Điểm: cần giảm hơn 10 (đang là 60)."),
        ("{not: {id: A, fact: diem, at_least: 0}}", {"diem": 60}, "Điểm: cần không ít nhất 0."),
        ("{id: A, fact: vi_pham, is: false}", {"vi_pham": True}, "Có vi phạm: cần là không."),
        ("{id: A, fact: hinh_thuc, one_of: [nhe, khong]}", {"hinh_thuc": "nang"},
         "Hình thức: cần là một trong: nhe, khong."),
        ("{id: A, fact: cap_duoi, at_least: 1, if_na: fail}", {"cap_duoi": "n/a"},
         "Tỷ lệ cấp dưới: đang không áp dụng."),
    ],
)  # fmt: skip
def test_what_is_not_counted_is_told_in_its_own_words(
    condition: str, given: dict[str, object], sentence: str
):
    assert steps(condition, given) == [Step("A", None, None, sentence)]


def test_a_fact_still_missing_for_the_next_level_is_asked_for():
    rules = load(sample(), "x")
    found = account(rules, {"diem": 60, "vi_pham": False, "hinh_thuc": "khong"}).next_level
    assert found is not None
    assert [one.sentence for one in found.steps] == [
        "Điểm: cần tăng 30 (đang là 60).",
        "Tỷ lệ cấp dưới: cần có số liệu.",
    ]


def test_the_steps_of_a_level_do_reach_it():
    rules = pack("tkv-2020-chuyen-vien")
    given = dict(rules.examples[0].given) | {
        "nv_hoan_thanh": {"num": 20, "den": 20},
        "nv_vuot_muc": {"num": 8, "den": 20},
    }
    found = account(rules, given)
    assert found.outcome == "HTTNV"
    assert found.next_level is not None
    assert [one.sentence for one in found.next_level.steps] == [
        "Cần thêm 2/20 nhiệm vụ hoàn thành vượt mức: từ 8/20 lên 10/20."
    ]
    better = {**given, "nv_vuot_muc": {"num": 8 + 2, "den": 20}}
    assert account(rules, better).outcome == "HTXSNV"


SILENT = """\
  - {id: XS, label: Xuất sắc, unstated: true, cite: {doc: HD, at: II.3}}
  - {id: TOT, label: Tốt, unstated: true, cite: {doc: HD, at: II.4}}
"""


def test_where_the_text_is_silent_the_account_says_so():
    found = account(with_levels(SILENT, facts="facts: {}\n"), {})
    assert (found.outcome, found.sentence, found.next_level) == (
        "manual",
        "Văn bản không nêu điều kiện của: Xuất sắc, Tốt. Người có thẩm quyền quyết định.",
        None,
    )
    assert [(level.result, level.sentence) for level in found.levels] == [
        ("unstated", "Xuất sắc: văn bản không nêu điều kiện (01/HD, II.3)."),
        ("unstated", "Tốt: văn bản không nêu điều kiện (01/HD, II.4)."),
    ]


def test_a_silent_level_above_a_stated_one_is_never_reached_by_itself():
    stated = (
        "  - {id: L, label: Đạt, all: [{id: A, fact: diem, at_least: 5, cite: {doc: HD, at: k}}]}\n"
    )
    rules = with_levels(SILENT + stated)
    high, low = account(rules, {"diem": 100}), account(rules, {"diem": 1})
    assert (high.outcome, high.next_level and high.next_level.sentence) == (
        "L",
        "Tốt: văn bản không nêu điều kiện (01/HD, II.4).",
    )
    assert (low.outcome, low.sentence, low.next_level and low.next_level.id) == (
        "manual",
        "Không mức nào có điều kiện khớp; văn bản không nêu điều kiện của: Xuất sắc, Tốt. "
        "Người có thẩm quyền quyết định.",
        "L",
    )


READINGS = """\
interpretations:
  - {id: D0, text: chung}
  - {id: D1, text: mức tốt, of: [TOT]}
  - {id: D2, text: điều kiện của mức đạt, of: [D1]}
  - {id: D3, text: dữ kiện, of: [vi_pham], decided_by: Ban Tổ chức}
  - {id: D4, text: tỷ lệ, of: [ty_le]}
"""


def test_only_the_readings_relied_on_are_listed():
    rules = load(sample(more=READINGS), "x")
    best, worst, middle = (
        [(one.id, one.open) for one in account(rules, {**GOOD, **given}).interpretations]
        for given in ({}, {"vi_pham": True}, {"diem": 60})
    )
    assert (best, worst, middle) == (
        [("D0", True), ("D1", True), ("D3", False)],
        [("D0", True), ("D3", False)],
        [("D0", True), ("D1", True), ("D2", True), ("D3", False)],
    )


def test_a_reading_of_a_part_is_relied_on_with_the_fact_made_of_it():
    more = "interpretations: [{id: D1, text: a, of: [lan_cham]}, {id: D2, text: b, of: [chung]}]\n"
    body = "  - {id: L, label: L, cite: {doc: HD, at: k}, all: [{id: A, fact: %s, at_least: 5}]}\n"
    facts = "facts:\n" + "".join(
        f"  {line}\n"
        for line in (
            "chung: {label: C, type: number, range: [0, 30], better: high}",
            "tien_do: {label: T, type: percent, better: high,"
            " of: {weighted: {lan_cham: '-25'}, plus: 100, clamp: [0, 100]}}",
        )
    )
    rules = with_levels(body % "tien_do", facts=facts, more=more)
    assert [one.id for one in account(rules, {"lan_cham": 1}).interpretations] == ["D1"]


def test_a_cited_text_that_is_not_certain_is_told():
    head = HEAD.replace(
        "documents:\n", "documents:\n  K: {title: Quy định khác, certainty: remembered}\n"
    ).replace("01/HD}", "01/HD, certainty: certain}")
    rules = load(sample().replace(HEAD, head).replace("doc: HD, at: khoản 3", "doc: K, at: k"), "x")
    assert account(rules, GOOD).cautions == ()
    assert account(rules, {**GOOD, "diem": 60}).cautions == (
        "Quy định khác: ghi theo trí nhớ, phải kiểm tra lại với văn bản.",
    )


def test_a_derived_score_shows_its_calculation():
    assert [one.sentence for one in account(DECREE, LEDGER).workings] == [
        "Sản phẩm quy đổi còn lại sau trừ = «sp_0» 17,5 + 0,75 × «sp_1» 2 + 0,5 × «sp_2» 0 + "
        "0,25 × «sp_3» 0 = 19.",
        "Tiến độ của một tháng = −25 × «lan_cham» 1 + 100 = 75%.",
        "Điểm nhiệm vụ = («Số lượng» 97,5% + «Chất lượng» ≈ 97,44% + «Tiến độ của một tháng» 75%) "
        "/ 3 × 0,7 ≈ 62,99.",
        "Tổng điểm = «Điểm chung» 28 + «Điểm nhiệm vụ» ≈ 62,99 ≈ 90,99.",
    ]
    held = account(DECREE, {"lan_cham": 5}).workings
    assert [one.sentence for one in held] == [
        "Tiến độ của một tháng = −25 × «lan_cham» 5 + 100 = -25, "
        "giữ trong khoảng từ 0 đến 100 = 0%."
    ]


def test_a_share_of_nothing_is_missing_and_says_why():
    rules = pack("tkv-2020-chuyen-vien")
    given = dict(rules.examples[0].given) | {"nv_vuot_muc": {"num": 0, "den": 0}}
    found = account(rules, given)
    assert found.missing == (
        Missing(
            "nv_vuot_muc",
            "Tỷ lệ nhiệm vụ hoàn thành vượt mức",
            ("so_nv_vuot_muc", "so_nv_duoc_giao"),
            "mẫu số bằng 0, không tính được tỷ lệ",
        ),
    )
    assert found.sentence.startswith(
        "Chưa xác định: còn thiếu «Tỷ lệ nhiệm vụ hoàn thành vượt mức» "
        "(mẫu số bằng 0, không tính được tỷ lệ)"
    )


@pytest.mark.parametrize("name", ["tkv-2020-chuyen-vien", "tkv-2020-lanh-dao"])
def test_a_fact_left_blank_never_gives_the_best_level(name: str):
    rules = pack(name)
    given = dict(rules.examples[0].given)
    whole = account(rules, given)
    asked = {line.fact for level in whole.levels for line in level.conditions}
    assert (whole.outcome, asked <= set(given)) == (rules.levels[0].id, True)
    for fact in asked:
        found = account(rules, {**given, fact: None})
        assert (found.outcome, [one.fact for one in found.missing]) == ("unknown", [fact])


def test_a_cap_in_the_way_of_the_next_level_is_named():
    more = "caps: [{id: C1, at_most: DAT, cite: {doc: HD, at: khoản 7}}]\n"
    found = account(load(sample(more=more), "x"), GOOD)
    assert (found.outcome, found.next_level and found.next_level.sentence) == (
        "DAT",
        "Để được xếp Tốt: đủ mọi điều kiện, nhưng có trần áp dụng.",
    )


def test_a_changed_fact_shows_another_level_and_keeps_nothing():
    rules = load(sample(), "x")
    given = dict(GOOD)
    found = what_if(rules, given, {"diem": 60})
    assert (found.moved, found.before.outcome, found.after.outcome, found.sentence) == (
        True,
        "TOT",
        "DAT",
        "Mức đổi từ Tốt thành Đạt.",
    )
    same = what_if(rules, given, {"diem": 91})
    assert (same.moved, same.sentence, given) == (False, "Mức không đổi: Tốt.", GOOD)


def test_a_changed_part_is_counted_anew():
    found = changed(DECREE, {**LEDGER, "tong": "90.98"}, {"lan_cham": 0})
    assert ("tong" in found, found["lan_cham"]) == (False, 0)
    assert account(DECREE, found).outcome == "L"


def test_a_changed_share_stands_and_the_others_stay_as_they_were():
    rules = pack("tkv-2020-chuyen-vien")
    given: dict[str, object] = {
        **dict(rules.examples[0].given), "nv_hoan_thanh": None, "nv_vuot_muc": None,
        "so_nv_duoc_giao": 20, "so_nv_hoan_thanh": 20, "so_nv_vuot_muc": 8,
    }  # fmt: skip
    found = what_if(rules, given, {"nv_vuot_muc": {"num": 10, "den": 20}})
    assert (found.before.outcome, found.after.outcome) == ("HTTNV", "HTXSNV")
    values = {line.id: line.value for level in found.after.levels for line in level.conditions}
    assert (values["XS2"], values["XS5"]) == ("20/20 (100%)", "10/20 (50%)")


def test_a_changed_sum_stands_and_what_shares_its_parts_keeps_its_value():
    facts = (
        "facts:\n  a: {label: A, type: number, range: [0, 100], better: high, of: {sum: [x, y]}}\n"
        "  b: {label: B, type: number, range: [0, 100], better: high, of: {mean: [x, z]}}\n"
    )
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: A, fact: a, at_least: 5, cite: {doc: HD, at: k}}]}\n",
        facts=facts,
    )
    given = {"x": 1, "y": 2, "z": 3}
    assert changed(rules, given, {"a": 9}) == {"a": 9, "b": Fraction(2), "y": 2, "z": 3}
    assert what_if(rules, given, {"a": 9}).after.outcome == "L"
