"""The check done again by trying every case that can be told apart. Nothing is shared with
`core.rules` but the values of the model: the meaning is written a second time, in decimals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import Any

from congtam.core.rules import Diff, Finding, Report, RuleSet, classify
from congtam.core.rules.model import Condition, Demand, Fact, Group, Invariant, Node

NA = "n/a"
Case = dict[str, Any]
Bad = Callable[[Case], bool]
NUMERIC = ("number", "percent")


def holds(test: Demand, value: Any) -> bool:
    if not isinstance(value, Decimal):
        return value in test.allowed
    low, high = test.low, test.high
    above = low is None or value > low.number or (value == low.number and not low.open)
    below = high is None or value < high.number or (value == high.number and not high.open)
    return above and below


def truth(node: Node, case: Case) -> bool | None:
    if isinstance(node, Condition):
        if case[node.fact] == NA:
            return {"pass": True, "fail": False, "unknown": None}[node.if_na]
        return holds(node.test, case[node.fact])
    inner = [truth(member, case) for member in node.members]
    if node.mode == "not":
        return None if inner[0] is None else not inner[0]
    if node.mode == "all":
        return False if False in inner else None if None in inner else True
    return True if True in inner else None if None in inner else False


def outcome(rule_set: RuleSet, case: Case) -> str:
    possible: list[str] = []
    for level in rule_set.order:
        result = truth(level.group, case)
        if result is not False:
            possible.append(level.id)
        if result:
            break
    else:
        possible.append(rule_set.otherwise.outcome)
    for cap in rule_set.caps:
        applies = truth(cap.when, case) if cap.when else True
        ceiling = case[cap.not_above] if cap.not_above else cap.at_most
        low = [_worse(rule_set, one, ceiling) for one in possible]
        possible = {True: low, False: possible, None: [*possible, *low]}[applies]
    return possible[0] if len(set(possible)) == 1 else "unknown"


def _worse(rule_set: RuleSet, one: str, other: str) -> str:
    ids = [level.id for level in rule_set.levels]
    return one if one not in ids or other == NA else max(one, other, key=ids.index)


def allowed(rule_set: RuleSet, case: Case) -> bool:
    return not any(_breaks(invariant, case) for invariant in rule_set.invariants)


def _breaks(invariant: Invariant, case: Case) -> bool:
    if invariant.when and invariant.then:
        when, then = case[invariant.when.fact], case[invariant.then.fact]
        if NA in (when, then):
            return False
        return holds(invariant.when.test, when) and not holds(invariant.then.test, then)
    values = [case[name] for name in invariant.facts]
    if invariant.kind == "same_na":
        return 0 < values.count(NA) < len(values)
    numbers = [value for value in values if value != NA]
    return any(low > high for low, high in pairwise(numbers))


def every_value(*rule_sets: RuleSet) -> dict[str, list[Any]]:
    """Of every fact: each threshold of the rule sets and one number between any two."""
    ends = {end for rule_set in rule_sets for end in _ends(rule_set)}
    cuts = sorted(ends)
    numbers = sorted([*cuts, *((low + high) / 2 for low, high in pairwise(cuts))])
    facts = {name: fact for rule_set in rule_sets for name, fact in rule_set.facts.items()}
    return {name: _values(fact, numbers) for name, fact in facts.items()}


def _ends(rule_set: RuleSet) -> Iterator[Decimal]:
    nodes = [level.group for level in rule_set.levels]
    nodes += [cap.when for cap in rule_set.caps if cap.when]
    tests = [one.test for node in nodes for one in conditions(node)]
    tests += [c.test for i in rule_set.invariants for c in (i.when, i.then) if c]
    yield from (e.number for t in tests for e in (t.low, t.high) if e is not None)
    yield from (end for fact in rule_set.facts.values() for end in fact.range or ())


def _values(fact: Fact, numbers: list[Decimal]) -> list[Any]:
    last = [NA] if fact.na else []
    if fact.type == "bool":
        return [False, True, *last]
    if fact.type == "enum":
        return [*fact.values, *last]
    assert fact.range is not None
    return [*(n for n in numbers if fact.range[0] <= n <= fact.range[1]), *last]


def conditions(node: Node) -> Iterator[Condition]:
    if isinstance(node, Condition):
        yield node
    else:
        for member in node.members:
            yield from conditions(member)


class Brute:
    """Every case of a rule set, and what is wrong where."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.values = every_value(rule_set)
        names = list(self.values)
        self.cases = [dict(zip(names, one, strict=True)) for one in product(*self.values.values())]
        self.possible = [case for case in self.cases if allowed(rule_set, case)]
        self._allowed = {self.key(case) for case in self.possible}
        self._outcomes = {self.key(case): outcome(rule_set, case) for case in self.cases}
        self._levels: dict[tuple[str, bool], set[tuple[Any, ...]]] = {}
        for level in rule_set.levels:
            for case in self.cases:
                result = truth(level.group, case)
                if result is not None:
                    self._levels.setdefault((level.id, result), set()).add(self.key(case))

    @staticmethod
    def key(case: Case) -> tuple[Any, ...]:
        return tuple(case.values())

    def is_(self, level: str, result: bool) -> set[tuple[Any, ...]]:
        return self._levels.get((level, result), set())

    def questions(self) -> dict[tuple[str, tuple[str, ...], str], Bad]:
        """What each kind of finding with a region claims of every case of its region."""
        found = {}
        ids = [level.id for level in self.rule_set.levels]
        first = self.rule_set.check_first
        if self.rule_set.otherwise.outcome == "manual":
            found["gap", (), ""] = self.all(*((one, False) for one in ids))
        for one, other in product(first, ids):
            if other not in first[: first.index(one) + 1]:
                found["overlap", (one, other), ""] = self.all((one, True), (other, True))
        for better, worse in pairwise([one for one in ids if one not in first]):
            if any(map(self.all((better, True), (worse, True)), self.possible)):
                found["crossing", (better, worse), ""] = self.all((better, True), (worse, False))
        directed = [fact for fact in self.rule_set.facts.values() if fact.better != "none"]
        for (high, low), fact in product(combinations(ids, 2), directed):
            found["non_monotone", (high, low), fact.id] = self.setback(fact, high, low)
        return found

    def all(self, *wanted: tuple[str, bool]) -> Bad:
        """Where each of these levels is true or false as wanted."""
        keys = set.intersection(*(self.is_(level, result) for level, result in wanted))
        return lambda case: self.key(case) in keys

    def setback(self, fact: Fact, high: str, low: str) -> Bad:
        rising = [value for value in self.values[fact.id] if value != NA]
        order = rising if fact.better in ("high", "true") else rising[::-1]

        def bad(case: Case) -> bool:
            if case[fact.id] == NA or self._outcomes[self.key(case)] != high:
                return False
            better = order[order.index(case[fact.id]) + 1 :]
            moved = ({**case, fact.id: value} for value in better)
            keys = (self.key(one) for one in moved)
            return any(self._outcomes[key] == low for key in keys if key in self._allowed)

        return bad

    def plain(self) -> set[tuple[str, tuple[str, ...], str]]:
        """The findings without a region: kind, levels and what they are about."""
        rule_set = self.rule_set
        reached = {self._outcomes[self.key(case)] for case in self.possible}
        lost = (level.id for level in rule_set.levels if level.id not in reached)
        found = {("unreachable", (level,), "") for level in lost}
        nodes: list[tuple[tuple[str, ...], Node]] = [
            *(((level.id,), level.group) for level in rule_set.levels),
            *(((), cap.when) for cap in rule_set.caps if cap.when),
        ]
        for levels, node in nodes:
            for one in conditions(node):
                if all(truth(node, c) is _left(node, one, c) for c in self.possible):
                    found.add(("redundant", levels, one.id))
        used = {one.fact for _levels, node in nodes for one in conditions(node)}
        used |= {cap.not_above for cap in rule_set.caps}
        return found | {("dead_fact", (), name) for name in rule_set.facts if name not in used}


