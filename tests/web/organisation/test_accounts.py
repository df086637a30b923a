"""Accounts on a slip: shown once, refused to whoever may not."""

import pytest
from django.urls import reverse

from congtam.accounts.models import User
from tests.organisation.province import person, province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province():
    province(unions=1)


def issue_url():
    return reverse("organisation:issue_account", args=[person("ut").pk])


def test_the_slip_shows_the_password_this_one_time(sign_in):
    client = sign_in("an")

    slip = client.post(issue_url(), {"username": "ut.mai"})

    user = User.objects.get(username="ut.mai")
    assert slip.status_code == 200
    assert user.check_password(slip.context["password"])
    assert slip.context["password"] in slip.content.decode()
    assert slip.headers["Cache-Control"] == "no-store"
    again = client.post(issue_url(), {"username": "ut.mai"})
    assert (again.status_code, User.objects.filter(username="ut.mai").count()) == (403, 1)


def test_asking_changes_nothing(sign_in):
    page = sign_in("an").get(issue_url())

    assert (page.status_code, page.context["form"].initial["username"]) == (200, "ut")
    assert person("ut").user_id is None


@pytest.mark.parametrize("name", ["", "a", "có dấu", "x" * 61, "<script>", "../an"])
def test_a_login_name_that_cannot_be_is_sent_back(sign_in, name):
    page = sign_in("an").post(issue_url(), {"username": name})

    assert page.status_code == 422
    assert person("ut").user_id is None


def test_a_login_name_in_use_is_refused_and_nothing_is_made(sign_in):
    client = sign_in("an")

    page = client.post(issue_url(), {"username": "son-ha-an"})

    assert page.status_code == 403
    assert "đã có người dùng" in page.content.decode()
    assert person("ut").user_id is None


@pytest.mark.parametrize("by", ["binh", "ut", "chair1"])
def test_who_may_not_gets_a_reason(sign_in, by):
    page = sign_in(by).post(
        reverse("organisation:issue_account", args=[person("an").pk]), {"username": "le.an"}
    )

    assert (page.status_code, person("an").user_id) == (403, None)


def test_a_reset_asks_for_a_reason(sign_in):
    client = sign_in("an")
    client.post(issue_url(), {"username": "ut.mai"})
    url = reverse("organisation:reset_account", args=[person("ut").pk])

    empty = client.post(url, {"reason": " "})
    slip = client.post(url, {"reason": "Quên mật khẩu"})

    assert (empty.status_code, slip.status_code) == (422, 200)
    assert User.objects.get(username="ut.mai").check_password(slip.context["password"])
