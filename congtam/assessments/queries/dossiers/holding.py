"""What a dossier holds, as values: gathered now, or read from the copy sealed when it was sent."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.core.canonical import canonical

FORMAT = "congtam/unit-dossier/1"
# How a member's level stands: decided by the unit itself, not yet, by the level above, no file
# in this year; and decided, but not to be read by this reader before it is published.
DECIDED, OPEN, ABOVE, NO_FILE, CLOSED = "decided", "open", "above", "none", "closed"


@dataclass(frozen=True, slots=True)
class Collective:
    """The leadership body with the level it gave itself; no `sent_at`: no report yet."""

    file: UUID
    name: str
    level: str
    label: str
    edition: UUID | None
    sent_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the collective and the level decided for them, where it is decided."""

    person: UUID
    name: str
    post: str
    state: str
    level: str
    label: str
    file: UUID | None


@dataclass(frozen=True, slots=True)
class Given:
    """One opinion on a report: whose, and the paper or day it came with; empty: still missing."""

    seat: UUID | None
    of: str
    cited: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One self report of the dossier with the opinions that go with it."""

    part: str
    title: str
    file: UUID
    person: UUID
    name: str
    post: str
    edition: UUID | None
    sent_at: datetime | None
    sha256: str
    opinions: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A dossier as a whole; `nobody` are the parts that concern nobody in this unit."""

    unit: str
    collective: Collective
    members: tuple[Member, ...]
    enclosed: tuple[Enclosed, ...]
    nobody: tuple[str, ...]

    @property
    def gaps(self) -> list[str]:
        """Everything that is not there, by name: to be explained when it is sent all the same."""
        found = [] if self.collective.sent_at else [_("báo cáo kiểm điểm của tập thể")]
        for one in self.members:
            if one.state == OPEN:
                found.append(_("mức của đ/c %s: chưa quyết định") % one.name)
            elif one.state == NO_FILE:
                found.append(_("mức của đ/c %s: không có hồ sơ trong kỳ") % one.name)
        for paper in self.enclosed:
            if paper.sent_at is None:
                found.append(_("bản tự kiểm điểm của đ/c %s") % paper.name)
            found += [
                _("ý kiến của %(of)s về đ/c %(name)s") % {"of": one.of, "name": paper.name}
                for one in paper.opinions
                if not one.cited
            ]
        return found

    @property
    def levels(self) -> dict[str, int]:
        """How many members stand in each level; only what is decided is counted."""
        found: dict[str, int] = {}
        for one in self.members:
            if one.state == DECIDED:
                found[one.level] = found.get(one.level, 0) + 1
        return found


def seen_by(contents: Contents, person: UUID, published: Collection[UUID]) -> Contents:
    """The dossier as one person reads it: what was decided on them only once it is published, and
    of the opinions on them only that they are there."""
    members = tuple(
        replace(one, state=CLOSED, level="", label="")
        if one.person == person and one.state == DECIDED and one.file not in published
        else one
        for one in contents.members
    )
    enclosed = tuple(
        replace(one, opinions=tuple(_veiled(given) for given in one.opinions))
        if one.person == person and one.file not in published
        else one
        for one in contents.enclosed
    )
    return replace(contents, members=members, enclosed=enclosed)


def _veiled(given: Given) -> Given:
    return replace(given, seat=None, cited=_("đã có") if given.cited else "")


def as_text(contents: Contents) -> str:
    """The canonical text that is sealed when the dossier is sent."""
    return canonical({"format": FORMAT, **asdict(contents)})


def from_text(snapshot: str) -> Contents:
    """A dossier as it was sealed."""
    tree = json.loads(snapshot)
    return Contents(
        unit=tree["unit"],
        collective=Collective(**_sent(tree["collective"])),
        members=tuple(Member(**_ids(one, "person", "file")) for one in tree["members"]),
        enclosed=tuple(_enclosed(one) for one in tree["enclosed"]),
        nobody=tuple(tree["nobody"]),
    )


def _enclosed(tree: dict[str, Any]) -> Enclosed:
    opinions = tuple(Given(**_ids(one, "seat")) for one in tree["opinions"])
    return Enclosed(**_sent(_ids(tree, "person")) | {"opinions": opinions})


def _sent(tree: dict[str, Any]) -> dict[str, Any]:
    at = tree["sent_at"]
    return _ids(tree, "file", "edition") | {"sent_at": datetime.fromisoformat(at) if at else None}


def _ids(tree: dict[str, Any], *names: str) -> dict[str, Any]:
    return tree | {name: UUID(tree[name]) if tree[name] else None for name in names}


@dataclass(frozen=True, slots=True)
class Duty:
    """Until when a dossier is to be sent: as the text writes it, and the last day now; `late`
    once it was first sent after that day."""

    due_on: date | None
    limit: str
    clause: str
    obligation: UUID | None
    late: bool