def _left(node: Node, leave: Condition, case: Case) -> bool | None:
    """The node without one condition; a group left empty goes too."""
    rest = _rest(node, leave)
    if rest is not None:
        return truth(rest, case)
    return not (isinstance(node, Group) and node.mode == "any")


def _rest(node: Node, leave: Condition) -> Node | None:
    if isinstance(node, Condition):
        return None if node is leave else node
    members = [rest for one in node.members if (rest := _rest(one, leave)) is not None]
    return Group(node.id, node.mode, tuple(members)) if members else None


Region = dict[str, set[Any]]


def region(every: Mapping[str, list[Any]], exact: Mapping[str, str]) -> Region:
    """Which of the tried values each bound fact may have."""
    return {
        name: {value for value in every[name] if _fits(text, value)} for name, text in exact.items()
    }


def inside(bound: Region, case: Case) -> bool:
    return all(case[name] in values for name, values in bound.items())


def _fits(text: str, value: Any) -> bool:
    return any(_one_fits(part, value) for part in text.split("|"))


def _one_fits(part: str, value: Any) -> bool:
    if part[0] not in "[(":
        return part == (str(value).lower() if isinstance(value, bool) else value)
    if not isinstance(value, Decimal):
        return False
    low, high = (Decimal(end) for end in part[1:-1].split(","))
    above = value > low or (value == low and part[0] == "[")
    return above and (value < high or (value == high and part[-1] == "]"))


