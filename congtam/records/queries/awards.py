"""The awards of a holder with what was asked about them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from congtam.organisation.models import Mandate
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.holders import records_of
from congtam.records.queries.reach import Owned
from congtam.records.states import FlagState


@dataclass(frozen=True, slots=True)
class Flagged:
    """An award with its flags, the earliest first."""

    award: Award
    flags: list[AwardFlag]

    @property
    def open(self) -> list[AwardFlag]:
        return [flag for flag in self.flags if flag.state == FlagState.OPEN]

    @property
    def revoked(self) -> bool:
        return any(flag.state == FlagState.REVOKED for flag in self.flags)

    @property
    def seen(self) -> int:
        return seen_of(self.flags)


def seen_of(flags: Collection[AwardFlag]) -> int:
    """How far an award has come: grows with every flag and with every answer."""
    return len(flags) + sum(flag.state != FlagState.OPEN for flag in flags)


def awards_of(owned: Owned, mandate: Mandate, day: date) -> list[Flagged]:
    """The awards of this holder that `mandate` may see, those to be looked at first, then the
    latest; three statements."""
    found = Award.objects.visible_to(mandate, day).filter(records_of(owned))
    rows = found.order_by("-decided_on", "-id").prefetch_related("flags__closed_by__person")
    flagged = [Flagged(row, list(row.flags.all())) for row in rows]
    return sorted(flagged, key=lambda one: not one.open)
