"""What must hold for every rule set and every set of facts, not only for those thought of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from congtam.core.rules import RuleSet, account, classify, load
from congtam.core.rules.model import Fact
from tests.core.rules.samples import FACTS, HEAD, NAMES, pack

PLAIN = settings(deadline=None, derandomize=True, max_examples=150)
PACKS = tuple(pack(name) for name in NAMES)


def values_of(rule_set: RuleSet, fact: Fact) -> st.SearchStrategy[Any]:
    """Values of one fact, crowded around its thresholds."""
    if fact.type == "bool":
        return st.booleans()
    if fact.type == "enum":
        return st.sampled_from(fact.values)
    low, high = (Fraction(end) for end in fact.range or ())
    steps = (Fraction(0), Fraction(1, 10**6), Fraction(-1, 10**6), Fraction(1), Fraction(-1))
    near = [cut + step for cut in rule_set.cuts[fact.id] for step in steps]
    numbers = st.sampled_from([number for number in near if low <= number <= high])
    if fact.type == "percent":
        counts = st.integers(0, 7).flatmap(
            lambda den: st.builds(lambda num: {"num": num, "den": den}, st.integers(0, den))
        )
        return numbers | counts | (st.just("n/a") if fact.na else st.nothing())
    return numbers


@st.composite
def cases(draw: st.DrawFn, rule_sets: st.SearchStrategy[RuleSet]) -> tuple[RuleSet, dict[str, Any]]:
    rule_set = draw(rule_sets)
    facts: dict[str, Any] = {}
    for fact in rule_set.facts.values():
        if draw(st.booleans()):
            facts[fact.id] = draw(values_of(rule_set, fact))
    return rule_set, facts


@st.composite
def conditions(draw: st.DrawFn, key: str) -> str:
    fact = draw(st.sampled_from(("diem", "ty_le", "cap_duoi", "vi_pham", "hinh_thuc")))
    if fact == "vi_pham":
        test = f"is: {draw(st.sampled_from(('true', 'false')))}"
    elif fact == "hinh_thuc":
        test = f"one_of: {draw(st.sampled_from(('[nang]', '[nhe, khong]', '[nang, khong]')))}"
    else:
        word = draw(st.sampled_from(("at_least", "more_than", "at_most", "less_than", "equals")))
        test = f"{word}: {draw(st.sampled_from(('20', '50', '50.5', '70')))}"
    na = f", if_na: {draw(st.sampled_from(('pass', 'fail', 'unknown')))}"
    return f"{{id: {key}, fact: {fact}, {test}{na if fact == 'cap_duoi' else ''}}}"


@st.composite
def made(draw: st.DrawFn) -> RuleSet:
    """A random rule set over the sample's facts."""
    body, count = "levels:\n", draw(st.integers(1, 4))
    for level in range(count):
        mode = draw(st.sampled_from(("all", "any")))
        members = [draw(conditions(f"L{level}c{i}")) for i in range(draw(st.integers(1, 3)))]
        inner = f"{{not: {draw(conditions(f'L{level}n'))}}}"
        group = f"{{{draw(st.sampled_from(('all', 'any')))}: [{inner}, {members[0]}]}}"
        body += f"  - id: L{level}\n    label: Mức {level}\n    cite: {{doc: HD, at: k}}\n"
        body += f"    {mode}: [{', '.join([*members[1:], group])}]\n"
    first = draw(st.lists(st.sampled_from([f"L{i}" for i in range(count)]), unique=True))
    body += f"check_first: [{', '.join(first)}]\notherwise: {{outcome: manual}}\n"
    return load(HEAD + FACTS + body, "ngẫu nhiên")


ANY = st.sampled_from(PACKS) | made()


@PLAIN
@given(cases(ANY))
def test_the_quick_answer_and_the_account_agree(case: tuple[RuleSet, dict[str, Any]]):
    rule_set, facts = case
    quick, full = classify(rule_set, facts), account(rule_set, facts)
    assert (quick.outcome, quick.possible, quick.missing) == (
        full.outcome,
        full.possible,
        tuple(one.fact for one in full.missing),
    )
    assert bool(quick.invalid) == bool(full.invalid) == (quick.outcome == "invalid")


@PLAIN
@given(cases(ANY), st.data())
def test_learning_a_fact_never_changes_a_firm_outcome(
    case: tuple[RuleSet, dict[str, Any]], data: st.DataObject
):
    rule_set, facts = case
    before = classify(rule_set, facts)
    unknown = [fact for fact in rule_set.facts.values() if fact.id not in facts]
    for fact in unknown:
        facts[fact.id] = data.draw(values_of(rule_set, fact))
        after = classify(rule_set, facts)
        if "invalid" in (before.outcome, after.outcome):
            return
        assert set(after.possible) <= set(before.possible)
        before = after


@PLAIN
@given(cases(ANY))
def test_only_an_open_outcome_asks_for_facts_and_only_for_unknown_ones(
    case: tuple[RuleSet, dict[str, Any]],
):
    rule_set, facts = case
    found = classify(rule_set, facts)
    assert bool(found.missing) == (found.outcome == "unknown") == (len(found.possible) > 1)
    known = {name for name, value in facts.items() if value != {"num": 0, "den": 0}}
    na_unknown = {name for name in facts if facts[name] in ("n/a", {"num": 0, "den": 0})}
    assert set(found.missing) & known <= na_unknown


@PLAIN
@given(cases(ANY))
def test_a_stored_rule_set_decides_the_same(case: tuple[RuleSet, dict[str, Any]]):
    rule_set, facts = case
    again = load(rule_set.whole, "kho")
    assert (again.sha256, again.canonical) == (rule_set.sha256, rule_set.canonical)
    assert classify(again, facts) == classify(rule_set, facts)
    assert account(again, facts).to_json() == account(rule_set, facts).to_json()


def _by_fraction(word: str, value: Fraction, threshold: Fraction) -> bool:
    return {
        "at_least": value >= threshold,
        "more_than": value > threshold,
        "at_most": value <= threshold,
        "less_than": value < threshold,
        "equals": value == threshold,
    }[word]


@PLAIN
@given(
    st.sampled_from(("at_least", "more_than", "at_most", "less_than", "equals")),
    st.decimals("0.01", "99.99", places=2),
    st.integers(1, 10**6),
    st.data(),
)
def test_counts_meet_a_threshold_exactly_as_fractions_do(
    word: str, threshold: Decimal, den: int, data: st.DataObject
):
    border = int(threshold * den / 100)
    near = [num for num in range(border - 2, border + 3) if 0 <= num <= den]
    num = data.draw(st.sampled_from(near))
    rules = load(
        HEAD + FACTS + "levels:\n  - {id: L, label: L, all: [{id: L1, fact: ty_le, "
        f"{word}: {threshold}, cite: {{doc: HD, at: k}}}}]}}\notherwise: {{outcome: manual}}\n",
        "x",
    )
    holds = _by_fraction(word, Fraction(100 * num, den), Fraction(threshold))
    found = account(rules, {"ty_le": {"num": num, "den": den}})
    assert found.outcome == ("L" if holds else "manual")
    line = found.levels[0].conditions[0]
    shown = line.value.split("(")[1].removeprefix("≈ ").removesuffix("%)").replace(",", ".")
    assert _by_fraction(word, Fraction(shown), Fraction(threshold)) == holds
    assert line.distance is not None
    assert (line.distance >= 0) >= holds
