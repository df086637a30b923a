"""A read that is built once answers as the QuerySet does, for everybody and every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Exists, OuterRef

from congtam.assessments.models import Participant
from congtam.assessments.queries.prepared import Prepared
from congtam.assessments.queries.seats import locked_seat, seats
from congtam.clock import local_date, uuid7
from congtam.organisation.models import Mandate
from tests import cast
from tests.cast import SCORED

pytestmark = pytest.mark.django_db
DAY = local_date(SCORED)


@pytest.fixture
def world():
    world = cast.make_world()
    cast.open_year(world)
    return world


def of_unit(unit, day=None):
    held = Mandate.objects.filter(unit_id=unit)
    if day is not None:
        held = held.on(day)
    return held.order_by("title").values_list("pk", "title", "starts_on")


def test_the_rows_are_those_of_the_queryset_with_their_types(world):
    prepared = Prepared(of_unit)

    assert prepared.rows(unit=world.an.unit_id) == list(of_unit(world.an.unit_id))


def test_what_was_built_for_one_is_not_answered_to_another(world):
    prepared = Prepared(of_unit)
    first = prepared.rows(unit=world.an.unit_id)

    assert prepared.rows(unit=world.dung.unit_id) == list(of_unit(world.dung.unit_id)) != first


def test_each_day_is_asked_anew(world):
    prepared = Prepared(of_unit)
    start = world.an.starts_on

    assert prepared.rows(unit=world.an.unit_id, day=start) != []
    assert prepared.rows(unit=world.an.unit_id, day=start - timedelta(days=1)) == []


def test_an_argument_left_out_is_a_shape_of_its_own(world):
    prepared = Prepared(of_unit)
    before = world.an.starts_on - timedelta(days=1)

    assert prepared.rows(unit=world.an.unit_id, day=before) == []
    assert prepared.rows(unit=world.an.unit_id) != []


def test_an_argument_that_would_be_lost_is_refused(world):
    prepared = Prepared(lambda unit, lost: of_unit(unit))

    with pytest.raises(ValueError, match="does not reach"):
        prepared.rows(unit=world.an.unit_id, lost=uuid7())


def test_the_second_call_builds_nothing(world, django_assert_num_queries):
    built = []
    prepared = Prepared(lambda unit: built.append(unit) or of_unit(unit))

    with django_assert_num_queries(2):
        prepared.rows(unit=world.an.unit_id)
        prepared.rows(unit=world.an.unit_id)

    assert len(built) == 1


def test_a_seat_is_the_same_locked_or_listed(world):
    seat = world.seat("tu_cham", "cdcs")
    listed = seats(Participant.objects.filter(pk=seat.pk), world.an, DAY)

    assert [locked_seat(seat.pk, world.an, DAY)] == listed


def test_a_seat_of_others_does_not_exist_even_after_its_holder_asked(world):
    seat = world.seat("tu_cham", "cdcs")
    locked_seat(seat.pk, world.an, DAY)

    with pytest.raises(Participant.DoesNotExist):
        locked_seat(seat.pk, world.dung, DAY)


def test_a_conflict_of_interest_is_seen_on_its_days_only(world):
    team = world.seat("tham_dinh", "to")
    Mandate.objects.create(
        tenant=world.tenant,
        person=world.binh.person,
        unit_id=world.an.unit_id,
        office="uy_vien",
        title="Ủy viên",
        starts_on=DAY,
        ends_on=DAY,
    )

    found = {
        day: locked_seat(team.pk, world.binh, day).own_subject
        for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))
    }

    assert list(found.values()) == [False, True, False]


def test_booleans_come_back_as_booleans(world):
    def held(unit: object, day: date):
        other = Mandate.objects.filter(unit_id=OuterRef("unit_id")).on(day)
        found = Mandate.objects.filter(unit_id=unit).annotate(any=Exists(other))
        return found.values_list("any")[:1]

    assert Prepared(held).rows(unit=world.an.unit_id, day=DAY) == [(True,)]
