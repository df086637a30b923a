"""Signing in and out."""

import time
import unicodedata

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import PASSWORD

LOGIN = "/dang-nhap/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
LOCKED = "Đã gõ sai nhiều lần. Tài khoản tạm khóa, hãy thử lại sau 15 phút."


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


def _sign_in(client, name, password, **more):
    return client.post(LOGIN, {"login": name, "password": password, **more})


def _said(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_the_right_password_opens_the_door(client, people):
    response = _sign_in(client, "an", PASSWORD)

    assert (response.status_code, response.url) == (302, reverse("home:index"))
    assert client.session["_auth_user_id"] == str(people.an.pk)


def test_the_name_may_be_typed_in_capitals_and_the_password_with_loose_marks(client, people):
    response = _sign_in(client, " AN ", unicodedata.normalize("NFD", PASSWORD))

    assert response.status_code == 302


def test_it_goes_back_to_where_one_wanted_to_go(client, people):
    wanted = client.get("/tai-khoan/?x=1")
    assert wanted.url == "/dang-nhap/?next=/tai-khoan/%3Fx%3D1"

    shown = client.get(wanted.url).content.decode()
    assert 'name="next"' in shown
    assert _sign_in(client, "an", PASSWORD, next="/tai-khoan/?x=1").url == "/tai-khoan/?x=1"


def test_it_never_leads_to_another_site(client, people):
    response = _sign_in(client, "an", PASSWORD, next="https://example.org/")

    assert response.url == reverse("home:index")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, people):
    wrong, unknown = _sign_in(client, "an", "sai"), _sign_in(client, "khong-co", "sai")

    assert _said(wrong) == _said(unknown) == [WRONG]
    assert wrong.status_code == unknown.status_code


@pytest.mark.parametrize("name", ["an", "khong-co"])
def test_after_five_failures_the_door_stays_shut(client, people, name):
    answers = [_said(_sign_in(client, name, f"sai-{n}")) for n in range(6)]

    assert answers == [[WRONG]] * 5 + [[LOCKED]]
    assert _said(_sign_in(client, name, PASSWORD)) == [LOCKED]
    assert _said(_sign_in(client, name.upper(), PASSWORD)) == [LOCKED]


def test_failures_of_one_name_do_not_lock_another(client, people):
    for n in range(6):
        _sign_in(client, "khong-co", f"sai-{n}")

    assert _sign_in(client, "an", PASSWORD).status_code == 302


def test_failures_are_counted_where_every_worker_sees_them(client, people, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_locked_account_is_told_so_only_with_the_right_password(client, people):
    people.an.is_active = False
    people.an.save()

    assert _said(_sign_in(client, "an", "sai")) == [WRONG]
    opened = client.post(LOGIN, {"login": "an", "password": PASSWORD}, follow=True)
    assert opened.redirect_chain[-1][0] == "/tai-khoan/da-khoa/"
    assert "Tài khoản đang bị khóa" in opened.content.decode()


def test_locking_ends_an_open_session(client, people):
    client.force_login(people.an)
    people.an.is_active = False
    people.an.save()

    assert client.get("/").url.startswith(LOGIN)


def test_signing_in_changes_the_session(client, people):
    client.get(LOGIN)
    client.session["x"] = 1
    client.session.save()
    before = client.session.session_key
    _sign_in(client, "an", PASSWORD)

    assert client.session.session_key != before


def test_the_session_ends_after_fifteen_idle_minutes_and_moves_with_use(client, people):
    _sign_in(client, "an", PASSWORD)
    key = client.session.session_key
    ends = Session.objects.get(pk=key).expire_date
    assert 14 * 60 < (ends - timezone.now()).total_seconds() <= 15 * 60

    soon = timezone.now() + timezone.timedelta(minutes=2)
    Session.objects.filter(pk=key).update(expire_date=soon)
    session = client.session
    session["seen"] = int(time.time()) - 120
    session.save()
    Session.objects.filter(pk=key).update(expire_date=soon)
    client.get("/tai-khoan/")
    assert Session.objects.get(pk=key).expire_date > soon

    Session.objects.filter(pk=key).update(expire_date=timezone.now())
    assert client.get("/tai-khoan/").url.startswith(LOGIN)


def test_signing_out_ends_the_session_on_the_server(client, people):
    client.force_login(people.an)
    key = client.session.session_key

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == LOGIN
    assert not Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize("path", ["/signup/", "/password/reset/", "/accounts/signup/"])
def test_there_is_no_sign_up_and_no_reset_by_mail(client, db, path):
    assert client.get(path).status_code == 404
