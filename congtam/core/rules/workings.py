"""How a derived number came about, written out for people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from congtam.core.figures import plain, shown
from congtam.core.rules.model import Derivation, Fact, Ratio, RuleSet
from congtam.core.rules.values import Settled


@dataclass(frozen=True, slots=True)
class Working:
    """One derived fact and its calculation."""

    fact: str
    label: str
    sentence: str


def workings(rule_set: RuleSet, settled: Settled) -> tuple[Working, ...]:
    """The sums, means and weighted sums that were computed; a ratio shows its counts itself."""
    found = []
    for name in rule_set.derived:
        fact, value = rule_set.facts[name], settled.values.get(name)
        rule = fact.of
        if rule is None or rule.kind == "ratio" or not isinstance(value, Ratio):
            continue
        parts = [settled.part(part) for part in rule.parts]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            result = value.fraction()
            formula, number = (
                _formula(rule_set, rule, known, result),
                _number(rule_set, fact, result),
            )
            equals = "" if number.startswith("≈") else "= "
            sentence = f"{fact.label} = {formula} {equals}{number}."
            found.append(Working(name, fact.label, sentence))
    return tuple(found)


def _formula(rule_set: RuleSet, rule: Derivation, parts: list[Fraction], result: Fraction) -> str:
    terms = [
        f"{_label(rule_set, name)} {_part(rule_set, name, part)}"
        for name, part in zip(rule.parts, parts, strict=True)
    ]
    if rule.kind == "weighted":
        text, number = _weighed(rule, terms, parts)
    else:
        text, number = " + ".join(terms), sum(parts, Fraction(0))
    if rule.kind == "mean":
        text, number = f"({text}) / {len(parts)}", number / len(parts)
    if rule.times != 1:
        wrapped = text if rule.kind == "mean" or len(terms) == 1 else f"({text})"
        text, number = f"{wrapped} × {_typed(rule.times)}", number * Fraction(rule.times)
    if rule.plus:
        sign = "+" if rule.plus > 0 else "−"
        text, number = f"{text} {sign} {_typed(abs(rule.plus))}", number + Fraction(rule.plus)
    if rule.clamp is not None and number != result:
        low, high = (_typed(end) for end in rule.clamp)
        text += f" = {shown(number)}, giữ trong khoảng từ {low} đến {high}"
    return text


def _weighed(rule: Derivation, terms: list[str], parts: list[Fraction]) -> tuple[str, Fraction]:
    text, number = "", Fraction(0)
    for weight, term, part in zip(rule.weights, terms, parts, strict=True):
        sign = "−" if weight < 0 else "+"
        piece = term if abs(weight) == 1 else f"{_typed(abs(weight))} × {term}"
        text += f" {sign} {piece}" if text else piece if weight >= 0 else f"−{piece}"
        number += Fraction(weight) * part
    return text, number


def _typed(number: Decimal) -> str:
    return plain(Fraction(number))


def _label(rule_set: RuleSet, name: str) -> str:
    fact = rule_set.facts.get(name)
    return f"«{fact.label}»" if fact else f"«{name}»"


def _part(rule_set: RuleSet, name: str, part: Fraction) -> str:
    fact = rule_set.facts.get(name)
    return _number(rule_set, fact, part) if fact else shown(part)


def _number(rule_set: RuleSet, fact: Fact, number: Fraction) -> str:
    unit = "%" if fact.type == "percent" else ""
    return shown(number, rule_set.cuts[fact.id]) + unit
