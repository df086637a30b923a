from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from congtam.core.canonical import digest
from congtam.core.citations import Cite
from congtam.core.rules import load
from congtam.core.rules.model import Bound, Condition, Demand, Derivation, Group, Level, Period
from tests.core.rules.samples import FACTS, HEAD, LEVELS, TAIL, faults_of, sample, with_levels


def test_a_condition_is_read_with_its_fact_test_and_place():
    rule_set = load(sample(), "mẫu.yaml")
    assert rule_set.levels[0].group == Group(
        "TOT",
        "all",
        (
            Condition(
                "T1",
                "diem",
                Demand("at_least", low=Bound.at(Decimal(90))),
                "unknown",
                Cite("HD", "khoản 1", "từ 90"),
            ),
            Condition(
                "T2",
                "cap_duoi",
                Demand("at_least", low=Bound.at(Decimal(70))),
                "pass",
                Cite("HD", "khoản 2"),
            ),
        ),
    )


def test_the_head_of_a_rule_set_is_read():
    rule_set = load(sample(), "mẫu.yaml")
    assert (rule_set.id, rule_set.version, rule_set.title, rule_set.subject, rule_set.period) == (
        "mau",
        1,
        "Mẫu",
        "don_vi",
        Period(date(2021, 1, 1), None),
    )
    assert [level.id for level in rule_set.order] == ["KEM", "TOT", "DAT"]
    assert list(rule_set.facts) == ["diem", "ty_le", "cap_duoi", "vi_pham", "hinh_thuc"]


def test_a_citation_on_a_group_covers_its_children():
    rule_set = with_levels(
        "  - id: TOT\n    label: Tốt\n    cite: {doc: HD, at: khoản 1}\n    all:\n"
        "      - {id: A, fact: vi_pham, is: false}\n"
        "      - {id: B, cite: {doc: HD, at: khoản 2}, any: [{id: B1, fact: diem, at_least: 5}]}\n"
        "      - {id: C, not: {id: C1, fact: hinh_thuc, is: nang}}\n"
    )
    found = rule_set.levels[0].group.members
    assert [found[0].cite, found[1].members[0].cite, found[2].members[0].cite] == [
        Cite("HD", "khoản 1"),
        Cite("HD", "khoản 2"),
        Cite("HD", "khoản 1"),
    ]


DERIVED = """\
facts:
  a: {label: A, type: number, range: [0, 50], better: high, of: {sum: [x, y], each_at_most: 8}}
  b: {label: B, type: percent, better: high, of: {num: m, den: n}, na: allowed}
  c: {label: C, type: number, range: [0, 100], better: high,
      of: {weighted: {d: 0.3, a: 2}, clamp: [0, 90]}}
  d: {label: D, type: number, range: [0, 100], better: high, of: {mean: [a, z]}}
"""
D_LEVEL = "  - {id: L, label: L, all: [{id: L1, fact: c, at_least: 1, cite: {doc: HD, at: k}}]}\n"


def test_derived_facts_come_after_what_they_are_made_of():
    rule_set = with_levels(D_LEVEL, facts=DERIVED)
    assert rule_set.derived == ("a", "b", "d", "c")
    assert rule_set.inputs == ("a", "b", "c", "d", "x", "y", "m", "n", "z")
    assert rule_set.facts["c"].of == Derivation(
        "weighted", ("a", "d"), (Decimal(2), Decimal("0.3")), None, (Decimal(0), Decimal(90))
    )


def test_status_and_accepted_are_outside_the_hash_and_nothing_else_is():
    plain = load(sample(), "mẫu.yaml")
    marked = load(
        sample(more="status: hieu_luc\naccepted: [{key: ab12, by: Tổ pháp chế, reason: r}]\n"), "x"
    )
    other = load(sample().replace("at_least: 90", "at_least: 91"), "mẫu.yaml")
    assert marked.sha256 == plain.sha256 == digest(plain.canonical)
    assert other.sha256 != plain.sha256
    assert (marked.status, [one.key for one in marked.accepted]) == ("hieu_luc", ["ab12"])


