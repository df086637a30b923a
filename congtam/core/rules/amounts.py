"""By how much a value must move for a clause to turn, in counts where it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from congtam.core.figures import shown
from congtam.core.rules.model import Condition, Demand, Fact, NotApplicable, Ratio, RuleSet, Values
from congtam.core.rules.words import demand_shown

_SHARE = "Tỷ lệ "


@dataclass(frozen=True, slots=True)
class Aim:
    """The nearest place where a clause turns: on the number itself, or just beyond it."""

    number: Fraction
    beyond: bool
    upwards: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What has to change for one clause. Where the fact was counted, `count` is by how many
    (below 0: fewer) of `whole`; None where that cannot be computed exactly."""

    condition: str
    count: Fraction | None
    whole: Fraction | None
    sentence: str


def step(rule_set: RuleSet, condition: Condition, values: Values) -> Step:
    """The smallest change that turns a clause to the other side."""
    fact, value = rule_set.facts[condition.fact], values.get(condition.fact)
    want = condition.holds(values) is not True
    if value is None:
        return Step(condition.id, None, None, f"{fact.label}: cần có số liệu.")
    if isinstance(value, NotApplicable):
        return Step(condition.id, None, None, f"{fact.label}: đang không áp dụng.")
    if not isinstance(value, Ratio):
        return Step(condition.id, None, None, _wanted(fact, condition.test, want))
    aims = [aim for aim in _aims(condition.test, value, want) if _within(fact, aim)]
    if not aims:
        return Step(condition.id, None, None, _wanted(fact, condition.test, want))
    aim = min(aims, key=lambda one: abs(one.number - value.fraction()))
    counted = _counts(value)
    if counted is None:
        return Step(condition.id, None, None, _moved(rule_set, fact, value, aim))
    return _counted(rule_set, condition, counted, aim, want)


def _aims(test: Demand, value: Ratio, want: bool) -> list[Aim]:
    low, high = test.low, test.high
    at = value.fraction()
    if want and low is not None and (at < low.fraction() or (low.open and at == low.fraction())):
        return [Aim(low.fraction(), low.open, True)]
    if want and high is not None:
        return [Aim(high.fraction(), high.open, False)]
    leaving = []
    if high is not None:
        leaving.append(Aim(high.fraction(), not high.open, True))
    if low is not None:
        leaving.append(Aim(low.fraction(), not low.open, False))
    return leaving


def _within(fact: Fact, aim: Aim) -> bool:
    if fact.range is None:
        return True
    low, high = (Fraction(end) for end in fact.range)
    if aim.beyond:
        return aim.number < high if aim.upwards else low < aim.number
    return low <= aim.number <= high


def _counts(value: Ratio) -> tuple[Fraction, Fraction] | None:
    """Numerator and denominator as they were given; None where they are shown rounded."""
    if value.counts is None or any("≈" in one or "/" in one for one in value.counts):
        return None
    num, den = (Fraction(one.replace(",", ".")) for one in value.counts)
    return num, den


def _counted(
    rule_set: RuleSet,
    condition: Condition,
    counted: tuple[Fraction, Fraction],
    aim: Aim,
    want: bool,
) -> Step:
    """The change of the numerator while the denominator stays as it is."""
    fact, (num, den) = rule_set.facts[condition.fact], counted
    new = aim.number * den / 100
    if num.denominator == den.denominator == 1:
        new = _whole(new, aim)
    elif aim.beyond:
        return Step(condition.id, None, None, _moved(rule_set, fact, _share(num, den), aim))
    share = _share(new, den)
    if condition.test.holds(share) is not want or not fact.limits.holds(share):
        return Step(condition.id, None, None, _wanted(fact, condition.test, want))
    by = new - num
    named = fact.label.removeprefix(_SHARE)
    word, way = ("thêm", "lên") if by > 0 else ("bớt", "xuống")
    whole = shown(den)
    sentence = f"Cần {word} {shown(abs(by))}/{whole}"
    sentence += f" {named}" if named != fact.label else f" ({fact.label})"
    sentence += f": từ {shown(num)}/{whole} {way} {shown(new)}/{whole}."
    return Step(condition.id, by, den, sentence)


def _whole(number: Fraction, aim: Aim) -> Fraction:
    """The first whole number on the wanted side of it."""
    if aim.upwards:
        up = -(-number.numerator // number.denominator)
        return Fraction(up + 1 if aim.beyond and up == number else up)
    down = number.numerator // number.denominator
    return Fraction(down - 1 if aim.beyond and down == number else down)


def _share(num: Fraction, den: Fraction) -> Ratio:
    return Ratio.of(100 * num / den)


def _moved(rule_set: RuleSet, fact: Fact, value: Ratio, aim: Aim) -> str:
    by = aim.number - value.fraction()
    unit = " điểm phần trăm" if fact.type == "percent" else ""
    word = "tăng" if aim.upwards else "giảm"
    more = "hơn " if aim.beyond else ""
    now = shown(value.fraction(), rule_set.cuts[fact.id])
    if by == 0:
        return f"{fact.label}: cần {word} khỏi đúng ngưỡng {shown(aim.number)}."
    size = shown(abs(by), (Fraction(0),))
    return f"{fact.label}: cần {word} {more}{size}{unit} (đang là {now})."


def _wanted(fact: Fact, test: Demand, want: bool) -> str:
    return f"{fact.label}: cần {'' if want else 'không '}{demand_shown(fact, test)}."
