"""Where two versions differ, who would change level, and what was rewritten."""

from __future__ import annotations

from congtam.core.rules import RuleSet, classify, diff, load
from tests.core.rules.samples import PACKS, pack


def changed(name: str, old: str, new: str) -> RuleSet:
    text = (PACKS / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    return load(text.replace(old, new), f"{name}.yaml")


def test_the_same_rule_set_differs_nowhere():
    leaders = pack("tkv-2020-lanh-dao")
    found = diff(leaders, leaders)
    assert (found.differences, found.changes, found.cut) == ((), (), False)


def test_a_lower_threshold_moves_just_those_between():
    before = pack("tkv-2020-lanh-dao")
    after = changed("tkv-2020-lanh-dao", "more_than: 70", "more_than: 60")
    found = diff(before, after)
    assert [(one.was, one.now, one.exact["dv_hoan_thanh"]) for one in found.differences] == [
        ("manual", "HTNV", "(60,70]")
    ]
    assert found.differences[0].says == (
        "Tỷ lệ chỉ tiêu, nhiệm vụ của đơn vị, lĩnh vực phụ trách đã hoàn thành trên 60% đến 70% "
        "(ví dụ 65%): từ «Người có thẩm quyền quyết định» thành «Hoàn thành nhiệm vụ»."
    )
    assert [one.to_json() for one in found.changes] == [
        {"place": "levels.HTNV.all.H4.more_than", "was": "70", "now": "60"}
    ]


def test_new_words_alone_move_nobody():
    before = pack("tkv-2020-chuyen-vien")
    after = changed("tkv-2020-chuyen-vien", "label: Hoàn thành tốt nhiệm vụ", "label: Tốt")
    found = diff(before, after)
    assert found.differences == ()
    assert [one.place for one in found.changes] == ["levels.HTTNV.label"]


def test_a_wider_range_turns_what_was_refused_into_a_level():
    before = pack("tkv-2020-chuyen-vien")
    after = changed(
        "tkv-2020-chuyen-vien",
        "    of: {num: so_nv_vuot_muc, den: so_nv_duoc_giao}\n",
        "    of: {num: so_nv_vuot_muc, den: so_nv_duoc_giao}\n    range: [0, 120]\n",
    )
    assert diff(before, after).differences == ()  # over 100 % is more than was done
    free = changed(
        "tkv-2020-chuyen-vien", "  - {id: BB1, le: [nv_vuot_muc, nv_hoan_thanh], ",
        "  - {id: BB1, le: [nv_vuot_muc, nv_vuot_muc], ",
    )  # fmt: skip
    assert {(one.was, one.now) for one in diff(before, free).differences} == {
        ("invalid", "KHTNV"), ("invalid", "manual"),
    }  # fmt: skip


def test_facts_only_one_version_knows_are_named_and_every_witness_holds():
    before, after = pack("tkv-2020-chuyen-vien"), pack("tkv-2020-lanh-dao")
    found = diff(before, after)
    assert set(found.dropped) == set(before.facts) - set(after.facts)
    assert set(found.added) == set(after.facts) - set(before.facts)
    assert len(found.differences) > 10
    for one in found.differences:
        for rule_set, outcome in ((before, one.was), (after, one.now)):
            own = {name: value for name, value in one.witness.items() if name in rule_set.facts}
            assert classify(rule_set, own).outcome == outcome


def test_a_level_that_is_gone_is_named_by_the_version_that_has_it():
    text = (PACKS.parent / "sgu-2021" / "rules.yaml").read_text(encoding="utf-8")
    before = load(text, "x")
    after = load(text.replace("id: HTTNV", "id: TOT").replace("expect: HTTNV", "expect: TOT"), "x")
    assert [(one.was, one.now, one.says) for one in diff(before, after).differences] == [
        (
            "HTTNV",
            "TOT",
            "Tổng điểm từ 70 đến dưới 90 (ví dụ 80): "
            "từ «Hoàn thành tốt nhiệm vụ» thành «Hoàn thành tốt nhiệm vụ».",
        )
    ]
