"""The check against every case tried one by one, and against z3."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congtam.core.rules import check, diff
from tests.core.rules import brute, solver
from tests.core.rules.random_rules import random_rule_set
from tests.core.rules.samples import pack

# `make bench` does the same with 2,000; here as many as fit into a few seconds.
BATCHES = [range(start, start + 50) for start in range(0, 300, 50)]


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds.start}")
def test_the_check_says_what_every_single_case_says(seeds: range):
    found = {}
    for seed in seeds:
        rule_set = random_rule_set(seed, most_facts=3)
        found[seed] = brute.disagreements(rule_set, check(rule_set))
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("seeds", BATCHES[:2], ids=lambda seeds: f"from {seeds.start}")
def test_a_diff_says_what_every_single_case_says(seeds: range):
    found = {}
    for seed in seeds:
        pair = [random_rule_set(seed, most_facts=3, version=version) for version in (1, 2)]
        found[seed] = brute.differing(*pair, diff(*pair))
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


def test_the_check_says_what_z3_says():
    found = {}
    for seed in range(20):
        rule_set = random_rule_set(seed, most_facts=5)
        found[seed] = solver.disagreements(rule_set, check(rule_set))
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", ["tkv-2020-chuyen-vien", "tkv-2020-lanh-dao"])
def test_z3_agrees_on_the_rule_sets_of_2020(name: str):
    assert solver.disagreements(pack(name), check(pack(name))) == []


def test_the_cross_check_misses_neither_a_lost_finding_nor_a_wrong_region():
    rule_set = random_rule_set(1, most_facts=3)
    report = check(rule_set)
    gap = next(finding for finding in report.findings if finding.kind == "gap")
    others = tuple(finding for finding in report.findings if finding is not gap)
    lost = replace(report, findings=others)
    wide = replace(report, findings=(*others, replace(gap, exact={})))
    for wrong in (lost, wide):
        assert brute.disagreements(rule_set, wrong) != []
        assert solver.disagreements(rule_set, wrong) != []
