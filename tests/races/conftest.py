"""What a race runs on: a file database, or PostgreSQL, with real commits and one world in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests import cast
from tests.journeys import database


@pytest.fixture(scope="package")
def template(
    django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[database.Template]:
    with django_db_blocker.unblock(), database.migrated(tmp_path_factory.mktemp("races")) as made:
        yield made


@pytest.fixture(scope="module")
def committed(
    template: database.Template, tmp_path_factory: pytest.TempPathFactory, request: Any
) -> Iterator[None]:
    """A copy for one module, thrown away whole: its races each take a union of their own."""
    blobs, settings.BLOBS = settings.BLOBS, tmp_path_factory.mktemp("blobs")
    with template.copied(request.module.__name__.rpartition(".")[2]):
        yield
    settings.BLOBS = blobs


@pytest.fixture(scope="module")
def world(committed: None) -> cast.World:
    made = cast.make_world(12)
    cast.open_year(made)
    return made


def race(*deeds: Callable[[], Any]) -> list[Any]:
    """All deeds at once, each on a connection of its own: what each gave, or its refusal."""
    start, found = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            found[place] = deeds[place]()
        except Exception as refused:  # compared by the test, whatever it is
            found[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def refusals(found: list[Any]) -> list[str]:
    """The kinds of what was refused or went wrong, in order of their names."""
    return sorted(type(one).__name__ for one in found if isinstance(one, Exception))
