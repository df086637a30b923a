from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congtam.core.citations import Cite
from congtam.core.marked import Cursor, read
from congtam.core.quotas import Quota, QuotaResult, Raised, SmallGroup, measure, read_quota

PLAIN = settings(deadline=None, derandomize=True)
LABELS = {"XS": "Hoàn thành xuất sắc", "TOT": "Hoàn thành tốt"}


def quota(**changes: object) -> Quota:
    values: dict[str, object] = {
        "id": "TL1",
        "levels": ("XS",),
        "percent": Decimal(20),
        "of": "ranked",
        "of_levels": (),
        "including": False,
        "per": (),
        "rounding": "down",
        "small_group": None,
        "cite": Cite("HD", "khoản 5"),
    }
    return Quota(**{**values, **changes})  # type: ignore[arg-type]


def test_the_calculation_over_all_classified_is_shown():
    result = measure(quota(), {"XS": 10, "TOT": 30, "HT": 5})
    assert result == QuotaResult(9, 10, 1, "20% × 45 đơn vị được xếp loại = 9; đề nghị 10, vượt 1")


def test_a_group_within_the_quota_is_said_to_be():
    result = measure(quota(), {"XS": 9, "TOT": 36})
    assert result == QuotaResult(
        9, 9, 0, "20% × 45 đơn vị được xếp loại = 9; đề nghị 9, trong hạn mức"
    )


@pytest.mark.parametrize(
    ("rounding", "allowed", "said"),
    [("down", 2, "làm tròn xuống còn 2"), ("nearest", 3, "làm tròn đến số gần nhất còn 3"),
     ("up", 3, "làm tròn lên còn 3")],
)  # fmt: skip
def test_the_rounding_is_the_one_written(rounding: str, allowed: int, said: str):
    result = measure(
        quota(of="of_level", of_levels=("TOT",), percent=Decimal("12.5"), rounding=rounding),
        {"XS": 2, "TOT": 20},
        labels=LABELS,
        noun="người",
    )
    assert result == QuotaResult(
        allowed,
        2,
        0,
        f"12,5% × 20 người xếp loại Hoàn thành tốt = 2,5, {said}; đề nghị 2, trong hạn mức",
    )


@pytest.mark.parametrize(("including", "allowed"), [(False, 2), (True, 3)])
def test_the_level_itself_counts_below_only_where_it_is_written(including: bool, allowed: int):
    asked = quota(of="of_level", of_levels=("TOT",), including=including)
    assert measure(asked, {"XS": 5, "TOT": 10, "HT": 4}).allowed == allowed


def test_everyone_counts_where_the_quota_says_all():
    result = measure(quota(of="all"), {"XS": 4, "TOT": 5}, everyone=15)
    assert result == QuotaResult(3, 4, 1, "20% × 15 đơn vị của nhóm = 3; đề nghị 4, vượt 1")


def test_both_parts_of_a_denominator_with_the_level_itself_are_shown():
    asked = quota(of="of_level", of_levels=("TOT",), including=True)
    assert measure(asked, {"XS": 3, "TOT": 12}, labels=LABELS, noun="người") == QuotaResult(
        3,
        3,
        0,
        "20% × 15 người xếp loại Hoàn thành tốt, Hoàn thành xuất sắc (12 + 3) = 3; "
        "đề nghị 3, trong hạn mức",
    )


RAISED = Raised(Decimal(25), "đơn vị có thành tích nổi trội", Cite("HD", "khoản 6"))


def test_an_outstanding_unit_may_be_measured_by_the_raised_share():
    asked = quota(of="of_level", of_levels=("TOT",), raised=RAISED)
    assert measure(asked, {"XS": 3, "TOT": 12}) == QuotaResult(
        2, 3, 1, "20% × 12 đơn vị xếp loại TOT = 2,4, làm tròn xuống còn 2; đề nghị 3, vượt 1"
    )
    assert measure(asked, {"XS": 3, "TOT": 12}, raised=True) == QuotaResult(
        3, 3, 0, "25% (nâng từ 20%) × 12 đơn vị xếp loại TOT = 3; đề nghị 3, trong hạn mức"
    )


def test_a_share_is_not_raised_where_the_text_does_not_allow_it():
    with pytest.raises(ValueError, match="không cho nâng"):
        measure(quota(), {"XS": 1}, raised=True)


def test_a_raised_share_is_read_with_when_it_may_be_used():
    found, faults = taken(
        "{id: TL1, level: XS, at_most_percent: 20, of: ranked, cite: {doc: HD, at: khoản 5}, "
        "raised: {percent: 25, when: đơn vị có thành tích nổi trội, cite: {doc: HD, at: khoản 6}}}"
    )
    assert (found, faults) == (quota(raised=RAISED), [])


