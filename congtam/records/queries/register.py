"""The register as pages list it: filtered, and what waits for a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from congtam.ledger.queries import Entry, history
from congtam.organisation.models import Mandate, Placement
from congtam.organisation.queries import places_of, powers_of
from congtam.records.models import Task, TaskQuerySet
from congtam.records.models.holding import WITH_BOARDS, within_power
from congtam.records.queries.holders import records_of
from congtam.records.queries.reach import Whose
from congtam.records.states import TaskState

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show; nothing chosen shows everything of the year."""

    year: int
    whose: Whose | None = None
    quarter: int | None = None
    state: str = ""
    source: str = ""


def listed(mandate: Mandate, day: date, wanted: Wanted) -> TaskQuerySet:
    """The tasks one may see, as wanted, by their last day; names of holders come with them."""
    found = Task.objects.visible_to(mandate, day).filter(year=wanted.year)
    if wanted.whose is not None:
        found = found.filter(records_of(wanted.whose))
    if wanted.quarter in QUARTERS:
        first = 3 * wanted.quarter - 2
        found = found.filter(due_on__month__gte=first, due_on__month__lte=first + 2)
    if wanted.state in TaskState.values:
        found = found.filter(state=wanted.state)
    if wanted.source in Task.Source.values:
        found = found.filter(source=wanted.source)
    return found.select_related("person", "body", "blob").in_order()


def waiting(mandate: Mandate, day: date) -> TaskQuerySet:
    """What this person may check now: reported by others, or overdue without a report."""
    powers = powers_of([mandate])[mandate.pk] & (WITH_BOARDS - {"personnel"})
    overdue = Q(state=TaskState.ASSIGNED, due_on__lt=day)
    found = Task.objects.filter(Q(state=TaskState.REPORTED) | overdue, tenant_id=mandate.tenant_id)
    found = found.filter(within_power(mandate, day, powers))
    found = found.exclude(person_id=mandate.person_id)
    if "tasks" not in powers:
        return _ordered(found.filter(person__isnull=False))
    places = places_of(mandate.person_id, day)
    own = Q(person__isnull=True) & (
        Q(body_id__in=places) | Q(body__isnull=True, unit_id__in=places)
    )
    return _ordered(found.exclude(own & ~_by_others_at_the_root(mandate, day)))


def _by_others_at_the_root(mandate: Mandate, day: date) -> Q:
    """Where no unit stands above, a collective's report may be checked by another of its people."""
    own = Placement.objects.on(day).filter(unit_id=mandate.unit_id, parent__isnull=True)
    if not own.exists():
        return Q(pk__in=[])
    seats = Mandate.objects.on(day).filter(person_id=mandate.person_id).values_list("pk", flat=True)
    mine = Q(reported_by_id__in=seats) | Q(reported_by__isnull=True, entered_by_id__in=seats)
    return Q(unit_id=mandate.unit_id) & ~mine


def _ordered(found: TaskQuerySet) -> TaskQuerySet:
    return found.select_related("person", "body", "blob").in_order()


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a record: the verb, who, as what, when, and the reason given."""

    verb: str
    person: str
    title: str
    entry: Entry


def history_of(task: Task) -> list[Told]:
    """What befell a task, the latest first; three statements."""
    events = history(task.tenant_id, task.pk)
    ids = {e.mandate_id for e in events if e.mandate_id}
    posts: dict[UUID | None, Mandate] = {
        p.pk: p for p in Mandate.objects.filter(pk__in=ids).select_related("person", "body")
    }
    return [_told(event, posts.get(event.mandate_id)) for event in reversed(events)]


def _told(event: Entry, post: Mandate | None) -> Told:
    if post is None:
        return Told(event.verb, "", "", event)
    return Told(event.verb, post.person.full_name, post.label, event)
