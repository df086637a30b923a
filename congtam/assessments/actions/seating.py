"""Who takes part in each step of one subject: found relative to it when the cycle opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from congtam.assessments.actions.subjects import Candidate, Ground
from congtam.core.packs.procedure import Participant as Part
from congtam.core.packs.procedure import Procedure
from congtam.core.packs.procedure import Step as StepRule
from congtam.organisation.models import Body, Charge
from congtam.organisation.queries import charges_on


@dataclass(frozen=True, slots=True)
class Place:
    """One seat: whose, and for whom it speaks."""

    step: StepRule
    part: Part
    unit: UUID
    body: Body | None = None
    person: UUID | None = None
    behalf: Body | None = None


@dataclass(frozen=True, slots=True)
class Seating:
    """Finds the seats of a subject; what cannot be found is added to `lacking`."""

    ground: Ground
    charges: dict[UUID, list[Charge]]
    own: dict[tuple[UUID, str], Body]
    outside: dict[str, Body]
    lacking: list[str] = field(default_factory=list)

    def of(self, procedure: Procedure, one: Candidate) -> Iterator[Place]:
        for step in procedure.order():
            for part in step.by:
                yield from self._places(step, part, one)

    def _places(self, step: StepRule, part: Part, one: Candidate) -> Iterator[Place]:
        if part.of == "former":
            yield from self._former(step, part, one)
            return
        if part.of == "subject" and (one.post is not None or not (one.body or part.body)):
            person = one.post.person_id if one.post else None
            yield Place(step, part, one.place.unit_id, person=person)
            return
        body = self._body(part, one)
        behalf = self._behalf(part, one)
        if body is None or (part.on_behalf and behalf is None):
            if not part.optional:
                self.lacking.append(f"{part.title} ({one.name})")
            return
        yield Place(step, part, body.unit_id, body=body, behalf=behalf)

    def _former(self, step: StepRule, part: Part, one: Candidate) -> Iterator[Place]:
        """The units one served in for long enough before; none of them, no seat."""
        for unit, months in one.former_units(self.ground.period).items():
            if months < part.months_at_least:
                continue
            body = self.own.get((unit, part.body))
            if body is not None:
                yield Place(step, part, unit, body=body)
            elif not part.optional:
                self.lacking.append(f"{part.title} ({one.name})")

    def _body(self, part: Part, one: Candidate) -> Body | None:
        if part.of == "authority":
            return self.ground.bodies.get(part.body)
        if part.of == "in_charge":
            charges = self.charges.get(one.place.unit_id, [])
            return next((c.body for c in charges if c.body.kind == part.body_kind), None)
        if part.of == "subject" and one.body is not None:
            return one.body
        return self.own.get((one.place.unit_id, part.body))

    def _behalf(self, part: Part, one: Candidate) -> Body | None:
        if not part.on_behalf:
            return None
        own = self.own.get((one.place.unit_id, part.on_behalf))
        return own or self.ground.bodies.get(part.on_behalf) or self.outside.get(part.on_behalf)


def seating(ground: Ground, subjects: Iterable[Candidate]) -> Seating:
    """Everything seats are found in, in three statements whatever the number of subjects."""
    found = list(subjects)
    units = {one.place.unit_id for one in found}
    former = {unit for one in found for unit in one.former_units(ground.period)}
    bodies = Body.objects.on(ground.day)
    outside = bodies.filter(tenant_id=ground.place.tenant_id, outside=True).order_by("id")
    return Seating(
        ground=ground,
        charges=charges_on(ground.day, units),
        own={(b.unit_id, b.code): b for b in bodies.filter(unit_id__in=units | former)},
        outside={b.code: b for b in outside},
    )
