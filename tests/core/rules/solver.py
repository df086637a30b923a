"""The questions of the check put to z3: numbers are reals, «n/a» is a flag beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, product
from typing import Any

import z3

from congtam.core.rules import Finding, Report, RuleSet
from congtam.core.rules.model import Condition, Demand, Fact, Invariant, Node
from tests.core.rules.brute import conditions

Question = tuple[str, tuple[str, ...], str]
NUMERIC = ("number", "percent")


class Solver:
    """One case (or two, told apart by `mark`) of a rule set as z3 terms."""

    def __init__(self, rule_set: RuleSet, mark: str = "") -> None:
        self.rule_set = rule_set
        self.value = {name: _variable(f, name + mark) for name, f in rule_set.facts.items()}
        self.na = {name: z3.Bool(f"{name}{mark}?na") for name in rule_set.facts}
        self.within = z3.And(
            *(self._range(fact) for fact in rule_set.facts.values()),
            *(self._kept(invariant) for invariant in rule_set.invariants),
        )

    def _range(self, fact: Fact) -> Any:
        value, na = self.value[fact.id], self.na[fact.id]
        terms = [] if fact.na else [z3.Not(na)]
        if fact.type == "enum":
            terms += [value >= 0, value < len(fact.values)]
        if fact.range is not None:
            terms += [value >= str(fact.range[0]), value <= str(fact.range[1])]
        return z3.And(*terms)

    def _kept(self, invariant: Invariant) -> Any:
        if invariant.when is not None and invariant.then is not None:
            when, then = invariant.when, invariant.then
            known = z3.And(z3.Not(self.na[when.fact]), z3.Not(self.na[then.fact]))
            holds = self._test(when.fact, when.test), self._test(then.fact, then.test)
            return z3.Implies(z3.And(known, holds[0]), holds[1])
        names = invariant.facts
        if invariant.kind == "same_na":
            return z3.And(*(self.na[one] == self.na[other] for one, other in pairwise(names)))
        return z3.And(
            *(
                z3.Or(self.na[one], self.na[other], self.value[one] <= self.value[other])
                for one, other in combinations(names, 2)
            )
        )

    def _test(self, name: str, test: Demand) -> Any:
        value, fact = self.value[name], self.rule_set.facts[name]
        if fact.type == "bool":
            return z3.Or(*(value == one for one in test.allowed))
        if fact.type == "enum":
            return z3.Or(*(value == fact.values.index(str(one)) for one in test.allowed))
        terms = []
        if test.low is not None:
            low = str(test.low.number)
            terms.append(value > low if test.low.open else value >= low)
        if test.high is not None:
            high = str(test.high.number)
            terms.append(value < high if test.high.open else value <= high)
        return z3.And(*terms)

    def true(self, node: Node, leave: Condition | None = None) -> Any:
        return self._both(node, leave)[0]

    def false(self, node: Node, leave: Condition | None = None) -> Any:
        return self._both(node, leave)[1]

    def _both(self, node: Node, leave: Condition | None) -> tuple[Any, Any]:
        if isinstance(node, Condition):
            test, na = self._test(node.fact, node.test), self.na[node.fact]
            true = z3.And(z3.Not(na), test)
            false = z3.And(z3.Not(na), z3.Not(test))
            if node.if_na == "pass":
                return z3.Or(na, true), false
            return true, (z3.Or(na, false) if node.if_na == "fail" else false)
        kept = [one for one in node.members if not _gone(one, leave)]
        inner = [self._both(one, leave) for one in kept]
        trues, falses = [one[0] for one in inner], [one[1] for one in inner]
        if node.mode == "not" and inner:
            return falses[0], trues[0]
        if node.mode == "any":
            return z3.Or(*trues), z3.And(*falses)
        return z3.And(*trues), z3.Or(*falses)

    def becomes(self, level: str) -> Any:
        """The outcome is this level; asked only where `is_firm`."""
        terms = []
        for one in self.rule_set.order:
            if one.id == level:
                return z3.And(*terms, self.true(one.group))
            terms.append(self.false(one.group))
        raise KeyError(level)

    def region(self, exact: dict[str, str]) -> Any:
        return z3.And(*(self._bound(name, text) for name, text in exact.items()))

    def _bound(self, name: str, text: str) -> Any:
        parts = text.split("|")
        return z3.Or(*(self._part(name, part) for part in parts))

    def _part(self, name: str, part: str) -> Any:
        value, na, fact = self.value[name], self.na[name], self.rule_set.facts[name]
        if part == "n/a":
            return na
        if fact.type == "bool":
            return z3.And(z3.Not(na), value == (part == "true"))
        if fact.type == "enum":
            return z3.And(z3.Not(na), value == fact.values.index(part))
        low, high = part[1:-1].split(",")
        above = value >= low if part[0] == "[" else value > low
        below = value <= high if part[-1] == "]" else value < high
        return z3.And(z3.Not(na), above, below)


def _variable(fact: Fact, name: str) -> Any:
    if fact.type == "bool":
        return z3.Bool(name)
    return z3.Real(name) if fact.type in NUMERIC else z3.Int(name)


def _gone(node: Node, leave: Condition | None) -> bool:
    """Does nothing stay of the node without this condition?"""
    if leave is None:
        return False
    if isinstance(node, Condition):
        return node is leave
    return all(_gone(member, leave) for member in node.members)


def some(*terms: Any) -> bool:
    """Is there a case?"""
    solver = z3.Solver()
    solver.add(*terms)
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


def regions_asked(rule_set: RuleSet, case: Solver) -> dict[Question, Any]:
    """Every question with a region but those on moving a fact: where is it so?"""
    found: dict[Question, Any] = {}
    group = {level.id: level.group for level in rule_set.levels}
    first = rule_set.check_first
    if rule_set.otherwise.outcome == "manual":
        found["gap", (), ""] = z3.And(*(case.false(one) for one in group.values()))
    for one, other in product(first, group):
        if other not in first[: first.index(one) + 1]:
            both = z3.And(case.true(group[one]), case.true(group[other]))
            found["overlap", (one, other), ""] = both
    for better, worse in pairwise([one for one in group if one not in first]):
        if some(case.within, case.true(group[better]), case.true(group[worse])):
            only = z3.And(case.true(group[better]), case.false(group[worse]))
            found["crossing", (better, worse), ""] = only
    return found


def setbacks_asked(rule_set: RuleSet, case: Solver) -> Iterator[tuple[Question, Any]]:
    """Can one fact be moved the better way and the level fall?"""
    moved = Solver(rule_set, "'")
    ids = [level.id for level in rule_set.levels]
    directed = [fact for fact in rule_set.facts.values() if fact.better != "none"]
    for fact in directed:
        same = [
            z3.And(case.value[name] == moved.value[name], case.na[name] == moved.na[name])
            for name in rule_set.facts
            if name != fact.id
        ]
        better = _better(fact, case.value[fact.id], moved.value[fact.id])
        known = z3.Not(z3.Or(case.na[fact.id], moved.na[fact.id]))
        for high, low in combinations(ids, 2):
            fall = z3.And(case.becomes(high), moved.becomes(low))
            key = ("non_monotone", (high, low), fact.id)
            yield key, z3.And(moved.within, *same, known, better, fall)


def _better(fact: Fact, one: Any, other: Any) -> Any:
    if fact.type == "bool":
        low, high = (one, other) if fact.better == "true" else (other, one)
        return z3.And(z3.Not(low), high)
    return one < other if fact.better == "high" else one > other


def idle_asked(rule_set: RuleSet, case: Solver) -> Iterator[tuple[Question, Any]]:
    """Where does a level change without one of its conditions?"""
    for level in rule_set.levels:
        for one in conditions(level.group):
            true = case.true(level.group) != case.true(level.group, one)
            false = case.false(level.group) != case.false(level.group, one)
            yield ("redundant", (level.id,), one.id), z3.Or(true, false)


def answers(rule_set: RuleSet) -> set[Question]:
    """Yes or no to the questions of the check; those on outcomes only where `is_firm`."""
    case = Solver(rule_set)
    asked = regions_asked(rule_set, case)
    found = {key for key, where in asked.items() if some(case.within, where)}
    found |= {key for key, where in idle_asked(rule_set, case) if not some(case.within, where)}
    if not is_firm(rule_set):
        return found
    found |= {key for key, where in setbacks_asked(rule_set, case) if some(case.within, where)}
    for level in rule_set.levels:
        if not some(case.within, case.becomes(level.id)):
            found.add(("unreachable", (level.id,), ""))
    return found


def disagreements(rule_set: RuleSet, report: Report) -> list[str]:
    """Where the report and z3 differ, in yes and no and in the regions."""
    case = Solver(rule_set)
    left_out = {"dead_fact", "example_fails"}
    left_out |= set() if is_firm(rule_set) else {"non_monotone", "unreachable"}
    of_levels = (one for one in report.findings if one.levels and one.kind not in left_out)
    gaps = (one for one in report.findings if one.kind == "gap")
    said = {(one.kind, one.levels, one.about) for one in (*of_levels, *gaps)}
    wrong = [str(key) for key in said ^ answers(rule_set)]
    for key, where in regions_asked(rule_set, case).items():
        own = [one for one in report.findings if (one.kind, one.levels, one.about) == key]
        wrong += [f"{key}: {says}" for says in _compared(case, where, own)]
    return wrong


def _compared(case: Solver, where: Any, findings: list[Finding]) -> Iterator[str]:
    regions = [case.region(dict(one.exact)) for one in findings]
    if some(case.within, where, z3.Not(z3.Or(*regions))):
        yield "a case lies in no region"
    for finding, region in zip(findings, regions, strict=True):
        if not some(case.within, region):
            yield f"{finding.exact} holds no case"
        if some(case.within, region, z3.Not(where)):
            yield f"{finding.exact} holds a case that is none"


def is_firm(rule_set: RuleSet) -> bool:
    """Does a level that holds, and none before it, decide? No caps, nothing left unknown, and
    no level given otherwise."""
    left_open = any(
        one.if_na == "unknown" and rule_set.facts[one.fact].na
        for level in rule_set.levels
        for one in conditions(level.group)
    )
    return not rule_set.caps and not left_open and rule_set.otherwise.outcome == "manual"
