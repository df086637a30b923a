"""Which levels others propose: the subject itself, the conference, opinions, papers from outside.

Only what the desk may read; of the reader's own file nothing before it is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congtam.assessments.models import Participant
from congtam.assessments.states import OWN, StepKind
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.standings.queries.desks import Desk
from congtam.standings.queries.readable import readable

SELF, MEETING, OPINION = "self", "meeting", "opinion"
_SILENT = (StepKind.DECIDE, StepKind.PUBLISH)


@dataclass(frozen=True, slots=True)
class Voice:
    """One level that was proposed: by whom, in which part, and by how many where they counted."""

    of: str
    title: str
    level: str
    agreed: int | None = None


def voices(
    files: Iterable[UUID], desks: Iterable[Desk], mandate: Mandate, day: date
) -> dict[UUID, list[Voice]]:
    """The proposals on these files that the desks of one body may read, in the order of the
    procedure; one statement."""
    held = list(desks)
    if not held:
        return {}
    open_to = readable(held, mandate, day)
    rows = Participant.objects.filter(open_to, assessment_id__in=list(files)).exclude(
        step__kind__in=_SILENT
    )
    found: dict[UUID, list[Voice]] = {}
    for row in rows.order_by("step__position", "key").values_list(
        "assessment_id", "assessment__track__procedure_id", "step__key", "step__kind", "key",
        "behalf__name", "proposal__level", "hearing__level", "hearing__agreed",
        "conclusion__level", "assessment__report__level",
    ):  # fmt: skip
        pk, procedure, step, kind, key, behalf, said, heard, agreed, outside, own = row
        spoken = {str(StepKind.SELF_REPORT): own, str(StepKind.MEET): heard}
        level = spoken.get(kind, outside or said)
        if level:
            part = regulations.procedure(procedure).step(step).participant(key)
            count = agreed if kind == StepKind.MEET else None
            found.setdefault(pk, []).append(Voice(_of(kind), behalf or part.title, level, count))
    return found


def _of(kind: str) -> str:
    if kind in OWN:
        return SELF
    return MEETING if kind == StepKind.MEET else OPINION
