"""Opening the year stays within the tenant, although two tenants may use the same codes."""

from __future__ import annotations

import pytest

from congtam.assessments.models import Assessment
from congtam.cycles.models import Obligation, Receiver
from congtam.notices.models import Notice, Outbox
from congtam.organisation.models import Person, Placement
from congtam.regulations.models import Regulation
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two provinces whose units and bodies have the same codes."""
    return cast.make_world(), cast.make_world(tenant="tay-son")


def test_what_stands_below_a_unit_stands_in_the_same_tenant(two):
    here, there = two
    root = Placement.objects.get(tenant=here.tenant, parent=None)

    found = Placement.objects.below(root)

    assert {p.unit.code for p in found} == set(here.units)
    assert {p.tenant_id for p in found} == {here.tenant.id}
    assert Placement.objects.filter(tenant=there.tenant, path__startswith=root.path).exists()


def test_a_year_reaches_nobody_of_another_tenant(two):
    here, there = two
    Person.objects.filter(tenant=there.tenant).update(email="nguoi@tay-son.example")

    cast.open_year(here)

    reached = [
        rows.values_list("unit__tenant__code", flat=True)
        for rows in (Assessment.objects, Obligation.objects, Receiver.objects)
    ]
    assert [set(codes) for codes in reached] == [{"dong-son"}] * 3
    strangers = Person.objects.filter(tenant=there.tenant).values("pk")
    assert not Notice.objects.filter(person_id__in=strangers).exists()
    assert not Outbox.objects.exists()


def test_two_provinces_open_the_same_year_side_by_side(two):
    for world in two:
        cast.open_year(world)

    counted = {w.tenant.code: Assessment.objects.filter(tenant=w.tenant).count() for w in two}
    assert counted == {"dong-son": 3, "tay-son": 3}
    assert Regulation.objects.filter(kind=Regulation.Kind.RULEBOOK).count() == 2
