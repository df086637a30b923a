"""Issue, reset, change, lock, unlock; each one event, and no password in it."""

from datetime import datetime
from uuid import UUID

import pytest

from congtam.accounts import actions
from congtam.accounts.models import User
from congtam.accounts.permissions import may_use
from congtam.clock import ZONE
from congtam.core.verdict import Refused
from congtam.ledger.models import Event, EventText

pytestmark = pytest.mark.django_db

TENANT, CHI, SEAT = UUID(int=1), UUID(int=2), UUID(int=3)
AT = datetime(2021, 10, 1, 8, tzinfo=ZONE)
BY = {"by": CHI, "mandate": SEAT, "at": AT}


@pytest.fixture
def issued():
    return actions.issue("an.bv", tenant=TENANT, **BY)


def _events():
    rows = Event.objects.order_by("seq").values_list("verb", "object_id", "actor_id", "mandate_id")
    return list(rows)


def test_issuing_hands_out_a_password_that_must_be_changed(issued):
    user, password = issued

    assert user.check_password(password)
    assert (user.must_change_password, user.is_active, user.issued_at) == (True, True, AT)
    assert may_use(password, user.username)
    assert _events() == [("issue_account", user.pk, CHI, SEAT)]


def test_a_name_is_issued_once(issued):
    with pytest.raises(Refused) as refused:
        actions.issue(" AN.BV", tenant=TENANT, **BY)

    assert refused.value.reason == "Tên đăng nhập «an.bv» đã có người dùng."
    assert User.objects.count() == 1


def test_an_account_needs_a_name():
    with pytest.raises(Refused, match="Chưa có tên đăng nhập"):
        actions.issue("  ", tenant=TENANT, **BY)


def test_one_time_passwords_differ():
    passwords = {actions.issue(f"u{n}", tenant=TENANT, **BY).password for n in range(20)}

    assert len(passwords) == 20


def test_resetting_ends_the_old_password(issued):
    user, old = issued
    user = actions.change_password(user, new="Mật-khẩu-1", mandate=SEAT, at=AT)

    new = actions.reset(user, reason="Quên mật khẩu", **BY)

    user.refresh_from_db()
    assert [user.check_password(p) for p in (old, "Mật-khẩu-1", new)] == [False, False, True]
    assert user.must_change_password
    assert [row[0] for row in _events()] == ["issue_account", "change_password", "reset_password"]


def test_changing_ones_own_password_is_ones_own_deed(issued):
    user = actions.change_password(issued.user, new="Mật-khẩu-1", mandate=None, at=AT)

    assert user.check_password("Mật-khẩu-1")
    assert not user.must_change_password
    assert _events()[-1] == ("change_password", user.pk, user.pk, None)


def test_a_weak_password_changes_nothing(issued):
    with pytest.raises(Refused):
        actions.change_password(issued.user, new="123456", mandate=None, at=AT)

    issued.user.refresh_from_db()
    assert issued.user.check_password(issued.password)
    assert len(_events()) == 1


def test_locking_and_unlocking(issued):
    locked = actions.lock(issued.user, reason="Nghỉ việc", **BY)
    assert not locked.is_active

    with pytest.raises(Refused, match="đã ở trạng thái này"):
        actions.lock(issued.user, reason="Nghỉ việc", **BY)

    assert actions.unlock(issued.user, reason="Trở lại", **BY).is_active
    assert [row[0] for row in _events()] == ["issue_account", "lock_account", "unlock_account"]


def test_no_password_stands_in_the_ledger(issued):
    new = actions.reset(issued.user, reason="Quên", **BY)

    bodies = "".join(Event.objects.values_list("body", flat=True))
    assert issued.password not in bodies
    assert new not in bodies


def test_a_login_name_stands_beside_the_ledger_where_it_can_be_erased(issued):
    bodies = "".join(Event.objects.values_list("body", flat=True))
    assert issued.user.username not in bodies
    assert EventText.objects.values_list("name", "text").get() == (
        "username",
        issued.user.username,
    )
