"""Open a cycle: enrol its subjects, freeze who takes part, write down every duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Participant, Step
from congtam.assessments.states import StepKind, StepState
from congtam.clock import local_date, uuid7
from congtam.core.canonical import canonical, digest
from congtam.core.packs.procedure import Participant as Part
from congtam.core.packs.procedure import Procedure
from congtam.core.packs.procedure import Step as StepRule
from congtam.core.packs.rulebook import Enrolment, RuleBook
from congtam.core.plan import Plan
from congtam.core.verdict import no
from congtam.cycles.actions.opening import (
    NewObligation,
    NewReceiver,
    NewTrack,
    enter_obligations,
    enter_receivers,
    open_year,
)
from congtam.cycles.models import Cycle, Track
from congtam.cycles.queries import spelled
from congtam.ledger.actions import record
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Body, Charge, Mandate, Placement
from congtam.organisation.queries import charges_on, placement_on
from congtam.regulations import queries as regulations
from congtam.regulations.models import Instrument, Regulation

BATCH = 500
Key = tuple[str, str, UUID, UUID | None]


@dataclass
class _Enrolled:
    """What opening one kind of subject makes."""

    rule: Enrolment
    procedure: Procedure
    plan: Plan
    subjects: list[Placement]
    seats: dict[UUID, list[tuple[StepRule, Part, UUID, Body | None]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where the issuer stands on the day of opening."""

    day: date
    place: Placement
    bodies: dict[str, Body]


@transaction.atomic
def open_cycle(
    rulebook: Regulation, *, guideline: Instrument, issuer: Body, by: Mandate, at: datetime
) -> Cycle:
    """Open the year from a rule book (mở kỳ đánh giá), with the guideline for every receiver."""
    day = local_date(at)
    book = regulations.rulebook(rulebook.id)
    place = placement_on(day, issuer.unit_id)
    if (issuer.code, place.kind) != (book.issuer.body, book.issuer.unit_kind):
        no(_("Bộ quy định này không do %s ban hành.") % issuer.name).enforce()
    bodies = {b.code: b for b in Body.objects.on(day).filter(unit_id=issuer.unit_id)}
    ground = _Ground(day, place, bodies)
    tracks = [_track(by.tenant_id, rule) for rule in book.enrols]
    cycle, made = open_year(
        rulebook,
        title=book.title,
        year=book.year,
        starts_on=book.period.starts_on,
        ends_on=book.period.ends_on or day,
        issuer=issuer,
        guideline=guideline,
        tracks=tracks,
        by=by,
        at=at,
    )
    for rule, track in zip(book.enrols, tracks, strict=True):
        _enrol(cycle, made[rule.kind], _resolve(rule, track, ground), at)
    _receive(cycle, book, ground, at)
    _record(cycle, by, at)
    return cycle


def _track(tenant_id: UUID, rule: Enrolment) -> NewTrack:
    def found(kind: str, code: str) -> Regulation:
        row = Regulation.objects.in_force().filter(tenant_id=tenant_id, kind=kind, code=code)
        got = row.defer("body").first()
        if got is None:
            no(_("Quy định «%s» chưa được đưa vào áp dụng.") % code).enforce()
        assert got is not None
        return got

    return NewTrack(
        kind=rule.kind,
        title=rule.title,
        sheet=found(Regulation.Kind.SHEET, rule.sheet),
        rules=found(Regulation.Kind.RULES, rule.rules),
        procedure=found(Regulation.Kind.PROCEDURE, rule.procedure),
        plan=found(Regulation.Kind.PLAN, rule.plan),
    )


