"""Each kind of finding on a small rule set, and what is no finding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congtam.core.rules import Report, RuleSet, check, classify, load
from tests.core.rules.samples import FACTS, HEAD, PACKS, TAIL

CITE = "cite: {doc: HD, at: k}"


def rules(body: str, *, tail: str = TAIL, more: str = "", facts: str = FACTS) -> RuleSet:
    return load(f"{HEAD}{facts}levels:\n{body}{tail}{more}", "mẫu.yaml")


def level(name: str, conditions: str, mode: str = "all") -> str:
    return f"  - {{id: {name}, label: Mức {name}, {CITE}, {mode}: [{conditions}]}}\n"


def at(key: str, points: int, word: str = "at_least") -> str:
    return f"{{id: {key}, fact: diem, {word}: {points}}}"


def told(report: Report, *, but: tuple[str, ...] = ("dead_fact",)) -> list[str]:
    return [f"{one.kind}: {one.says}" for one in report.findings if one.kind not in but]


def test_side_by_side_bands_that_fill_the_range_are_clean():
    body = level("A", at("a", 90)) + level("B", f"{at('b', 50)}, {at('b2', 90, 'less_than')}")
    report = check(rules(body + level("C", at("c", 50, "less_than"))))
    assert told(report) == []


def test_a_gap_is_told_with_its_ends():
    report = check(rules(level("A", at("a", 90)) + level("B", at("b", 50, "less_than"))))
    assert told(report) == ["gap: Điểm từ 50 đến dưới 90 (ví dụ 70): không mức nào áp dụng."]
    assert [dict(one.witness) for one in report.findings if one.kind == "gap"] == [{"diem": 70}]


def test_a_gap_of_one_point_is_a_gap():
    body = level("A", at("a", 50, "more_than")) + level("B", at("b", 50, "less_than"))
    assert told(check(rules(body))) == ["gap: Điểm đúng 50: không mức nào áp dụng."]


def test_where_otherwise_names_a_level_there_is_no_gap():
    tail = f"otherwise: {{outcome: A, {CITE}}}\n"
    assert told(check(rules(level("A", at("a", 90)), tail=tail))) == []


def test_levels_without_conditions_make_one_gap_and_nothing_else():
    body = level("A", f"{at('a', 90)}, {{id: a2, fact: ty_le, equals: 100}}")
    body += f"  - {{id: B, label: Mức B, unstated: true, {CITE}}}\n"
    report = check(rules(body + level("C", at("c", 50, "less_than"))))
    assert told(report) == [
        "gap: Điểm từ 50 trở lên (ví dụ 70): văn bản không nêu điều kiện của «Mức B»; "
        "người có thẩm quyền quyết định."
    ]


def test_a_rule_set_that_states_nothing_has_one_gap():
    body = "".join(
        f"  - {{id: {name}, label: Mức {name}, unstated: true, {CITE}}}\n" for name in "AB"
    )
    report = check(rules(body, facts="facts: {}\n"))
    assert told(report) == [
        "gap: Văn bản không nêu điều kiện của «Mức A», «Mức B»; người có thẩm quyền quyết định."
    ]


def test_levels_tried_first_overlap_each_other_once():
    body = level("A", at("a", 0)) + level("B", at("b", 50, "less_than"))
    body += level("C", at("c", 30, "less_than"))
    report = check(rules(body, tail=TAIL + "check_first: [C, B]\n"))
    assert [one.levels for one in report.findings if one.kind == "overlap"] == [
        ("C", "A"), ("C", "B"), ("B", "A"),
    ]  # fmt: skip


def test_a_level_always_preceded_by_others_is_unreachable():
    body = level("A", at("a", 50)) + level("B", at("b", 70)) + level("C", at("c", 0))
    assert told(check(rules(body)), but=("dead_fact", "crossing", "redundant")) == [
        "unreachable: Không trường hợp nào được xếp «Mức B»."
    ]


def test_a_level_reached_only_through_a_cap_is_reached():
    body = level("A", at("a", 50)) + level("B", at("b", 70)) + level("C", at("c", 0))
    cap = f"caps: [{{id: T, at_most: B, when: {{id: t, fact: vi_pham, is: true}}, {CITE}}}]\n"
    assert "unreachable" not in {one.kind for one in check(rules(body, more=cap)).findings}


def test_a_condition_that_another_one_implies_is_redundant():
    report = check(rules(level("A", f"{at('a', 50)}, {at('a2', 70)}") + level("B", at("b", 0))))
    assert told(report, but=("dead_fact", "crossing")) == [
        "redundant: Điều kiện a (Điểm ít nhất 50) của «Mức A» thừa: bỏ đi cũng không đổi gì.",
        "redundant: Điều kiện b (Điểm ít nhất 0) của «Mức B» thừa: bỏ đi cũng không đổi gì.",
    ]


def test_a_condition_that_an_invariant_implies_is_redundant():
    one = "{id: a, fact: vi_pham, is: false}, {id: a2, fact: hinh_thuc, is: khong}"
    more = "invariants: [{id: B, if: {fact: hinh_thuc, is: khong}, "
    more += "then: {fact: vi_pham, is: false}, why: x}]\n"
    found = check(rules(level("A", one), more=more)).findings
    assert [finding.about for finding in found if finding.kind == "redundant"] == ["a"]


def test_doing_better_must_not_cost_a_level():
    body = level("A", at("a", 50, "less_than")) + level("B", at("b", 50))
    report = check(rules(body))
    assert told(report) == [
        "non_monotone: Điểm tốt hơn, từ 20 thành 100, mà lại từ «Mức A» xuống «Mức B»."
    ]
    assert [dict(one.region) for one in report.findings[:1]] == [{"diem": "dưới 50"}]


def test_where_a_fact_has_no_better_direction_no_move_is_better():
    body = level("A", at("a", 50, "less_than")) + level("B", at("b", 50))
    report = check(
        rules(body, facts=FACTS.replace("[0, 100], better: high", "[0, 100], better: none"))
    )
    assert told(report) == []


def test_a_cap_that_lowers_the_better_is_non_monotone():
    body = level("A", at("a", 50)) + level("B", at("b", 50, "less_than"))
    cap = f"caps: [{{id: T, at_most: B, when: {{id: t, fact: vi_pham, is: false}}, {CITE}}}]\n"
    found = check(rules(body, more=cap)).findings
    assert [(one.levels, one.about) for one in found if one.kind == "non_monotone"] == [
        (("A", "B"), "vi_pham")
    ]


def test_a_fact_nothing_looks_at_is_dead_but_not_a_part_of_another():
    facts = """\
