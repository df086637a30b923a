"""A right needs the seat's own body, the office that the procedure names, and no conflict."""

from __future__ import annotations

import pytest

from congtam.assessments import permissions
from congtam.assessments.models import Participant
from congtam.assessments.queries.seats import seats
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.SCORED.date()


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    cast.up_to_team(made)
    return made


def seat(world, step, key, mandate):
    """A seat as this person would meet it, whether it is theirs or not."""
    found = Participant.objects.filter(pk=world.seat(step, key).pk)
    return seats(found, mandate, DAY)[0]


def may(world, mandate, step="tham_dinh", key="to"):
    one = seat(world, step, key, mandate)
    return bool(permissions.may_draft(mandate, one)), bool(permissions.may_submit(mandate, one))


def post(world, like, **changed):
    """The post of somebody of the cast, with something changed."""
    given = {
        "person": like.person, "unit": like.unit, "body": like.body, "office": like.office,
        "title": like.title, "starts_on": cast.LOADED.date(), "tenant": world.tenant,
    }  # fmt: skip
    return Mandate.objects.create(**given | changed)


def test_the_same_office_in_another_body_of_the_unit_is_not_enough(world):
    assert may(world, world.binh_head) == (True, True)
    assert may(world, world.other_team_head) == (False, False)


def test_the_body_without_the_office_is_not_enough(world):
    driver = post(world, world.binh_head, office="thu_ky", title="Thư ký")

    verdict = permissions.may_draft(driver, seat(world, "tham_dinh", "to", driver))

    assert may(world, driver) == (False, False)
    assert verdict.reason == "Chức danh «Thư ký» không được làm việc này."


def test_a_member_drafts_and_only_the_head_hands_in(world):
    assert may(world, world.binh) == (True, False)


@pytest.mark.parametrize("who", ["binh", "binh_head"])
def test_nobody_drafts_or_hands_in_what_judges_their_own_unit(world, who):
    judge = world.people[who]
    post(world, judge, unit=world.file().unit, body=None, office="uy_vien", title="Ủy viên")

    assert may(world, judge) == (False, False)


def test_a_seat_of_a_whole_unit_is_held_by_the_unit_and_by_nobody_else(world):
    own = world.seat("tu_cham", "cdcs", "cap_nuoc")
    Participant.objects.filter(pk=own.pk).update(body=None, closed_at=None)
    own.step.state, own.step.closed_at = "open", None
    own.step.save()

    def drafts(mandate):
        one = seats(Participant.objects.filter(pk=own.pk), mandate, DAY)[0]
        return bool(permissions.may_draft(mandate, one))

    assert [drafts(m) for m in (world.dung, world.an, world.chi)] == [True, False, False]
