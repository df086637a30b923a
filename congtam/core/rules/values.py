"""From facts as given to values that can be compared, or the reasons why they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from congtam.core.figures import exact, plain, shown
from congtam.core.rules.model import (
    NA,
    Derivation,
    Fact,
    Invariant,
    NotApplicable,
    Ratio,
    RuleSet,
    Value,
)

_FLAGS = {"true": True, "false": False}


class Unusable(Exception):
    """A given value that is not of its type or range; says why."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Facts that cannot be used as given, and why, in Vietnamese."""

    names: tuple[str, ...]
    says: str


@dataclass(slots=True)
class Settled:
    """Known values by fact (an absent fact is unknown), counts, and what was wrong. `empty`:
    percentages of nothing at all, which stay unknown."""

    values: dict[str, Value] = field(default_factory=dict)
    counts: dict[str, Fraction] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)

    def part(self, name: str) -> Fraction | None:
        """The number a derived fact may be made of."""
        value = self.values.get(name)
        return value.fraction() if isinstance(value, Ratio) else self.counts.get(name)


def settle(rule_set: RuleSet, facts: Mapping[str, object]) -> Settled:
    """Type, range, derivation and invariants of all given facts."""
    settled = Settled()
    for name, given in facts.items():
        if given is None:
            continue
        try:
            _take(rule_set, name, given, settled)
        except Unusable as error:
            settled.wrong.append(Wrong((name,), f"{_named(rule_set, name)}: {error}"))
    for name in rule_set.derived:
        if not settled.wrong:
            try:
                _derive(rule_set.facts[name], settled)
            except Unusable as error:
                settled.wrong.append(Wrong((name,), f"{_named(rule_set, name)}: {error}"))
    if not settled.wrong:
        broken = (i for i in rule_set.invariants if _breaks(i, settled.values))
        settled.wrong += [Wrong(i.facts, _contradiction(rule_set, i)) for i in broken]
    return settled


def _named(rule_set: RuleSet, name: str) -> str:
    fact = rule_set.facts.get(name)
    return f"«{fact.label}»" if fact else f"«{name}»"


def _take(rule_set: RuleSet, name: str, given: object, settled: Settled) -> None:
    fact = rule_set.facts.get(name)
    if fact is None:
        if name not in rule_set.inputs:
            raise Unusable("bộ quy tắc không có dữ kiện này")
        settled.counts[name] = _count(given)
        return
    value = _value(fact, given)
    if value is None:
        settled.empty.add(name)
        return
    settled.values[name] = value


def _count(given: object) -> Fraction:
    number = exact(given)
    if number is None:
        raise Unusable(f"{_quoted(given)} không phải là số")
    if number < 0:
        raise Unusable(f"{_quoted(given)} là số âm")
    return number


def _value(fact: Fact, given: object) -> Value | None:
    """The typed value; None where a denominator of 0 leaves it unknown."""
    if given is NA or given == NA.value:
        if not fact.na:
            raise Unusable("không được để «không áp dụng»")
        return NA
    if fact.type == "bool":
        return _flag(given)
    if fact.type == "enum":
        if not isinstance(given, str) or given not in fact.values:
            raise Unusable(f"{_quoted(given)} không thuộc: {', '.join(fact.values)}")
        return str(given)
    if isinstance(given, Mapping):
        return _counted(fact, given)
    number = exact(given)
    if number is None:
        raise Unusable(f"{_quoted(given)} không phải là số")
    return _within(fact, Ratio.of(number))


def _flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given in _FLAGS:
        return _FLAGS[given]
    raise Unusable(f"{_quoted(given)} không phải là có hoặc không")


def _counted(fact: Fact, given: Mapping[object, object]) -> Value | None:
    if fact.type != "percent" or set(given) != {"num", "den"}:
        raise Unusable("chỉ tỷ lệ mới nhận {num, den}, và phải đủ cả hai")
    return _percentage(fact, _count(given["num"]), _count(given["den"]))


