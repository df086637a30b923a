"""The frame around every page: who acts, what is refused and how, the headers."""

from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django_htmx.http import HttpResponseClientRefresh

from congtam import clock
from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.web.navigation import entries

HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/tai-khoan/?a=1"}


def _refuse(request):
    raise Refused("Việc này dành cho Chủ tịch.")


def _too_late(request):
    raise WrongState("submit", "decided")


def _empty(request):
    return HttpResponse(request.mandate.title)


urlpatterns = [
    path("refuse/", _refuse),
    path("late/", _too_late),
    path("empty/", _empty),
    path("", include("congtam.web.urls")),
]
here = override_settings(ROOT_URLCONF=__name__)


def test_a_signed_in_page_costs_two_statements_beside_the_session(
    client, people, django_assert_num_queries
):
    client.force_login(people.an)
    with here:
        client.get("/empty/")
        with django_assert_num_queries(3) as asked:
            response = client.get("/empty/")

    assert response.content.decode() == "Chủ tịch CĐCS Bệnh viện"
    assert [q["sql"].split('FROM "')[1].split('"')[0] for q in asked.captured_queries] == [
        "django_session", "accounts_user", "organisation_mandate",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_page_is_behind_the_door_unless_it_says_otherwise(client):
    with here:
        assert client.get("/empty/").url == "/dang-nhap/?next=/empty/"


def test_who_holds_no_post_today_gets_a_calm_page(client, people):
    client.force_login(people.binh)

    response = client.get("/")

    assert response.status_code == 403
    assert "Chưa có vai đang hiệu lực" in response.content.decode()
    assert client.get("/tai-khoan/").status_code == 200


def test_the_last_day_of_a_term_still_counts(client, people):
    client.force_login(people.binh)

    with clock.set_to(datetime(2021, 1, 31, 23, 59, 59, tzinfo=clock.ZONE)):
        assert client.get("/tai-khoan/").context["shell"].acting_as == "Ủy viên"
    with clock.set_to(datetime(2021, 2, 1, tzinfo=clock.ZONE)):
        assert client.get("/tai-khoan/").context["shell"].acting_as == ""


@here
@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("/refuse/", 403, "Việc này dành cho Chủ tịch."),
        ("/late/", 409, "Việc này vừa được người khác làm."),
        ("/khong-co/", 404, "Không tìm thấy trang"),
    ],
)
def test_what_did_not_happen_is_explained_and_what_was_typed_is_shown(
    client, people, url, status, says
):
    client.force_login(people.an)

    secrets = dict.fromkeys(("password", "current", "new", "again"), "Bí-mật-1")
    response = client.post(url, {"note": "Lời tôi vừa gõ"} | secrets)

    page = response.content.decode()
    assert response.status_code == status
    assert says in page
    assert ("Lời tôi vừa gõ" in page) == (status != 404)
    assert "Bí-mật-1" not in page


@here
@pytest.mark.parametrize(("url", "status"), [("/refuse/", 403), ("/late/", 409)])
def test_htmx_gets_the_reason_as_an_alert(client, people, url, status):
    client.force_login(people.an)

    response = client.post(url, headers=HTMX)

    assert response.status_code == status
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#alerts", "innerHTML")
    assert response.content.decode().lstrip().startswith('<div class="notice')


@pytest.mark.django_db
def test_after_the_session_ended_nothing_typed_is_lost(client):
    page = client.post("/", {"note": "Lời tôi vừa gõ"}, headers={"referer": "http://x/a/?b=1"})
    row = client.post("/", {"note": "x"}, headers=HTMX)

    assert (page.status_code, row.status_code) == (401, 401)
    assert "Lời tôi vừa gõ" in page.content.decode()
    assert "/dang-nhap/?next=%2Fa%2F%3Fb%3D1" in page.content.decode()
    assert "/dang-nhap/?next=%2Ftai-khoan%2F%3Fa%3D1" in row.content.decode()
    assert row["HX-Retarget"] == "#alerts"


def test_a_form_of_another_session_is_refused_with_what_was_typed(people):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people.an)

    response = client.post("/dang-xuat/", {"note": "Lời tôi vừa gõ"})

    assert response.status_code == 403
    assert "Lời tôi vừa gõ" in response.content.decode()
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_every_answer_carries_strict_headers(client):
    headers = client.get("/dang-nhap/").headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
        "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'",
        "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
    expected = {
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    assert {name: headers[name] for name in expected} == expected
    assert "no-store" in headers["Cache-Control"]


def test_an_answer_may_set_its_own_caching(client, people):
    client.force_login(people.an)

    def _kept(request):
        response = HttpResponseClientRefresh()
        response["Cache-Control"] = "private, max-age=60"
        return response

    urlpatterns.insert(0, path("kept/", _kept))
    with here:
        assert client.get("/kept/")["Cache-Control"] == "private, max-age=60"


def test_the_navigation_marks_where_one_stands():
    active = [e.page for e in entries("/tong-quan/abc/") if e.active]

    assert active == ["overview:index"]
    assert [e.page for e in entries("/") if e.active] == ["home:index"]


def test_the_supposed_day_is_shown(client, people):
    client.force_login(people.an)

    with clock.set_to(datetime(2021, 11, 5, 14, 32, tzinfo=clock.ZONE)):
        assert "Ngày giả định" in client.get("/tai-khoan/").content.decode()
    assert "Ngày giả định" not in client.get("/tai-khoan/").content.decode()
