"""What the check must say of the two rule sets of 2020."""

from __future__ import annotations

from collections import Counter

import pytest

from congtam.core.rules import Finding, check, classify
from tests.core.rules.samples import pack

XS, T, H, K = "HTXSNV", "HTTNV", "HTNV", "KHTNV"


def of(name: str, kind: str) -> list[Finding]:
    return [finding for finding in check(pack(name)).findings if finding.kind == kind]


def test_specialists_fall_through_in_three_ways():
    rest = {"suy_thoai": "là «không»", "ky_luat": "là «không»"}
    assert [dict(finding.region) for finding in of("tkv-2020-chuyen-vien", "gap")] == [
        {"tieu_chi_chung": "là «không»", "nv_chua_bao_dam": "không quá 50%", **rest},
        {"nv_hoan_thanh": "dưới 100%", "nv_chua_bao_dam": "không quá 50%", **rest},
        {"nv_chua_bao_dam": "trên 20% đến 50%", **rest},
    ]


def test_leaders_fall_through_in_the_same_ways_and_in_two_of_their_own():
    rest = {"suy_thoai": "là «không»", "tham_nhung_dv": "là «không»", "ky_luat": "là «không»"}
    enough = {"kq_chua_bao_dam": "không quá 50%", "dv_hoan_thanh": "từ 50% trở lên", **rest}
    assert [dict(finding.region) for finding in of("tkv-2020-lanh-dao", "gap")] == [
        {"tieu_chi_chung": "là «không»", **enough},
        {"kq_hoan_thanh": "dưới 100%", **enough},
        {**enough, "kq_chua_bao_dam": "trên 20% đến 50%"},
        {**enough, "dv_hoan_thanh": "từ 50% đến 70%"},
        {**enough, "cd_hoan_thanh": "dưới 70%"},
    ]


def test_the_unit_targets_of_a_leader_have_a_hole_with_both_its_ends():
    hole = of("tkv-2020-lanh-dao", "gap")[3]
    assert (hole.exact["dv_hoan_thanh"], hole.says) == (
        "[50,70]",
        "Tỷ lệ chỉ tiêu, nhiệm vụ của đơn vị, lĩnh vực phụ trách đã hoàn thành từ 50% đến 70% "
        "(ví dụ 60%): không mức nào áp dụng.",
    )


@pytest.mark.parametrize("percent", ["50", "60", "70"])
def test_every_point_of_the_hole_is_left_to_the_authority(percent: str):
    hole = of("tkv-2020-lanh-dao", "gap")[3]
    low = {"dv_hoan_thanh": percent, "dv_vuot_muc": "0", "dv_dung_han": "0"}
    assert classify(pack("tkv-2020-lanh-dao"), {**hole.witness, **low}).outcome == "manual"


@pytest.mark.parametrize(("name", "ways"), [("tkv-2020-chuyen-vien", 1), ("tkv-2020-lanh-dao", 2)])
def test_the_lowest_level_overlaps_every_other(name: str, ways: int):
    overlaps = Counter(finding.levels for finding in of(name, "overlap"))
    assert overlaps == {(K, XS): ways, (K, T): ways, (K, H): ways}


def test_a_leader_may_be_excellent_without_being_good():
    found = of("tkv-2020-lanh-dao", "crossing")
    assert [(one.levels, one.exact["dv_dung_han"], one.says) for one in found] == [
        (
            (XS, T),
            "[0,80)",
            "Tỷ lệ chỉ tiêu, nhiệm vụ của đơn vị hoàn thành đúng tiến độ, bảo đảm chất lượng "
            "dưới 80% (ví dụ 75%): đủ «Hoàn thành xuất sắc nhiệm vụ» mà không đủ "
            "«Hoàn thành tốt nhiệm vụ».",
        )
    ]


def test_nothing_else_is_said_of_them():
    kinds = {
        name: Counter(finding.kind for finding in check(pack(name)).findings)
        for name in ("tkv-2020-chuyen-vien", "tkv-2020-lanh-dao")
    }
    assert kinds == {
        "tkv-2020-chuyen-vien": {"gap": 3, "overlap": 3},
        "tkv-2020-lanh-dao": {"gap": 5, "overlap": 6, "crossing": 1},
    }


def test_every_witness_comes_out_as_its_finding_says():
    rule_set = pack("tkv-2020-lanh-dao")
    expected = {"gap": "manual", "overlap": K, "crossing": XS}
    found = check(rule_set).findings
    assert [classify(rule_set, one.witness).outcome for one in found] == [
        expected[one.kind] for one in found
    ]
