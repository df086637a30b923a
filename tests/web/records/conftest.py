"""Signed-in people of the province of the records, on a day of November 2020."""

import pytest

from congtam import clock
from congtam.accounts.models import User
from congtam.organisation.actions import issue_account
from tests.records.ground import NOW, held, province


@pytest.fixture(autouse=True)
def _world(db):
    province()
    with clock.set_to(NOW):
        yield


@pytest.fixture
def sign_in(client):
    """Let a person of the province into the client; gives the client."""

    def by_code(code, tenant="tinh-mau"):
        one = held(code, tenant).person
        if one.user_id is None:
            one.user = issue_account(one, by=None, at=NOW, username=f"{tenant}-{code}").user
            User.objects.filter(pk=one.user_id).update(must_change_password=False)
        client.force_login(User.objects.get(pk=one.user_id))
        return client

    return by_code
