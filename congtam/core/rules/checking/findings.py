"""What the check hands back: findings with their keys, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congtam.core.canonical import canonical, digest
from congtam.core.rules.model import Accepted

GAP, OVERLAP, CROSSING = "gap", "overlap", "crossing"
UNREACHABLE, REDUNDANT = "unreachable", "redundant"
NON_MONOTONE, DEAD_FACT, EXAMPLE_FAILS = "non_monotone", "dead_fact", "example_fails"
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to accept.

    `region` gives what each bound fact may be, in words; `witness` is one case of it, written
    as a file of facts; `exact` is the region as intervals and values; `about` the condition or
    the fact in question, where there is one. `key` seals kind, levels, region and `about`;
    `accepted` tells by whom and why.
    """

    kind: str
    levels: tuple[str, ...]
    region: Mapping[str, str]
    exact: Mapping[str, str]
    witness: Mapping[str, object]
    key: str
    says: str
    about: str = ""
    accepted: Accepted | None = None

    def to_json(self) -> dict[str, Any]:
        taken = self.accepted
        return {
            "key": self.key,
            "kind": self.kind,
            "levels": list(self.levels),
            "region": dict(self.region),
            "witness": plain_facts(self.witness),
            "says": self.says,
            "accepted": None if taken is None else {"by": taken.by, "reason": taken.reason},
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding of one rule set. `stale` are acceptances that no finding answers to;
    `cut` says of which kinds only some of very many were listed."""

    id: str
    version: int
    sha256: str
    findings: tuple[Finding, ...]
    stale: tuple[Accepted, ...] = ()
    cut: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings nobody has accepted yet."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "version": self.version,
            "sha256": self.sha256,
            "findings": [finding.to_json() for finding in self.findings],
        }


def key_of(
    kind: str, levels: tuple[str, ...], region: Mapping[str, object], about: str = ""
) -> str:
    """The key by which a finding is accepted: the same as long as it says the same."""
    sealed = {"kind": kind, "levels": levels, "region": region, "about": about}
    return digest(canonical(sealed))[:_KEY_LENGTH]


def plain_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as JSON carries them; a number with decimals is text, to stay exact."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if value is None or isinstance(value, bool | int) else str(value)
