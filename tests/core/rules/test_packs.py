from __future__ import annotations

import pytest

from congtam.core.quotas import measure
from congtam.core.rules import account, classify, load, run_examples
from tests.core.rules.samples import NAMES, PACKS, pack, sample


def test_every_shipped_rule_set_is_known_here():
    assert set(NAMES) <= {file.stem for file in PACKS.glob("*.yaml")}


@pytest.mark.parametrize("file", sorted(PACKS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_examples_of_every_shipped_rule_set_come_out(file):
    assert run_examples(load(file.read_text(encoding="utf-8"), file.name)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_rule_set_is_the_same_rule_set(name: str):
    rule_set = pack(name)
    again = load(rule_set.whole, "kho")
    assert (again.sha256, again.levels, again.facts) == (
        rule_set.sha256,
        rule_set.levels,
        rule_set.facts,
    )
    for example in rule_set.examples:
        assert account(again, example.given).to_json() == account(rule_set, example.given).to_json()


def test_an_example_that_contradicts_the_rules_is_told():
    rule_set = load(
        sample(
            more="examples:\n"
            "  - {given: {diem: 95, cap_duoi: n/a, vi_pham: false, hinh_thuc: nhe}, expect: TOT}\n"
            "  - {given: {diem: 95, cap_duoi: n/a, vi_pham: false, hinh_thuc: nhe}, expect: DAT}\n"
            "  - {given: {diem: 95}, expect: unknown, possible: [TOT]}\n"
        ),
        "mẫu.yaml",
    )
    assert [failure.says for failure in run_examples(rule_set)] == [
        "examples[1] (dòng 34): mong đợi Đạt (DAT), kết quả là Tốt (TOT)",
        "examples[2] (dòng 35): mong đợi Chưa xác định (unknown), có thể là TOT, "
        "kết quả là Chưa xác định (unknown), có thể là KEM, TOT, DAT",
    ]


def test_an_example_may_expect_a_refusal():
    rule_set = load(sample(more="examples: [{given: {diem: 101}, expect: invalid}]\n"), "x")
    assert run_examples(rule_set) == ()


def test_the_quota_of_decree_335_counts_those_rated_good():
    quota = pack("nd335-2025-cong-chuc").quotas[0]
    assert (quota.per, measure(quota, {"HTXSNV": 3, "HTTNV": 12}).sentence) == (
        ("don_vi", "nhom_nhiem_vu"),
        "20% × 12 đơn vị xếp loại HTTNV = 2,4, làm tròn xuống còn 2; đề nghị 3, vượt 1",
    )


def test_a_leader_with_sixty_percent_of_targets_is_left_to_the_authority():
    rule_set = pack("tkv-2020-lanh-dao")
    given = dict(rule_set.examples[0].given) | {
        "dv_hoan_thanh": {"num": 3, "den": 5},
        "dv_vuot_muc": 0,
        "dv_dung_han": 60,
    }
    assert classify(rule_set, given).outcome == "manual"


def test_the_points_of_five_boards_are_summed_each_within_its_ceiling():
    rule_set = pack("laichau-2020-khoi-thi-dua")
    points = {f"ban_{i}": 8 for i in range(1, 6)}
    assert classify(rule_set, points).outcome == "unknown"
    assert classify(rule_set, {**points, "ban_3": "8.01"}).invalid == ("diem_ban",)
