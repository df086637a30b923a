"""The check: every gap, overlap, crossing and slip of a rule set, each with a witness."""

from __future__ import annotations

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
from congtam.core.rules.checking.findings import EXAMPLE_FAILS
from congtam.core.rules.checking.findings import Finding as Finding
from congtam.core.rules.checking.findings import Report as Report
from congtam.core.rules.checking.ground import Ground
from congtam.core.rules.checking.monotone import setbacks
from congtam.core.rules.checking.outcomes import regions
from congtam.core.rules.model import RuleSet


def check(rule_set: RuleSet) -> Report:
    """Every maximal finding, in a steady order, matched with what the file accepts."""
    found = list(failing_examples(rule_set))
    cut: list[str] = []
    try:
        ground = Ground.of(rule_set)
        reached = regions(rule_set, ground.space, ground.truths)
        found += gaps(ground)
        found += overlaps(ground)
        found += crossings(ground)
        found += unreachable(ground, reached)
        found += redundant(ground)
        found += setbacks(ground, reached)
        found += dead_facts(ground)
        cut += ground.cut
    except TooMany:
        cut.append("levels")
    accepted = {one.key: one for one in rule_set.accepted}
    findings = tuple(
        finding
        if finding.kind == EXAMPLE_FAILS
        else replace(finding, accepted=accepted.get(finding.key))
        for finding in found
    )
    taken = {finding.key for finding in findings if finding.accepted}
    stale = tuple(one for one in rule_set.accepted if one.key not in taken)
    return Report(
        rule_set.id,
        rule_set.version,
        rule_set.sha256,
        findings,
        stale,
        tuple(dict.fromkeys(cut)),
    )
