"""Replacing one's own password."""

import pytest
from django.core.cache import cache

from tests.web.conftest import PASSWORD

URL = "/tai-khoan/mat-khau/"
NEW = "Đổi-mới-2022"


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


@pytest.fixture
def an(client, people):
    client.force_login(people.an)
    return people.an


def _change(client, current=PASSWORD, new=NEW, again=NEW):
    return client.post(URL, {"current": current, "new": new, "again": again})


def test_it_changes_and_keeps_one_signed_in(client, an):
    response = _change(client)

    an.refresh_from_db()
    assert (response.status_code, response.url) == (302, "/")
    assert an.check_password(NEW)
    assert client.get("/tai-khoan/").status_code == 200


def test_it_ends_the_other_sessions(client, an, django_user_model):
    other = type(client)()
    other.force_login(an)
    _change(client)

    assert other.get("/tai-khoan/").url.startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"current": "sai"}, "current", "Mật khẩu hiện tại không đúng."),
        ({"new": "123"}, "new", "Mật khẩu cần ít nhất 8 ký tự"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "Mật khẩu mới phải khác"),
        ({"again": "Đổi-mới-2023"}, "again", "Hai lần gõ mật khẩu mới không giống nhau."),
        ({"new": ""}, "new", "Cần nhập mục này."),
    ],
)
def test_it_says_beside_the_field_what_is_wrong(client, an, typed, field, says):
    response = _change(client, **typed)

    an.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors[field][0].startswith(says)
    assert an.check_password(PASSWORD)


def test_guessing_the_present_password_is_stopped(client, an):
    answers = [_change(client, current=f"sai-{n}").context["form"] for n in range(6)]

    assert not answers[4].non_field_errors()
    assert answers[5].non_field_errors() == ["Đã thử quá nhiều lần. Hãy thử lại sau 5 phút."]
    _change(client)
    an.refresh_from_db()
    assert an.check_password(PASSWORD)


def test_a_one_time_password_must_be_replaced_first(client, an):
    an.must_change_password = True
    an.save()

    assert client.get("/").url == URL
    assert client.get("/tai-khoan/").url == URL
    assert "mật khẩu cấp một lần" in client.get(URL).content.decode()
    _change(client)
    assert client.get("/").status_code == 200
