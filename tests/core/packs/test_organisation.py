"""An organisation is one tree with dated bodies and posts; a wrong one is refused at its line."""

from __future__ import annotations

from datetime import date

import pytest

from congtam.core.packs import organisation
from tests.core.packs import faults

TREE = """\
format: congtam/organisation/1
id: to-chuc
title: Tổ chức
tenant: {code: son-ha, name: LĐLĐ tỉnh Sơn Hà, short: LĐLĐ tỉnh, place: Sơn Hà}
tiers:
  - {id: tinh, title: Tỉnh, rank: 2}
  - {id: co_so, title: Cơ sở, rank: 4}
kinds:
  - {id: ldld, title: LĐLĐ tỉnh, tier: tinh}
  - {id: cdcs, title: CĐCS, tier: co_so}
offices:
  - {id: chu_tich, title: Chủ tịch, powers: [regulations]}
body_kinds:
  - {id: to, title: Tổ công tác}
units:
  - {code: bv, name: CĐCS Viện, short: Viện, kind: cdcs, parent: tinh, from: 2015-01-01, members: 9}
  - {code: khoa, name: Khoa, short: Khoa, kind: cdcs, parent: bv, from: 2016-01-01, to: 2023-12-31}
  - {code: tinh, name: LĐLĐ tỉnh, short: LĐLĐ, kind: ldld, from: 2010-01-01}
bodies:
  - {code: to_1, unit: tinh, kind: to, name: Tổ 1, from: 2020-01-01, to: 2022-12-31}
people:
  - code: an
    name: Lê Thị Ấn
    login: to1.an
    posts:
      - {unit: tinh, body: to_1, office: chu_tich, title: Trưởng, from: 2020-01-01, to: 2021-12-31}
      - {unit: bv, office: chu_tich, from: 2016-01-01}
  - code: binh
    name: Trần Bình
    login: bv.binh
    posts:
      - {unit: bv, office: chu_tich, title: Thư ký, from: 2016-01-01}
charges:
  - {unit: tinh, body: to_1, units: [bv], from: 2020-01-01, to: 2021-12-31}
"""


def test_an_organisation_is_read() -> None:
    found = organisation.load(TREE, "goi.yaml")

    assert [u.code for u in found.top_down()] == ["tinh", "bv", "khoa"]
    assert found.units[0] == organisation.Unit(
        "bv", "CĐCS Viện", "Viện", "cdcs", "tinh", date(2015, 1, 1), None, 9
    )
    assert found.bodies == (
        organisation.Body(
            "to_1", "tinh", "to", "Tổ 1", "Tổ 1", date(2020, 1, 1), date(2022, 12, 31)
        ),
    )
    assert found.people[0].posts == (
        organisation.Post(
            "tinh", "to_1", "chu_tich", "Trưởng", date(2020, 1, 1), date(2021, 12, 31)
        ),
        organisation.Post("bv", "", "chu_tich", "", date(2016, 1, 1), None),
    )
    assert found.charges == (
        organisation.Charge("tinh", "to_1", ("bv",), date(2020, 1, 1), date(2021, 12, 31)),
    )
    assert found.offices == (organisation.Named("chu_tich", "Chủ tịch", ("regulations",)),)


