"""What an account leans on: the readings chosen, and texts that are not yet certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from congtam.core.citations import Cite
from congtam.core.rules.model import Condition, Interpretation, Level, Node, RuleSet


def relied_on(rule_set: RuleSet, tried: Iterable[Level]) -> tuple[Interpretation, ...]:
    """The readings that bear on what was looked at; one that names nothing always does."""
    if not rule_set.interpretations:
        return ()
    seen = _seen(rule_set, tried)
    return tuple(one for one in rule_set.interpretations if not one.of or seen & set(one.of))


def cautions(rule_set: RuleSet, tried: Iterable[Level]) -> tuple[str, ...]:
    """What a reader must know of the texts that were cited on the way."""
    if not any(document.caution for document in rule_set.documents.values()):
        return ()
    cited = {cite.doc for node in _nodes(rule_set, tried) if (cite := node.cite) is not None}
    beside: list[Cite | None] = [cap.cite for cap in rule_set.caps]
    beside.append(rule_set.otherwise.cite)
    cited |= {cite.doc for cite in beside if cite is not None}
    found = (document.caution for key, document in rule_set.documents.items() if key in cited)
    return tuple(caution for caution in found if caution)


def _seen(rule_set: RuleSet, tried: Iterable[Level]) -> set[str]:
    """The ids of everything that was looked at: clauses, facts and what they are made of."""
    nodes = _nodes(rule_set, tried)
    seen = {node.id for node in nodes}
    facts = [node.fact for node in nodes if isinstance(node, Condition)]
    seen |= {cap.id for cap in rule_set.caps}
    facts += [cap.not_above for cap in rule_set.caps if cap.not_above]
    for invariant in rule_set.invariants:
        seen.add(invariant.id)
        facts += invariant.facts
    while facts:
        name = facts.pop()
        fact = rule_set.facts.get(name)
        if name not in seen and fact is not None and fact.of is not None:
            facts += fact.of.parts
        seen.add(name)
    return seen


def _nodes(rule_set: RuleSet, tried: Iterable[Level]) -> list[Node]:
    tops = [level.group for level in tried]
    whens = [cap.when for cap in rule_set.caps if cap.when is not None]
    return [node for top in (*tops, *whens) for node in _under(top)]


def _under(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, Condition):
        for member in node.members:
            yield from _under(member)
