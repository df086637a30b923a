"""Which password may be used."""

import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from congtam.accounts.models import User
from congtam.accounts.permissions import may_use, rule

PHRASE = "một cụm từ rất dễ nhớ"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Abcd-123", ""),
        (PHRASE, ""),
        (unicodedata.normalize("NFD", PHRASE), ""),
        ("Abc-123", rule()),
        ("abcd-123", rule()),
        ("Abcd1234", rule()),
        ("mười chín ký tự đây", rule()),
        (unicodedata.normalize("NFD", "mười chín ký tự đây"), rule()),
        ("a" * 40, rule()),
        ("Hoa-bien-1", "Mật khẩu không được chứa tên đăng nhập."),
        ("Ab-1" * 51, "Mật khẩu dài quá 200 ký tự."),
        ("", rule()),
    ],
)
def test_may_use(password, reason):
    assert may_use(password, "hoa").reason == reason


def test_django_asks_the_same_rule():
    validate_password("Abcd-123", User(username="hoa"))

    with pytest.raises(ValidationError) as refused:
        validate_password("abc", User(username="hoa"))
    assert refused.value.messages == [rule()]
