"""The forms of the editor: what they show and give back, for every part of every shipped set."""

from pathlib import Path

import pytest

from congtam.core import rules
from congtam.core.rules.drafting import nodes, parts
from congtam.web.regulations.drafting.forms import FORMS, ConditionForm, GroupForm

PACKS = Path(__file__).parents[3] / "packs"
FILES = sorted(p for p in PACKS.rglob("*.yaml") if "format: congtam/rules/1" in p.read_text())


def tree_of(path):
    return parts.read(rules.load(path.read_text(), path.name).whole)


def said(tree):
    """The tree without empty keys: a form leaves them out."""
    if isinstance(tree, dict):
        return {key: said(value) for key, value in tree.items() if value is not None}
    return [said(one) for one in tree] if isinstance(tree, list) else tree


def sent(form):
    """What a browser sends back from a form that nobody touched."""
    data = {}
    for bound in (*form.hidden_fields(), *form.visible_fields()):
        value = bound.value()
        if hasattr(value, "strftime"):
            value = f"{value:%d/%m/%Y}"
        if value not in (None, False, "", []):
            data[bound.html_name] = "on" if value is True else value
    return data


def again(kind, tree, old):
    form = kind(data=sent(kind(tree=tree, old=old)), tree=tree, old=old)
    assert form.errors == {}
    return form.item()


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_form_that_nobody_touched_changes_nothing(path):
    tree = tree_of(path)
    made = tree
    for part in parts.PARTS:
        for key, item in parts.entries(tree, part):
            words = again(FORMS[part], tree, item)
            if part == "levels":
                made = nodes.regroup(made, f"{key}:", words.pop("mode"))
            made, _key = parts.put(made, part, key, words)
    for level, _item in parts.entries(tree, "levels"):
        for row in nodes.rows(tree, level):
            words = again(GroupForm if row.group else ConditionForm, tree, row.node)
            words.pop("mode", None)
            made = nodes.put(made, row.address, words)

    assert said(made) == said(tree)


@pytest.fixture
def tree():
    made = parts.read(
        rules.load((PACKS.parent / "tests/cast_packs/rules.yaml").read_text(), "mini").whole
    )
    made, _key = parts.put(
        made, "facts", "", {"label": "Hạng", "type": "enum", "better": "high",
                            "values": ["a", "b"], "value_labels": {"a": "Hạng A"}},
    )  # fmt: skip
    made, _key = parts.put(
        made, "facts", "", {"label": "Tỷ lệ", "type": "percent", "better": "high", "na": "allowed"}
    )
    return made


def item(kind, tree, data, **more):
    form = kind(data=data, tree=tree, **more)
    return form.item() if form.is_valid() else {k: v[0] for k, v in form.errors.items()}


