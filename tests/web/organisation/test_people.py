"""People, their posts, and the buttons that each reader gets."""

import pytest
from django.urls import reverse

from tests.organisation.province import person, province

pytestmark = pytest.mark.django_db

BUTTONS = {
    # reader: (account of ut, posts of ut, account of the union's chair, posts of that chair)
    "chi": (True, True, True, True),
    "an": (True, True, True, True),
    "binh": (False, False, False, False),
    "ut": (False, False, False, False),
    "chair1": (False, False, False, False),
}


@pytest.mark.parametrize("reader", BUTTONS)
def test_buttons_follow_the_permission(sign_in, reader):
    province(unions=1)
    client = sign_in(reader)

    shown = []
    for about in ("ut", "chair1"):
        page = client.get(reverse("organisation:person", args=[person(about).pk]))
        html = page.content.decode()
        shown += ["/cap-tai-khoan/" in html, "/ban-giao/" in html]

    assert tuple(shown) == BUTTONS[reader]


def test_people_are_found_without_marks(sign_in):
    province(unions=1)

    page = sign_in("ut").get("/nguoi/", {"q": "tran chi"})

    assert [(p.full_name, posts) for p, posts in page.context["rows"]] == [
        ("Trần Thị Chi", ["Chủ tịch, Ban Thường vụ"])
    ]


@pytest.mark.parametrize("unions", [1, 30])
def test_the_list_costs_the_same(sign_in, django_assert_max_num_queries, unions):
    province(unions=unions)
    client = sign_in("chi")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(7):
        client.get("/nguoi/")


def test_the_page_of_a_person_is_bounded(sign_in, django_assert_max_num_queries):
    province(unions=1)
    client = sign_in("chi")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(13):
        client.get(reverse("organisation:person", args=[person("ut").pk]))


def test_a_person_of_another_tenant_does_not_exist(sign_in):
    province(unions=1, tenant="tay-ha")
    stranger = person("ut")
    province(unions=1)
    client = sign_in("chi")

    for page in ("person", "issue_account", "reset_account"):
        url = reverse(f"organisation:{page}", args=[stranger.pk])
        assert client.get(url).status_code == 404
