"""What the machine proposes where a track draws its facts from records: kept with the decision.

The facts are kept as one canonical text, so that what was decided upon can be compared with what
is known today, sealed, and asked again word for word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from congtam.assessments.models import Assessment
from congtam.assessments.queries.facts import Origin, asked, facts_of
from congtam.assessments.queries.viewer import Viewer
from congtam.core.canonical import canonical, digest
from congtam.core.figures import written
from congtam.core.rules import NA, Account, CapLine, RuleSet, account, classify, passed
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Proposed:
    """The facts of one file, what the rules make of them, and where each fact came from.

    `level` is empty while the rules give no firm one; `outcome` then says why.
    """

    facts: str
    outcome: str
    level: str
    origins: Mapping[str, Origin]


def proposed(files: Iterable[Assessment], viewer: Viewer | None = None) -> dict[UUID, Proposed]:
    """What the rules propose now for many files of one cycle; a track without sources has none.

    The files come with `track`, `cycle` and `post`. `viewer`: who is not told every decided
    level; None for those who decide.
    """
    wanted = list(files)
    known = facts_of(wanted, viewer=viewer)
    found = {}
    for file in wanted:
        if file.pk in known:
            rules = regulations.rules(file.track.rules_id)
            values = asked(rules, known[file.pk].values)
            outcome = classify(rules, values).outcome
            level = outcome if outcome in {one.id for one in rules.levels} else ""
            found[file.pk] = Proposed(kept(values), outcome, level, known[file.pk].origins)
    return found


def account_of(rules: RuleSet, facts: str) -> Account:
    """The account of facts as they were kept."""
    return account(rules, opened(json.loads(facts)))


def caps_passed(rules: RuleSet, facts: str, level: str) -> tuple[CapLine, ...]:
    """The caps that a decided level passes, on the facts as they were kept."""
    return passed(rules, opened(json.loads(facts)), level)


def kept(values: Mapping[str, object]) -> str:
    """The facts as one text: the same facts give the same text."""
    return canonical({name: _plain(value) for name, value in values.items()})


def opened(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Facts read back from what was kept, as the rules take them."""
    return {
        name: Fraction(value["top"], value["bottom"])
        if isinstance(value, dict) and set(value) == _SHARE
        else value
        for name, value in tree.items()
    }


_SHARE = {"top", "bottom"}


def _plain(value: object) -> object:
    if value is NA:
        return NA.value
    if isinstance(value, Fraction):
        text = written(value)
        return {"top": value.numerator, "bottom": value.denominator} if "/" in text else text
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    return value


def origins_tree(origins: Mapping[str, Origin]) -> dict[str, dict[str, str]]:
    """Whence each fact came, with a hash over the records that were counted."""
    return {
        fact: {
            "from": origin.kind,
            "says": origin.says,
            "rows": digest(canonical(sorted(str(pk) for pk in origin.rows))),
        }
        for fact, origin in origins.items()
    }
