"""Open a cycle: enrol its subjects, freeze who takes part, write down every duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.actions.dossier_duties import dossier_duties
from congtam.assessments.actions.seating import Place, seating
from congtam.assessments.actions.subjects import Candidate, Finder, Ground
from congtam.assessments.models import Assessment, Participant, Step, Subject
from congtam.assessments.states import StepKind, StepState
from congtam.clock import local_date, uuid7
from congtam.core.canonical import canonical, digest
from congtam.core.packs.procedure import Procedure
from congtam.core.packs.rulebook import Enrolment, RuleBook
from congtam.core.plan import Plan
from congtam.core.verdict import no
from congtam.cycles.actions.opening import (
    DutyKey,
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
from congtam.organisation.models import Body, Mandate, Placement
from congtam.organisation.queries import placement_on, placements_on
from congtam.regulations import queries as regulations
from congtam.regulations.models import Instrument, Regulation

BATCH = 500


@dataclass
class _Enrolled:
    """What opening one kind of subject makes."""

    rule: Enrolment
    procedure: Procedure
    plan: Plan
    subjects: list[Candidate]
    forms: dict[UUID, Regulation] = field(default_factory=dict)
    seats: dict[UUID, list[Place]] = field(default_factory=dict)


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
    period = (book.period.starts_on, book.period.ends_on or day)
    bodies = {b.code: b for b in Body.objects.on(day).filter(unit_id=issuer.unit_id)}
    ground = Ground(day, period, place, bodies)
    tracks = [_track(by.tenant_id, rule) for rule in book.enrols]
    cycle, made = open_year(
        rulebook,
        title=book.title,
        year=book.year,
        starts_on=period[0],
        ends_on=period[1],
        issuer=issuer,
        guideline=guideline,
        tracks=tracks,
        by=by,
        at=at,
    )
    finder = Finder(ground)
    for rule, track in zip(book.enrols, tracks, strict=True):
        found = _resolve(rule, track, finder)
        _enrol(cycle, made[rule.kind], found, ground, at)
        upward = dossier_duties(book, rule.kind, found.plan, found.subjects, bodies)
        enter_obligations(cycle, made, upward)
    _receive(cycle, book, ground, at)
    _record(cycle, by, at)
    return cycle


def _in_force(tenant_id: UUID, kind: str, code: str) -> Regulation:
    row = Regulation.objects.in_force().filter(tenant_id=tenant_id, kind=kind, code=code)
    got = row.defer("body").first()
    if got is None:
        no(_("Quy định «%s» chưa được đưa vào áp dụng.") % code).enforce()
    assert got is not None
    return got


def _track(tenant_id: UUID, rule: Enrolment) -> NewTrack:
    kinds = Regulation.Kind
    return NewTrack(
        kind=rule.kind,
        title=rule.title,
        sheet=_in_force(tenant_id, kinds.SHEET, rule.sheet) if rule.sheet else None,
        rules=_in_force(tenant_id, kinds.RULES, rule.rules),
        procedure=_in_force(tenant_id, kinds.PROCEDURE, rule.procedure),
        plan=_in_force(tenant_id, kinds.PLAN, rule.plan),
        sources=_in_force(tenant_id, kinds.SOURCES, rule.sources) if rule.sources else None,
    )


def _resolve(rule: Enrolment, track: NewTrack, finder: Finder) -> _Enrolled:
    procedure = regulations.procedure(track.procedure.id)
    made = _Enrolled(rule, procedure, regulations.plan(track.plan.id), list(finder.subjects(rule)))
    if not made.subjects:
        no(_("Không có ai, đơn vị nào thuộc nhóm «%s» để đánh giá.") % rule.title).enforce()
    found = seating(finder.ground, made.subjects)
    for subject in made.subjects:
        made.seats[subject.id] = list(found.of(procedure, subject))
    if found.lacking:
        no(_("Chưa xác định được người tham gia: %s.") % "; ".join(found.lacking[:10])).enforce()
    made.forms = _forms(rule, made.subjects, finder.ground)
    return made


def _forms(rule: Enrolment, subjects: list[Candidate], ground: Ground) -> dict[UUID, Regulation]:
    """The form of report of each subject: the first that fits, by the bodies one sits in."""
    people = [one.id for one in subjects if one.subject == Subject.PERSON]
    sits: dict[UUID, set[str]] = {}
    held = Mandate.objects.on(ground.day).filter(person_id__in=people, body__isnull=False)
    for person, kind in held.values_list("person_id", "body__kind"):
        sits.setdefault(person, set()).add(kind)
    forms = {
        c.report: _in_force(ground.place.tenant_id, Regulation.Kind.REPORT, c.report)
        for c in rule.reports
    }
    found = {}
    for one in subjects:
        for choice in rule.reports:
            if not choice.in_body_kind or choice.in_body_kind in sits.get(one.id, ()):
                found[one.id] = forms[choice.report]
                break
    return found


def _enrol(cycle: Cycle, track: Track, made: _Enrolled, ground: Ground, at: datetime) -> None:
    """Write the assessments of one kind with their steps, participants and duties."""
    ids = enter_obligations(cycle, {track.kind: track}, _duties(made))
    units = {post.unit_id for one in made.subjects for post in one.posts}
    names = {unit: p.name for unit, p in placements_on(ground.day, units).items()}
    assessments: list[Assessment] = []
    steps: list[Step] = []
    participants: list[Participant] = []
    for subject in made.subjects:
        seats = made.seats[subject.id]
        assessment = _assessment(cycle, track, made, subject)
        assessment.posts = subject.dated_posts(names, ground.period)
        assessment.obligation_id = _own_duty(ids, made, subject)
        charge = next((s.body for s in seats if s.part.of == "in_charge"), None)
        assessment.in_charge = charge
        rows = _steps(assessment, made.procedure, {s.step.id for s in seats}, at)
        assessment.stage = _first_stage(made.procedure, rows)
        assessments.append(assessment)
        steps += rows.values()
        participants += [
            Participant(
                id=uuid7(), assessment=assessment, step=rows[seat.step.id], key=seat.part.id,
                unit_id=seat.unit, body=seat.body, person_id=seat.person, behalf=seat.behalf,
                office=seat.part.office,
            )
            for seat in seats
        ]  # fmt: skip
    Assessment.objects.bulk_create(assessments, batch_size=BATCH)
    Step.objects.bulk_create(steps, batch_size=BATCH)
    Participant.objects.bulk_create(participants, batch_size=BATCH)


def _assessment(cycle: Cycle, track: Track, made: _Enrolled, subject: Candidate) -> Assessment:
    post, body = subject.post, subject.body
    return Assessment(
        id=uuid7(),
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        track=track,
        subject=subject.subject,
        unit_id=subject.place.unit_id,
        body=body,
        person_id=post.person_id if post else None,
        post=post,
        post_title=post.label[:255] if post else "",
        group=made.rule.position,
        placement=subject.place,
        name=subject.name,
        sort_key=subject.sort_key,
        path=subject.place.path,
        sheet_id=track.sheet_id,
        report_form=made.forms.get(subject.id),
    )


def _steps(
    assessment: Assessment, procedure: Procedure, seated: set[str], at: datetime
) -> dict[str, Step]:
    """The steps of one file: a step that concerns nobody is done from the start."""
    done: set[str] = set()
    found = {}
    for position, rule in enumerate(procedure.order()):
        idle = rule.id not in seated
        ready = not idle and set(rule.after) <= done
        if idle:
            done.add(rule.id)
        state = StepState.OPEN if ready else StepState.WAITING
        found[rule.id] = Step(
            id=uuid7(),
            assessment=assessment,
            key=rule.id,
            kind=rule.kind,
            position=position,
            state=StepState.CLOSED if idle else state,
            opened_at=at if idle or ready else None,
            closed_at=at if idle else None,
        )
    return found


def _first_stage(procedure: Procedure, rows: dict[str, Step]) -> str:
    main = [s for s in procedure.order() if s.kind != StepKind.CONTRIBUTE]
    return next(s.id for s in main if rows[s.id].state != StepState.CLOSED)


def _duties(made: _Enrolled) -> Iterator[NewObligation]:
    """One duty per receiver and step that has a limit: the subject's own, or a body's for all."""
    seen: set[tuple[str, UUID, UUID | None, UUID | None]] = set()
    for subject in made.subjects:
        for seat in made.seats[subject.id]:
            limit = made.rule.limits.get(seat.step.id)
            # A unit's own duty is the unit's, whichever of its bodies sees to it.
            units = seat.part.of == "subject" and subject.subject == Subject.UNIT
            holder = None if units else seat.body
            key = (seat.step.id, seat.unit, holder.id if holder else None, seat.person)
            if limit is None or key in seen:
                continue
            seen.add(key)
            yield from _duty(made, seat, limit, holder, subject)


def _duty(
    made: _Enrolled, seat: Place, limit: str, holder: Body | None, subject: Candidate
) -> Iterator[NewObligation]:
    plan_step = made.plan.step(limit)
    last = plan_step.last_day()
    if last is None:
        return
    yield NewObligation(
        kind=made.rule.kind,
        step=seat.step.id,
        unit_id=seat.unit,
        body_id=holder.id if holder else None,
        person_id=seat.person,
        name=holder.name if holder else subject.name,
        deed=plan_step.does,
        limit=spelled(plan_step.limits),
        clause=plan_step.cite.at if plan_step.cite else "",
        due_on=last,
    )


def _own_duty(ids: dict[DutyKey, UUID], made: _Enrolled, subject: Candidate) -> UUID | None:
    step = made.procedure.own_step.id
    for seat in made.seats[subject.id]:
        if seat.step.id == step and seat.part.of == "subject":
            body = subject.body.id if subject.body else None
            return ids.get((made.rule.kind, step, seat.unit, body, seat.person))
    return None


def _receive(cycle: Cycle, book: RuleBook, ground: Ground, at: datetime) -> None:
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