facts:
  a: {label: Phần A, type: number, range: [0, 10], better: high}
  b: {label: Phần B, type: number, range: [0, 10], better: high}
  tong: {label: Tổng, type: number, range: [0, 20], better: high, of: {sum: [a, b]}}
  diem: {label: Điểm, type: number, range: [0, 100], better: high}
"""
    body = level("A", at("a1", 50)) + level("B", at("b1", 50, "less_than"))
    assert told(check(rules(body, facts=facts)), but=()) == [
        "dead_fact: Dữ kiện «Tổng» không được điều kiện nào dùng đến."
    ]


def test_what_does_not_apply_is_a_case_of_its_own():
    body = level("A", "{id: a, fact: cap_duoi, at_least: 70, if_na: fail}")
    body += level("B", "{id: b, fact: cap_duoi, less_than: 70, if_na: fail}")
    assert told(check(rules(body))) == ["gap: Tỷ lệ cấp dưới không áp dụng: không mức nào áp dụng."]


def test_what_the_condition_leaves_open_is_no_gap():
    body = level("A", "{id: a, fact: cap_duoi, at_least: 70, if_na: unknown}")
    body += level("B", "{id: b, fact: cap_duoi, less_than: 70, if_na: fail}")
    assert told(check(rules(body))) == []


ORDERED = """\
facts:
  it: {label: Ít, type: number, range: [0, 10], better: none}
  nhieu: {label: Nhiều, type: number, range: [0, 10], better: none}
