"""Points are read as people type them, and nothing doubtful is taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congtam.core.points import BadPoints, parse, percent, show

FIVE = Decimal(5)
NOT_A_NUMBER = "Điểm phải là một số, ví dụ 4 hoặc 4,5."
TOO_FINE = "Điểm có nhiều nhất 2 chữ số sau dấu phẩy."
PLAIN_DIGITS = "Hãy gõ bằng chữ số thường 0–9, ví dụ 4,5."
GROUPED = "Không dùng dấu phân cách hàng nghìn: nhập liền các chữ số, ví dụ 1234,5."


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("4,5", "4.5"), ("4.5", "4.5"), (" 4,50 ", "4.5"), ("0", "0"), ("5", "5"), ("05", "5"),
        ("0,25", "0.25"), ("5,00", "5"), ("-0", "0"), ("4,5\u00a0", "4.5"),
    ],
)  # fmt: skip
def test_a_comma_and_a_point_are_the_same(typed, points):
    assert parse(typed, max_points=FIVE) == Decimal(points)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Chưa nhập điểm."),
        ("   ", "Chưa nhập điểm."),
        ("5,01", "Điểm tối đa là 5."),
        ("6", "Điểm tối đa là 5."),
        ("1" + "0" * 40, "Điểm tối đa là 5."),
        ("9" * 101, "Số quá dài: nhập điểm, ví dụ 4,5."),
        ("-1", "Điểm không được âm."),
        ("−0,5", "Điểm không được âm."),
        ("4,555", "«4,555» không rõ là 4555 hay 4 phẩy 555: hãy viết 4555 hoặc 4,55."),
        ("1.234", "«1.234» không rõ là 1234 hay 1 phẩy 234: hãy viết 1234 hoặc 1,23."),
        ("1,234", "«1,234» không rõ là 1234 hay 1 phẩy 234: hãy viết 1234 hoặc 1,23."),
        ("4,500", "«4,500» không rõ là 4500 hay 4 phẩy 500: hãy viết 4500 hoặc 4,5."),
        ("0,125", TOO_FINE),
        ("4,5555", TOO_FINE),
        ("0.000000000000000000001", TOO_FINE),
        ("1.234,5", GROUPED),
        ("1,234.5", GROUPED),
        ("1 234", GROUPED),
        ("1.234.567", GROUPED),
        ("1e40", NOT_A_NUMBER),
        ("1E2", NOT_A_NUMBER),
        ("NaN", NOT_A_NUMBER),
        ("sNaN", NOT_A_NUMBER),
        ("inf", NOT_A_NUMBER),
        ("-Infinity", NOT_A_NUMBER),
        ("bốn", NOT_A_NUMBER),
        ("4 điểm", NOT_A_NUMBER),
        ("4,", NOT_A_NUMBER),
        (",5", NOT_A_NUMBER),
        ("4,5,", NOT_A_NUMBER),
        ("4..5", NOT_A_NUMBER),
        ("4,5.6", NOT_A_NUMBER),
        ("+4", NOT_A_NUMBER),
        ("--4", NOT_A_NUMBER),
        ("4_0", NOT_A_NUMBER),
        ("0x10", NOT_A_NUMBER),
        ("½", NOT_A_NUMBER),
        ("2²", NOT_A_NUMBER),
        ("4\n5", NOT_A_NUMBER),
        ("４", PLAIN_DIGITS),
        ("٤", PLAIN_DIGITS),
        ("4,５", PLAIN_DIGITS),
        ("\x004", NOT_A_NUMBER),
    ],
)
def test_wrong_input_says_what_is_wrong(typed, says):
    with pytest.raises(BadPoints) as refused:
        parse(typed, max_points=FIVE)

    assert (refused.value.says, str(refused.value)) == (says, says)


def test_whole_points_take_no_decimals():
    assert parse("4", max_points=FIVE, decimals=0) == Decimal(4)
    with pytest.raises(BadPoints, match=r"^Điểm phải là số nguyên\.$"):
        parse("4,5", max_points=FIVE, decimals=0)


def test_deductions_may_go_down_to_their_minimum():
    assert parse("-2,5", max_points=Decimal(0), minimum=Decimal("-2.5")) == Decimal("-2.5")
    with pytest.raises(BadPoints, match=r"^Điểm thấp nhất là -2,5\.$"):
        parse("-2,6", max_points=Decimal(0), minimum=Decimal("-2.5"))


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (None, "–"), ("4.50", "4,5"), ("10.00", "10"), ("0.00", "0"), ("-0.0", "0"), ("100", "100"),
        ("1E+2", "100"), ("-2.25", "-2,25"), ("0.05", "0,05"),
    ],
)  # fmt: skip
def test_points_are_shown_with_a_comma_and_no_empty_zeros(points, text):
    assert show(None if points is None else Decimal(points)) == text


@given(st.decimals(0, 100, places=2))
def test_what_is_shown_can_be_typed_again(points):
    assert parse(show(points), max_points=Decimal(100)) == points


@given(st.text())
def test_any_text_is_points_within_the_limits_or_a_refusal_in_words(typed):
    points, says = Decimal(0), "taken."
    try:
        points = parse(typed, max_points=FIVE)
    except BadPoints as refused:
        says = refused.says

    assert (0 <= points <= FIVE, says[-1]) == (True, ".")


@pytest.mark.parametrize(
    ("given_", "text"),
    [
        ((1, 3), "33,3%"), ((2, 3), "66,7%"), ((1, 8, 2), "12,50%"), ((1, 16, 1), "6,3%"),
        ((1, 2, 0), "50%"), ((1, 200, 0), "1%"), ((0, 7), "0,0%"), ((7, 7), "100,0%"),
        ((5, 0), "–"), ((1999, 2000, 0), "100%"), ((-1, 8, 1), "-12,5%"), ((-1, 10**6), "0,0%"),
        ((10**30 + 1, 10**30, 1), "100,0%"),
    ],
)  # fmt: skip
def test_a_share_is_exact_and_rounds_half_up(given_, text):
    assert percent(*given_) == text
