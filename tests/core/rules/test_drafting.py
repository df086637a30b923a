"""The tree of a draft: edited part by part, everything unknown carried through."""

from datetime import date
from pathlib import Path

import pytest

from congtam.core import rules
from congtam.core.canonical import canonical
from congtam.core.marked import Unreadable, read
from congtam.core.rules.drafting import nodes, parts, saying

PACKS = sorted((Path(__file__).parents[3] / "packs").rglob("rules*.yaml"))
PACKS += sorted((Path(__file__).parents[3] / "packs" / "rules").glob("*.yaml"))
DECREE = Path(__file__).parent / "data/nghi-dinh.yaml"
CITE = {"doc": "ND", "at": "khoản 1", "quote": "từ 90 điểm"}


def decree():
    return parts.read(canonical(read(DECREE.read_text(), "nd335")))


def blank(*levels):
    return parts.blank(
        id="thu", title="Thử", subject="can_bo", first=date(2026, 1, 1), last=None, levels=levels
    )


def faults(tree):
    with pytest.raises(Unreadable) as unreadable:
        rules.load(parts.written(tree), "thu")
    return unreadable.value.faults


@pytest.mark.parametrize("path", PACKS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_tree_is_written_and_sealed_as_the_loader_does_it(path):
    loaded = rules.load(path.read_text(), path.name)

    tree = parts.read(loaded.whole)

    assert (parts.written(tree), parts.sealed(tree)) == (loaded.whole, loaded.sha256)


def test_what_is_typed_in_forms_is_sealed_like_what_is_typed_in_a_file():
    tree = blank("Đạt")
    tree, _key = parts.put(tree, "documents", "", {"number": "1/NĐ-CP", "title": "Nghị định"})
    tree, _key = parts.put(
        tree, "facts", "", {"label": "Có vi phạm", "type": "bool", "better": "false"}
    )
    tree, _address = nodes.add(
        tree, "D:", {"fact": "co_vi_pham", "is": False, "cite": CITE | {"doc": "1-ND-CP"}}
    )

    loaded = rules.load(parts.written(tree), "thu")

    assert loaded.sha256 == parts.sealed(tree)
    assert [level.id for level in loaded.levels] == ["D"]
    assert rules.classify(loaded, {"co_vi_pham": False}).outcome == "D"


def test_ids_are_made_of_the_words_and_never_twice():
    tree = blank("Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt nhiệm vụ (có hạn chế)", "Đạt")

    assert [key for key, _level in parts.entries(tree, "levels")] == ["HTTNV", "HTTNVCHC", "D"]
    tree, first = parts.put(tree, "facts", "", {"label": "Điểm"})
    tree, second = parts.put(tree, "facts", "", {"label": "Điểm"})
    tree, cap = parts.put(tree, "caps", "", {"at_most": "D"})
    assert (first, second, cap) == ("diem", "diem2", "TR1")
    assert parts.free("a", {"a", "a2"}) == "a3"


def test_an_edit_keeps_what_the_form_does_not_know_and_drops_what_it_left_empty():
    tree = decree()
    tree["facts"]["diem"]["of"] = {"sum": ["a", "b"], "times": "0.7"}

    made, _key = parts.put(tree, "facts", "diem", {"label": "Điểm năm", "range": None})

    assert made["facts"]["diem"] == {
        "label": "Điểm năm", "type": "number", "better": "high",
        "of": {"sum": ["a", "b"], "times": "0.7"},
    }  # fmt: skip
    assert tree["facts"]["diem"]["label"] == "Điểm theo dõi đánh giá"


def test_who_stands_on_a_part_is_named():
    tree = decree()

    found = {
        ("facts", "la_lanh_dao"): ["K4a", "ví dụ 1", "ví dụ 2", "ví dụ 3"],
        ("levels", "KHTNV"): ["thứ tự xét", "ví dụ 3", "ví dụ 4"],
        ("levels", "HTNV"): [],
        ("invariants", "x"): [],
    }
    assert {part: parts.users(tree, *part) for part in found} == found
    assert "K4" in parts.users(tree, "documents", "ND335")


def test_items_move_and_go():
    tree = blank("A", "B", "C")

    moved = parts.move(tree, "levels", "C", -1)
    at_the_end = parts.move(moved, "levels", "A", -1)
    gone = parts.drop(moved, "levels", "B")

    assert [key for key, _item in parts.entries(moved, "levels")] == ["A", "C", "B"]
    assert at_the_end == moved
    assert [key for key, _item in parts.entries(gone, "levels")] == ["A", "C"]
    with pytest.raises(parts.Lost):
        parts.drop(gone, "levels", "B")


def test_a_copy_of_another_name_is_accepted_anew():
    tree = parts.accept(decree(), "k1", by="Chi", reason="Đã rõ")
    dates = {"first": date(2027, 1, 1), "last": date(2027, 12, 31)}

    next_version = parts.copied(tree, id=tree["id"], version=2, **dates)
    other = parts.copied(tree, id="khac", version=1, **dates)

    assert (next_version["version"], len(next_version["accepted"])) == ("2", 1)
    assert (other["id"], "accepted" in other, other["period"]) == (
        "khac", False, {"from": "2027-01-01", "to": "2027-12-31"},
    )  # fmt: skip


def test_acceptance_is_outside_the_seal_and_the_last_word_holds():
    tree = decree()

    twice = parts.accept(parts.accept(tree, "k", by="Chi", reason="a"), "k", by="An", reason="b")

    assert twice["accepted"] == [{"key": "k", "by": "An", "reason": "b"}]
    assert parts.sealed(twice) == parts.sealed(tree)
    assert parts.withdraw(twice, "k")["accepted"] == []
    with pytest.raises(parts.Lost):
        parts.withdraw(tree, "k")


def test_every_node_of_a_level_has_an_address():
    rows = nodes.rows(decree(), "KHTNV")

    assert [(row.address, row.depth, row.group, row.first, row.last) for row in rows] == [
        ("KHTNV:0", 1, False, True, False),
        ("KHTNV:1", 1, False, False, False),
        ("KHTNV:2", 1, False, False, False),
        ("KHTNV:3", 1, True, False, True),
        ("KHTNV:3.0", 2, False, True, False),
        ("KHTNV:3.1", 2, False, False, True),
    ]
    assert nodes.at(decree(), "KHTNV:3.1")["id"] == "K4b"


@pytest.mark.parametrize("address", ["KHTNV", "X:", "KHTNV:9", "KHTNV:3.x", "KHTNV:0.0", "KHTNV:²"])
def test_an_address_of_nothing_is_lost(address):
    with pytest.raises(parts.Lost):
        nodes.at(decree(), address)


def test_conditions_are_added_changed_moved_and_dropped():
    tree, added = nodes.add(decree(), "KHTNV:3", {"fact": "ky_luat", "is": "true"})
    changed = nodes.put(tree, added, {"is": "false"})
    moved = nodes.move(changed, added, -2)
    gone = nodes.drop(moved, "KHTNV:3.0")

    assert added == "KHTNV:3.2"
    assert nodes.at(moved, "KHTNV:3.0") == {"id": "KHTNV1", "fact": "ky_luat", "is": "false"}
    assert gone == decree()


def test_a_group_changes_its_mode_but_not_to_holds_one_member():
    tree = decree()

    either = nodes.regroup(tree, "KHTNV:3", "any")

    assert [one["id"] for one in nodes.at(either, "KHTNV:3")["any"]] == ["K4a", "K4b"]
    assert nodes.at(either, "KHTNV:3")["cite"]["at"] == "khoản 4, điểm d"
    with pytest.raises(parts.Lost):
        nodes.regroup(tree, "KHTNV:3", "not")
    with pytest.raises(parts.Lost):
        nodes.regroup(tree, "KHTNV:", "")
    assert nodes.regroup(blank("Đạt"), "D:", "")["levels"] == [{"id": "D", "label": "Đạt"}]
    alone = nodes.regroup(nodes.drop(tree, "KHTNV:3.1"), "KHTNV:3", "not")
    assert nodes.at(alone, "KHTNV:3.0")["id"] == "K4a"
    with pytest.raises(parts.Lost):
        nodes.add(alone, "KHTNV:3", {"fact": "diem", "at_least": "1"})


def test_an_empty_not_takes_its_first_member():
    tree, group = nodes.add(blank("Đạt"), "D:", {"not": {}})

    tree, inside = nodes.add(tree, group, {"fact": "x", "is": "true"})

    assert (inside, nodes.at(tree, inside)["id"]) == ("D:0.0", "D1")


CONDITIONS = {
    "Điểm: ít nhất 89,5": {"fact": "diem", "at_least": "89.5"},
    "Điểm: từ 70 đến dưới 90": {"fact": "diem", "between": ["70", "90"], "upper": "open"},
    "Điểm: trên 70 đến 90": {"fact": "diem", "between": ["70", "90"], "lower": "open"},
    "Điểm: chưa nêu điều kiện": {"fact": "diem"},
    "Tỷ lệ: trên 50%": {"fact": "ty_le", "more_than": "50"},
    "Kỷ luật: là có": {"fact": "ky_luat", "is": "true"},
    "Mức: là một trong: Tốt, kem": {"fact": "muc", "one_of": ["tot", "kem"]},
    "«la»: bằng 3": {"fact": "la", "equals": "3"},
}


@pytest.mark.parametrize("says", CONDITIONS)
def test_a_condition_reads_as_the_documents_write_it(says):
    facts = {
        "diem": {"label": "Điểm", "type": "number"},
        "ty_le": {"label": "Tỷ lệ", "type": "percent"},
        "ky_luat": {"label": "Kỷ luật", "type": "bool"},
        "muc": {"label": "Mức", "type": "enum", "value_labels": {"tot": "Tốt"}},
    }

    assert saying.condition_says({"facts": facts}, CONDITIONS[says]) == says


def test_a_fault_leads_to_what_is_to_be_mended():
    tree = decree()
    tree["facts"]["diem"]["range"] = ["100", "0"]
    tree["documents"]["ND335"]["issued"] = "hôm qua"
    tree["examples"][2]["given"]["la"] = "1"
    tree["otherwise"]["outcome"] = "X"
    tree["version"] = "0"
    tree = nodes.put(tree, "KHTNV:3.1", {"fact": "la"})

    spots = [saying.spot(tree, fault) for fault in faults(tree)]

    assert {(one.part, one.key, one.address) for one in spots} == {
        ("facts", "diem", ""), ("documents", "ND335", ""), ("examples", "2", ""),
        ("order", "-", ""), ("about", "-", ""), ("levels", "KHTNV", "KHTNV:3.1"),
    }  # fmt: skip


def test_a_blank_draft_says_what_it_still_needs():
    tree = blank("Đạt", "Không đạt")

    spots = {(one.part, one.key) for one in (saying.spot(tree, f) for f in faults(tree))}

    assert spots == {("documents", ""), ("facts", ""), ("levels", "D"), ("levels", "KD")}


def test_a_mark_changes_with_the_words_only():
    assert parts.mark({"a": "1", "b": "2"}) == parts.mark({"b": "2", "a": "1"})
    assert parts.mark({"a": "1"}) != parts.mark({"a": "2"})
