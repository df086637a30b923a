"""People read Vietnamese: no word of a third party shows through at the door."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.utils import translation

from tests.web.conftest import PASSWORD

LOCALE = Path(__file__).parents[2] / "congtam/locale/vi/LC_MESSAGES"


@pytest.fixture
def untranslated(monkeypatch):
    """The foreign words of a page: looked up, left as they were, and visible."""
    asked = {}
    plain = translation._trans.gettext

    def _noted(message):
        asked[str(message)] = plain(message)
        return asked[str(message)]

    monkeypatch.setattr(translation._trans, "gettext", _noted)

    def _find(response):
        page = unescape(re.sub(r"<[^>]+>", "\n", response.content.decode()))
        left = {m for m, shown in asked.items() if m == shown and _foreign(m)}
        return {m for m in left if m in page}

    return _find


def _foreign(message):
    return message.isascii() and len(message) > 3 and any(c.isalpha() for c in message)


def _pages(client):
    login = {"login": "an", "password": "sai"}
    yield client.get("/dang-nhap/")
    yield client.post("/dang-nhap/", {})
    yield client.post("/dang-nhap/", {"login": "a\0b", "password": "x"})
    yield from (client.post("/dang-nhap/", login) for _n in range(6))
    yield client.get("/tai-khoan/da-khoa/")
    yield client.get("/khong-co/")
    yield client.post("/")


def _signed_in_pages(client):
    yield client.get("/tai-khoan/")
    yield client.get("/tai-khoan/mat-khau/")
    yield client.post("/tai-khoan/mat-khau/", {})
    yield client.post("/tai-khoan/mat-khau/", {"current": "x", "new": "y", "again": "z"})


def test_the_door_speaks_vietnamese(client, people, untranslated):
    cache.clear()

    assert [untranslated(page) for page in _pages(client)] == [set()] * 12


def test_the_account_speaks_vietnamese(client, people, untranslated):
    client.force_login(people.an)

    assert [untranslated(page) for page in _signed_in_pages(client)] == [set()] * 4


def test_a_foreign_word_would_be_found(client, people, untranslated):
    cache.clear()
    with translation.override("en"):
        page = client.post("/dang-nhap/", {"login": "an", "password": PASSWORD + "x"})

    assert "The username and/or password you specified are not correct." in untranslated(page)


def test_the_compiled_words_are_those_that_were_written():
    with (LOCALE / "django.po").open("rb") as text, (LOCALE / "django.mo").open("rb") as compiled:
        written, kept = _words(read_po(text, locale="vi")), _words(read_mo(compiled))

    assert kept == written
    assert all(all(shown) for shown in written.values())


def _words(catalog):
    """Each message with what is shown for it; plural forms as one tuple."""
    return {_forms(m.id): _forms(m.string) for m in catalog if m.id}


def _forms(text):
    return (text,) if isinstance(text, str) else tuple(text)
