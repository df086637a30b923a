"""Whoever reads a file without deciding it: which decided levels are not told to them yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.reading import may_read_level
from congtam.assessments.queries.seats import seats
from congtam.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class Viewer:
    """One who looks on a day, acting by one mandate."""

    mandate: Mandate
    day: date

    def shut(self, files: Iterable[Assessment]) -> frozenset[UUID]:
        """Of these files those whose level is decided, not published, and not theirs to read."""
        decided = {one.pk for one in files if one.level and one.published_at is None}
        if not decided:
            return frozenset()
        held = Participant.objects.held_by(self.mandate).filter(assessment_id__in=decided)
        opened = {
            one.assessment for one in seats(held, self.mandate, self.day) if may_read_level(one)
        }
        return frozenset(decided - opened)
