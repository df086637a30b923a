"""Levels that an authority outside the system decided: they stand on no list of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Assessment, Conclusion
from congtam.assessments.states import StepKind
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations

MOST = 50


@dataclass(frozen=True, slots=True)
class Concluded:
    """One file decided by a paper from outside; where two authorities decide together, by two."""

    id: UUID
    name: str
    post: str
    track: str
    level: str
    papers: tuple[tuple[str, date, str], ...]


def outside(mandate: Mandate) -> list[Concluded]:
    """The published files that this mandate may see and that a paper decided, the latest first;
    two statements."""
    papers = Conclusion.objects.filter(participant__step__kind=StepKind.DECIDE)
    decided = Assessment.objects.visible_to(mandate).filter(
        pk__in=papers.values("participant__assessment_id"), published_at__isnull=False
    )
    files = list(decided.select_related("track").order_by("-published_at", "sort_key")[:MOST])
    found = _papers(file.pk for file in files)
    return [
        Concluded(
            id=file.pk,
            name=file.name,
            post=file.post_title,
            track=file.track.title,
            level=regulations.rules(file.track.rules_id).outcome_label(file.level),
            papers=tuple(found[file.pk]),
        )
        for file in files
    ]


def _papers(files: Iterable[UUID]) -> dict[UUID, list[tuple[str, date, str]]]:
    rows = Conclusion.objects.filter(
        participant__assessment_id__in=list(files), participant__step__kind=StepKind.DECIDE
    ).order_by("issued_on", "number")
    found: dict[UUID, list[tuple[str, date, str]]] = {}
    for pk, number, issued_on, issuer in rows.values_list(
        "participant__assessment_id", "number", "issued_on", "issuer"
    ):
        found.setdefault(pk, []).append((number, issued_on, issuer))
    return found