def test_spelling_quotes_comments_and_order_of_keys_do_not_change_the_hash():
    plain = load(sample(), "mẫu.yaml")
    quoted = sample().replace("is: true", 'is: "true"').replace("at_least: 90", "at_least: '90'")
    moved = HEAD + TAIL + LEVELS + "# ghi chú\n" + FACTS
    composed = unicodedata.normalize("NFD", sample())
    assert {load(text, "x").sha256 for text in (quoted, moved, composed)} == {plain.sha256}


def test_the_stored_text_reads_back_whole():
    marked = load(sample(more="status: nhap\n"), "mẫu.yaml")
    again = load(marked.whole, "kho")
    assert (again.whole, again.sha256, again.levels, again.status) == (
        marked.whole,
        marked.sha256,
        marked.levels,
        "nhap",
    )


COND = "{id: T1, fact: diem, at_least: 90, cite: {doc: HD, at: khoản 1, quote: từ 90}}"


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("{id: T1, fact: diem, at_least: 90}", "thiếu trích dẫn"),
        ("{id: T1, fact: diem, at_least: 90, cite: {doc: XX, at: k}}", "văn bản «XX» không có"),
        ("{id: T1, fact: diem, at_least: 90, cite: {doc: HD}}", "thiếu khóa «at»"),
        ("{id: T1, fact: diemm, at_least: 90, cite: {doc: HD, at: k}}", "dữ kiện lạ «diemm»"),
        ("{id: T1, fact: diem, atleast: 90, cite: {doc: HD, at: k}}", "khóa lạ «atleast»"),
        ("{id: T1, fact: diem, cite: {doc: HD, at: k}}", "cần đúng một từ trong"),
        ("{id: T1, fact: diem, at_least: 5, at_most: 9, cite: {doc: HD, at: k}}", "đúng một từ"),
        ("{id: T1, fact: diem, is: true, cite: {doc: HD, at: k}}", "từ «is» không dùng cho kiểu"),
        ("{id: T1, fact: vi_pham, at_least: 1, cite: {doc: HD, at: k}}", "«at_least» không dùng"),
        ("{id: T1, fact: vi_pham, is: có, cite: {doc: HD, at: k}}", "phải là true hoặc false"),
        ("{id: T1, fact: hinh_thuc, is: vua, cite: {doc: HD, at: k}}", "«vua» không thuộc"),
        ("{id: T1, fact: hinh_thuc, one_of: [], cite: {doc: HD, at: k}}", "danh sách rỗng"),
        ("{id: T1, fact: hinh_thuc, one_of: [nhe, nhe], cite: {doc: HD, at: k}}", "lặp lại"),
        ("{id: T1, fact: diem, at_least: 101, cite: {doc: HD, at: k}}", "nằm ngoài khoảng [0"),
        ("{id: T1, fact: diem, at_least: -1, cite: {doc: HD, at: k}}", "nằm ngoài khoảng [0"),
        ("{id: T1, fact: diem, at_least: '9,5', cite: {doc: HD, at: k}}", "không phải là số"),
        ("{id: T1, fact: diem, at_least: 1E+999999999, cite: {doc: HD, at: k}}", "không phải là"),
        ("{id: T1, fact: diem, more_than: 100, cite: {doc: HD, at: k}}", "khoảng rỗng"),
        ("{id: T1, fact: diem, less_than: 0, cite: {doc: HD, at: k}}", "khoảng rỗng"),
        ("{id: T1, fact: diem, between: [90, 70], cite: {doc: HD, at: k}}", "ngược: 90 lớn hơn 70"),
        ("{id: T1, fact: diem, between: [70], cite: {doc: HD, at: k}}", "hai số"),
        ("{id: T1, fact: diem, between: [7, 7], upper: open, cite: {doc: HD, at: k}}", "rỗng"),
        ("{id: T1, fact: diem, at_most: 7, upper: open, cite: {doc: HD, at: k}}", "chỉ dùng với"),
        ("{id: T1, fact: cap_duoi, at_most: 7, cite: {doc: HD, at: k}}", "cần nêu «if_na»"),
        ("{id: T1, fact: diem, at_most: 7, if_na: pass, cite: {doc: HD, at: k}}", "không cho phép"),
        ("{id: T1, any: []}", "nhóm rỗng"),
        ("{id: T1}", "cần đúng một trong: all, any, not"),
        ("{id: T 1, fact: diem, at_least: 90, cite: {doc: HD, at: k}}", "chỉ được gồm chữ"),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_meant_names_its_fault_and_line(condition: str, says: str):
    text = sample().replace(COND, condition)
    faults = faults_of(text)
    line = text[: text.index(condition)].count("\n") + 1
    assert len(faults) == 1
    assert says in faults[0]
    assert faults[0].startswith(f"mẫu.yaml:{line}: levels[0].all[0]")


