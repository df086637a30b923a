"""`congtam account issue | reset`: the first accounts, and those of the people at the top."""

from __future__ import annotations

import argparse

from congtam.accounts.models import spelled
from congtam.cli.words import Parser, Stop
from congtam.clock import now
from congtam.core.verdict import Refused
from congtam.organisation import actions
from congtam.organisation.models import Person


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    account = commands.add_parser("account", help="cấp và cấp lại tài khoản")
    verbs = account.add_subparsers(title="việc", metavar="VIỆC", required=True)
    issue_ = verbs.add_parser("issue", help="cấp tài khoản cho người chưa có")
    issue_.add_argument("username", metavar="TÊN", help="tên đăng nhập ghi trong gói tổ chức")
    issue_.set_defaults(run=issue)
    reset_ = verbs.add_parser("reset", help="cấp lại mật khẩu dùng một lần")
    reset_.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    reset_.add_argument("--reason", default="Người vận hành cấp lại", help="lý do, ghi vào nhật ký")
    reset_.set_defaults(run=reset)


def issue(arguments: argparse.Namespace) -> int:
    """Print a one-time password for a person who has no account yet."""
    people = Person.objects.filter(login=spelled(arguments.username), user__isnull=True)
    person = people.first()
    if person is None:
        raise Stop(f"Không có người nào chờ cấp tài khoản «{arguments.username}».")
    try:
        issued = actions.issue_account(person, by=None, at=now())
    except Refused as refused:
        raise Stop(refused.reason) from refused
    print(f"{issued.user.username}  {issued.password}")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    """Print a new one-time password; the old one ends."""
    person = Person.objects.filter(user__username=spelled(arguments.username)).first()
    if person is None:
        raise Stop(f"Không có tài khoản «{arguments.username}».")
    issued = actions.reset_account(person, by=None, at=now(), reason=arguments.reason)
    print(f"{issued.user.username}  {issued.password}")
    return 0
