from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from congtam.core.citations import Cite
from congtam.core.rules import Account, account, load, passed
from congtam.core.rules.accounting import Missing
from congtam.core.rules.ceilings import CapLine
from congtam.core.rules.lines import ConditionLine
from congtam.core.rules.values import Wrong
from tests.core.rules.samples import FACTS, pack, sample, with_levels

RULES = load(
    sample(more="interpretations: [{id: DG1, text: Chỉ cần một, decided_by: null}]\n"), "mẫu.yaml"
)
GOOD: dict[str, object] = {"diem": 95, "cap_duoi": 80, "vi_pham": False, "hinh_thuc": "khong"}


def lines(found: Account) -> dict[str, ConditionLine]:
    return {line.id: line for level in found.levels for line in level.conditions}


def test_every_clause_is_measured_and_told():
    found = lines(account(RULES, {**GOOD, "diem": Decimal("89.996")}))
    assert found["T1"] == ConditionLine(
        id="T1",
        fact="diem",
        label="Điểm",
        value="89,996",
        test="ít nhất 90",
        result="false",
        distance=Fraction(-4, 1000),
        cite=Cite("HD", "khoản 1", "từ 90"),
        place="01/HD, khoản 1",
        sentence="Điểm: 89,996; điều kiện «ít nhất 90» không khớp, cách ngưỡng 0,004 "
        "(01/HD, khoản 1).",
    )


@pytest.mark.parametrize(
    ("given", "key", "sentence"),
    [
        ({}, "T2", "Tỷ lệ cấp dưới: 80%; điều kiện «ít nhất 70%» khớp (01/HD, khoản 2)."),
        ({"cap_duoi": {"num": 2, "den": 3}}, "T2",
         "Tỷ lệ cấp dưới: 2/3 (≈ 66,67%); điều kiện «ít nhất 70%» không khớp, cách ngưỡng "
         "≈ 3,33 điểm phần trăm (01/HD, khoản 2)."),
        ({"cap_duoi": {"num": 209999, "den": 300000}}, "T2",
         "Tỷ lệ cấp dưới: 209999/300000 (≈ 69,9997%); điều kiện «ít nhất 70%» không khớp, cách "
         "ngưỡng ≈ 0,0003 điểm phần trăm (01/HD, khoản 2)."),
        ({"cap_duoi": "n/a"}, "T2",
         "Tỷ lệ cấp dưới: không áp dụng; điều kiện «ít nhất 70%» coi như khớp (01/HD, khoản 2)."),
        ({"cap_duoi": None}, "T2",
         "Tỷ lệ cấp dưới: chưa có; điều kiện «ít nhất 70%» chưa xác định (01/HD, khoản 2)."),
        ({}, "K1", "Có vi phạm: không; điều kiện «là có» không khớp (01/HD, khoản 4)."),
        ({"hinh_thuc": "nang"}, "K2",
         "Hình thức: nang; điều kiện «là một trong: nang» khớp (01/HD, khoản 5)."),
    ],
)  # fmt: skip
def test_clauses_are_sentences(given: dict[str, object], key: str, sentence: str):
    assert lines(account(RULES, {**GOOD, **given}))[key].sentence == sentence


@pytest.mark.parametrize(
    ("word", "test", "value", "distance"),
    [
        ("at_least: 50", "ít nhất 50", 60, 10),
        ("more_than: 50", "trên 50", 50, 0),
        ("at_most: 50.5", "không quá 50,5", 60, Fraction(-19, 2)),
        ("less_than: 50", "dưới 50", 20, 30),
        ("equals: 50", "bằng 50", 20, -30),
        ("between: [50, 70]", "từ 50 đến 70", 65, 5),
        ("between: [50, 70], upper: open", "từ 50 đến dưới 70", 80, -10),
        ("between: [50, 70], lower: open", "trên 50 đến 70", 40, -10),
    ],
)
def test_the_words_of_the_documents_are_used(
    word: str, test: str, value: int, distance: int | Fraction
):
    rules = with_levels(
        f"  - {{id: L, label: L, all: [{{id: L1, fact: diem, {word}, "
        "cite: {doc: HD, at: k}}]}\n"
    )
    line = lines(account(rules, {"diem": value}))["L1"]
    assert (line.test, line.distance) == (test, distance)


def test_a_value_on_a_border_that_is_excluded_is_told_so():
    rules = with_levels(
        "  - {id: L, label: L, all: [{id: L1, fact: diem, more_than: 50, "
        "cite: {doc: HD, at: k}}]}\n"
    )
    assert lines(account(rules, {"diem": 50}))["L1"].sentence == (
        "Điểm: 50; điều kiện «trên 50» không khớp, vừa đúng ngưỡng (01/HD, k)."
    )


def test_values_of_a_list_are_shown_by_their_labels():
    facts = FACTS.replace("khong], better", "khong], value_labels: {nang: Nặng}, better")
    found = account(load(sample(facts=facts), "x"), {**GOOD, "hinh_thuc": "nang"})
    assert (lines(found)["K2"].value, lines(found)["K2"].test) == ("Nặng", "là một trong: Nặng")


