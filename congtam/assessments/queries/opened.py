"""Many files at once: who takes part in each, and how far its steps are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from congtam.assessments.models import Participant
from congtam.assessments.queries.reading import Source
from congtam.core.packs.procedure import Procedure


@dataclass(slots=True)
class Parties:
    """The participants of one file in the order of the procedure, and the state of its steps."""

    sources: list[Source] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    def of_step(self, step: str) -> list[Source]:
        """Who takes part in one step."""
        return [s for s in self.sources if s.step == step]


def parties(procedure: Procedure, assessments: Iterable[UUID]) -> dict[UUID, Parties]:
    """Participants and steps of many files of one procedure; one statement."""
    wanted = Participant.objects.filter(assessment_id__in=list(assessments))
    rows = wanted.order_by("assessment_id", "step__position", "key").values_list(
        "assessment_id",
        "pk",
        "key",
        "step__key",
        "step__state",
        "step__position",
        "closed_at",
        "body_id",
    )
    found: dict[UUID, Parties] = {}
    for assessment, pk, key, step, state, position, closed_at, body in rows:
        file = found.setdefault(assessment, Parties())
        step_rule = procedure.step(step)
        rule = step_rule.participant(key)
        file.states[step] = state
        file.sources.append(
            Source(pk, step, key, rule.title, rule.form, position, closed_at, body, rule, step_rule)
        )
    return found
