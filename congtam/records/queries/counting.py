"""What the register adds up to, for many holders in one statement each.

Every count carries the ids of its rows, so that «Vì sao?» can lead to them. Only checked tasks
count. While one is `unchecked` the percentages of its holder are not known yet: whoever turns
counts into facts asks `settled` first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from congtam.records.models import Task
from congtam.records.queries.holders import HOLDER_FIELDS, Holder, Period, held_by_any, holder_of
from congtam.records.states import TaskState

Rows = tuple[UUID, ...]
_FLAGS = (
    "state", "done", "exceeded", "late", "late_excused", "below_quality", "low_effect",
)  # fmt: skip
_AMOUNTS = (
    "state", "coefficient", "quantity", "done", "done_quantity", "quality_failures", "delays",
    "late_excused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """The rows of one register by what the checker found; a count is the length of its rows.

    `late` leaves out what was excused. `not_assured` is late, below quality, of low effect, or
    not done at all; `assured` is the rest: done, on time, of quality and effect.
    """

    all: Rows = ()
    done: Rows = ()
    exceeded: Rows = ()
    late: Rows = ()
    late_excused: Rows = ()
    below_quality: Rows = ()
    low_effect: Rows = ()
    not_done: Rows = ()
    not_assured: Rows = ()
    assured: Rows = ()
    on_time: Rows = ()
    unchecked: Rows = ()

    @property
    def settled(self) -> bool:
        """Nothing is left that nobody has checked."""
        return not self.unchecked


def task_counts(holders: Iterable[Holder], period: Period) -> dict[Holder, TaskCounts]:
    """The counts of tasks due within the period; a holder without tasks has empty ones."""
    asked = list(dict.fromkeys(holders))
    found = Task.objects.filter(held_by_any(asked)).due_between(period.first, period.last)
    sorted_rows: dict[Holder, dict[str, list[UUID]]] = {holder: {} for holder in asked}
    for task in found.standing().in_order().only(*HOLDER_FIELDS, *_FLAGS):
        mine = sorted_rows[holder_of(task)]
        for name in _counts_as(task):
            mine.setdefault(name, []).append(task.id)
    return {
        holder: TaskCounts(**{name: tuple(ids) for name, ids in mine.items()})
        for holder, mine in sorted_rows.items()
    }


def _counts_as(task: Task) -> list[str]:
    if task.state != TaskState.CHECKED:
        return ["unchecked"]
    done, late = bool(task.done), task.late and not task.late_excused
    poor = late or task.below_quality or task.low_effect
    said = {
        "all": True,
        "done": done,
        "exceeded": task.exceeded,
        "late": late,
        "late_excused": task.late_excused,
        "below_quality": task.below_quality,
        "low_effect": task.low_effect,
        "not_done": not done,
        "not_assured": poor or not done,
        "assured": done and not poor,
        "on_time": done and not late,
    }
    return [name for name, holds in said.items() if holds]


@dataclass(frozen=True, slots=True)
class ProductSums:
    """Converted products of one holder: coefficient times quantity, exact.

    `failures` and `delays` weigh each time by what was done of the product; a product counts no
    more times than take all of it away. `quality` and `progress` are what was done, less these.
    """

    assigned: Fraction = Fraction(0)
    done: Fraction = Fraction(0)
    quality: Fraction = Fraction(0)
    progress: Fraction = Fraction(0)
    failures: Fraction = Fraction(0)
    delays: Fraction = Fraction(0)
    rows: Rows = ()
    unchecked: Rows = ()

    @property
    def settled(self) -> bool:
        return not self.unchecked


def product_sums(
    holders: Iterable[Holder], period: Period, *, deduction: Fraction
) -> dict[Holder, ProductSums]:
    """Sums of the products due within the period. `deduction` is the share of a product's points
    that one failed check of quality, or one delay, takes away; never more than all of them.

    One row is one product: pieces that are to be checked apart stand in rows of their own.
    """
    asked = list(dict.fromkeys(holders))
    found = Task.objects.filter(held_by_any(asked)).due_between(period.first, period.last)
    sums = {holder: _Sum(deduction) for holder in asked}
    for task in found.standing().in_order().only(*HOLDER_FIELDS, *_AMOUNTS):
        sums[holder_of(task)].add(task)
    return {holder: one.made() for holder, one in sums.items()}


class _Sum:
    """The running sums of one holder."""

    def __init__(self, deduction: Fraction) -> None:
        self.deduction = deduction
        self.assigned = self.done = self.failures = self.delays = Fraction(0)
        self.rows: list[UUID] = []
        self.unchecked: list[UUID] = []

    def add(self, task: Task) -> None:
        if task.state != TaskState.CHECKED:
            self.unchecked.append(task.id)
            return
        weight = Fraction(task.coefficient)
        reached = _reached(task) * weight
        self.rows.append(task.id)
        self.assigned += weight * Fraction(task.quantity)
        self.done += reached
        self.failures += reached * self._times(task.quality_failures)
        self.delays += reached * self._times(0 if task.late_excused else task.delays)

    def _times(self, times: int) -> Fraction:
        """No more than take the whole product away."""
        return min(Fraction(times), 1 / self.deduction) if self.deduction else Fraction(times)

    def made(self) -> ProductSums:
        return ProductSums(
            assigned=self.assigned,
            done=self.done,
            quality=self.done - self.deduction * self.failures,
            progress=self.done - self.deduction * self.delays,
            failures=self.failures,
            delays=self.delays,
            rows=tuple(self.rows),
            unchecked=tuple(self.unchecked),
        )


def _reached(task: Task) -> Fraction:
    """A quantity that nobody wrote down is the assigned one where the task is done, else none."""
    if task.done_quantity is not None:
        return Fraction(task.done_quantity)
    return Fraction(task.quantity) if task.done else Fraction(0)


def months_due(holders: Iterable[Holder], year: int) -> dict[Holder, tuple[date, ...]]:
    """The first days of the months in which each holder has tasks due."""
    asked = list(dict.fromkeys(holders))
    found = Task.objects.filter(held_by_any(asked), year=year).standing()
    due: dict[Holder, set[date]] = {holder: set() for holder in asked}
    for task in found.only(*HOLDER_FIELDS, "due_on"):
        due[holder_of(task)].add(task.due_on.replace(day=1))
    return {holder: tuple(sorted(days)) for holder, days in due.items()}