def test_an_id_is_used_only_once_in_a_rule_set():
    assert faults_of(sample().replace("id: K1", "id: T1")) == [
        "mẫu.yaml:28: levels[2].any[0].id: mã «T1» lặp lại"
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format: congtam/rules/1", "format: congtam/rules/2", "«congtam/rules/2» không thuộc"),
        ("version: 1", "version: 0", "số nguyên từ 1"),
        ("version: 1", "version: 1.5", "số nguyên từ 1"),
        ('"2021-01-01", to: null', '"2021-01-01", to: "2020-12-31"', "ngày cuối trước ngày đầu"),
        ('"2021-01-01"', "01/01/2021", "không phải ngày"),
        ("check_first: [KEM]", "check_first: [YEU]", "«YEU» không thuộc"),
        ("check_first: [KEM]", "check_first: [KEM, KEM]", "mức «KEM» lặp lại"),
        ("- id: DAT", "- id: TOT", "mức «TOT» lặp lại"),
        ("- id: DAT", "- id: manual", "từ dành riêng"),
        ("outcome: manual", "outcome: DAT", "thiếu trích dẫn"),
        ("outcome: manual", "outcome: YEU", "«YEU» không thuộc"),
        ("range: [0, 100]", "range: [100, 0]", "ngược: 100 lớn hơn 0"),
        ("range: [0, 100]", "range: [5, 5]", "khoảng rỗng"),
        ("type: number, range: [0, 100]", "type: number", "cần «range»"),
        ('type: bool, better: "false"', 'type: bool, better: low', "«low» không thuộc"),
        ("values: [nang, nhe, khong]", "values: [nang, nhe, nhe]", "«nhe» lặp lại"),
        ("values: [nang, nhe, khong]", "values: [nang, n/a]", "giá trị không dùng được"),
        ("type: percent, better: high}", "type: percent, better: high, unit: x}", "khóa lạ «unit»"),
        ("title: Mẫu\n", "title: Mẫu\ntitle: Mẫu 2\n", "lặp lại"),
        ("subject: don_vi\n", "subject: don_vi\nsubjects: x\n", "khóa lạ «subjects»"),
    ],
)  # fmt: skip
def test_a_rule_set_that_cannot_be_meant_names_its_fault(old: str, new: str, says: str):
    assert old in sample()
    faults = faults_of(sample().replace(old, new, 1))
    assert says in faults[0]


def test_every_required_part_is_asked_for():
    faults = faults_of("format: congtam/rules/1\n")
    missing = [key for key in ("id", "version", "title", "subject", "period", "documents", "facts",
                               "levels", "otherwise") if any(f"thiếu khóa «{key}»" in one
                                                             for one in faults)]  # fmt: skip
    assert len(missing) == 9


def test_all_faults_are_told_at_once_in_the_order_of_lines():
    text = sample().replace("range: [0, 100]", "range: [9, 1]").replace("[KEM]", "[YEU]")
    assert [one.split(":")[1] for one in faults_of(text)] == ["10", "30"]


