"""Points as people type and read them: decimal comma, exact, never a float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"([-\u2212]?)([0-9]+)(?:[.,]([0-9]+))?")
_THOUSANDS = re.compile(r"[-\u2212]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[-\u2212]?[0-9]{1,3}(?:[ .,\u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_LONGEST = 100


class BadPoints(Exception):
    """What was typed is no usable number of points; `says` tells the person why."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def parse(
    text: str, *, max_points: Decimal, decimals: int = 2, minimum: Decimal = Decimal(0)
) -> Decimal:
    """The points that `text` names; `4,5` and `4.5` are the same."""
    typed = text.strip()
    if not typed:
        raise BadPoints("Chưa nhập điểm.")
    sign, whole, part = _split(typed)
    if len(part) > decimals:
        raise BadPoints(_too_fine(decimals))
    points = Decimal(f"{'-' if sign else ''}{whole}.{part or '0'}")
    if points < 0 <= minimum:
        raise BadPoints("Điểm không được âm.")
    if points < minimum:
        raise BadPoints(f"Điểm thấp nhất là {show(minimum)}.")
    if points > max_points:
        raise BadPoints(f"Điểm tối đa là {show(max_points)}.")
    return points if points else Decimal(0)


def show(points: Decimal | None) -> str:
    """Points for people: «4,5» without empty zeros, «–» where there are none yet."""
    if points is None:
        return "–"
    text = format(points, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")


def percent(numerator: int, denominator: int, digits: int = 1) -> str:
    """A share for print: exact from the counts, half rounded up; «–» without a denominator."""
    if denominator == 0:
        return "–"
    shift = 10**digits
    scaled, below = abs(numerator) * 100 * shift, abs(denominator)
    whole, part = divmod((2 * scaled + below) // (2 * below), shift)
    sign = "-" if (numerator < 0) != (denominator < 0) and (whole or part) else ""
    return f"{sign}{whole},{part:0{digits}d}%" if digits else f"{sign}{whole}%"


def _split(typed: str) -> tuple[str, str, str]:
    """Sign, whole digits and decimals; anything that is not plainly one number is refused."""
    if len(typed) > _LONGEST:
        raise BadPoints("Số quá dài: nhập điểm, ví dụ 4,5.")
    if _THOUSANDS.fullmatch(typed):
        raise BadPoints(_two_ways(typed))
    if _GROUPED.fullmatch(typed) and not _NUMBER.fullmatch(typed):
        raise BadPoints("Không dùng dấu phân cách hàng nghìn: nhập liền các chữ số, ví dụ 1234,5.")
    if any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in typed):
        raise BadPoints("Hãy gõ bằng chữ số thường 0–9, ví dụ 4,5.")
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise BadPoints("Điểm phải là một số, ví dụ 4 hoặc 4,5.")
    return found[1], found[2], found[3] or ""


def _two_ways(typed: str) -> str:
    whole, part = re.split("[.,]", typed)
    short = part[:2].rstrip("0")
    small = f"{whole},{short}" if short else whole
    return (
        f"«{typed}» không rõ là {whole}{part} hay {whole} phẩy {part}: "
        f"hãy viết {whole}{part} hoặc {small}."
    )


def _too_fine(decimals: int) -> str:
    if decimals == 0:
        return "Điểm phải là số nguyên."
    return f"Điểm có nhiều nhất {decimals} chữ số sau dấu phẩy."
