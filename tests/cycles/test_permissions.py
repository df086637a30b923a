"""Who may open, manage, extend and acknowledge. The table is the specification."""

import pytest

from congtam.cycles import permissions
from congtam.cycles.models import Obligation, Receiver
from tests import cast

pytestmark = pytest.mark.django_db

#             opens  manages  extends the hospital's duty  acknowledges for the hospital
RIGHTS = {
    "chi": (True, True, True, False),
    "an": (False, False, False, True),
    "an_clerk": (False, False, False, True),
    "binh": (False, False, False, False),
    "board1_head": (False, False, False, False),
    "orgboard_head": (False, False, False, False),
    "dung": (False, False, False, False),
}


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


@pytest.mark.parametrize("who", RIGHTS)
def test_rights(world, who):
    mandate = world.people[who]
    unit = world.file().unit
    duty = Obligation.objects.select_related("cycle__issuer_body").get(unit=unit, body=None)
    receiver = Receiver.objects.get(unit=unit, body=None)

    found = (
        bool(permissions.may_open(mandate, world.body("btv"))),
        bool(permissions.may_manage(mandate, world.cycle)),
        bool(permissions.may_extend(mandate, duty)),
        bool(permissions.may_acknowledge(mandate, receiver)),
    )

    assert found == RIGHTS[who]


def test_a_refusal_says_whose_work_it_is(world):
    said = permissions.may_open(world.an, world.body("btv")).reason

    assert world.body("btv").name in said


def test_nobody_extends_a_duty_that_is_done(world):
    cast.fill(world)
    cast.submit(world)
    duty = Obligation.objects.select_related("cycle__issuer_body").get(
        unit=world.file().unit, body=None
    )

    assert permissions.may_extend(world.chi, duty).reason == (
        "Việc này đã làm xong, không cần gia hạn."
    )
