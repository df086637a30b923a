"""The published levels of a subject, year by year, with those that were replaced since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from congtam.assessments.models import Assessment, ConclusionEdition
from congtam.records.actions import Change
from congtam.records.queries.holders import Holder, held_by_any
from congtam.regulations import queries as regulations
from congtam.standings.models import Decision
from congtam.standings.states import DecisionState


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A level of one year; `later` says by what it was replaced, if it was."""

    year: int
    level: str
    title: str
    later: Change | None = None


def levels_of(holder: Holder, tenant_id: UUID) -> list[HeldLevel]:
    """The latest year first; within a year what stands before what was replaced."""
    own = Assessment.objects.filter(held_by_any([holder]), tenant_id=tenant_id)
    files = own.filter(published_at__isnull=False).exclude(level="")
    rows = list(files.select_related("cycle", "track").order_by("-cycle__year", "id"))
    former = _replaced(rows)
    found: dict[tuple[int, str], HeldLevel] = {}
    for file in rows:
        label = regulations.rules(file.track.rules_id).outcome_label
        standing = HeldLevel(file.cycle.year, file.level, label(file.level))
        gone = [
            HeldLevel(
                file.cycle.year, level, label(level),
                Change(was=label(level), now=label(file.level), level=file.level, cause=cause),
            )
            for level, cause in former.get(file.pk, ())
        ]  # fmt: skip
        for one in (standing, *gone):
            found.setdefault((one.year, one.level), one)
    return list(found.values())


def _replaced(files: Iterable[Assessment]) -> dict[UUID, list[tuple[str, UUID]]]:
    """File to the levels it had before, each with what replaced it: a decision of a list of ours,
    or a later paper of an authority outside."""
    ids = [file.pk for file in files]
    found: dict[UUID, list[tuple[str, UUID]]] = {}
    later = Decision.objects.filter(
        assessment__in=ids, replaces__isnull=False, list__state=DecisionState.PUBLISHED
    )
    papers = ConclusionEdition.objects.filter(
        participant__assessment__in=ids, replaced_at__isnull=False
    )
    rows = [
        *later.order_by("pk").values_list("assessment_id", "replaces__level", "pk"),
        *papers.order_by("pk").values_list("participant__assessment_id", "level", "pk"),
    ]
    for file, level, cause in rows:
        found.setdefault(file, []).append((level, cause))
    return found
