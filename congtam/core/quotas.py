"""How many of a group may hold a level: ratio, denominator, rounding, small-group rule.

A quota warns and blocks a list until a reason is given; it never changes a level by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from congtam.core.citations import Cite, read_cite
from congtam.core.figures import plain, read_number, shown
from congtam.core.marked import Cursor, Seq

ROUNDINGS = ("down", "nearest", "up")
# Who is counted together. A quota may name several: each group of the same unit and duty.
SCOPES = {
    "in_charge": "những nơi do cùng một bộ phận phụ trách",
    "don_vi": "cùng cơ quan, tổ chức, đơn vị",
    "nhom_nhiem_vu": "nhóm có nhiệm vụ tương đồng",
    "nhom_vi_tri": "nhóm có vị trí, chức năng, nhiệm vụ tương đồng",
    "cap_cong_nhan": "phạm vi quản lý của cấp công nhận",
}
_TAKEN = {
    "down": "làm tròn xuống",
    "nearest": "làm tròn đến số gần nhất",
    "up": "làm tròn lên",
}


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """In a group of fewer than `count`, at most `at_most`, whatever the ratio gives."""

    count: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Raised:
    """The higher share that the competent level may allow with a reason, and when it may."""

    percent: Decimal
    when: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class Quota:
    """`of` is `ranked` (all who were classified), `all` (everyone) or `of_level`."""

    id: str
    levels: tuple[str, ...]
    percent: Decimal
    of: str
    of_levels: tuple[str, ...]
    including: bool
    per: tuple[str, ...]
    rounding: str
    small_group: SmallGroup | None
    cite: Cite
    raised: Raised | None = None

    @property
    def scope(self) -> str:
        """The groups it is counted in, in words; empty when it is one group."""
        return ", ".join(SCOPES[one] for one in self.per)


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """`exceeded` is by how many (0: within); `sentence` shows the calculation."""

    allowed: int
    used: int
    exceeded: int
    sentence: str


def measure(
    quota: Quota,
    counts: Mapping[str, int],
    *,
    everyone: int | None = None,
    labels: Mapping[str, str] | None = None,
    noun: str = "đơn vị",
    raised: bool = False,
) -> QuotaResult:
    """One group against the quota.

    `counts`: how many hold each level, only those classified. `everyone`: the size of the
    group with those not classified; needed when the quota counts `all`. `raised`: by the
    higher share, for which whoever uses it has given a reason.
    """
    if raised and quota.raised is None:
        raise ValueError("văn bản không cho nâng tỷ lệ này")
    if any(count < 0 for count in counts.values()):
        raise ValueError("số đếm không được âm")
    ranked = sum(counts.values())
    if everyone is not None and everyone < ranked:
        raise ValueError("tổng số của nhóm nhỏ hơn số đã xếp loại")
    used = sum(counts.get(level, 0) for level in quota.levels)
    size = ranked if everyone is None else everyone
    small = quota.small_group
    if small is not None and size < small.count:
        allowed = small.at_most
        worked = f"Nhóm có {size} {noun}, dưới {small.count}: nhiều nhất {allowed}"
    else:
        base, named = _denominator(quota, counts, everyone, labels or {}, noun)
        share = quota.raised.percent if raised and quota.raised else quota.percent
        exact = Fraction(share) * base / 100
        allowed = _rounded(exact, quota.rounding)
        worked = f"{plain(Fraction(share))}%{_lifted(quota, raised)} × {base} {named}"
        worked += f" = {shown(exact)}"
        if exact != allowed:
            worked += f", {_TAKEN[quota.rounding]} còn {allowed}"
    exceeded = max(0, used - allowed)
    ending = f"vượt {exceeded}" if exceeded else "trong hạn mức"
    return QuotaResult(allowed, used, exceeded, f"{worked}; đề nghị {used}, {ending}")


def _lifted(quota: Quota, raised: bool) -> str:
    return f" (nâng từ {plain(Fraction(quota.percent))}%)" if raised else ""


def _denominator(
    quota: Quota,
    counts: Mapping[str, int],
    everyone: int | None,
    labels: Mapping[str, str],
    noun: str,
) -> tuple[int, str]:
    if quota.of == "all":
        if everyone is None:
            raise ValueError("tỷ lệ tính trên toàn nhóm cần tổng số của nhóm")
        return everyone, f"{noun} của nhóm"
    if quota.of == "ranked":
        return sum(counts.values()), f"{noun} được xếp loại"
    levels = dict.fromkeys(quota.of_levels)
    if quota.including:
        levels |= dict.fromkeys(quota.levels)
    named = f"{noun} xếp loại " + ", ".join(labels.get(level, level) for level in levels)
    found = [counts.get(level, 0) for level in levels]
    if len(found) > 1:
        named += f" ({' + '.join(str(count) for count in found)})"
    return sum(found), named


def _rounded(exact: Fraction, rounding: str) -> int:
    """`nearest` takes a half upwards."""
    if rounding == "up":
        return -(-exact.numerator // exact.denominator)
    if rounding == "nearest":
        exact += Fraction(1, 2)
    return exact.numerator // exact.denominator


_REQUIRED = ("id", "level", "at_most_percent")
_OPTIONAL = ("of", "of_level", "including", "per", "rounding", "below", "raised", "cite")


def read_quota(cursor: Cursor, levels: Collection[str], documents: Collection[str]) -> Quota | None:
    """A quota as a rule set or a procedure writes it; None when keys are missing."""
    if not cursor.keys(required=_REQUIRED, optional=_OPTIONAL):
        return None
    if cursor.has("of") == cursor.has("of_level"):
        cursor.fault("cần đúng một trong hai khóa «of», «of_level»")
    percent = cursor.at("at_most_percent")
    number = read_number(percent)
    if not 0 <= number <= 100:
        percent.fault("tỷ lệ phải từ 0 đến 100")
    of = cursor.at("of").choice(("ranked", "all")) if cursor.has("of") else "of_level"
    if cursor.has("including") and of != "of_level":
        cursor.at("including").fault("«including» chỉ dùng với «of_level»")
    cite = read_cite(cursor, documents)
    return Quota(
        id=cursor.at("id").text(),
        levels=_levels(cursor.at("level"), levels),
        percent=number,
        of=of,
        of_levels=_levels(cursor.at("of_level"), levels) if cursor.has("of_level") else (),
        including=cursor.at("including").flag(),
        per=tuple(item.choice(SCOPES) for item in cursor.at("per").items()),
        rounding=cursor.at("rounding").choice(ROUNDINGS, default="down"),
        small_group=_small_group(cursor.at("below")),
        cite=cite,
        raised=_raised(cursor.at("raised"), number, cite, documents),
    )


def _raised(
    cursor: Cursor, normal: Decimal, cite: Cite, documents: Collection[str]
) -> Raised | None:
    keys = {"required": ("percent", "when"), "optional": ("cite",)}
    if cursor.value is None or not cursor.keys(**keys):
        return None
    percent = cursor.at("percent")
    number = read_number(percent)
    if not normal < number <= 100:
        percent.fault(f"tỷ lệ nâng phải trên {normal} và không quá 100")
    return Raised(number, cursor.at("when").text(), read_cite(cursor, documents, cite))


def _levels(cursor: Cursor, known: Collection[str]) -> tuple[str, ...]:
    """One level id or a list of them."""
    members = list(cursor.items()) if isinstance(cursor.value, Seq) else [cursor]
    if not members:
        cursor.fault("danh sách mức rỗng")
    found = []
    for member in members:
        level = member.text()
        if level and level not in known:
            member.fault(f"mức «{level}» không có trong «levels»")
        found.append(level)
    return tuple(found)


def _small_group(cursor: Cursor) -> SmallGroup | None:
    if cursor.value is None or not cursor.keys(required=("count", "at_most")):
        return None
    found = {}
    for key, least in (("count", 1), ("at_most", 0)):
        number = read_number(cursor.at(key))
        if number != int(number) or number < least:
            cursor.at(key).fault(f"phải là số nguyên từ {least}")
        found[key] = int(number)
    return SmallGroup(found["count"], found["at_most"])