CONDITIONS = {
    "a threshold": (
        {"fact": "tong_diem", "word": "at_least", "value": "89,5"}, {"at_least": "89.5"},
    ),
    "a range": (
        {"fact": "tong_diem", "word": "between", "low": "70", "high": "90", "upper": "open"},
        {"between": ["70", "90"], "upper": "open"},
    ),
    "a flag": ({"fact": "ky_luat", "flag": "false"}, {"is": "false"}),
    "one value": ({"fact": "hang", "allowed": ["a"]}, {"is": "a"}),
    "several values": ({"fact": "hang", "allowed": ["a", "b"]}, {"one_of": ["a", "b"]}),
    "n/a": (
        {"fact": "ty_le", "word": "more_than", "value": "50%", "if_na": "pass"},
        {"more_than": "50", "if_na": "pass"},
    ),
    "a citation": (
        {"fact": "ky_luat", "flag": "true", "doc": "QD", "at": " điều 1 ", "quote": ""},
        {"is": "true", "cite": {"doc": "QD", "at": "điều 1"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONDITIONS)
def test_a_condition_is_typed_as_the_documents_write_it(tree, case):
    data, wanted = CONDITIONS[case]

    found = {k: v for k, v in item(ConditionForm, tree, data).items() if v is not None}

    assert found == {"fact": data["fact"], **wanted}


REFUSED = {
    "no number": (
        {"fact": "tong_diem", "word": "at_least", "value": "chín mươi"},
        {"value": "«chín mươi» không phải là số; ghi như 90 hoặc 89,5."},
    ),
    "no value": ({"fact": "tong_diem", "word": "at_least"}, {"value": "Ghi giá trị."}),
    "half a range": (
        {"fact": "tong_diem", "word": "between", "low": "70"}, {"high": "Ghi giá trị."},
    ),
    "no choice": ({"fact": "hang"}, {"allowed": "Chọn ít nhất một giá trị."}),
    "silence on n/a": (
        {"fact": "ty_le", "word": "equals", "value": "100"},
        {"if_na": "Nêu cách hiểu khi dữ kiện «không áp dụng»."},
    ),
    "a fact of another set": (
        {"fact": "la", "word": "equals", "value": "1"},
        {"__all__": "Dữ kiện này không còn trong bộ quy tắc; chọn lại."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_condition_is_said_beside_its_box(tree, case):
    data, wanted = REFUSED[case]

    assert item(ConditionForm, tree, data) == wanted


FACTS = {
    "points": (
        {"label": "Điểm", "type": "number", "better": "high", "low": "0", "high": "100"},
        {"label": "Điểm", "type": "number", "better": "high", "range": ["0", "100"]},
    ),
    "a share of two counts": (
        {"label": "Tỷ lệ", "type": "percent", "better": "high", "counted": "ratio",
         "num": "Số việc xong", "den": "Số việc", "na": "on"},
        {"label": "Tỷ lệ", "type": "percent", "better": "high", "na": "allowed",
         "of": {"num": "so_viec_xong", "den": "so_viec"}},
    ),
    "a sum of facts": (
        {"label": "Tổng", "type": "number", "better": "high", "low": "0", "high": "100",
         "counted": "sum", "parts": "Tổng điểm\nĐiểm thưởng"},
        {"label": "Tổng", "type": "number", "better": "high", "range": ["0", "100"],
         "of": {"sum": ["tong_diem", "diem_thuong"]}},
    ),
    "values in words": (
        {"label": "Mức", "type": "enum", "better": "high", "values": "XS = Xuất sắc\nRất tốt\nT"},
        {"label": "Mức", "type": "enum", "better": "high", "values": ["XS", "rat_tot", "T"],
         "value_labels": {"XS": "Xuất sắc", "rat_tot": "Rất tốt"}},
    ),
    "no range": (
        {"label": "Điểm", "type": "number", "better": "high"},
        {"high": "Ghi khoảng của số: thấp nhất và cao nhất."},
    ),
    "better the wrong way": (
        {"label": "Kỷ luật", "type": "bool", "better": "high"},
        {"better": "Không hợp với kiểu của dữ kiện."},
    ),
    "no values": (
        {"label": "Mức", "type": "enum", "better": "none"},
        {"values": "Ghi các giá trị, mỗi dòng một giá trị."},
    ),
    "half a share": (
        {"label": "Tỷ lệ", "type": "percent", "better": "low", "counted": "ratio", "num": "a"},
        {"den": "Ghi cả tử số và mẫu số."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FACTS)
def test_a_fact_is_typed_in_words(tree, case):
    data, wanted = FACTS[case]

    found = item(FORMS["facts"], tree, data)

    assert {key: value for key, value in found.items() if value is not None} == wanted


def test_a_way_of_counting_that_no_form_knows_is_kept(tree):
    old = {"label": "Điểm", "type": "number", "better": "high", "range": ["0", "100"],
           "of": {"mean": ["a", "b"], "times": "0.7"}}  # fmt: skip

    form = FORMS["facts"](tree=tree, old=old)
    words = again(FORMS["facts"], tree, old)

    assert form["counted"].value() == "keep"
    assert "of" not in words


def test_an_example_is_typed_box_by_box(tree):
    data = {"f.tong_diem": "89,99", "f.ky_luat": "false", "f.hang": "", "f.ty_le": "3/5",
            "expect": "T"}  # fmt: skip

    assert item(FORMS["examples"], tree, data) == {
        "given": {"tong_diem": "89.99", "ky_luat": "false", "ty_le": {"num": "3", "den": "5"}},
        "expect": "T", "why": None, "possible": None,
    }  # fmt: skip


def test_levels_tried_first_keep_their_order(tree):
    old = {"check_first": ["K", "XS"], "otherwise": {"outcome": "manual"}}
    data = {"check_first": ["XS", "T", "K"], "outcome": "manual", "why": "Văn bản im lặng"}

    assert item(FORMS["order"], tree, data, old=old) == {
        "check_first": ["K", "XS", "T"],
        "otherwise": {"outcome": "manual", "why": "Văn bản im lặng", "cite": None},
    }


def test_a_level_with_conditions_is_not_said_to_be_silent(tree):
    old = parts.entry(tree, "levels", "XS")

    found = [
        item(FORMS["levels"], tree, {"label": "Xuất sắc", "mode": mode}, old=old)
        for mode in ("unstated", "not", "any")
    ]

    assert found == [
        {"mode": "Mức còn điều kiện; bỏ hết rồi mới đổi sang cách này."},
        {"mode": "«Không thuộc trường hợp» chỉ nhận một điều kiện hoặc một nhóm."},
        {"label": "Xuất sắc", "mode": "any", "unstated": None, "cite": None},
    ]


REST = {
    "an order of facts": (
        "invariants", {"form": "le", "one": "tong_diem", "two": "ty_le", "why": "Vì thế"},
        {"le": ["tong_diem", "ty_le"], "why": "Vì thế"},
    ),
    "if and then": (
        "invariants",
        {"form": "if", "if_fact": "ky_luat", "if_word": "is", "if_value": "có",
         "then_fact": "tong_diem", "then_word": "at_most", "then_value": "50", "why": "Vì thế"},
        {"if": {"fact": "ky_luat", "is": "true"}, "then": {"fact": "tong_diem", "at_most": "50"},
         "why": "Vì thế"},
    ),
    "if what": (
        "invariants", {"form": "if", "if_fact": "ky_luat", "if_value": "đúng", "why": "Vì thế"},
        {"if_value": "Ghi một trong: có, không.", "then_fact": "Chọn dữ kiện."},
    ),
    "a reading": (
        "interpretations", {"text": "Chỉ cần một", "decided_by": "", "of": "K1, XS"},
        {"text": "Chỉ cần một", "of": ["K1", "XS"]},
    ),
    "a cap": (
        "caps",
        {"at_most": "H", "when_fact": "ky_luat", "when_word": "is", "when_value": "có",
         "doc": "QD", "at": "điều 9"},
        {"at_most": "H", "when": {"id": "KHI", "fact": "ky_luat", "is": "true"},
         "cite": {"doc": "QD", "at": "điều 9"}},
    ),
    "a cap of nothing": (
        "caps", {}, {"at_most": "Chọn một trong hai: một mức, hoặc mức của một dữ kiện."},
    ),
    "a quota of another level": (
        "quotas",
        {"level": ["XS"], "at_most_percent": "20", "base": "of_level", "of_level": ["T"],
         "rounding": "down", "small": "5", "small_most": "1"},
        {"level": "XS", "at_most_percent": "20", "of_level": "T", "rounding": "down",
         "below": {"count": "5", "at_most": "1"}},
    ),
    "a quota of nobody": (
        "quotas",
        {"level": ["XS"], "at_most_percent": "20", "base": "of_level", "rounding": "up",
         "small": "5"},
        {"of_level": "Chọn các mức của mẫu số.",
         "small_most": "Ghi cả hai số, hoặc để trống cả hai."},
    ),
    "a document": (
        "documents", {"number": "1/NĐ", "title": "Nghị định", "issued": "21/12/2025",
                      "certainty": "secondary", "basis": "a\n\nb"},
        {"number": "1/NĐ", "title": "Nghị định", "issued": "2025-12-21",
         "certainty": "secondary", "basis": ["a", "b"]},
    ),
    "a period the wrong way": (
        "about", {"title": "A", "subject": "b", "first": "02/01/2026", "last": "01/01/2026"},
        {"last": "Ngày cuối trước ngày đầu."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REST)
def test_the_other_parts_are_typed_in_words(tree, case):
    part, data, wanted = REST[case]

    found = item(FORMS[part], tree, data)

    assert {key: value for key, value in found.items() if value is not None} == wanted
