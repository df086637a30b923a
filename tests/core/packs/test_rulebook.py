"""A rule book names what is issued for a year; a wrong one is refused at its line."""

from __future__ import annotations

import json

import pytest

from congtam.core import marked
from congtam.core.packs import rulebook
from tests.core.packs import faults

BOOK = """\
format: congtam/rulebook/1
id: nam-2021
version: "1"
title: Năm 2021
year: 2021
period: {from: 2021-01-01, to: 2021-12-31}
documents:
  HD: {title: Hướng dẫn, number: 02/HD, issued: 2021-10-11, issuer: LĐLĐ tỉnh, file: hd.txt}
guideline: HD
issuer: {unit_kind: tinh, body: btv}
calendar: vn-state
enrols:
  - kind: cdcs
    title: CĐCS trực thuộc
    among: children
    sheet: bang
    rules: muc
    procedure: quy-trinh
    plan: ke-hoach
    limits: {tu_cham: nop}
    quota: TL1
receivers: {kinds: [cdcs], body_kinds: [ban]}
papers:
  score_sheet: {title: PHIẾU CHẤM}
  consolidated: {title: BẢNG TỔNG HỢP}
  decision:
    title: QUYẾT ĐỊNH
    symbol: QĐ-LĐLĐ
    about: Xếp loại năm {nam}
    bases: ["Căn cứ {so_huong_dan}"]
    articles: [Điều khoản thi hành]
    recipients: [Như trên]
    authority_line: TM. BAN THƯỜNG VỤ
    sign_for: KT. CHỦ TỊCH
    sign_title: PHÓ CHỦ TỊCH
"""


def test_a_rule_book_is_read() -> None:
    found = rulebook.load(BOOK, "goi.yaml")

    assert (found.id, found.year, found.guideline, found.calendar) == (
        "nam-2021",
        2021,
        "HD",
        "vn-state",
    )
    assert found.issuer == rulebook.Issuer("tinh", "btv")
    assert found.enrolment("cdcs") == rulebook.Enrolment(
        kind="cdcs",
        title="CĐCS trực thuộc",
        among="children",
        sheet="bang",
        rules="muc",
        procedure="quy-trinh",
        plan="ke-hoach",
        limits={"tu_cham": "nop"},
        quota="TL1",
    )
    assert found.receivers == rulebook.Receivers(("cdcs",), ("ban",))
    assert found.document("HD").file == "hd.txt"
    assert found.paper("decision") == rulebook.Paper(
        id="decision",
        symbol="QĐ-LĐLĐ",
        title="QUYẾT ĐỊNH",
        about="Xếp loại năm {nam}",
        superior="",
        bases=("Căn cứ {so_huong_dan}",),
        articles=("Điều khoản thi hành",),
        recipients=("Như trên",),
        authority_line="TM. BAN THƯỜNG VỤ",
        sign_for="KT. CHỦ TỊCH",
        sign_title="PHÓ CHỦ TỊCH",
        note="",
    )


def test_a_rule_book_stored_as_json_of_texts_reads_the_same() -> None:
    stored = json.dumps(marked.read(BOOK, "goi.yaml"), ensure_ascii=False)

    assert rulebook.load(stored, "goi.json") == rulebook.load(BOOK, "goi.yaml")


PLACES = ", ".join(sorted(rulebook.PLACEHOLDERS))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "calendar: vn-state",
            "lich: vn-state",
            ["1: (tệp): thiếu khóa «calendar»", "11: lich: khóa lạ «lich»"],
        ),
        ("guideline: HD", "guideline: HX", ["9: guideline: không có văn bản «HX»"]),
        (", file: hd.txt", "", ["8: documents.HD: văn bản hướng dẫn thiếu khóa «file»"]),
        (
            "year: 2021",
            "year: hai",
            ["5: year: phải là số nguyên không âm", "5: year: năm không dùng được"],
        ),
        ("unit_kind: tinh, ", "", ["10: issuer: thiếu khóa «unit_kind»"]),
        (
            "among: children",
            "among: cháu",
            ["15: enrols[0].among: «cháu» không thuộc: own, children, descendants"],
        ),
        ("    sheet: bang\n", "", ["13: enrols[0]: thiếu khóa «sheet»"]),
        ("kinds: [cdcs]", "kinds: []", ["22: receivers.kinds: phải có ít nhất một mục"]),
        ("  consolidated: {title: BẢNG TỔNG HỢP}\n", "", ["23: papers: thiếu khóa «consolidated»"]),
        (
            "consolidated:",
            "bang_ke: {title: X}\n  consolidated:",
            ["25: papers.bang_ke: khóa lạ «bang_ke»"],
        ),
        (
            "năm {nam}",
            "năm {year}",
            [f"29: papers.decision.about: không có chỗ điền «{{year}}»; có: {PLACES}"],
        ),
        ("năm {nam}", "năm {nam", ["29: papers.decision.about: dấu { } không khớp nhau"]),
        (
            "Căn cứ {so_huong_dan}",
            "Căn cứ {so}",
            [f"30: papers.decision.bases[0]: không có chỗ điền «{{so}}»; có: {PLACES}"],
        ),
        (
            "    symbol: QĐ-LĐLĐ",
            "    ky_hieu: QĐ-LĐLĐ",
            ["28: papers.decision.ky_hieu: khóa lạ «ky_hieu»"],
        ),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert BOOK.count(old) >= 1
    assert faults(rulebook.load, BOOK.replace(old, new, 1)) == expected


def test_one_kind_is_enrolled_once() -> None:
    enrol = BOOK[BOOK.index("  - kind: cdcs") : BOOK.index("receivers:")]

    assert faults(rulebook.load, BOOK.replace(enrol, enrol * 2)) == [
        "22: enrols[1].kind: nhóm đối tượng «cdcs» lặp lại, đã có ở dòng 13"
    ]
