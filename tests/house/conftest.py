"""One world at five hours of the year, and a browser for everybody of the cast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as live
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from congtam.clock import set_to
from tests.house import addresses
from tests.house.rights_table import ANSWERS, VIEWERS

WRITES = ("INSERT", "UPDATE", "DELETE")
NOT_OURS = ("django_session", "cache_locks")


class Doors:
    """A browser for each viewer, and what each request wrote."""

    def __init__(self, stages: addresses.Stages) -> None:
        world = stages.world
        self.keys = dict.fromkeys(VIEWERS, "")
        for name in VIEWERS[1:]:
            home = stages.stranger if name == "stranger" else world
            mandate = {"other": world.chair(addresses.PUBLISHED), "stranger": stages.stranger.chi}
            self.keys[name] = _signed_in(home.user(mandate.get(name) or world.people[name]))
        self.written: list[str] = []
        self.body = b""

    def ask(self, viewer: str, method: str, url: str, sent: object = None) -> str:
        """One letter for the answer; whatever was done is undone again."""
        return _letter(self.answer(viewer, method, url, sent))

    def answer(self, viewer: str, method: str, url: str, sent: object = None) -> HttpResponse:
        """The answer: its bytes stay in `body`, in `written` what it wrote and is undone."""
        client = Client()
        if self.keys[viewer]:
            client.cookies[live.SESSION_COOKIE_NAME] = self.keys[viewer]
        self.written = []
        with transaction.atomic(), connection.execute_wrapper(self._watch):
            response = getattr(client, method)(url, sent)
            self.body = response.getvalue()
            transaction.set_rollback(True)
        return response

    def _watch(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and not any(t in sql for t in NOT_OURS):
            self.written.append(sql)
        return execute(sql, params, many, context)


def _signed_in(user) -> str:
    client = Client()
    client.force_login(user)
    client.get("/")  # the end of the session is moved on once a minute
    return client.cookies[live.SESSION_COOKIE_NAME].value


def _letter(response: HttpResponse) -> str:
    if response.status_code == 302:
        return "d" if response["Location"].startswith("/dang-nhap/") else "r"
    return ANSWERS[response.status_code]


@pytest.fixture(scope="module")
def stages(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[addresses.Stages]:
    """The world is built once; every request is undone."""
    blobs, live.BLOBS = live.BLOBS, tmp_path_factory.mktemp("blobs")
    with django_db_blocker.unblock(), transaction.atomic():
        yield addresses.build()
        transaction.set_rollback(True)
    live.BLOBS = blobs


@pytest.fixture(scope="module")
def doors(stages: addresses.Stages) -> Doors:
    with set_to(addresses.NOW):
        return Doors(stages)


@pytest.fixture
def after_the_session() -> Iterator[None]:
    """The hour at which every address is opened."""
    with set_to(addresses.NOW):
        yield
