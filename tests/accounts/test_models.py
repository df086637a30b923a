"""One spelling of a name, one spelling of a password."""

import unicodedata

import pytest

from congtam.accounts.models import User, spelled

NAME = "nguyễn.thị.hoà"


def _apart(text):
    return unicodedata.normalize("NFD", text)


def test_a_login_name_has_one_spelling():
    assert spelled(_apart("  Nguyễn.Thị.HOÀ ")) == NAME


@pytest.mark.django_db
def test_a_name_typed_with_loose_marks_finds_the_account():
    user = User.objects.create_user(_apart(NAME), "x")

    assert User.objects.get_by_natural_key(_apart(NAME.upper())) == user
    assert user.username == NAME


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [str, _apart])
@pytest.mark.parametrize("typed", [str, _apart])
def test_a_password_matches_however_its_marks_are_typed(kept, typed):
    user = User.objects.create_user("an", kept("Hoà-bình-2021"))

    assert user.check_password(typed("Hoà-bình-2021"))
    assert not user.check_password(typed("Hoà-binh-2021"))


@pytest.mark.django_db
def test_an_account_without_password_lets_nobody_in():
    user = User.objects.create_user("an")

    assert not user.check_password("")
    assert not user.check_password(None)
