"""Who may hand out accounts and posts. The table is the specification."""

import pytest

from congtam.organisation import permissions
from congtam.organisation.models import Kind, Mandate
from tests.organisation.province import DAY, held, person, province

pytestmark = pytest.mark.django_db

REACH = {
    # about: who may (chi chairs the province, an the district, ut is her clerk)
    "chi": (),
    "binh": ("chi",),
    "an": ("chi",),
    "ut": ("chi", "an"),
    "chair1": ("chi", "an"),
    "them1": ("chi", "an", "chair2"),
}
PEOPLE = ("chi", "binh", "an", "ut", "chair1", "chair2")


@pytest.fixture
def _province():
    province(unions=2)


@pytest.mark.usefixtures("_province")
@pytest.mark.parametrize("about", REACH)
def test_accounts_are_issued_from_above(about):
    shown = tuple(
        one for one in PEOPLE if permissions.may_issue_account(held(one), person(about), DAY)
    )

    assert shown == REACH[about]


@pytest.mark.usefixtures("_province")
@pytest.mark.parametrize("about", REACH)
def test_posts_are_handed_over_from_above(about):
    shown = tuple(
        one for one in PEOPLE if permissions.may_hand_over(held(one), held(about), None, DAY)
    )

    assert shown == REACH[about]


@pytest.mark.usefixtures("_province")
@pytest.mark.parametrize("about", REACH)
def test_the_page_and_the_gate_agree(about):
    post = held(about)

    for one in PEOPLE:
        single = bool(permissions.may_hand_over(held(one), post, None, DAY))
        assert (post.pk in permissions.within_reach(held(one), [post], DAY)) == single


@pytest.mark.usefixtures("_province")
def test_one_post_out_of_reach_keeps_the_account_out_of_reach():
    """Whoever resets an account could act as that person everywhere."""
    clerk = person("them1")
    there = held("binh")
    Mandate.objects.create(
        tenant=there.tenant, person=clerk, unit=there.unit, office="chuyen_vien",
        title="Chuyên viên", starts_on=DAY,
    )  # fmt: skip

    verdict = permissions.may_issue_account(held("an"), clerk, DAY)

    assert "cấp trên" in verdict.reason
    assert permissions.may_issue_account(held("chi"), clerk, DAY)


@pytest.mark.usefixtures("_province")
def test_an_office_without_the_power_may_nothing():
    Kind.objects.filter(code="chu_tich", of=Kind.Of.OFFICE).update(powers=["posts_below"])

    assert not permissions.may_issue_account(held("chi"), person("an"), DAY)
    assert permissions.may_hand_over(held("chi"), held("an"), None, DAY)
    assert not permissions.may_hand_over(held("chi"), held("binh"), None, DAY)


@pytest.mark.usefixtures("_province")
def test_nobody_does_it_for_oneself():
    refused = permissions.may_issue_account(held("an"), person("an"), DAY)

    assert refused.reason == "Không tự làm việc này cho chính mình."
    assert not permissions.may_hand_over(held("an"), held("ut"), person("an"), DAY)


@pytest.mark.usefixtures("_province")
def test_another_tenant_is_out_of_reach():
    province(unions=1, tenant="tay-ha")
    stranger = held("chi", tenant="tay-ha")

    assert not permissions.may_hand_over(stranger, held("an", tenant="son-ha"), None, DAY)
    assert permissions.may_hand_over(stranger, held("an", tenant="tay-ha"), None, DAY)


@pytest.mark.usefixtures("_province")
def test_an_ended_post_cannot_be_handed_over():
    post = held("ut")
    post.ends_on = DAY.replace(day=1)
    post.starts_on = DAY.replace(year=2019)

    assert permissions.may_end(held("an"), post, DAY)
    assert not permissions.may_end(held("an"), post, DAY.replace(day=2))