def test_the_scope_of_a_quota_is_told_in_words():
    assert quota(per=("don_vi", "nhom_nhiem_vu")).scope == (
        "cùng cơ quan, tổ chức, đơn vị, nhóm có nhiệm vụ tương đồng"
    )


def test_a_small_group_has_its_own_rule_below_its_size_only():
    small = quota(small_group=SmallGroup(5, 1))
    assert measure(small, {"XS": 2, "TOT": 2}) == QuotaResult(
        1, 2, 1, "Nhóm có 4 đơn vị, dưới 5: nhiều nhất 1; đề nghị 2, vượt 1"
    )
    assert measure(small, {"XS": 2, "TOT": 3}, everyone=5).sentence.startswith("20% × 5 đơn vị")
    assert measure(small, {"XS": 2, "TOT": 2}, everyone=10).allowed == 0


def test_a_group_with_nobody_in_the_denominator_allows_nobody():
    assert measure(quota(of="of_level", of_levels=("TOT",)), {"XS": 1}).exceeded == 1


@pytest.mark.parametrize(
    ("changes", "counts", "everyone", "says"),
    [
        ({"of": "all"}, {"XS": 1}, None, "cần tổng số"),
        ({}, {"XS": 3}, 2, "nhỏ hơn số đã xếp loại"),
        ({}, {"XS": -1}, None, "không được âm"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    changes: dict[str, object], counts: dict[str, int], everyone: int | None, says: str
):
    with pytest.raises(ValueError, match=says):
        measure(quota(**changes), counts, everyone=everyone)


@PLAIN
@given(st.integers(0, 500), st.integers(0, 500), st.decimals(0, 100, places=2))
def test_rounding_down_is_the_exact_comparison(used: int, others: int, percent: Decimal):
    result = measure(quota(percent=percent), {"XS": used, "TOT": others})
    assert (result.exceeded > 0) == (100 * used > percent * (used + others))


def taken(text: str) -> tuple[Quota | None, list[str]]:
    cursor = Cursor.top(read(text, "tệp"), "tệp")
    return read_quota(cursor, ("XS", "TOT"), ("HD",)), [str(fault) for fault in cursor.faults]


def test_a_quota_is_read_as_a_file_writes_it():
    found = taken(
        "{id: TL1, level: XS, at_most_percent: 20, of_level: TOT, including: true, "
        "per: [don_vi, nhom_nhiem_vu], rounding: nearest, below: {count: 5, at_most: 1}, "
        "cite: {doc: HD, at: khoản 5}}"
    )
    assert found == (
        quota(
            of="of_level",
            of_levels=("TOT",),
            including=True,
            per=("don_vi", "nhom_nhiem_vu"),
            rounding="nearest",
            small_group=SmallGroup(5, 1),
        ),
        [],
    )


def test_several_levels_may_share_a_quota():
    found, faults = taken(
        "{id: TL1, level: [XS, TOT], at_most_percent: 80, of: ranked, cite: {doc: HD, at: k5}}"
    )
    assert (found.levels if found else None, faults) == (("XS", "TOT"), [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{id: T, level: XS, at_most_percent: 20, of: ranked}", "thiếu trích dẫn"),
        ("{id: T, level: XS, at_most_percent: 20, cite: {doc: HD, at: k}}", "đúng một trong hai"),
        ("{id: T, level: XS, at_most_percent: 120, of: all, cite: {doc: HD, at: k}}", "0 đến 100"),
        ("{id: T, level: KEM, at_most_percent: 20, of: all, cite: {doc: HD, at: k}}", "«KEM»"),
        ("{id: T, level: [], at_most_percent: 20, of: all, cite: {doc: HD, at: k}}", "rỗng"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, including: true,"
         " cite: {doc: HD, at: k}}", "chỉ dùng với «of_level»"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, rounding: ceil,"
         " cite: {doc: HD, at: k}}", "«ceil» không thuộc"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, below: {count: 1.5, at_most: 1},"
         " cite: {doc: HD, at: k}}", "số nguyên từ 1"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, of_what: x, cite: {doc: HD, at: k}}",
         "khóa lạ «of_what»"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, per: [tinh], cite: {doc: HD, at: k}}",
         "«tinh» không thuộc: in_charge, don_vi"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, raised: {percent: 20, when: x},"
         " cite: {doc: HD, at: k}}", "trên 20 và không quá 100"),
        ("{id: T, level: XS, at_most_percent: 20, of: all, raised: {percent: 25},"
         " cite: {doc: HD, at: k}}", "thiếu khóa «when»"),
    ],
)  # fmt: skip
def test_a_quota_that_cannot_be_meant_names_its_fault(text: str, says: str):
    _, faults = taken(text)
    assert len(faults) == 1
    assert says in faults[0]