@pytest.mark.parametrize(
    ("of", "says"),
    [
        ("{sum: [x, x]}", "phải khác nhau"),
        ("{sum: []}", "không rỗng"),
        ("{num: x}", "thiếu khóa «den»"),
        ("{num: x, den: y}", "không tính được bằng «num»"),
        ("{sum: [x], mean: [y]}", "đúng một cách tính"),
        ("{}", "đúng một cách tính"),
        ("{sum: [x, tong]}", "vòng quanh"),
        ("{sum: [x, vi_pham]}", "«vi_pham» không phải là số"),
        ("{sum: [x, cap_duoi]}", "có thể là n/a"),
        ("{sum: [x, y], each_at_most: 0}", "lớn hơn 0"),
        ("{sum: [x, y], clamp: [9, 1]}", "ngược"),
        ("{weighted: {x: nhiều}}", "không phải là số"),
        ("{sum: [x, y], eval: x}", "khóa lạ «eval»"),
    ],
)
def test_a_derived_fact_that_cannot_be_computed_names_its_fault(of: str, says: str):
    more = f"  tong: {{label: T, type: number, range: [0, 9], better: high, of: {of}}}\n"
    faults = faults_of(sample(facts=FACTS + more))
    assert says in faults[0]


@pytest.mark.parametrize(
    ("invariant", "says"),
    [
        ("{id: B1, le: [diem, ty_le], why: w}", "phải cùng là số"),
        ("{id: B1, le: [diem], why: w}", "ít nhất hai"),
        ("{id: B1, le: [diem, la], why: w}", "dữ kiện lạ «la»"),
        ("{id: B1, same_na: [diem, cap_duoi], why: w}", "phải cho phép n/a"),
        ("{id: B1, if: {fact: vi_pham, is: true}, why: w}", "cần đúng một dạng"),
        ("{id: B1, if: {fact: vi_pham, is: true}, then: {fact: la, is: true}, why: w}", "«la»"),
        ("{id: T1, le: [ty_le, cap_duoi], why: w}", "mã «T1» lặp lại"),
        ("{id: B1, le: [ty_le, cap_duoi]}", "thiếu khóa «why»"),
    ],
)
def test_an_invariant_that_cannot_be_meant_names_its_fault(invariant: str, says: str):
    faults = faults_of(sample(more=f"invariants:\n  - {invariant}\n"))
    assert any(says in one for one in faults)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("examples: [{given: {la: 1}, expect: TOT}]\n", "dữ kiện lạ «la»"),
        ("examples: [{given: {diem: 1}, expect: YEU}]\n", "«YEU» không thuộc"),
        ("examples: [{given: {diem: 1}}]\n", "thiếu khóa «expect»"),
        ("caps: [{id: C1, at_most: DAT}]\n", "thiếu trích dẫn"),
        ("caps: [{id: C1, cite: {doc: HD, at: k}}]\n", "đúng một trong hai"),
        ("caps: [{id: C1, not_above: hinh_thuc, cite: {doc: HD, at: k}}]\n", "giá trị là mã mức"),
        ("quotas: [{id: Q1, level: YEU, at_most_percent: 2, of: all, cite: {doc: HD, at: k}}]\n",
         "mức «YEU» không có"),
        ("accepted: [{key: a, by: b}]\n", "thiếu khóa «reason»"),
        ("interpretations: [{id: D, text: a}, {id: D, text: b}]\n", "mã «D» lặp lại"),
    ],
)  # fmt: skip
def test_what_stands_around_the_levels_names_its_faults(more: str, says: str):
    faults = faults_of(sample(more=more))
    assert len(faults) == 1
    assert says in faults[0]


def test_groups_may_not_be_nested_without_end():
    inner = "{id: Z, fact: diem, at_least: 1, cite: {doc: HD, at: k}}"
    for _ in range(12):
        inner = f"{{all: [{inner}]}}"
    faults = faults_of(sample().replace(COND, inner))
    assert [one.split(": ")[-1] for one in faults] == ["lồng quá 8 tầng"]


