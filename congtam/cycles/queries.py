"""Reads of the year: limits, late or not, who has acknowledged, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congtam.clock import local_date
from congtam.core.plan import Limit
from congtam.cycles.models import Cycle, Obligation, Receiver
from congtam.cycles.states import CycleState
from congtam.organisation.models import Mandate


def is_late(due_on: date, moment: datetime) -> bool:
    """True when `moment` falls on a Vietnamese day after the last day."""
    return local_date(moment) > due_on


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Counts that exclude each other: met on time, met late, missing and overdue, not yet due."""

    on_time: int
    late: int
    overdue: int
    waiting: int

    @property
    def all(self) -> int:
        return self.on_time + self.late + self.overdue + self.waiting


def punctuality(obligations: QuerySet[Obligation], day: date) -> Punctuality:
    """How a set of obligations stands on `day`, in one statement."""
    met = Q(met_at__isnull=False)
    counts = obligations.aggregate(
        on_time=Count("pk", filter=met & Q(met_late=False)),
        late=Count("pk", filter=met & Q(met_late=True)),
        overdue=Count("pk", filter=~met & Q(due_on__lt=day)),
        waiting=Count("pk", filter=~met & Q(due_on__gte=day)),
    )
    return Punctuality(**counts)


def open_obligations_of(mandate: Mandate) -> QuerySet[Obligation]:
    """What the holder's unit or body still has to do in open cycles, soonest first."""
    found = Obligation.objects.of_holder(mandate).open().filter(cycle__state=CycleState.OPEN)
    return found.select_related("cycle", "track").order_by("due_on", "pk")


def to_acknowledge(mandate: Mandate) -> QuerySet[Receiver]:
    """Guidelines that reached the holder's unit or body and are not yet acknowledged."""
    found = Receiver.objects.filter(acknowledged_at__isnull=True, cycle__state=CycleState.OPEN)
    held = Q(unit_id=mandate.unit_id, body__isnull=True)
    if mandate.body_id:
        held |= Q(body_id=mandate.body_id)
    return found.filter(held).select_related("cycle__guideline")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One last day ahead, and how many still have to meet it."""

    due_on: date
    deed: str
    limit: str
    open: int


def upcoming(cycle_id: UUID, day: date, limit: int = 6) -> list[Upcoming]:
    """The next last days of a cycle with how many still have to meet each, in one statement."""
    rows = (
        Obligation.objects.filter(cycle_id=cycle_id, due_on__gte=day, met_at__isnull=True)
        .values("due_on", "deed", "limit")
        .annotate(open=Count("*"))
        .order_by("due_on", "deed")[:limit]
    )
    return [Upcoming(r["due_on"], r["deed"], r["limit"], r["open"]) for r in rows]


def current_cycle(mandate: Mandate) -> Cycle | None:
    """The cycle a person most likely means: open, latest, issued by or sent to their unit."""
    found = Cycle.objects.visible_to(mandate).exclude(state=CycleState.DRAFT)
    return found.order_by("-starts_on", "-id").select_related("guideline").first()


_SPELLED = {
    "before": "trước ngày {:%d/%m/%Y}",
    "by": "chậm nhất ngày {:%d/%m/%Y}",
    "day": "ngày {:%d/%m/%Y}",
    "from": "từ ngày {:%d/%m/%Y}",
    "within": "trong tháng {:%m/%Y}",
}


def spelled(limits: Iterable[Limit]) -> str:
    """A limit in the words of the paper: «trước ngày 06/11/2021»."""
    return ", ".join(_SPELLED[limit.word].format(limit.on) for limit in limits)
