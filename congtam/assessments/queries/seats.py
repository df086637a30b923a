"""A seat: everything a permission has to know about one participant, in one read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Aggregate, Exists, OuterRef, Q, QuerySet, Subquery, TextField

from congtam.assessments.models import Participant, Subject
from congtam.assessments.queries.prepared import Prepared
from congtam.core.packs import procedure as procedures
from congtam.core.packs import sheet as sheets
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Seat:
    """One participant of one step of one assessment, as it stood when it was read."""

    participant: UUID
    assessment: UUID
    tenant: UUID
    unit: UUID
    body: UUID | None
    person: UUID | None
    behalf: UUID | None
    subject: UUID
    subject_of: str
    subject_name: str
    track: UUID
    obligation: UUID | None
    step: UUID
    state: str
    closed: bool
    own_subject: bool
    published: bool
    rule: procedures.Participant
    step_rule: procedures.Step
    procedure: procedures.Procedure
    sheet: sheets.Sheet
    sheet_id: UUID | None
    procedure_id: UUID
    rules_id: UUID
    # Steps at which this person, by whichever post, has a part of the file on turn and unsent.
    owes: frozenset[str] = frozenset()

    @property
    def groups(self) -> tuple[sheets.Group, ...]:
        """The groups this seat may score."""
        if self.rule.groups:
            return tuple(g for g in self.sheet.groups if g.id in self.rule.groups)
        taken = {g for s in self.procedure.steps for p in s.by for g in p.groups}
        if self.step_rule.changes_scores:
            taken = set()
        return tuple(g for g in self.sheet.groups if g.id not in taken and self._in_field(g))

    def _in_field(self, group: sheets.Group) -> bool:
        return not self.rule.fields or any(c.field in self.rule.fields for c in group.criteria)

    def covers(self, criterion: sheets.Criterion) -> bool:
        """True when the line lies in the groups and fields of this seat."""
        if self.rule.fields and criterion.field not in self.rule.fields:
            return False
        return any(criterion.id == c.id for g in self.groups for c in g.criteria)


_FIELDS = (
    "pk",
    "key",
    "unit_id",
    "body_id",
    "person_id",
    "behalf_id",
    "closed_at",
    "step_id",
    "step__key",
    "step__state",
    "assessment_id",
    "assessment__tenant_id",
    "assessment__unit_id",
    "assessment__subject",
    "assessment__name",
    "assessment__track_id",
    "assessment__obligation_id",
    "assessment__published_at",
    "assessment__sheet_id",
    "assessment__track__procedure_id",
    "assessment__track__rules_id",
    "own",
    "owes",
)


def seats(found: QuerySet[Participant], mandate: Mandate, day: date) -> list[Seat]:
    """The participants in `found` as seats, with the conflict of interest of this person and what
    this person still owes each file."""
    return [_seat(row) for row in _rows(found, mandate, day)]


class _Together(Aggregate):
    """The texts of a group in one, with commas between."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def _owed(mandate: Mandate, day: date) -> Subquery:
    """The steps of unsent parts in the same file."""
    parts = Participant.objects.of_person(mandate.person_id, day).on_turn()
    of_file = parts.filter(assessment_id=OuterRef("assessment_id")).order_by()
    keys = of_file.values("assessment_id").annotate(keys=_Together("step__key")).values("keys")
    return Subquery(keys, output_field=TextField())


def _rows(found: QuerySet[Participant], mandate: Mandate, day: date) -> QuerySet[Any, Any]:
    known = found.annotate(own=conflict(mandate, day), owes=_owed(mandate, day))
    return known.values_list(*_FIELDS)


def conflict(mandate: Mandate, day: date) -> Q:
    """True where the holder is the subject, sits in it, or belongs to it."""
    held = Mandate.objects.on(day).filter(person_id=mandate.person_id)
    in_unit = Q(assessment__subject=Subject.UNIT) & Exists(
        held.filter(unit_id=OuterRef("assessment__unit_id"))
    )
    in_body = Exists(held.filter(body_id=OuterRef("assessment__body_id")))
    # Never unknown: a file of a unit has no person, and «not unknown» finds nothing.
    oneself = Q(assessment__subject=Subject.PERSON, assessment__person_id=mandate.person_id)
    return Q(in_unit | in_body | oneself)


def _seat(row: tuple[Any, ...]) -> Seat:
    get = dict(zip(_FIELDS, row, strict=True))
    procedure = regulations.procedure(get["assessment__track__procedure_id"])
    step_rule = procedure.step(get["step__key"])
    rule = step_rule.participant(get["key"])
    return Seat(
        participant=get["pk"],
        assessment=get["assessment_id"],
        tenant=get["assessment__tenant_id"],
        unit=get["unit_id"],
        body=get["body_id"],
        person=get["person_id"],
        behalf=get["behalf_id"],
        subject=get["assessment__unit_id"],
        subject_of=get["assessment__subject"],
        subject_name=get["assessment__name"],
        track=get["assessment__track_id"],
        obligation=get["assessment__obligation_id"],
        step=get["step_id"],
        state=get["step__state"],
        closed=get["closed_at"] is not None,
        own_subject=bool(get["own"]),
        published=get["assessment__published_at"] is not None,
        rule=rule,
        step_rule=step_rule,
        procedure=procedure,
        sheet=regulations.sheet(get["assessment__sheet_id"]),
        sheet_id=get["assessment__sheet_id"],
        procedure_id=get["assessment__track__procedure_id"],
        rules_id=get["assessment__track__rules_id"],
        owes=frozenset((get["owes"] or "").split(",")) - {""},
    )


def seats_of(mandate: Mandate, assessment_id: UUID, day: date) -> list[Seat]:
    """All seats the holder has in one assessment, in the order of the procedure."""
    found = Participant.objects.held_by(mandate).filter(assessment_id=assessment_id)
    return seats(found.order_by("step__position", "key"), mandate, day)


def locked_seat(participant_id: UUID, mandate: Mandate, day: date) -> Seat:
    """One seat with its step locked until the transaction ends; DoesNotExist when not held."""
    held: dict[str, UUID | str] = {
        "participant": participant_id,
        "unit": mandate.unit_id,
        "person": mandate.person_id,
        "office": mandate.office,
    }
    if mandate.body_id is not None:
        held["body"] = mandate.body_id
    if connection.features.has_select_for_update:
        # A statement of its own: what is read next must not be older than the lock.
        _LOCK.rows(**held)
    rows = _HELD.rows(**held, day=day)
    if not rows:
        raise Participant.DoesNotExist
    return _seat(rows[0])


def _held(
    participant: UUID, unit: UUID, person: UUID, office: str, body: UUID | None = None
) -> QuerySet[Participant]:
    holder = Mandate(unit_id=unit, body_id=body, person_id=person, office=office)
    return Participant.objects.held_by(holder).filter(pk=participant)


def _locking(**held: Any) -> QuerySet[Any, Any]:
    """The step before the seat: of two seats in one step the second waits with nothing in hand."""
    rows = _held(**held).select_related("step").only("step__state")
    return rows.select_for_update(of=("step", "self"))


def _reading(day: date, **held: Any) -> QuerySet[Any, Any]:
    return _rows(_held(**held), Mandate(person_id=held["person"]), day)


_LOCK, _HELD = Prepared(_locking), Prepared(_reading)
