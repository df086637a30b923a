"""The check: every gap, overlap, crossing and slip of a rule set, each with a witness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from congtam.core.rules.checking.boxes import TooMany
from congtam.core.rules.checking.finders import (
    crossings,
    dead_facts,
    failing_examples,
    gaps,
    overlaps,
    redundant,
    unreachable,
)
from congtam.core.rules.checking.findings import EXAMPLE_FAILS, GAP, UNREACHABLE
from congtam.core.rules.checking.findings import Finding as Finding
from congtam.core.rules.checking.findings import Report as Report
from congtam.core.rules.checking.ground import Ground
from congtam.core.rules.checking.monotone import setbacks
from congtam.core.rules.checking.outcomes import regions
from congtam.core.rules.model import RuleSet


def check(rule_set: RuleSet) -> Report:
    """Every maximal finding, in a steady order, matched with what the file accepts."""
    cut: list[str] = []
    found = [*failing_examples(rule_set), *_of_rules(rule_set, cut)]
    accepted = {one.key: one for one in rule_set.accepted}
    findings = tuple(
        finding
        if finding.kind == EXAMPLE_FAILS
        else replace(finding, accepted=accepted.get(finding.key))
        for finding in found
    )
    taken = {finding.key for finding in findings if finding.accepted}
    return Report(
        rule_set.id,
        rule_set.version,
        rule_set.sha256,
        findings,
        stale=tuple(one for one in rule_set.accepted if one.key not in taken),
        cut=tuple(dict.fromkeys(cut)),
    )


def _of_rules(rule_set: RuleSet, cut: list[str]) -> Iterator[Finding]:
    try:
        ground = Ground.of(rule_set, cut)
    except TooMany:
        cut.append(GAP)
        return
    yield from gaps(ground)
    yield from overlaps(ground)
    yield from crossings(ground)
    try:
        reached = regions(rule_set, ground.space, ground.truths)
        yield from unreachable(ground, reached)
        yield from redundant(ground)
        yield from setbacks(ground, reached)
    except TooMany:
        cut.append(UNREACHABLE)
    yield from dead_facts(ground)
