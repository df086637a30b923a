"""What a journey stands on: a database with real commits, a running product, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import database, server
from tests.journeys.screen import People

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def template(
    django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[database.Template]:
    with django_db_blocker.unblock(), database.migrated(tmp_path_factory.mktemp("db")) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # The browser's event loop runs in this thread; Django would refuse its own database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The guide's folder when its pictures are to be renewed: `CONGTAM_PICTURES=1`."""
    return ROOT / "docs" / "guide" if os.environ.get("CONGTAM_PICTURES") == "1" else tmp_path


@pytest.fixture
def people(
    request: pytest.FixtureRequest,
    template: database.Template,
    browser: Browser,
    pictures: Path,
    tmp_path: Path,
) -> Iterator[People]:
    """An empty product that runs, and nobody signed in yet."""
    with (
        template.copied(request.module.__name__.rpartition("_")[2]),
        override_settings(DEMO=False, BLOBS=tmp_path / "blobs"),
        server.served() as address,
    ):
        everybody = People(browser, address, pictures)
        try:
            yield everybody
        finally:
            everybody.leave(tmp_path)