def test_levels_are_told_in_the_order_they_were_tried_up_to_the_one_that_holds():
    found = account(RULES, GOOD)
    assert [(level.id, level.label, level.result) for level in found.levels] == [
        ("KEM", "Kém", "false"),
        ("TOT", "Tốt", "true"),
    ]
    assert (found.outcome, found.label, found.sentence) == ("TOT", "Tốt", "Mức đề nghị: Tốt.")
    assert [line.id for line in found.decisive] == ["T1", "T2"]
    assert found.next_level is None


def test_the_next_level_says_what_it_lacks_smallest_change_first():
    found = account(RULES, {**GOOD, "diem": 70, "cap_duoi": 65}).next_level
    assert found is not None
    assert ([line.id for line in found.lacks], found.blocks, found.sentence) == (
        ["T2", "T1"],
        (),
        "Để được xếp Tốt: thiếu 2 điều kiện.",
    )


def test_what_stands_in_the_way_of_the_next_level_is_named():
    found = account(RULES, {**GOOD, "vi_pham": True})
    assert found.next_level is not None
    assert [line.id for line in found.decisive] == ["K1"]
    assert (
        found.next_level.id,
        found.next_level.lacks,
        [line.id for line in found.next_level.blocks],
        found.next_level.sentence,
    ) == (
        "DAT",
        (),
        ["K1"],
        "Để được xếp Đạt: đủ mọi điều kiện, nhưng thuộc trường hợp được xét trước: Kém.",
    )


def test_where_no_level_holds_the_nearest_one_says_what_it_lacks():
    found = account(RULES, {**GOOD, "diem": 49})
    assert found.sentence == "Không mức nào khớp. Người có thẩm quyền quyết định."
    assert [line.id for line in found.decisive] == ["T1", "D1"]
    assert found.next_level is not None
    assert (found.next_level.id, [line.id for line in found.next_level.lacks]) == ("DAT", ["D1"])


def test_of_several_ways_to_the_next_level_the_shortest_is_told():
    cite = "cite: {doc: HD, at: k}"
    rules = with_levels(
        f"  - id: A\n    label: A\n    {cite}\n    any:\n"
        "      - {all: [{id: A1, fact: diem, at_least: 99}, {id: A2, fact: vi_pham, is: false}]}\n"
        "      - {id: A3, fact: ty_le, at_least: 90}\n"
        "      - {not: {id: A4, fact: diem, less_than: 95}}\n"
        f"  - {{id: B, label: B, {cite}, all: [{{id: B1, fact: diem, at_least: 0}}]}}\n"
    )
    found = account(rules, {"diem": 93, "vi_pham": True, "ty_le": 80}).next_level
    assert found is not None
    assert [line.id for line in found.lacks] == ["A4"]


def test_under_not_the_clauses_that_carry_the_result_are_decisive():
    rules = with_levels(
        "  - {id: L, label: L, not: {any: [{id: A, fact: vi_pham, is: true, cite: {doc: HD, "
        "at: k}}, {id: B, fact: diem, less_than: 5, cite: {doc: HD, at: k}}]}}\n"
    )
    good, bad = (account(rules, {"vi_pham": found, "diem": 9}).decisive for found in (False, True))
    assert ([line.id for line in good], [line.id for line in bad]) == (["A", "B"], ["A"])


def test_what_is_missing_is_named_with_its_parts():
    found = account(pack("laichau-2020-khoi-thi-dua"), {"dang_ky": True, "bc_so_ket": True})
    assert [one.fact for one in found.missing] == ["ky_luat_lanh_dao", "bc_tong_ket"]
    specialist = pack("tkv-2020-chuyen-vien")
    given = dict(specialist.examples[0].given) | {"nv_vuot_muc": None}
    assert account(specialist, given).missing == (
        Missing(
            "nv_vuot_muc",
            "Tỷ lệ nhiệm vụ hoàn thành vượt mức",
            ("so_nv_vuot_muc", "so_nv_duoc_giao"),
        ),
    )


def test_the_sentence_of_an_unknown_outcome_names_what_is_missing_and_possible():
    found = account(RULES, {**GOOD, "cap_duoi": None})
    assert (found.possible, found.decisive, found.next_level, found.sentence) == (
        ("TOT", "DAT"),
        (),
        None,
        "Chưa xác định: còn thiếu «Tỷ lệ cấp dưới»; có thể là: Tốt, Đạt.",
    )


def test_what_is_wrong_is_told_and_nothing_else_is():
    found = account(RULES, {**GOOD, "diem": 101})
    assert (found.outcome, found.levels, found.invalid, found.sentence) == (
        "invalid",
        (),
        (Wrong(("diem",), "«Điểm»: 101 nằm ngoài khoảng từ 0 đến 100"),),
        "Dữ liệu không hợp lệ: «Điểm»: 101 nằm ngoài khoảng từ 0 đến 100.",
    )