"""
ORDER = "invariants: [{id: B, le: [it, nhieu], why: x}]\n"


def test_numbers_in_order_may_be_equal_between_two_thresholds():
    both = "{id: a, fact: it, more_than: 4}, {id: b, fact: nhieu, less_than: 6}"
    rule_set = rules(level("A", both), facts=ORDERED, more=ORDER)
    assert "unreachable" not in {one.kind for one in check(rule_set).findings}
    assert classify(rule_set, {"it": 5, "nhieu": 5}).outcome == "A"


def test_numbers_against_their_order_are_no_case():
    both = "{id: a, fact: it, at_least: 6}, {id: b, fact: nhieu, less_than: 6}"
    other = level("B", "{id: c, fact: it, at_most: 10}")
    report = check(rules(level("A", both) + other, facts=ORDERED, more=ORDER))
    assert told(report, but=("redundant",)) == [
        "unreachable: Không trường hợp nào được xếp «Mức A»."
    ]


def test_a_failing_example_is_a_finding_that_cannot_be_accepted():
    body = level("A", at("a", 0))
    examples = "examples: [{given: {diem: 10.5}, expect: manual}]\n"
    first = check(rules(body, more=examples)).findings[0]
    assert (first.kind, first.levels, dict(first.witness)) == (
        "example_fails",
        ("manual", "A"),
        {"diem": "10.5"},
    )
    taken = f"accepted: [{{key: {first.key}, by: ai, reason: gì}}]\n"
    assert first.key in {one.key for one in check(rules(body, more=examples + taken)).open}


def test_an_accepted_finding_is_no_longer_open_and_the_hash_stays():
    body = level("A", at("a", 90)) + level("B", at("b", 50, "less_than"))
    bare = check(rules(body))
    key = next(one.key for one in bare.findings if one.kind == "gap")
    accepted = f"accepted: [{{key: {key}, by: Ban soạn, reason: Để ngỏ}}, "
    accepted += "{key: la, by: Ban soạn, reason: Cũ}]\n"
    report = check(rules(body, more=accepted))
    assert report.sha256 == bare.sha256
    assert key not in {one.key for one in report.open}
    assert [(one.key, one.by) for one in report.stale] == [("la", "Ban soạn")]
    assert next(one for one in report.to_json()["findings"] if one["key"] == key) == {
        "key": key,
        "kind": "gap",
        "levels": [],
        "region": {"diem": "từ 50 đến dưới 90"},
        "witness": {"diem": 70},
        "says": "Điểm từ 50 đến dưới 90 (ví dụ 70): không mức nào áp dụng.",
        "accepted": {"by": "Ban soạn", "reason": "Để ngỏ"},
    }


def test_a_key_outlives_new_words_but_not_another_region():
    body = level("A", at("a", 90)) + level("B", at("b", 50, "less_than"))
    texts = (body, body.replace("Mức A", "Tên khác"), body.replace(": 90", ": 80"))
    first, renamed, moved = (
        [one.key for one in check(rules(text)).findings if one.kind == "gap"] for text in texts
    )
    assert first == renamed
    assert first != moved


def test_a_witness_stands_on_a_number_that_is_easily_said():
    ends = level("A", at("a", 0, "equals")) + level("B", at("b", 100))
    narrow = level("A", "{id: a, fact: diem, at_most: 99.2}") + level("B", at("b", 100))
    found = [
        dict(one.witness)
        for body in (ends, narrow)
        for one in check(rules(body)).findings
        if one.kind == "gap"
    ]
    assert found == [{"diem": 50}, {"diem": Decimal("99.5")}]


@pytest.mark.parametrize("file", sorted(PACKS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_witness_of_a_shipped_rule_set_is_what_it_claims(file):
    rule_set = load(file.read_text(encoding="utf-8"), file.name)
    for finding in check(rule_set).findings:
        got = classify(rule_set, finding.witness).outcome
        if finding.kind == "gap":
            assert got == "manual"
        if finding.kind in ("overlap", "crossing", "non_monotone"):
            assert got == finding.levels[0]


def test_too_many_regions_are_said_to_be_too_many():
    names = [f"f{i}" for i in range(16)]
    facts = "".join(f"  {name}: {{label: F, type: percent, better: high}}\n" for name in names)
    body = ""
    for row in range(6):
        band = f"between: [{10 * row}, {10 * row + 5}]"
        members = (f"{{id: c{row}{name}, fact: {name}, {band}}}" for name in names)
        body += level(f"L{row}", ", ".join(members))
    report = check(rules(body, facts=f"facts:\n{facts}"))
    assert report.cut == ("gap", "unreachable")
    assert sum(one.kind == "gap" for one in report.findings) > 1
