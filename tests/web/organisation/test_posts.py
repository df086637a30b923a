"""Handing a post over on its page."""

from datetime import date

import pytest
from django.urls import reverse

from congtam.organisation.models import Mandate
from tests.organisation.province import held, person, province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province():
    province(unions=1)


def url(page="hand_over", code="chair1"):
    return reverse(f"organisation:{page}", args=[held(code).pk])


def test_the_successor_is_found_without_marks(sign_in):
    page = sign_in("an").get(url(), {"q": "mai ut"})

    assert [p.code for p, _posts in page.context["people"]] == ["ut"]


def test_the_holder_is_not_offered(sign_in):
    page = sign_in("an").get(url(), {"q": "dung"})

    assert page.context["people"] == []


def test_the_post_changes_hands(sign_in):
    page = sign_in("an").post(url(), {"to": person("ut").pk, "on": "15/11/2021"})

    assert page.headers["Location"] == reverse("organisation:person", args=[person("chair1").pk])
    assert Mandate.objects.get(person__code="chair1").ends_on == date(2021, 11, 14)
    assert held("ut").starts_on == date(2021, 11, 15)


@pytest.mark.parametrize(
    ("to", "on"),
    [("", "15/11/2021"), ("ut", ""), ("ut", "31/02/2021"), ("ut", "tới đây")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(sign_in, to, on):
    chosen = str(person(to).pk) if to else ""

    page = sign_in("an").post(url() + "?q=mai+ut", {"to": chosen, "on": on})

    assert (page.status_code, page.context["chosen"]) == (422, chosen)
    assert on in page.content.decode()
    assert Mandate.objects.filter(ends_on__isnull=False).count() == 0


def test_a_forged_successor_is_sent_back(sign_in):
    province(unions=1, tenant="tay-ha")
    stranger = held("ut", tenant="tay-ha").person
    post = held("chair1", tenant="son-ha")
    page = sign_in("an").post(
        reverse("organisation:hand_over", args=[post.pk]),
        {"to": stranger.pk, "on": "15/11/2021"},
    )

    assert page.status_code == 422


@pytest.mark.parametrize("by", ["binh", "ut", "chair1"])
@pytest.mark.parametrize("page", ["hand_over", "end_mandate"])
def test_who_may_not_is_refused(sign_in, by, page):
    client = sign_in(by)

    assert client.get(url(page)).status_code == 403
    assert client.post(url(page), {}).status_code == 403


def test_a_post_of_another_tenant_does_not_exist(sign_in):
    province(unions=1, tenant="tay-ha")
    post = held("chair1", tenant="tay-ha")

    page = sign_in("chi").get(reverse("organisation:hand_over", args=[post.pk]))

    assert page.status_code == 404


def test_a_post_is_ended_with_a_reason(sign_in):
    client = sign_in("an")

    refused = client.post(url("end_mandate", "ut"), {"on": "30/11/2021", "reason": ""})
    done = client.post(url("end_mandate", "ut"), {"on": "30/11/2021", "reason": "Nghỉ hưu"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert held("ut").ends_on == date(2021, 11, 30)
