"""`congtam ledger verify`: is every chain whole."""

from __future__ import annotations

import argparse

from congtam.cli.words import Parser, Stop
from congtam.ledger import queries
from congtam.organisation.models import Tenant


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    ledger = commands.add_parser("ledger", help="sổ nhật ký không sửa được")
    verbs = ledger.add_subparsers(title="việc", metavar="VIỆC", required=True)
    verify_ = verbs.add_parser("verify", help="tính lại chuỗi băm của từng tổ chức")
    verify_.add_argument("--tenant", metavar="MÃ", help="chỉ một tổ chức")
    verify_.set_defaults(run=verify)


def verify(arguments: argparse.Namespace) -> int:
    """One line a chain; exit 1 when any of them is broken."""
    names = dict(Tenant.objects.values_list("pk", "code"))
    chains = list(queries.tenants())
    if arguments.tenant is not None:
        chains = [pk for pk, code in names.items() if code == arguments.tenant]
        if not chains:
            raise Stop(f"Không có tổ chức «{arguments.tenant}».", 2)
    broken = False
    for chain in chains:
        result = queries.verify(chain)
        name = names.get(chain, "ngoài các tổ chức")
        if result.fault is None:
            print(f"{name}: {result.count} sự kiện, chuỗi nguyên vẹn.")
        else:
            broken = True
            print(f"{name}: sự kiện {result.fault.seq}: {result.fault.says}.")
    return 1 if broken else 0