def test_an_office_that_is_only_a_seat_says_so() -> None:
    """Else it is a post, and stands among the posts of a report."""
    old = "title: Chủ tịch, powers"
    assert TREE.count(old) == 1

    found = organisation.load(TREE.replace(old, "title: Chủ tịch, post: false, powers"), "goi.yaml")

    assert [one.post for one in found.offices] == [False]
    assert [one.post for one in organisation.load(TREE, "goi.yaml").offices] == [True]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("members: 9", "so_nguoi: 30", ["16: units[0].so_nguoi: khóa lạ «so_nguoi»"]),
        ("members: 9", "members: nhiều", ["16: units[0].members: phải là số nguyên không âm"]),
        (
            "kind: cdcs, parent: bv",
            "kind: xa, parent: bv",
            ["17: units[1].kind: không có loại đơn vị «xa»"],
        ),
        ("parent: bv,", "parent: bx,", ["17: units[1].parent: không có đơn vị «bx»"]),
        (", parent: bv", "", ["18: units[2]: chỉ được một đơn vị gốc, đã có ở dòng 17"]),
        (
            "kind: ldld, from",
            "kind: ldld, parent: khoa, from",
            [
                "15: units: không có đơn vị gốc (đơn vị không có «parent»)",
                "16: units[0].parent: đơn vị «bv» nằm dưới chính nó",
                "17: units[1].parent: đơn vị «khoa» nằm dưới chính nó",
                "18: units[2].parent: đơn vị «tinh» nằm dưới chính nó",
            ],
        ),
        ("code: khoa", "code: bv", ["17: units[1].code: mã «bv» lặp lại, đã có ở dòng 16"]),
        (
            "from: 2016-01-01, to: 2023",
            "from: 2014-01-01, to: 2023",
            ["17: units[1].from: bắt đầu trước «bv» (2015-01-01)"],
        ),
        (
            "from: 2016-01-01, to: 2023",
            "from: 2024-01-01, to: 2023",
            ["17: units[1].to: ngày cuối 2023-12-31 trước ngày đầu 2024-01-01"],
        ),
        (
            "from: 2010-01-01}",
            "from: 2010-01-01, to: 2030-12-31}",
            ["16: units[0].to: kéo dài quá «tinh» (2030-12-31)"],
        ),
        (
            "body: to_1, office",
            "body: to_2, office",
            ["26: people[0].posts[0].body: đơn vị «tinh» không có tổ chức «to_2»"],
        ),
        (
            "title: Trưởng, from: 2020-01-01, to: 2021",
            "from: 2020-01-01, to: 2025",
            ["26: people[0].posts[0].to: kéo dài quá «to_1» (2022-12-31)"],
        ),
        (
            "office: chu_tich, from",
            "office: truong, from",
            ["27: people[0].posts[1].office: không có chức vụ «truong»"],
        ),
        (
            "login: bv.binh",
            "login: to1.an",
            ["30: people[1].login: tên đăng nhập «to1.an» lặp lại, đã có ở dòng 24"],
        ),
        ("code: binh", "code: an", ["28: people[1].code: mã «an» lặp lại, đã có ở dòng 22"]),
        ("units: [bv]", "units: [bx]", ["34: charges[0].units[0]: không có đơn vị «bx»"]),
        (
            "id: cdcs",
            "id: ldld",
            [
                "10: kinds[1].id: mã định danh «ldld» lặp lại, đã có ở dòng 9",
                "16: units[0].kind: không có loại đơn vị «cdcs»",
                "17: units[1].kind: không có loại đơn vị «cdcs»",
            ],
        ),
        ("tier: co_so", "tier: xa", ["10: kinds[1].tier: không có cấp «xa»"]),
        (
            "powers: [regulations]",
            "powers: [all]",
            [f"12: offices[0].powers[0]: «all» không thuộc: {', '.join(organisation.POWERS)}"],
        ),
        (
            "      - {unit: bv, office: chu_tich, from: 2016-01-01}",
            "      - {unit: tinh, body: to_1, office: chu_tich, from: 2021-12-31, to: 2022-12-31}",
            [
                "27: people[0].posts[1].from: đã giữ chức vụ này ở đây từ 01/01/2020: "
                "thời gian bị chồng"
            ],
        ),
        ("    name: Trần Bình\n", "", ["28: people[1]: thiếu khóa «name»"]),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert TREE.count(old) >= 1
    assert faults(organisation.load, TREE.replace(old, new, 1)) == expected


def test_one_person_may_hold_two_offices_and_the_same_one_again() -> None:
    again = "      - {unit: tinh, body: to_1, office: chu_tich, from: 2022-01-01, to: 2022-12-31}\n"
    made = organisation.load(TREE.replace("  - code: binh", again + "  - code: binh", 1), "x")

    assert [(p.unit, p.starts_on.year) for p in made.people[0].posts] == [
        ("tinh", 2020), ("bv", 2016), ("tinh", 2022),
    ]  # fmt: skip


WORDS = """\
record_kinds:
  - {id: canh_cao, of: discipline, title: Cảnh cáo}
  - {id: canh_cao, of: ruling, title: Cảnh cáo}
  - {id: om, of: absence, title: Nghỉ ốm}
  - {id: giay_khen, of: award, title: Giấy khen}
"""


def test_the_words_of_the_records_come_with_it() -> None:
    found = organisation.load(TREE + WORDS, "goi.yaml")

    assert [(k.of, k.id, k.title) for k in found.record_kinds] == [
        ("discipline", "canh_cao", "Cảnh cáo"),
        ("ruling", "canh_cao", "Cảnh cáo"),
        ("absence", "om", "Nghỉ ốm"),
        ("award", "giay_khen", "Giấy khen"),
    ]


def test_a_word_stands_once_among_its_own_and_is_of_a_known_kind() -> None:
    twice = WORDS.replace("of: ruling", "of: discipline").replace("of: absence", "of: nghi")

    assert faults(organisation.load, TREE + twice) == [
        "37: record_kinds[1].id: mã định danh «canh_cao» lặp lại, đã có ở dòng 36",
        "38: record_kinds[2].of: «nghi» không thuộc: discipline, ruling, absence, award",
    ]
