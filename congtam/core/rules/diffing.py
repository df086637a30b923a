"""Where two versions of a rule set come to different outcomes: exact regions with witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from congtam.core.rules.changing import Change, changes
from congtam.core.rules.checking.boxes import Boxes, TooMany
from congtam.core.rules.checking.cells import Space
from congtam.core.rules.checking.findings import plain_facts
from congtam.core.rules.checking.ground import Ground
from congtam.core.rules.checking.outcomes import regions, truth
from congtam.core.rules.checking.phrases import region_exact, region_words
from congtam.core.rules.checking.worlds import World, excluded
from congtam.core.rules.model import INVALID, RuleSet

_KIND = "difference"


@dataclass(frozen=True, slots=True)
class Difference:
    """One maximal region (`exact`: as intervals): `was` before, `now` after."""

    was: str
    now: str
    region: Mapping[str, str]
    exact: Mapping[str, str]
    witness: Mapping[str, object]
    says: str

    def to_json(self) -> dict[str, Any]:
        return {
            "was": self.was,
            "now": self.now,
            "region": dict(self.region),
            "witness": plain_facts(self.witness),
            "says": self.says,
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """`differences` is empty when both come to the same outcome everywhere.

    `dropped` and `added` are facts that only one of the two knows; `cut` tells that there were
    too many regions to list.
    """

    before: RuleSet
    after: RuleSet
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    cut: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "before": _named(self.before),
            "after": _named(self.after),
            "differences": [one.to_json() for one in self.differences],
            "changes": [one.to_json() for one in self.changes],
            "dropped": list(self.dropped),
            "added": list(self.added),
        }


def diff(before: RuleSet, after: RuleSet) -> Diff:
    """Every region over the facts of both in which the outcome differs."""
    cut: list[str] = []
    try:
        found = tuple(_differences(before, after, cut))
    except TooMany:
        found, cut = (), [_KIND]
    return Diff(
        before,
        after,
        found,
        tuple(changes(before, after)),
        dropped=tuple(name for name in before.facts if name not in after.facts),
        added=tuple(name for name in after.facts if name not in before.facts),
        cut=bool(cut),
    )


def _named(rule_set: RuleSet) -> dict[str, Any]:
    return {"id": rule_set.id, "version": rule_set.version, "sha256": rule_set.sha256}


def _differences(before: RuleSet, after: RuleSet, cut: list[str]) -> Iterator[Difference]:
    """Cases both can take, then those that only one of them refuses."""
    space = Space.of(before, after)
    was, now = _outcomes(space, before), _outcomes(space, after)
    both = Ground(after, space, World(space, before, after), {}, cut)
    labels = (before, after)
    for one, there in was.items():
        for other, here in now.items():
            if one != other:
                yield from _listed(both, labels, (one, other), there, here)
    late = Ground(after, space, World(space, after), {}, cut)
    for other, here in now.items():
        refused = _refused(space, before)
        yield from _listed(late, labels, (INVALID, other), refused, here)
    early = Ground(before, space, World(space, before), {}, cut)
    for one, there in was.items():
        refused = _refused(space, after)
        yield from _listed(early, labels, (one, INVALID), there, refused)


def _outcomes(space: Space, rule_set: RuleSet) -> dict[str, Boxes]:
    truths = {level.id: truth(space, level.group) for level in rule_set.levels}
    return regions(rule_set, space, truths)


def _refused(space: Space, rule_set: RuleSet) -> Boxes:
    """The cases of the space that the rule set does not take."""
    pairs = excluded(space, rule_set)
    boxes = (
        space.slab(one.fact.id, some) & space.slab(other.fact.id, never)
        for one, some, other, never in pairs
    )
    return [box for box in boxes if space.some(box)]


def _listed(
    ground: Ground,
    labels: tuple[RuleSet, RuleSet],
    outcomes: tuple[str, str],
    there: Boxes,
    here: Boxes,
) -> Iterator[Difference]:
    before, after = (
        f"«{one.outcome_label(outcome)}»" for one, outcome in zip(labels, outcomes, strict=True)
    )
    for box in ground.common(_KIND, there, here):
        case = ground.case(box)
        bound = [axis for axis in ground.telling(box) if INVALID not in outcomes]
        bound = bound or list(ground.space.constrained(box))
        told = "; ".join(ground.clause(box, case, axis) for axis in bound) or "Mọi trường hợp"
        yield Difference(
            *outcomes,
            region=region_words(ground.space, box),
            exact=region_exact(ground.space, box),
            witness=ground.facts(case),
            says=f"{told}: từ {before} thành {after}.",
        )
