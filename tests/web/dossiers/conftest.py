"""The sector union in December 2020, and browsers of its people acting in one body."""

import pytest
from django.test import Client
from django.urls import reverse

from congtam import clock
from tests.assessments import dossiers
from tests.critique import open_critique


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(autouse=True)
def _hour():
    with clock.set_to(dossiers.SENDING):
        yield


@pytest.fixture
def year(db):
    return open_critique()


@pytest.fixture
def door(year):
    """Let one person in, acting in one body."""

    def by(who, body=""):
        client = Client()
        client.force_login(year.user(who))
        client.post(reverse("accounts:act_as", args=[year.who(who, body).pk]))
        return client

    return by