def _resolve(rule: Enrolment, track: NewTrack, ground: _Ground) -> _Enrolled:
    procedure = regulations.procedure(track.procedure.id)
    subjects = Placement.objects.on(ground.day).below(ground.place).filter(kind=rule.kind)
    if rule.among == "children":
        subjects = subjects.filter(parent_id=ground.place.unit_id)
    made = _Enrolled(
        rule, procedure, regulations.plan(track.plan.id), list(subjects.order_by("sort_key"))
    )
    if not made.subjects:
        no(_("Không có đơn vị nào thuộc loại «%s» để đánh giá.") % rule.title).enforce()
    ids = [s.unit_id for s in made.subjects]
    own = Body.objects.on(ground.day).filter(unit_id__in=ids)
    finder = _Finder(ground, charges_on(ground.day, ids), {(b.unit_id, b.code): b for b in own}, [])
    for subject in made.subjects:
        made.seats[subject.unit_id] = list(finder.seats(procedure, subject))
    if finder.lacking:
        no(_("Chưa xác định được người tham gia: %s.") % "; ".join(finder.lacking[:10])).enforce()
    return made


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the participants of a subject; what cannot be found is added to `lacking`."""

    ground: _Ground
    charges: dict[UUID, list[Charge]]
    own: dict[tuple[UUID, str], Body]
    lacking: list[str]

    def seats(
        self, procedure: Procedure, subject: Placement
    ) -> Iterator[tuple[StepRule, Part, UUID, Body | None]]:
        for step in procedure.order():
            for part in step.by:
                body = self._body(part, subject)
                if body is None and (part.of != "subject" or part.body):
                    self.lacking.append(f"{part.title} ({subject.name})")
                    continue
                yield step, part, body.unit_id if body else subject.unit_id, body

    def _body(self, part: Part, subject: Placement) -> Body | None:
        if part.of == "authority":
            return self.ground.bodies.get(part.body)
        if part.of == "in_charge":
            charges = self.charges.get(subject.unit_id, [])
            return next((c.body for c in charges if c.body.kind == part.body_kind), None)
        return self.own.get((subject.unit_id, part.body)) if part.body else None


def _enrol(cycle: Cycle, track: Track, made: _Enrolled, at: datetime) -> None:
    """Write the assessments of one kind with their steps, participants and duties."""
    ids = enter_obligations(cycle, {track.kind: track}, _duties(made))
    assessments: list[Assessment] = []
    steps: list[Step] = []
    participants: list[Participant] = []
    first = next(s for s in made.procedure.order() if s.kind != StepKind.CONTRIBUTE)
    for subject in made.subjects:
        assessment = Assessment(
            id=uuid7(),
            tenant_id=cycle.tenant_id,
            cycle=cycle,
            track=track,
            unit_id=subject.unit_id,
            placement=subject,
            name=subject.name,
            sort_key=subject.sort_key,
            path=subject.path,
            sheet_id=track.sheet_id,
            obligation_id=_own_duty(ids, made, subject),
            stage=first.id,
        )
        assessments.append(assessment)
        rows = {s.id: _step(assessment, s, i, at) for i, s in enumerate(made.procedure.order())}
        steps += rows.values()
        for step, part, unit_id, body in made.seats[subject.unit_id]:
            participants.append(
                Participant(
                    id=uuid7(), assessment=assessment, step=rows[step.id], key=part.id,
                    unit_id=unit_id, body=body,
                )
            )  # fmt: skip
            if part.of == "in_charge":
                assessment.in_charge = body
    Assessment.objects.bulk_create(assessments, batch_size=BATCH)
    Step.objects.bulk_create(steps, batch_size=BATCH)
    Participant.objects.bulk_create(participants, batch_size=BATCH)


def _step(assessment: Assessment, rule: StepRule, position: int, at: datetime) -> Step:
    ready = not rule.after
    return Step(
        id=uuid7(),
        assessment=assessment,
        key=rule.id,
        kind=rule.kind,
        position=position,
        state=StepState.OPEN if ready else StepState.WAITING,
        opened_at=at if ready else None,
    )


def _duties(made: _Enrolled) -> Iterator[NewObligation]:
    """One duty per receiver and step that has a limit: the unit's own, or a body's for all."""
    seen: set[tuple[str, UUID, UUID | None]] = set()
    for subject in made.subjects:
        for step, part, unit_id, body in made.seats[subject.unit_id]:
            # A unit's own duty is the unit's, whichever of its bodies sees to it.
            holder = None if part.of == "subject" else body
            limit = made.rule.limits.get(step.id)
            key = (step.id, unit_id, holder.id if holder else None)
            if limit is None or key in seen:
                continue
            seen.add(key)
            plan_step = made.plan.step(limit)
            last = plan_step.last_day()
            if last is None:
                continue
            yield NewObligation(
                kind=made.rule.kind,
                step=step.id,
                unit_id=unit_id,
                body_id=holder.id if holder else None,
                name=holder.name if holder else subject.name,
                deed=plan_step.does,
                limit=spelled(plan_step.limits),
                clause=plan_step.cite.at if plan_step.cite else "",
                due_on=last,
            )


def _own_duty(ids: dict[Key, UUID], made: _Enrolled, subject: Placement) -> UUID | None:
    step = made.procedure.step_of_kind(StepKind.SELF_SCORE).id
    return ids.get((made.rule.kind, step, subject.unit_id, None))


def _receive(cycle: Cycle, book: RuleBook, ground: _Ground, at: datetime) -> None:
    """Send the guideline to the units and bodies that the rule book names."""
    below = Placement.objects.on(ground.day).below(ground.place)
    units = list(below.filter(kind__in=book.receivers.kinds).order_by("sort_key"))
    bodies = [b for b in ground.bodies.values() if b.kind in book.receivers.body_kinds]
    receivers = [NewReceiver(u.unit_id, None, u.name) for u in units]
    receivers += [NewReceiver(b.unit_id, b.id, b.name) for b in bodies]
    enter_receivers(cycle, receivers)
    people = Mandate.objects.on(ground.day).select_related("person")
    sitting = people.filter(unit_id__in=[u.unit_id for u in units])
    sitting = sitting | people.filter(body_id__in=[b.id for b in bodies])
    tell(
        {Recipient(m.person_id, m.person.email) for m in sitting},
        tenant=cycle.tenant_id,
        kind="guideline",
        subject=_("Hướng dẫn mới: %s") % cycle.title,
        body=_("%s đã ban hành hướng dẫn. Đề nghị xác nhận đã nhận và thực hiện đúng hạn.")
        % cycle.issuer_body.name,
        link=f"/ky/{cycle.id}/",
        at=at,
    )


def _record(cycle: Cycle, by: Mandate, at: datetime) -> None:
    enrolled = Assessment.objects.filter(cycle=cycle).order_by("id")
    ids = [str(pk) for pk in enrolled.values_list("unit_id", flat=True)]
    record(
        "enrol",
        tenant=cycle.tenant_id,
        kind="cycle",
        object_id=cycle.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after={"subjects": len(ids), "sha256": digest(canonical(ids))},
    )
