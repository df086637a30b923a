"""Exact numbers in and out: no float ever, and no rounding across a threshold in print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from congtam.core.marked import Cursor

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_LARGEST = 10**15
_DIGITS = 15


def exact(value: object) -> Fraction | None:
    """The number that was given, exactly; None when it is no number of a usable size.

    Text is written with a point. A float is refused: it is no longer what was typed.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return Fraction(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, Decimal):
        return Fraction(value) if usable(value) else None
    if isinstance(value, int | Fraction):
        return Fraction(value) if -_LARGEST < value < _LARGEST else None
    return None


def usable(number: Decimal) -> bool:
    """Finite, and neither so large nor so fine that exact arithmetic would choke on it."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DIGITS and number.adjusted() < _DIGITS


def read_number(cursor: Cursor) -> Decimal:
    """The number at the cursor, written like 12.5; anything else is a fault."""
    text = str(cursor.value) if isinstance(cursor.value, str) else ""
    if not _NUMBER.fullmatch(text):
        cursor.fault(f"«{text[:40]}» không phải là số dùng được (viết như 12.5)")
        return Decimal(0)
    return Decimal(text)


def plain(value: Fraction) -> str:
    """A number that ends within 15 decimals, with a decimal comma and no empty zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**_DIGITS
    if scaled.denominator != 1:
        raise ValueError(f"{value} không viết hết được bằng số thập phân")
    whole, rest = divmod(abs(scaled.numerator), 10**_DIGITS)
    tail = f"{rest:0{_DIGITS}d}".rstrip("0")
    return ("-" if value < 0 else "") + (f"{whole},{tail}" if tail else str(whole))


def shown(value: Fraction, cuts: Iterable[Fraction] = ()) -> str:
    """The number for people. Where it must be rounded it says «≈», and it gets as many
    decimals as it takes to stay on its own side of every cut."""
    if 10**6 % value.denominator == 0:
        return plain(value)
    cuts = tuple(cuts)
    for digits in range(2, _DIGITS):
        near = Fraction(round(value * 10**digits), 10**digits)
        if all(_side(near, cut) == _side(value, cut) for cut in cuts):
            return f"≈ {plain(near)}"
    return f"{value.numerator}/{value.denominator}"


def written(value: Fraction) -> str:
    """The number for machines: exact, as `12.5`, or `1/3` where decimals do not end."""
    if (value * 10**_DIGITS).denominator == 1:
        return plain(value).replace(",", ".")
    return f"{value.numerator}/{value.denominator}"


def _side(value: Fraction, cut: Fraction) -> int:
    return (value > cut) - (value < cut)
