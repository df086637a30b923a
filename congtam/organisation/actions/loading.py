"""Nạp tổ chức: a whole organisation from its pack, one statement a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.packs import organisation as pack_of
from congtam.core.verdict import no
from congtam.core.vietnamese import fold, name_key, sort_key
from congtam.ledger.actions import record
from congtam.organisation.models import (
    Body,
    Charge,
    Kind,
    Mandate,
    Person,
    Placement,
    Tenant,
    Unit,
)

Units = dict[str, Unit]
Bodies = dict[tuple[str, str], Body]
_LONGEST_PATH = 400


@transaction.atomic
def load(pack: pack_of.Organisation, *, at: datetime) -> Tenant:
    """Make the tenant and everything in it; refused when the tenant stands already."""
    if Tenant.objects.filter(code=pack.tenant.code).exists():
        no(_("Tổ chức «%s» đã được nạp.") % pack.tenant.code).enforce()
    source = pack.tenant
    tenant = Tenant.objects.create(
        code=source.code, name=source.name, short=source.short, place=source.place
    )
    Kind.objects.bulk_create(_kinds(pack, tenant))
    units = {u.code: Unit(tenant=tenant, code=u.code) for u in pack.units}
    Unit.objects.bulk_create(units.values())
    Placement.objects.bulk_create(_placements(pack, tenant, units))
    bodies = {(b.unit, b.code): _body(b, tenant, units) for b in pack.bodies}
    Body.objects.bulk_create(bodies.values())
    people = {p.code: _person(p, tenant) for p in pack.people}
    Person.objects.bulk_create(people.values())
    Mandate.objects.bulk_create(_mandates(pack, tenant, units, bodies, people))
    Charge.objects.bulk_create(_charges(pack, tenant, units, bodies))
    record(
        "load_organisation",
        tenant=tenant.pk,
        kind="tenant",
        object_id=tenant.pk,
        by=None,
        mandate=None,
        at=at,
        after={"pack": pack.id, "units": len(units), "bodies": len(bodies), "people": len(people)},
    )
    return tenant


def _kinds(pack: pack_of.Organisation, tenant: Tenant) -> Iterable[Kind]:
    tiers = {t.id: t for t in pack.tiers}
    for kind in pack.kinds:
        tier = tiers[kind.tier]
        yield Kind(
            tenant=tenant,
            of=Kind.Of.UNIT,
            code=kind.id,
            title=kind.title,
            tier=tier.title,
            rank=tier.rank,
        )
    for of, named in ((Kind.Of.BODY, pack.body_kinds), (Kind.Of.OFFICE, pack.offices)):
        for rank, one in enumerate(named):
            yield Kind(
                tenant=tenant, of=of, code=one.id, title=one.title, rank=rank,
                powers=list(one.powers), post=one.post,
            )  # fmt: skip
    for rank, said in enumerate(pack.record_kinds):
        yield Kind(tenant=tenant, of=said.of, code=said.id, title=said.title, rank=rank)


def _placements(pack: pack_of.Organisation, tenant: Tenant, units: Units) -> Iterable[Placement]:
    paths = {"": ""}
    for unit in pack.top_down():
        path = paths[unit.code] = f"{paths[unit.parent]}{unit.code}/"
        if len(path) > _LONGEST_PATH:
            no(_("Đơn vị «%s» nằm quá sâu trong cây tổ chức.") % unit.code).enforce()
        yield Placement(
            tenant=tenant,
            unit=units[unit.code],
            parent=units.get(unit.parent),
            kind=unit.kind,
            name=unit.name,
            short=unit.short,
            members=unit.members,
            path=path,
            folded=fold(f"{unit.name} {unit.short} {unit.code}"),
            sort_key=sort_key(unit.name),
            starts_on=unit.starts_on,
            ends_on=unit.ends_on,
        )


def _body(body: pack_of.Body, tenant: Tenant, units: Units) -> Body:
    return Body(
        tenant=tenant,
        unit=units[body.unit],
        code=body.code,
        kind=body.kind,
        name=body.name,
        short=body.short,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        outside=body.outside,
    )


def _person(person: pack_of.Person, tenant: Tenant) -> Person:
    return Person(
        tenant=tenant,
        code=person.code,
        full_name=person.name,
        email=person.email,
        login=person.login,
        folded=fold(f"{person.name} {person.code}"),
        sort_key=name_key(person.name),
    )


def _mandates(
    pack: pack_of.Organisation,
    tenant: Tenant,
    units: Units,
    bodies: Bodies,
    people: dict[str, Person],
) -> Iterable[Mandate]:
    titles = {o.id: o.title for o in pack.offices}
    for person in pack.people:
        for post in person.posts:
            yield Mandate(
                tenant=tenant,
                person=people[person.code],
                unit=units[post.unit],
                body=bodies[post.unit, post.body] if post.body else None,
                office=post.office,
                title=post.title or titles[post.office],
                starts_on=post.starts_on,
                ends_on=post.ends_on,
            )


def _charges(
    pack: pack_of.Organisation, tenant: Tenant, units: Units, bodies: Bodies
) -> Iterable[Charge]:
    for charge in pack.charges:
        for code in charge.units:
            yield Charge(
                tenant=tenant,
                body=bodies[charge.unit, charge.body],
                unit=units[code],
                starts_on=charge.starts_on,
                ends_on=charge.ends_on,
            )