CAPS = """\
caps:
  - {id: C1, not_above: muc_dv, cite: {doc: HD, at: khoản 7}}
  - {id: C2, at_most: DAT, when: {id: C2a, fact: ty_le, less_than: 50}, cite: {doc: HD, at: k8}}
  - {id: C3, at_most: KEM, warns: true, cite: {doc: HD, at: khoản 9}}
"""
UNIT = (
    "  muc_dv: {label: Mức của đơn vị, type: enum, values: [KEM, DAT, TOT], better: high,"
    " value_labels: {DAT: Đạt}}\n"
)


@pytest.mark.parametrize(
    ("given", "first", "second"),
    [
        ({"muc_dv": "DAT", "ty_le": 90},
         ("applied", "Trần: không cao hơn Mức của đơn vị (Đạt): Tốt → Đạt (01/HD, khoản 7)."),
         ("idle", "Trần: không cao hơn Đạt: không làm thay đổi mức (01/HD, k8).")),
        ({"muc_dv": "TOT"},
         ("idle", "Trần: không cao hơn Mức của đơn vị (TOT): không làm thay đổi mức "
                  "(01/HD, khoản 7)."),
         ("open", "Trần: không cao hơn Đạt: chưa biết có áp dụng hay không (01/HD, k8).")),
    ],
)  # fmt: skip
def test_a_cap_is_its_own_line(
    given: dict[str, object], first: tuple[str, str], second: tuple[str, str]
):
    found = account(load(sample(facts=FACTS + UNIT, more=CAPS), "x"), {**GOOD, **given})
    assert found.caps == (
        CapLine("C1", first[0], Cite("HD", "khoản 7"), first[1]),
        CapLine("C2", second[0], Cite("HD", "k8"), second[1]),
        CapLine(
            "C3",
            "warns",
            Cite("HD", "khoản 9"),
            "Trần: không cao hơn Kém: văn bản chỉ đòi hỏi gắn kết, không tự hạ mức; "
            "cần xem lại (01/HD, khoản 9).",
        ),
    )


def test_a_chosen_level_is_held_against_the_caps_where_the_rules_give_none():
    tie = "caps: [{id: C1, not_above: muc_dv, warns: true, cite: {doc: HD, at: khoản 7}}]\n"
    silent = load(sample(facts=FACTS + UNIT, more=tie), "x")

    def told(level: str, **given: object) -> list[str]:
        return [f"{cap.state}: {cap.sentence}" for cap in passed(silent, given, level)]

    says = "văn bản chỉ đòi hỏi gắn kết, không tự hạ mức; cần xem lại (01/HD, khoản 7)."
    assert told("TOT", muc_dv="DAT") == [f"warns: Trần: không cao hơn Mức của đơn vị (Đạt): {says}"]
    assert told("DAT", muc_dv="DAT") == []
    assert told("TOT") == [f"warns: Trần: không cao hơn Mức của đơn vị (chưa có): {says}"]
    assert told("TOT", muc_dv="RAT_TOT") == []


def test_the_json_is_plain_and_complete():
    rules = with_levels(
        "  - {id: L, label: Lớn, all: [{id: L1, fact: ty_le, at_least: 50, "
        "cite: {doc: HD, at: k, quote: từ 50%}}]}\n",
        more="interpretations: [{id: DG1, text: Chỉ cần một, decided_by: null}]\n",
    )
    found = account(rules, {"ty_le": {"num": 1, "den": 3}}).to_json()
    assert found == json.loads(json.dumps(found))
    assert found == {
        "rule_set": {"id": "mau", "version": 1, "sha256": rules.sha256},
        "outcome": "manual",
        "possible": ["manual"],
        "missing": [],
        "invalid": [],
        "levels": [
            {
                "id": "L",
                "result": "false",
                "conditions": [
                    {
                        "id": "L1",
                        "fact": "ty_le",
                        "value": "1/3 (≈ 33,33%)",
                        "test": "ít nhất 50%",
                        "result": "false",
                        "distance": "-50/3",
                        "cite": {"doc": "HD", "at": "k", "quote": "từ 50%"},
                        "sentence": "Tỷ lệ hoàn thành: 1/3 (≈ 33,33%); điều kiện «ít nhất 50%» "
                        "không khớp, cách ngưỡng ≈ 16,67 điểm phần trăm (01/HD, k).",
                    }
                ],
            }
        ],
        "decisive": ["L1"],
        "next_level": {
            "id": "L",
            "label": "Lớn",
            "lacks": ["L1"],
            "blocks": [],
            "steps": ["Cần thêm 1/3 hoàn thành: từ 1/3 lên 2/3."],
            "sentence": "Để được xếp Lớn: thiếu 1 điều kiện.",
        },
        "caps": [],
        "interpretations": [{"id": "DG1", "text": "Chỉ cần một", "decided_by": None, "open": True}],
        "cautions": [],
        "workings": [],
    }
