"""What the parties of a file said of it: words and levels, papers from outside, the conference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from congtam.assessments.models import Conclusion, Hearing, Opinion, Proposal


@dataclass(frozen=True, slots=True)
class Spoken:
    """One party: what it said, with the opinions of its conference where it held one."""

    participant: UUID
    level: str = ""
    words: str = ""
    paper: Conclusion | None = None
    hearing: Hearing | None = None
    opinions: tuple[Opinion, ...] = ()


def spoken(participants: Iterable[UUID]) -> Mapping[UUID, Spoken]:
    """Those of the participants who said anything; four statements. The caller has asked which of
    them the reader may see."""
    wanted = list(participants)
    said = {row.pk: row for row in Proposal.objects.filter(pk__in=wanted)}
    papers = {row.pk: row for row in Conclusion.objects.filter(pk__in=wanted)}
    heard = {row.pk: row for row in Hearing.objects.filter(pk__in=wanted).select_related("meeting")}
    opinions: dict[UUID, list[Opinion]] = {}
    rows = Opinion.objects.filter(hearing_id__in=heard).select_related("speaker__person")
    for row in rows.order_by("at", "id"):
        opinions.setdefault(row.hearing_id, []).append(row)
    return {
        pk: _of(pk, said.get(pk), papers.get(pk), heard.get(pk), opinions.get(pk, ()))
        for pk in wanted
        if pk in said or pk in papers or pk in heard
    }


def _of(
    pk: UUID,
    said: Proposal | None,
    paper: Conclusion | None,
    heard: Hearing | None,
    opinions: Iterable[Opinion],
) -> Spoken:
    level = (said and said.level) or (paper and paper.level) or (heard and heard.level) or ""
    words = (said and said.words) or (paper and paper.words) or ""
    return Spoken(pk, level, words, paper, heard, tuple(opinions))
