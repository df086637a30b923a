"""A score sheet is taken as a whole, or refused with every fault at its line."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from congtam.core import marked
from congtam.core.citations import Cite
from congtam.core.headed import Document, Period
from congtam.core.packs import sheet
from tests.core.packs import faults

SHEET = """\
format: congtam/sheet/1
id: bang
version: "1"
title: Bảng điểm
documents:
  QD: {title: Quyết định, number: 01/QĐ-LĐLĐ, issued: 2021-01-02, issuer: LĐLĐ tỉnh}
period: {from: 2021-01-01, to: null}
total: 10
fields:
  - {id: to_chuc, title: Tổ chức}
explanation:
  standard: {reached: always, missed: when_below_max}
facts:
  - {id: tong, label: Tổng điểm, from: total}
  - {id: so_0, label: Số mục 0 điểm, from: zeros, group: g1}
  - {id: ky_luat, label: Có kỷ luật, from: declared, cite: {doc: QD, at: điều 3}}
dossier:
  - {id: so, title: Sổ họp, kind: book, required: true, returned: true, cite: {doc: QD, at: điều 4}}
groups:
  - id: g1
    code: "1"
    title: Nhóm một
    kind: standard
    max: 8
    criteria:
      - {id: c1, code: "1.1", title: Họp, max: 5, field: to_chuc, measure: judged}
      - {id: c2, code: "1.2", title: Nộp, max: 3, field: to_chuc, measure: count, unit_points: 0.5}
  - id: g2
    code: "2"
    title: Cấp trên chấm
    kind: upper_only
    max: 2
  - id: g3
    code: "3"
    title: Thưởng
    kind: bonus
    place: on_top
    max: 4
    criteria:
      - {id: c3, code: "3.1", title: Khen, max: 4, field: to_chuc, measure: yes_no, evidence: none}
