from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congtam.core.figures import exact, plain, shown, written

PLAIN = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("given_value", "number"),
    [
        (90, Fraction(90)),
        ("89.99", Fraction(8999, 100)),
        ("-0.5", Fraction(-1, 2)),
        (Decimal("4.50"), Fraction(9, 2)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_numbers_are_taken_exactly(given_value: object, number: Fraction):
    assert exact(given_value) == number


@pytest.mark.parametrize(
    "value",
    [
        1.5, True, None, "", "4,5", "1.2.3", "NaN", "1e3", " 5", "٣", "9" * 41, 10**40, -(10**40),
        Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999999"), Decimal("1E-999999999"), [],
    ],
)  # fmt: skip
def test_what_is_no_usable_number_is_not_taken(value: object):
    assert exact(value) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(90), "90"),
        (Fraction("89.996"), "89,996"),
        (Fraction("4.50"), "4,5"),
        (Fraction("-0.25"), "-0,25"),
        (Fraction(2, 3), "≈ 0,67"),
        (Fraction(200, 3), "≈ 66,67"),
    ],
)
def test_numbers_are_shown_with_a_comma_and_a_sign_where_rounded(value: Fraction, text: str):
    assert shown(value) == text


def test_a_number_just_under_a_threshold_is_not_shown_as_the_threshold():
    value = Fraction(90) - Fraction(1, 3000)
    assert shown(value) == "≈ 90"
    assert shown(value, [Fraction(90)]) == "≈ 89,9997"


def test_a_number_too_near_for_decimals_is_shown_as_a_ratio():
    value = Fraction(90) - Fraction(1, 3 * 10**20)
    assert shown(value, [Fraction(90)]) == f"{value.numerator}/{value.denominator}"


def test_numbers_for_machines_are_exact():
    assert [written(Fraction("12.50")), written(Fraction(-1, 3))] == ["12.5", "-1/3"]


def test_a_number_without_end_has_no_plain_text():
    with pytest.raises(ValueError, match="không viết hết"):
        plain(Fraction(1, 3))


@PLAIN
@given(st.integers(0, 400), st.integers(1, 400), st.decimals(0, 100, places=2), st.integers(-3, 3))
def test_print_stays_on_its_side_of_every_cut(num: int, den: int, cut: Decimal, shift: int):
    value, border = Fraction(100 * num, den), Fraction(cut) + Fraction(shift, 3000)
    near = Fraction(shown(value, [border]).removeprefix("≈ ").replace(",", "."))
    assert (near > border, near < border) == (value > border, value < border)