def disagreements(rule_set: RuleSet, report: Report) -> list[str]:
    """What the report says and brute force does not, or the other way round."""
    brute = Brute(rule_set)
    asked = brute.questions()
    found: dict[tuple[str, tuple[str, ...], str], list[Finding]] = {key: [] for key in asked}
    plain = set()
    for finding in report.findings:
        key = (finding.kind, finding.levels, finding.about)
        if key in found:
            found[key].append(finding)
        else:
            plain.add(key)
    wrong = [f"{key}" for key in plain ^ brute.plain()]
    for key, findings in found.items():
        wrong += [f"{key}: {says}" for says in _compared(brute, asked[key], findings)]
    return wrong


def _compared(brute: Brute, bad: Bad, findings: list[Finding]) -> Iterator[str]:
    regions = [region(brute.values, finding.exact) for finding in findings]
    held: list[set[int]] = [set() for _ in findings]
    for i, case in enumerate(brute.possible):
        around = [j for j, bound in enumerate(regions) if inside(bound, case)]
        for j in around:
            held[j].add(i)
        if bad(case) != bool(around):
            yield f"{case} is in {len(around)} regions"
    for j, finding in enumerate(findings):
        yield from _alone(brute, bad, finding, regions[j])
        if not held[j]:
            yield f"{finding.exact} holds no case"
        if any(held[j] <= other for k, other in enumerate(held) if k != j):
            yield f"{finding.exact} lies in another region"


def _alone(brute: Brute, bad: Bad, finding: Finding, bound: Region) -> Iterator[str]:
    if not _witnessed(brute, bad, bound, finding.witness):
        yield f"{finding.witness} is no witness of {finding.exact}"
    if finding.kind != "non_monotone":
        yield from _widened(brute, bad, bound)


def _witnessed(brute: Brute, bad: Bad, bound: Region, witness: Mapping[str, Any]) -> bool:
    """A possible case of the region, bad, and classified as brute force does."""
    known = {
        name: value if isinstance(value, bool | str) else Decimal(value)
        for name, value in witness.items()
    }
    case = {name: known.get(name, values[0]) for name, values in brute.values.items()}
    stands = [one for one in brute.possible if _stands(brute, one, case)]
    got = classify(brute.rule_set, witness).outcome
    return (
        len(stands) == 1
        and inside(bound, stands[0])
        and bad(stands[0])
        and outcome(brute.rule_set, case) == got
        and allowed(brute.rule_set, case)
    )


def _stands(brute: Brute, one: Case, case: Case) -> bool:
    """Is every value between the same thresholds in both?"""
    return all(_side(brute, name, one[name]) == _side(brute, name, case[name]) for name in case)


def _side(brute: Brute, name: str, value: Any) -> Any:
    """A value as it stands; a number as its place among the thresholds (every other value)."""
    if not isinstance(value, Decimal):
        return value
    cuts = [one for one in brute.values[name] if isinstance(one, Decimal)][::2]
    return bisect_left(cuts, value), bisect_right(cuts, value)


def _widened(brute: Brute, bad: Bad, bound: Region) -> Iterator[str]:
    """Values by which the region could be widened and still hold nothing but bad cases."""
    for name, values in bound.items():
        rest = {other: allowed for other, allowed in bound.items() if other != name}
        spoiled = {case[name] for case in brute.cases if inside(rest, case) and not bad(case)}
        for value in brute.values[name]:
            if value not in values | spoiled:
                yield f"{bound} could have {name} {value}"


def differing(before: RuleSet, after: RuleSet, found: Diff) -> list[str]:
    """Where the regions of a diff and the outcomes of both versions disagree."""
    every = every_value(before, after)
    regions = [(one.was, one.now, region(every, one.exact)) for one in found.differences]
    wrong = []
    for values in product(*every.values()):
        case = dict(zip(every, values, strict=True))
        was, now = (
            outcome(one, case) if allowed(one, case) else "invalid" for one in (before, after)
        )
        # A region speaks of the cases that both versions take, or that just one refuses.
        refused = [was, now].count("invalid")
        said = {
            (one, other)
            for one, other, bound in regions
            if inside(bound, case) and [one, other].count("invalid") == refused
        }
        if refused < 2 and said != ({(was, now)} if was != now else set()):
            wrong.append(f"{case}: {was} -> {now}, said {said}")
    for one in found.differences:
        got = (classify(before, one.witness).outcome, classify(after, one.witness).outcome)
        if got != (one.was, one.now):
            wrong.append(f"{one.witness} is no witness of {one.was} -> {one.now}: {got}")
    return wrong