"""

AMBIGUOUS = "đọc như một số; viết khác đi, ví dụ «1.01» và «1.10»"
CRITERION = "groups[0].criteria"


def wrong(old: str, new: str) -> list[str]:
    assert SHEET.count(old) >= 1
    return faults(sheet.load, SHEET.replace(old, new, 1))


def test_a_sheet_is_read_as_a_whole() -> None:
    found = sheet.load(SHEET, "goi.yaml")

    first = sheet.Criterion(
        "c1", "1.1", "Họp", Decimal(5), "to_chuc", "judged", None, "optional", "", None
    )
    second = sheet.Criterion(
        "c2", "1.2", "Nộp", Decimal(3), "to_chuc", "count", Decimal("0.5"), "optional", "", None
    )
    implied = sheet.Criterion(
        "g2", "2", "Cấp trên chấm", Decimal(2), "", "judged", None, "none", "", None
    )
    third = sheet.Criterion(
        "c3", "3.1", "Khen", Decimal(4), "to_chuc", "yes_no", None, "none", "", None
    )
    assert found == sheet.Sheet(
        id="bang",
        version="1",
        title="Bảng điểm",
        sample=False,
        status="",
        documents=(
            Document("QD", "Quyết định", "01/QĐ-LĐLĐ", date(2021, 1, 2), "LĐLĐ tỉnh", "", "", ""),
        ),
        period=Period(date(2021, 1, 1), None),
        total=Decimal(10),
        decimals=2,
        fields=(sheet.Field("to_chuc", "Tổ chức"),),
        explanation=(sheet.Explanation("standard", "always", "when_below_max"),),
        facts=(
            sheet.SheetFact("tong", "Tổng điểm", "total", "", "number", None),
            sheet.SheetFact("so_0", "Số mục 0 điểm", "zeros", "g1", "number", None),
            sheet.SheetFact("ky_luat", "Có kỷ luật", "declared", "", "bool", Cite("QD", "điều 3")),
        ),
        dossier=(sheet.DossierItem("so", "Sổ họp", "book", True, True, Cite("QD", "điều 4")),),
        groups=(
            sheet.Group(
                "g1", "1", "Nhóm một", "standard", "inside", Decimal(8), False, (first, second)
            ),
            sheet.Group(
                "g2", "2", "Cấp trên chấm", "upper_only", "inside", Decimal(2), False, (implied,)
            ),
            sheet.Group("g3", "3", "Thưởng", "bonus", "on_top", Decimal(4), False, (third,)),
        ),
    )
    assert found.criteria == (first, second, implied, third)
    assert found.criterion("c2") == second
    assert found.group_of("g2").id == "g2"
    assert found.explanation_of("bonus") == sheet.Explanation("bonus", "never", "never")


def test_a_sheet_stored_as_json_of_texts_reads_the_same() -> None:
    stored = json.dumps(marked.read(SHEET, "goi.yaml"), ensure_ascii=False)

    assert sheet.load(stored, "goi.json") == sheet.load(SHEET, "goi.yaml")


def test_a_capped_group_may_hold_more_than_its_ceiling() -> None:
    text = SHEET.replace("max: 8\n", "max: 6\n    capped: true\n").replace("total: 10", "total: 8")

    assert [g.capped for g in sheet.load(text, "goi.yaml").groups] == [True, False, False]


def test_a_deduction_stands_outside_the_total() -> None:
    text = SHEET.replace("kind: bonus\n    place: on_top\n", "kind: deduction\n")

    assert [g.counts_in_total for g in sheet.load(text, "goi.yaml").groups] == [True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "title: Bảng điểm",
            "tilte: Bảng điểm",
            ["1: (tệp): thiếu khóa «title»", "4: tilte: khóa lạ «tilte»"],
        ),
        ("title: Họp,", "title: Họp, diem: 4,", [f"26: {CRITERION}[0].diem: khóa lạ «diem»"]),
        ("total: 10", "total: 11", ["8: total: các nhóm cộng lại được 10, không bằng 11"]),
        (
            "max: 8",
            "max: 9",
            [
                "8: total: các nhóm cộng lại được 11, không bằng 10",
                "24: groups[0].max: các tiêu chí cộng lại được 8, không bằng 9",
            ],
        ),
        (
            "max: 8\n",
            "max: 9\n    capped: true\n",
            [
                "8: total: các nhóm cộng lại được 11, không bằng 10",
                "24: groups[0].max: các tiêu chí cộng lại chỉ được 8, không tới 9",
            ],
        ),
        ("max: 5", "max: năm", [f"26: {CRITERION}[0].max: «năm» không phải là số dùng được"]),
        ("max: 5", "max: NaN", [f"26: {CRITERION}[0].max: «NaN» không phải là số dùng được"]),
        ("max: 5", "max: 1e40", [f"26: {CRITERION}[0].max: «1e40» không phải là số dùng được"]),
        (
            "max: 5",
            "max: -5",
            [
                "24: groups[0].max: các tiêu chí cộng lại được -2, không bằng 8",
                f"26: {CRITERION}[0].max: phải lớn hơn 0",
            ],
        ),
        ("max: 5", "max: 5.000", None),
        (
            "unit_points: 0.5",
            "unit_points: 0.125",
            [f"27: {CRITERION}[1].unit_points: quá 2 chữ số thập phân"],
        ),
        (
            ", unit_points: 0.5",
            "",
            [f"27: {CRITERION}[1]: thiếu khóa «unit_points»: đếm theo số lần phải có điểm mỗi lần"],
        ),
        (
            "measure: judged}",
            "measure: judged, unit_points: 1}",
            [f"26: {CRITERION}[0].unit_points: «unit_points» chỉ dùng với «measure: count»"],
        ),
        (
            "id: c2",
            "id: c1",
            [f"27: {CRITERION}[1].id: mã định danh «c1» lặp lại, đã có ở dòng 26"],
        ),
        (
            "id: c2",
            "id: g2",
            [f"27: {CRITERION}[1].id: mã định danh «g2» lặp lại, đã có ở dòng 28"],
        ),
        ("id: g2", "id: g1", ["28: groups[1].id: mã định danh «g1» lặp lại, đã có ở dòng 20"]),
        (
            'code: "1.2"',
            'code: "1.1"',
            [f"27: {CRITERION}[1].code: mã «1.1» lặp lại, đã có ở dòng 26"],
        ),
        (
            'code: "1.2"',
            "code: 1.10",
            [f"27: {CRITERION}[1].code: mã «1.10» và mã «1.1» ở dòng 26 " + AMBIGUOUS],
        ),
        (
            'code: "1.2"',
            'code: "01.1"',
            [f"27: {CRITERION}[1].code: mã «01.1» và mã «1.1» ở dòng 26 " + AMBIGUOUS],
        ),
        ('code: "2"', "code: 01", ["29: groups[1].code: mã «01» và mã «1» ở dòng 21 " + AMBIGUOUS]),
        ('code: "1.2"', 'code: "1.1.10"', None),
        (
            "field: to_chuc, measure: judged",
            "field: tai_chinh, measure: judged",
            [f"26: {CRITERION}[0].field: không có lĩnh vực «tai_chinh»"],
        ),
        (
            "field: to_chuc, measure: judged",
            "measure: judged",
            [f"26: {CRITERION}[0]: thiếu khóa «field»"],
        ),
        (
            "measure: judged",
            "measure: doan",
            [f"26: {CRITERION}[0].measure: «doan» không thuộc: judged, yes_no, count"],
        ),
        (
            "    place: on_top\n",
            "",
            [
                "8: total: các nhóm cộng lại được 14, không bằng 10",
                "33: groups[2]: thiếu khóa «place»",
            ],
        ),
        ("kind: upper_only", "kind: standard", ["28: groups[1]: nhóm không có tiêu chí nào"]),
        ("group: g1", "group: g9", ["15: facts[1].group: không có nhóm «g9»"]),
        (", group: g1", "", ["15: facts[1]: thiếu khóa «group»"]),
        (", cite: {doc: QD, at: điều 3}", "", ["16: facts[2]: thiếu trích dẫn «cite»"]),
        (", cite: {doc: QD, at: điều 4}", "", ["18: dossier[0]: thiếu trích dẫn «cite»"]),
        (
            "{doc: QD, at: điều 4}",
            "{doc: QX, at: điều 4}",
            ["18: dossier[0].cite.doc: văn bản «QX» không có trong «documents»"],
        ),
        (
            "kind: book",
            "kind: file",
            ["18: dossier[0].returned: «returned» chỉ dùng với sổ (kind: book)"],
        ),
        ("required: true", "required: on", ["18: dossier[0].required: phải là true hoặc false"]),
        (
            "reached: always",
            "reached: luôn",
            ["12: explanation.standard.reached: «luôn» không thuộc: always, when_scored, never"],
        ),
        (
            "from: 2021-01-01",
            "from: 01/01/2021",
            ["7: period.from: «01/01/2021» không phải ngày dạng 2021-11-06"],
        ),
        (
            "to: null",
            "to: 2020-12-31",
            ["7: period.to: ngày cuối 2020-12-31 trước ngày đầu 2021-01-01"],
        ),
        (
            "id: bang",
            "id: bảng điểm",
            ["2: id: chỉ gồm chữ không dấu, số, dấu _ . - và dài nhất 60 ký tự"],
        ),
        (
            "number: 01/QĐ-LĐLĐ, ",
            "",
            ["6: documents.QD: phải có số hiệu (number) hoặc nguồn (source)"],
        ),
        ("total: 10", "total: 10\ndecimals: 3", ["9: decimals: nhiều nhất 2 chữ số thập phân"]),
        ("total: 10", "total: 10\ntotal: 10", ["9: total: khóa «total» lặp lại"]),
        (
            "format: congtam/sheet/1",
            "format: congtam/sheet/2",
            ["1: format: phải là «congtam/sheet/1»"],
        ),
        ("title: Nhóm một", "title: &ten Nhóm một", ["22: : neo (&, *) chỉ dùng trong «examples»"]),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str] | None) -> None:
    if expected is None:
        assert sheet.load(SHEET.replace(old, new, 1), "goi.yaml").id == "bang"
    else:
        assert wrong(old, new) == expected


def test_all_faults_are_told_at_once() -> None:
    text = SHEET.replace("total: 10", "total: 9").replace("id: c2", "id: c1") + "ghi_chu: x\n"

    assert faults(sheet.load, text) == [
        "8: total: các nhóm cộng lại được 10, không bằng 9",
        f"27: {CRITERION}[1].id: mã định danh «c1» lặp lại, đã có ở dòng 26",
        "41: ghi_chu: khóa lạ «ghi_chu»",
    ]
