"""Where the demo year is played: the tenant, the words, who may act in a seat, and the time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from congtam.assessments.models import Assessment, Participant
from congtam.assessments.states import StepKind
from congtam.cli.demo.papers import Papers
from congtam.cli.demo.script import Script
from congtam.cli.demo.words import Words
from congtam.cli.words import Stop
from congtam.clock import local_date
from congtam.cycles.models import Cycle
from congtam.organisation.models import Body, Kind, Mandate, Tenant
from congtam.regulations import queries as regulations


@dataclass
class Stage:
    """What the acts share. `cycle` is the one that was opened last."""

    packs: Path
    script: Script
    words: Words
    papers: Papers
    random: random.Random
    tenant: Tenant = field(init=False)
    cycle: Cycle = field(init=False)
    _posts: dict[tuple[UUID, date], list[Mandate]] = field(init=False, default_factory=dict)

    def moments(self, start: datetime) -> Iterator[datetime]:
        """One moment after another, as people take their time over a sheet."""
        moment = start
        while True:
            moment += timedelta(seconds=self.random.randint(20, 110))
            yield moment

    def body(self, code: str, unit: str = "") -> Body:
        """A body of the unit that issued the cycle, or of another one."""
        found = Body.objects.filter(tenant=self.tenant, code=code)
        if unit:
            return found.get(unit__code=unit)
        return found.get(unit_id=self.cycle.issuer_unit_id)

    def root_body(self, code: str) -> Body:
        """A body of the unit at the top of the tenant."""
        return Body.objects.get(
            tenant=self.tenant, code=code, unit__placements__parent__isnull=True
        )

    def files(self) -> Iterable[Assessment]:
        """The files of the cycle, in Vietnamese order."""
        found = Assessment.objects.filter(cycle=self.cycle).select_related("unit", "in_charge")
        return list(found.order_by("sort_key"))

    def file(self, unit: str) -> Assessment:
        return Assessment.objects.get(cycle=self.cycle, unit__code=unit)

    def seat(self, file: Assessment, step: str, key: str = "") -> Participant:
        """The seat of a step, or one of several in it."""
        found = Participant.objects.filter(assessment=file, step__key=step)
        if key:
            found = found.filter(key=key)
        return found.select_related("step", "assessment__track").get()

    def own_seat(self, file: Assessment) -> Participant:
        """The seat in which the unit scores itself."""
        found = Participant.objects.filter(assessment=file, step__kind=StepKind.SELF_SCORE)
        return found.select_related("step", "assessment__track").get()

    def hand(self, seat: Participant, at: datetime, *, final: bool = False) -> Mandate:
        """Who drafts in a seat, or hands it in; never somebody of the unit that is judged."""
        file = seat.assessment
        rule = regulations.procedure(file.track.procedure_id).step(seat.step.key)
        part = rule.participant(seat.key)
        offices = part.submit if final else part.draft or part.submit
        own = rule.kind == StepKind.SELF_SCORE
        held = self.sitting(seat.unit_id, seat.body_id, local_date(at), offices)
        there = set() if own else self._people_of(file.unit_id, local_date(at))
        for mandate in held:
            if mandate.person_id not in there:
                return mandate
        raise Stop(f"Không có ai làm bước «{rule.title}» của {file.name}.")

    def sitting(
        self, unit_id: UUID, body_id: UUID | None, day: date, offices: Iterable[str]
    ) -> list[Mandate]:
        """Who holds one of these offices in the body (or unit), in the order of the offices."""
        order = list(offices)
        held = [m for m in self._held(unit_id, day) if m.office in order]
        if body_id is not None:
            held = [m for m in held if m.body_id == body_id]
        return sorted(held, key=lambda m: order.index(m.office))

    def _people_of(self, unit_id: UUID, day: date) -> set[UUID]:
        return {m.person_id for m in self._held(unit_id, day)}

    def _held(self, unit_id: UUID, day: date) -> list[Mandate]:
        """The posts of a unit on a day; nobody changes posts while the demo is built."""
        if (unit_id, day) not in self._posts:
            found = Mandate.objects.on(day).filter(unit_id=unit_id).select_related("person")
            self._posts[unit_id, day] = list(found.order_by("starts_on", "person__code"))
        return self._posts[unit_id, day]

    def head(self, body: Body, at: datetime) -> Mandate:
        """The one who presides: the first office in the order of the pack."""
        ranks = Kind.objects.filter(tenant=self.tenant, of=Kind.Of.OFFICE).order_by("rank")
        offices = ranks.values_list("code", flat=True)
        held = self.sitting(body.unit_id, body.pk, local_date(at), offices)
        if not held:
            raise Stop(f"{body.name} không có ai.")
        return held[0]