UNSTATED = "  - {id: TOT, label: Tốt, unstated: true, cite: {doc: HD, at: II.3, quote: bốn mức}}\n"


def test_a_level_without_conditions_in_the_text_is_kept_as_such():
    rule_set = with_levels(UNSTATED)
    assert rule_set.levels == (
        Level("TOT", "Tốt", Group("TOT", "any", (), Cite("HD", "II.3", "bốn mức")), unstated=True),
    )


def test_levels_without_conditions_need_no_facts():
    assert with_levels(UNSTATED, facts="facts: {}\n").facts == {}
    stated = (
        "  - {id: L, label: L, all: [{id: L1, fact: x, at_least: 1, cite: {doc: HD, at: k}}]}\n"
    )
    assert (
        "ít nhất một dữ kiện"
        in faults_of(sample(facts="facts: {}\n", levels=f"levels:\n{UNSTATED}{stated}"))[0]
    )


@pytest.mark.parametrize(
    ("level", "more", "says"),
    [
        ("{id: T, label: T, unstated: true}", "", "thiếu trích dẫn"),
        ("{id: T, label: T}", "", "all, any, not, hoặc unstated: true"),
        ("{id: T, label: T, unstated: false, cite: {doc: HD, at: k}}", "", "cần đúng một trong"),
        ("{id: T, label: T, unstated: yes, cite: {doc: HD, at: k}}", "", "phải là true hoặc"),
        ("{id: T, label: T, unstated: true, cite: {doc: HD, at: k},"
         " all: [{id: A, fact: diem, at_least: 1}]}", "", "thì không có all, any, not"),
        ("{id: T, label: T, unstated: true, cite: {doc: HD, at: k}}",
         "check_first: [T]\n", "«T» không nêu điều kiện thì không xét trước được"),
    ],
)  # fmt: skip
def test_silence_of_the_text_is_not_made_up_for(level: str, more: str, says: str):
    faults = faults_of(sample(levels=f"levels:\n  - {level}\n", more=more))
    assert says in faults[0]


def test_a_document_says_how_certain_its_wording_is():
    head = HEAD.replace("number: 01/HD", "number: 01/HD, certainty: secondary")
    plain, marked = load(sample(), "x"), load(sample().replace(HEAD, head), "x")
    assert (marked.documents["HD"].certainty, marked.documents["HD"].caution) == (
        "secondary",
        "01/HD: theo nguồn thứ cấp, chưa đối chiếu với văn bản.",
    )
    assert (plain.documents["HD"].certainty, plain.documents["HD"].caution) == ("", "")
    assert marked.sha256 != plain.sha256
    assert (
        "«chac» không thuộc"
        in faults_of(sample().replace(HEAD, head.replace("secondary", "chac")))[0]
    )


def test_a_reading_says_what_it_bears_on():
    rule_set = load(
        sample(
            more="interpretations:\n"
            "  - {id: D1, text: a, of: [T1, KEM, ty_le], decided_by: Ban Tổ chức}\n"
            "  - {id: D2, text: b}\n"
        ),
        "x",
    )
    assert [(one.of, one.open) for one in rule_set.interpretations] == [
        (("T1", "KEM", "ty_le"), False),
        ((), True),
    ]
    assert faults_of(sample(more="interpretations: [{id: D1, text: a, of: [T9]}]\n")) == [
        "mẫu.yaml:32: interpretations[0].of[0]: "
        "không có điều kiện, mức hay dữ kiện nào mang mã «T9»"
    ]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2020, 12, 31), "ngày 31/12/2020 trước ngày bắt đầu áp dụng 01/01/2021"),
        (date(2021, 1, 1), ""),
        (date(2021, 12, 31), ""),
        (date(2022, 1, 1), "ngày 01/01/2022 sau ngày cuối cùng áp dụng 31/12/2021"),
    ],
)
def test_a_day_outside_the_period_is_told(day: date, says: str):
    rules = load(sample().replace("to: null", 'to: "2021-12-31"'), "x")
    assert rules.period.outside(day) == says
