"""The years of an invented province under one regime after another: loaded, in force, opened.

Everybody is named by their code in packs/to-chuc-dang-doan-mau: t01 the chair, t02 the deputy,
t03 and t05 head the organisation board, t04 and t06 the policy board, t07 and t08 the office,
t09, t10, t11, t13 specialists, t12 one who came from Nậm Khê on 1 August 2021.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from congtam.assessments import actions
from congtam.assessments.models import Assessment, DeclaredFact, Participant, Score
from congtam.assessments.queries.facts import Facts, facts_of, machine
from congtam.cli.pack import load_files
from congtam.clock import uuid7
from congtam.core.rules import Account
from congtam.cycles.models import Cycle
from congtam.organisation.models import Body, Mandate, Person, Tenant, Unit
from congtam.records.models import Task
from congtam.records.states import TaskState
from congtam.regulations import actions as regulations
from congtam.regulations.models import Criterion, Instrument, Regulation
from congtam.regulations.queries import in_force
from congtam.regulations.states import State

PACKS = Path(__file__).parents[2] / "packs"
COMMON = ("to-chuc-dang-doan-mau", "vn-state")
ORDER = ("calendar", "sheet", "rules", "procedure", "plan", "report", "sources", "rulebook")


@dataclass(frozen=True)
class Year:
    """One regime: its packs, the guideline, the issuer, and the day it is opened."""

    code: str
    packs: tuple[str, ...]
    guideline: str
    issuer: str
    opened: datetime
    by: tuple[str, str] = ("t01", "btv")


@dataclass
class Province:
    """The tenant and the year that is open."""

    tenant: Tenant
    year: Year
    cycle: Cycle

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(tenant=self.tenant, code=code)

    def body(self, code: str, unit: str = "ldld") -> Body:
        return Body.objects.get(tenant=self.tenant, code=code, unit__code=unit)

    def file(self, code: str) -> Assessment:
        """The file of one person."""
        return self._files().get(person__code=code)

    def collective(self, body: str, unit: str = "ldld") -> Assessment:
        return self._files().get(body=self.body(body, unit))

    def whole(self, unit: str) -> Assessment:
        """The file of a unit as such."""
        return self._files().get(subject="unit", unit__code=unit)

    def _files(self):
        found = Assessment.objects.filter(cycle=self.cycle)
        return found.select_related("track", "cycle", "post", "unit")

    def seat(self, file: Assessment, step: str, key: str = "") -> Participant:
        found = Participant.objects.filter(assessment=file, step__key=step)
        return found.get(key=key) if key else found.get()

    def tracks(self) -> dict[str, list[str]]:
        """The codes of the people, bodies and units of each track, in order."""
        found: dict[str, list[str]] = {}
        rows = (
            self._files()
            .order_by("sort_key", "id")
            .values_list(
                "track__kind", "person__code", "body__unit__code", "body__code", "unit__code"
            )
        )
        for kind, person, at, body, unit in rows:
            code = person or (f"{at}/{body}" if body else unit)
            found.setdefault(kind, []).append(code)
        return {kind: sorted(codes) for kind, codes in found.items()}

    def tasks(
        self,
        file: Assessment,
        count: int,
        *,
        of: str = "person",
        body: Body | None = None,
        **found: object,
    ) -> None:
        """So many checked tasks in the register of a person, of a body, or of the unit."""
        year = self.cycle.year
        by = Mandate.objects.filter(tenant=self.tenant, person__code="t01").first()
        at = self.year.opened
        Task.objects.bulk_create(
            Task(
                tenant=self.tenant, unit_id=file.unit_id, body=body,
                person_id=file.person_id if of == "person" else None,
                year=year, source="plan", title=f"Việc {n}", token=uuid7().hex,
                assigned_on=date(year, 1, 6), due_on=date(year, 10, 20),
                **{"state": TaskState.CHECKED, "checked_by": by, "checked_at": at,
                   "entered_by": by, "entered_at": at, "done": True} | found,
            )
            for n in range(count)
        )  # fmt: skip

    def answers(self, file: Assessment, step: str, key: str = "", **given: str) -> None:
        """What a seat answered, once it is closed."""
        seat = self.seat(file, step, key)
        Participant.objects.filter(pk=seat.pk).update(closed_at=self.year.opened)
        DeclaredFact.objects.bulk_create(
            DeclaredFact(participant=seat, fact=fact, value=value) for fact, value in given.items()
        )

    def scores(self, file: Assessment, step: str, share: str, key: str = "") -> None:
        """Each line of the sheet gets this share of its points, and the seat is closed."""
        seat = self.seat(file, step, key)
        Participant.objects.filter(pk=seat.pk).update(closed_at=self.year.opened)
        lines = Criterion.objects.filter(sheet_id=file.sheet_id)
        Score.objects.bulk_create(
            Score(
                tenant=self.tenant, assessment=file, participant=seat, criterion=line,
                points=(line.max_points * Decimal(share)).quantize(Decimal("0.01")),
            )
            for line in lines
        )  # fmt: skip

    def decided(self, files: Iterable[Assessment], level: str) -> None:
        Assessment.objects.filter(pk__in=[f.pk for f in files]).update(level=level)

    def known(self, file: Assessment) -> Facts:
        return facts_of([self._files().get(pk=file.pk)])[file.pk]

    def account(self, file: Assessment) -> Account:
        again = self._files().get(pk=file.pk)
        return machine(again, facts_of([again])[file.pk])

    def outcome(self, file: Assessment) -> str:
        return self.account(file).outcome


def load(year: Year) -> Tenant:
    """The organisation and every regulation of the regime, as drafts."""
    load_files([PACKS / name for name in (*COMMON, *year.packs)], None, at=year.opened)
    return Tenant.objects.get(code="tay-linh")


def enact(tenant: Tenant, year: Year) -> None:
    """Check every regulation and put it in force, the ones that others stand on first."""
    by = _post(tenant, year)
    rows = Regulation.objects.filter(tenant=tenant)
    for one in sorted(rows, key=lambda row: ORDER.index(row.kind)):
        regulations.put_in_force(regulations.check(one, at=year.opened), by=by, at=year.opened)


def open_year(year: Year) -> Province:
    """The year open; its regulations are in force without the check, which one test makes."""
    tenant = load(year)
    Regulation.objects.filter(tenant=tenant).update(state=State.IN_FORCE, in_force_at=year.opened)
    return start(tenant, year)


def start(tenant: Tenant, year: Year) -> Province:
    guideline = Instrument.objects.get(tenant=tenant, number=year.guideline)
    book = in_force(tenant.id, Regulation.Kind.RULEBOOK, year.code)
    issuer = Body.objects.get(tenant=tenant, unit__code="ldld", code=year.issuer)
    cycle = actions.open_cycle(
        book, guideline=guideline, issuer=issuer, by=_post(tenant, year), at=year.opened
    )
    return Province(tenant, year, cycle)


def _post(tenant: Tenant, year: Year) -> Mandate:
    person, body = year.by
    return Mandate.objects.get(tenant=tenant, person__code=person, body__code=body)


def person(world: Province, code: str) -> Person:
    return Person.objects.get(tenant=world.tenant, code=code)
