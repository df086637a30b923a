"""Accounts come from above, on a slip of paper."""

import pytest

from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.organisation.actions import issue_account, reset_account
from tests.organisation.province import NOW, held, person, province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province():
    province(unions=1)


def test_the_account_takes_the_login_of_the_pack():
    issued = issue_account(person("ut"), by=held("an"), at=NOW)

    assert person("ut").user == issued.user
    assert (issued.user.username, issued.user.must_change_password) == ("ut", True)
    assert issued.user.check_password(issued.password)


def test_the_ledger_tells_as_what_it_was_issued():
    issue_account(person("ut"), by=held("an"), at=NOW)

    event = Event.objects.get(verb="issue_account")
    assert (event.mandate_id, event.tenant) == (held("an").pk, held("an").tenant_id)


def test_a_second_account_is_refused():
    issue_account(person("ut"), by=held("an"), at=NOW)

    with pytest.raises(Refused) as refused:
        issue_account(person("ut"), by=held("an"), at=NOW)

    assert refused.value.reason == "Người này đã có tài khoản."


def test_a_reset_ends_the_old_password():
    first = issue_account(person("ut"), by=held("an"), at=NOW)

    second = reset_account(person("ut"), by=held("an"), at=NOW, reason="Quên mật khẩu")

    user = person("ut").user
    assert second.password != first.password
    assert not user.check_password(first.password)
    assert user.check_password(second.password)


@pytest.mark.parametrize("by", ["ut", "chair1"])
def test_only_from_above(by):
    with pytest.raises(Refused):
        issue_account(person("an"), by=held(by), at=NOW)

    assert person("an").user_id is None


def test_the_operator_needs_no_mandate():
    issued = issue_account(person("chi"), by=None, at=NOW)

    assert person("chi").user == issued.user