def _percentage(
    fact: Fact, num: Fraction, den: Fraction, clamp: tuple[Decimal, Decimal] | None = None
) -> Value | None:
    """Exactly 100 x num / den; of nothing at all it is n/a where allowed, else unknown."""
    if num < 0 or den < 0:
        raise Unusable(f"{shown(num)}/{shown(den)} có số âm")
    if den == 0:
        if num:
            raise Unusable(f"tử số {shown(num)} mà mẫu số là 0")
        return NA if fact.na else None
    share = Ratio(
        100 * num.numerator * den.denominator,
        num.denominator * den.numerator,
        (shown(num), shown(den)),
    )
    if clamp is not None:
        number = share.fraction()
        held = _clamped(number, clamp)
        share = share if held == number else Ratio.of(held)
    return _within(fact, share)


def _within(fact: Fact, value: Ratio) -> Ratio:
    if fact.range is None or fact.limits.holds(value):
        return value
    low, high = (Fraction(end) for end in fact.range)
    counts = value.counts
    if counts and high == 100 < value.fraction():
        raise Unusable(f"{counts[0]}/{counts[1]}: tử số lớn hơn mẫu số")
    told = f"{counts[0]}/{counts[1]}" if counts else shown(value.fraction(), (low, high))
    raise Unusable(f"{told} nằm ngoài khoảng từ {plain(low)} đến {plain(high)}")


def _derive(fact: Fact, settled: Settled) -> None:
    rule = fact.of
    if rule is None:
        return
    value = _followed(fact, rule, settled)
    if value is None:
        return
    given = settled.values.get(fact.id)
    if given is not None and not _same(given, value):
        raise Unusable("giá trị nhập khác giá trị tính từ các thành phần")
    settled.values[fact.id] = value


def _followed(fact: Fact, rule: Derivation, settled: Settled) -> Value | None:
    """The value that follows from the parts: n/a from one that does not apply (the loader lets
    this happen only where the fact itself may be n/a), None while one is unknown."""
    if any(settled.values.get(name) is NA for name in rule.parts):
        return NA
    parts = [part for name in rule.parts if (part := settled.part(name)) is not None]
    if len(parts) < len(rule.parts):
        return None
    value = _computed(fact, rule, parts)
    if value is None:
        settled.empty.add(fact.id)
    return value


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        return one.top * other.bottom == other.top * one.bottom
    return one is other


def _computed(fact: Fact, rule: Derivation, parts: list[Fraction]) -> Value | None:
    if rule.each_at_most is not None:
        most = Fraction(rule.each_at_most)
        for name, part in zip(rule.parts, parts, strict=True):
            if part > most:
                raise Unusable(f"«{name}» là {shown(part, (most,))}, quá mức {plain(most)}")
    if rule.kind == "ratio":
        num, den = parts
        return _percentage(fact, num, den, rule.clamp)
    if rule.kind == "weighted":
        weighed = zip(rule.weights, parts, strict=True)
        number = sum((Fraction(weight) * part for weight, part in weighed), Fraction(0))
    else:
        number = sum(parts, Fraction(0)) / (len(parts) if rule.kind == "mean" else 1)
    number = number * Fraction(rule.times) + Fraction(rule.plus)
    return _within(fact, Ratio.of(_clamped(number, rule.clamp)))


def _clamped(number: Fraction, clamp: tuple[Decimal, Decimal] | None) -> Fraction:
    if clamp is None:
        return number
    low, high = (Fraction(end) for end in clamp)
    return min(max(number, low), high)


def _breaks(invariant: Invariant, values: dict[str, Value]) -> bool:
    """True only when known values contradict it: what is unknown contradicts nothing."""
    if invariant.when is not None and invariant.then is not None:
        return invariant.when.holds(values) is True and invariant.then.holds(values) is False
    known = [values[name] for name in invariant.facts if name in values]
    if invariant.kind == "same_na":
        return len({isinstance(value, NotApplicable) for value in known}) > 1
    ratios = [value for value in known if isinstance(value, Ratio)]
    return any(low.top * high.bottom > high.top * low.bottom for low, high in pairwise(ratios))


def _contradiction(rule_set: RuleSet, invariant: Invariant) -> str:
    named = ", ".join(_named(rule_set, name) for name in invariant.facts)
    return f"{named} mâu thuẫn với nhau ({invariant.id}: {invariant.why})"


def _quoted(given: object) -> str:
    """What was given, short enough to be shown."""
    text = str(given) if isinstance(given, str | int | bool) else type(given).__name__
    return f"«{text[:40]}…»" if len(text) > 40 else f"«{text}»"
