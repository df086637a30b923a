"""The year 2020 of an invented sector union (seed 003): its packs loaded, in force and opened.

People are named by their codes in packs/to-chuc-nganh-mau: c01 the chair, c02 the deputy, c03
heads the organisation board, c04 her deputy, c05 a specialist, c06 one who moved in on 1 August
after seven months at Khe Lũng, c11 takes the minutes; k1 chairs Khe Lũng, k2 is his deputy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

from congtam.accounts.models import User
from congtam.assessments import actions
from congtam.assessments.models import Assessment, Participant
from congtam.cli.pack import load_files
from congtam.clock import ZONE
from congtam.cycles.models import Cycle
from congtam.organisation.actions import issue_account
from congtam.organisation.models import Body, Mandate, Person, Tenant
from congtam.regulations import actions as regulations
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.queries import in_force
from tests.worlds import built

PACKS = Path(__file__).parents[1] / "packs"
YEAR = (
    "to-chuc-nganh-mau",
    "vn-state",
    "tkv-2020",
    "rules/tkv-2020-chuyen-vien.yaml",
    "rules/tkv-2020-lanh-dao.yaml",
    "rules/tkv-2020-tap-the.yaml",
    "rules/tkv-2020-can-bo.yaml",
)
ORDER = ("calendar", "sheet", "rules", "procedure", "plan", "report", "sources", "rulebook")
LOADED = datetime(2020, 11, 27, 8, tzinfo=ZONE)
OPENED = datetime(2020, 11, 30, 8, tzinfo=ZONE)


@dataclass
class Sector:
    """The tenant and the year once it is open."""

    tenant: Tenant
    cycle: Cycle | None = None

    @cached_property
    def held(self) -> dict[str, list[Mandate]]:
        """Every post by the code of its holder, the first of the pack first."""
        rows = Mandate.objects.filter(tenant=self.tenant, ends_on__isnull=True)
        found: dict[str, list[Mandate]] = {}
        for post in rows.select_related("person", "body", "tenant").order_by("id"):
            found.setdefault(post.person.code, []).append(post)
        return found

    def who(self, code: str, body: str = "") -> Mandate:
        """One post of a person: the one in this body, else the first."""
        posts = self.held[code]
        return next((p for p in posts if p.body and p.body.code == body), posts[0])

    def body(self, code: str, unit: str = "cdn") -> Body:
        return Body.objects.get(code=code, unit__code=unit, tenant=self.tenant)

    def file(self, code: str) -> Assessment:
        """The file of one person."""
        return Assessment.objects.get(cycle=self.cycle, person__code=code)

    def collective(self, body: str, unit: str) -> Assessment:
        """The file of one leadership body."""
        return Assessment.objects.get(cycle=self.cycle, body=self.body(body, unit))

    def seat(self, file: Assessment, step: str, key: str = "") -> Participant:
        found = Participant.objects.filter(assessment=file, step__key=step)
        return found.get(key=key) if key else found.get()

    def user(self, code: str) -> User:
        """The account of a person, made when it is first asked for."""
        person = Person.objects.get(tenant=self.tenant, code=code)
        if person.user_id is None:
            person.user = issue_account(person, by=None, at=LOADED, username=f"u-{code}").user
            User.objects.filter(pk=person.user_id).update(must_change_password=False)
            person.user.refresh_from_db()
        return person.user


def make_sector() -> Sector:
    """The organisation with every regulation of its year in force."""
    built("sector", _load)
    return Sector(Tenant.objects.get(code="dong-trach"))


def _load() -> None:
    load_files([PACKS / name for name in YEAR], None, at=LOADED)
    world = Sector(Tenant.objects.get(code="dong-trach"))
    chair = world.who("c01", "btv")
    rows = Regulation.objects.filter(tenant=world.tenant)
    for one in sorted(rows, key=lambda r: ORDER.index(r.kind)):
        checked = regulations.check(one, at=LOADED)
        regulations.put_in_force(checked, by=chair, at=LOADED)


def open_critique(world: Sector | None = None, at: datetime = OPENED) -> Sector:
    """The standing committee opens the year with its guideline."""
    if world is not None:
        _open(world, at)
        return world
    built(("critique", at), lambda: _open(make_sector(), at))
    made = Sector(Tenant.objects.get(code="dong-trach"))
    made.cycle = Cycle.objects.get(tenant=made.tenant)
    return made


def _open(world: Sector, at: datetime) -> None:
    guideline = Instrument.objects.get(tenant=world.tenant, number="31/HD-CĐN")
    book = in_force(world.tenant.id, Regulation.Kind.RULEBOOK, "tkv-2020")
    world.cycle = actions.open_cycle(
        book, guideline=guideline, issuer=world.body("btv"), by=world.who("c01", "btv"), at=at
    )


def seats_of(file: Assessment) -> list[tuple[str, str, str, UUID | None]]:
    """Step, state, seat and holder of one file in the order of the procedure, for tests."""
    rows = Participant.objects.filter(assessment=file).order_by("step__position", "key")
    return list(rows.values_list("step__key", "step__state", "key", "person_id"))
