"""Who gets what answer at every address there is. The table beside this file is the specification.

Every address, filled with files at five hours of the year, is opened (GET) and acted on (POST
without a body) by everybody of the cast. An address without a row fails; so does any reading
that writes, and any refused act that leaves something behind.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as live
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from congtam.clock import set_to
from tests.house import addresses
from tests.house.rights_table import ANSWERS, RIGHTS, VIEWERS

pytestmark = pytest.mark.django_db
DONE = ("o", "r")
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

    def ask(self, viewer: str, method: str, url: str) -> str:
        """One letter for the answer; whatever was done is undone again."""
        client = Client(headers={"host": "testserver"})
        if self.keys[viewer]:
            client.cookies[live.SESSION_COOKIE_NAME] = self.keys[viewer]
        self.written = []
        with transaction.atomic(), connection.execute_wrapper(self._watch):
            response = getattr(client, method)(url)
            response.close()
            transaction.set_rollback(True)
        return _letter(response)

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
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield addresses.build()
            transaction.set_rollback(True)
        connection.close()
    live.BLOBS = blobs


@pytest.fixture(scope="module")
def doors(stages: addresses.Stages) -> Doors:
    with set_to(addresses.NOW):
        return Doors(stages)


@pytest.fixture(autouse=True)
def _after_the_session() -> Iterator[None]:
    with set_to(addresses.NOW):
        yield


def test_every_address_has_a_row():
    assert {row.partition(" ")[0] for row in RIGHTS} == addresses.names()


@pytest.mark.parametrize("row", RIGHTS)
def test_each_viewer_gets_the_answer_of_the_table(doors, stages, row):
    url = addresses.address(stages, row)
    found, written = {}, []
    for method in ("get", "post"):
        letters = ""
        for viewer in VIEWERS:
            letters += (letter := doors.ask(viewer, method, url))
            if doors.written and (method == "get" or letter not in DONE):
                written.append((viewer, method, doors.written))
        found[method] = letters

    assert (found["get"], found["post"]) == RIGHTS[row]
    assert written == []


def test_no_act_is_taken_from_a_page_of_somebody_else(stages, doors):
    """Without the token of its own page no POST reaches a view, whoever sends it."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[live.SESSION_COOKIE_NAME] = doors.keys["chi"]

    statuses = {row: client.post(addresses.address(stages, row)).status_code for row in RIGHTS}

    assert {row: status for row, status in statuses.items() if status != 403} == {}
