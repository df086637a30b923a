"""Vietnamese for values, tests and conditions: what a reader of an account is told."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from congtam.core.citations import Cite
from congtam.core.figures import plain, shown
from congtam.core.rules.model import (
    Bound,
    Condition,
    Demand,
    Fact,
    NotApplicable,
    Ratio,
    RuleSet,
    Value,
    Values,
)

_RESULTS = {True: "khớp", False: "không khớp", None: "chưa xác định"}
_SINGLE = {
    "at_least": "ít nhất",
    "more_than": "trên",
    "at_most": "không quá",
    "less_than": "dưới",
    "equals": "bằng",
}


def value_shown(rule_set: RuleSet, fact: Fact, value: Value | None) -> str:
    """The value as printed; never on the other side of a threshold than it is."""
    if value is None:
        return "chưa có"
    if isinstance(value, NotApplicable):
        return "không áp dụng"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, str):
        return _enum_label(fact, value)
    number = shown(value.fraction(), rule_set.cuts[fact.id]) + _unit(fact)
    return f"{value.counts[0]}/{value.counts[1]} ({number})" if value.counts else number


def demand_shown(fact: Fact, test: Demand) -> str:
    """The test in the words the documents use."""
    if test.word == "between" and test.low is not None and test.high is not None:
        low, high = _bound(fact, test.low), _bound(fact, test.high)
        return f"{'trên' if test.low.open else 'từ'} {low} đến {_below(test.high)}{high}"
    if test.word in _SINGLE:
        bound = test.low or test.high
        assert bound is not None
        return f"{_SINGLE[test.word]} {_bound(fact, bound)}"
    allowed = [_allowed(fact, one) for one in test.allowed]
    return f"là {allowed[0]}" if test.word == "is" else f"là một trong: {', '.join(allowed)}"


def distance(test: Demand, value: Value | None) -> Fraction | None:
    """How far inside the range the value lies, exactly: below 0 it lacks that much."""
    if not isinstance(value, Ratio):
        return None
    number = value.fraction()
    below = number - test.low.fraction() if test.low is not None else None
    above = test.high.fraction() - number if test.high is not None else None
    if below is None or above is None:
        return above if below is None else below
    return min(below, above)


@dataclass(frozen=True, slots=True)
class Measured:
    """One condition against one value, in words."""

    value: str
    test: str
    result: bool | None
    distance: Fraction | None
    sentence: str


def measured(rule_set: RuleSet, condition: Condition, values: Values, where: str) -> Measured:
    """One clause, and in one sentence: fact, value, test, result, distance, place."""
    fact, value = rule_set.facts[condition.fact], values.get(condition.fact)
    shown_value, asked = value_shown(rule_set, fact, value), demand_shown(fact, condition.test)
    result, room = condition.holds(values), distance(condition.test, value)
    told = f"{fact.label}: {shown_value}; điều kiện «{asked}» "
    if isinstance(value, NotApplicable) and result is not None:
        told += "coi như "
    told += f"{_RESULTS[result]}{_gap(fact, room, result)} ({where})."
    return Measured(shown_value, asked, result, room, told)


def place(rule_set: RuleSet, cite: Cite) -> str:
    """Where it is written: the document's number (else its title) and the place in it."""
    document = rule_set.documents[cite.doc]
    return f"{document.number or document.title}, {cite.at}"


def _gap(fact: Fact, room: Fraction | None, result: bool | None) -> str:
    """How much is lacking, or that the value stands right on a border that is excluded."""
    if room is None or result is not False:
        return ""
    if room == 0:
        return ", vừa đúng ngưỡng"
    unit = " điểm phần trăm" if fact.type == "percent" else ""
    return f", cách ngưỡng {shown(-room, (Fraction(0),))}{unit}"


def _enum_label(fact: Fact, value: str) -> str:
    return (fact.value_labels or {}).get(value, value)


def _allowed(fact: Fact, one: bool | str) -> str:
    if isinstance(one, bool):
        return "có" if one else "không"
    return _enum_label(fact, one)


def _below(bound: Bound) -> str:
    return "dưới " if bound.open else ""


def _bound(fact: Fact, bound: Bound) -> str:
    return plain(bound.fraction()) + _unit(fact)


def _unit(fact: Fact) -> str:
    return "%" if fact.type == "percent" else ""
