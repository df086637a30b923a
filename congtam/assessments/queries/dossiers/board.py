"""The receiving side: every unit that has to send a dossier, and what the level above waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congtam.assessments.models import Assessment, Subject, UnitDossier
from congtam.assessments.queries.dossiers.duties import NO_DUTY, duties_of
from congtam.assessments.queries.dossiers.gathering import rule_of
from congtam.assessments.queries.dossiers.holding import Duty
from congtam.core.packs.dossier import Dossier
from congtam.cycles.models import Cycle, Reminder
from congtam.cycles.states import CycleState
from congtam.organisation.models import Body, Mandate
from congtam.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class Sender:
    """One unit: its last dossier, or none yet; `reminded` on the day that was asked for."""

    file: Assessment
    unit: str
    duty: Duty
    last: UnitDossier | None
    reminded: bool

    def overdue(self, day: date) -> bool:
        """Not sent, and the last day is past."""
        return self.last is None and self.duty.due_on is not None and day > self.duty.due_on


@dataclass(frozen=True, slots=True)
class Waits:
    """One collective of the level above, and those below whose level is not decided yet."""

    name: str
    undecided: tuple[str, ...]
    whole: int

    @property
    def decided(self) -> int:
        return self.whole - len(self.undecided)


@dataclass(frozen=True, slots=True)
class Board:
    """Every sender of a cycle in Vietnamese order."""

    cycle: Cycle
    to: Body
    senders: tuple[Sender, ...]
    waits: tuple[Waits, ...]

    @property
    def sent(self) -> int:
        return sum(one.last is not None for one in self.senders)

    @property
    def late(self) -> int:
        """How many came after their last day."""
        return sum(one.duty.late for one in self.senders)

    def overdue(self, day: date) -> int:
        """How many have not come though their last day is past."""
        return sum(one.overdue(day) for one in self.senders)

    @property
    def to_remind(self) -> list[Sender]:
        """Those who have sent nothing and were not reminded today."""
        return [one for one in self.senders if one.last is None and not one.reminded]


def receiver_of(cycle: Cycle) -> Body | None:
    """The body that receives the dossiers of a cycle; None where the year sends none."""
    rule = regulations.rulebook(cycle.rulebook_id).dossier
    if rule is None:
        return None
    return Body.objects.filter(unit_id=cycle.issuer_unit_id, code=rule.to).first()


def cycles_of(mandate: Mandate) -> list[tuple[Cycle, Body]]:
    """The cycles whose dossiers come to the body of this mandate, the latest first."""
    if mandate.body_id is None:
        return []
    found = Cycle.objects.filter(issuer_unit_id=mandate.unit_id, tenant_id=mandate.tenant_id)
    found = found.exclude(state=CycleState.DRAFT).order_by("-starts_on", "-id")
    pairs = ((cycle, receiver_of(cycle)) for cycle in found.select_related("issuer_body"))
    return [
        (cycle, to)
        for cycle, to in pairs
        if to is not None and mandate.body_id in (to.pk, cycle.issuer_body_id)
    ]


def own_files(mandate: Mandate) -> list[tuple[Assessment, Dossier]]:
    """The collectives of this mandate that send a dossier, the latest year first."""
    if mandate.body_id is None:
        return []
    rows = Assessment.objects.visible_to(mandate).filter(
        subject=Subject.BODY, body_id=mandate.body_id
    )
    files = rows.select_related("cycle", "track").order_by("-cycle__starts_on", "-id")
    return [(file, rule) for file in files if (rule := rule_of(file)) is not None]


def board_of(cycle: Cycle, to: Body, day: date) -> Board:
    """The senders of a cycle with their state; five statements, whatever their number."""
    rule = regulations.rulebook(cycle.rulebook_id).dossier
    kinds = rule.senders if rule else ()
    files = list(_collectives(cycle).filter(track__kind__in=kinds))
    last = _last([file.pk for file in files])
    duties = duties_of(files)
    told = Reminder.objects.filter(obligation__in=[d.obligation for d in duties.values()], day=day)
    reminded = set(told.values_list("obligation_id", flat=True))
    senders = (_sender(file, duties.get(file.pk, NO_DUTY), last, reminded) for file in files)
    return Board(cycle, to, tuple(senders), tuple(_waits(cycle)))


def _sender(
    file: Assessment, duty: Duty, last: Mapping[UUID, UnitDossier], reminded: Collection[UUID]
) -> Sender:
    told = duty.obligation in reminded
    return Sender(file, file.placement.name, duty, last.get(file.pk), told)


def _collectives(cycle: Cycle) -> QuerySet[Assessment]:
    found = Assessment.objects.filter(cycle=cycle).exclude(subject=Subject.PERSON)
    found = found.select_related("cycle__issuer_body", "track", "placement", "body")
    return found.order_by("sort_key", "id")


def _last(ids: Iterable[UUID]) -> dict[UUID, UnitDossier]:
    rows = UnitDossier.objects.filter(file_id__in=list(ids)).defer("snapshot")
    return {row.file_id: row for row in rows.select_related("by__person").order_by("round")}


def _waits(cycle: Cycle) -> Iterable[Waits]:
    """The issuer's own collectives without a level, and what below is still undecided."""
    files = list(_collectives(cycle))
    below = [one for one in files if one.placement.parent_id == cycle.issuer_unit_id]
    undecided = tuple(one.name for one in below if not one.level)
    for one in files:
        if one.unit_id == cycle.issuer_unit_id and not one.level:
            yield Waits(one.name, undecided, len(below))
