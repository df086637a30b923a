"""Months are counted in the calendar, exactly, and no day twice."""

from datetime import date
from fractions import Fraction

import pytest

from congtam.core.months import joined, months, total, within


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), Fraction(12)),
        (date(2020, 1, 1), date(2020, 6, 30), Fraction(6)),
        (date(2020, 1, 1), date(2020, 6, 29), 5 + Fraction(29, 30)),
        (date(2020, 1, 1), date(2020, 1, 15), Fraction(15, 31)),
        (date(2020, 1, 31), date(2020, 2, 28), Fraction(1)),
        (date(2021, 2, 10), date(2021, 3, 9), Fraction(1)),
        (date(2020, 5, 4), date(2020, 5, 4), Fraction(1, 31)),
        (date(2020, 11, 16), date(2021, 5, 15), Fraction(6)),
    ],
)
def test_a_span_is_so_many_months(first, last, expected):
    assert months(first, last) == expected


def test_days_that_lie_in_two_spans_count_once():
    spans = [
        (date(2020, 3, 1), date(2020, 6, 30)),
        (date(2020, 1, 1), date(2020, 3, 31)),
        (date(2020, 7, 1), date(2020, 7, 31)),
        (date(2020, 12, 1), date(2020, 12, 31)),
    ]

    assert joined(spans) == [
        (date(2020, 1, 1), date(2020, 7, 31)),
        (date(2020, 12, 1), date(2020, 12, 31)),
    ]
    assert total(spans) == 8


def test_only_the_days_inside_are_kept():
    year = [(date(2020, 2, 1), date(2020, 4, 30)), (date(2020, 9, 1), date(2020, 9, 30))]

    assert within([(date(2020, 4, 1), date(2020, 9, 15))], year) == [
        (date(2020, 4, 1), date(2020, 4, 30)),
        (date(2020, 9, 1), date(2020, 9, 15)),
    ]
    assert within([(date(2021, 1, 1), date(2021, 1, 2))], year) == []
