"""Who may open, manage, extend and acknowledge. The table is the specification."""

import pytest

from congtam.core.verdict import Refused
from congtam.cycles import permissions
from congtam.cycles.actions import extend
from congtam.cycles.models import Cycle, Obligation, Receiver
from congtam.organisation.models import Mandate, Unit
from congtam.organisation.queries import places_of
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.SCORED.date()

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
        bool(permissions.may_extend(mandate, duty, places_of(mandate.person_id, DAY))),
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

    assert permissions.may_extend(world.chi, duty, ()).reason == (
        "Việc này đã làm xong, không cần gia hạn."
    )


def _also(world, who, unit, body=None):
    """The same person holds one more post."""
    return Mandate.objects.create(
        tenant=world.tenant, person=world.people[who].person, unit=unit, body=body,
        office="pho_chu_tich", title="Phó Chủ tịch", starts_on=cast.LOADED.date(),
    )  # fmt: skip


@pytest.mark.parametrize("body", [None, "ban_cs"])
def test_nobody_extends_for_a_place_they_belong_to_in_another_role(world, body):
    duties = Obligation.objects.select_related("cycle__issuer_body")
    duty = duties.get(body__code=body) if body else duties.get(unit=world.file().unit, body=None)
    _also(world, "chi", duty.unit, duty.body)

    verdict = permissions.may_extend(world.chi, duty, places_of(world.chi.person_id, DAY))

    assert verdict.reason == "Không tự gia hạn cho chính mình."
    with pytest.raises(Refused):
        extend(duty.pk, to=cast.SESSION.date(), reason="Giúp nhau", by=world.chi, at=cast.SCORED)


def test_a_cycle_is_known_to_its_issuer_and_to_whom_it_reached(world):
    nowhere = Unit.objects.create(tenant=world.tenant, code="ngoai_cuoc")
    outsider = _also(world, "an", nowhere)
    seen = {who: Cycle.objects.visible_to(m).exists() for who, m in world.people.items()}

    assert seen == dict.fromkeys(world.people, True)
    assert not Cycle.objects.visible_to(outsider).exists()


def test_the_issuer_extends_the_duty_of_another_body_of_its_unit(world):
    duty = Obligation.objects.select_related("cycle__issuer_body").get(body__code="ban_cs")

    assert permissions.may_extend(world.chi, duty, places_of(world.chi.person_id, DAY))
