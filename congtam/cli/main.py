"""`congtam`: the operator's command. Each subcommand is one module beside this one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from congtam.cli import rules
from congtam.cli.words import Parser, Stop


class Command(Protocol):
    """A module with subcommands; each sets `run`, a function of the parsed arguments."""

    def register(self, commands: argparse._SubParsersAction[Parser]) -> None: ...


def _commands() -> tuple[Command, ...]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congtam.config.settings")
    django.setup()
    # Models can be imported only once Django stands.
    from congtam.cli import account, demo, ledger, manage, pack, run

    return (run, pack, rules, ledger, account, demo, manage)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run; the answer is the exit code. Rule files need no Django."""
    given = sys.argv[1:] if argv is None else argv
    parser = Parser(prog="congtam", description="Công Tâm: công cụ của người vận hành.")
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    for command in (rules,) if given[:1] == ["rules"] else _commands():
        command.register(commands)
    arguments, rest = parser.parse_known_args(given)
    if rest and not getattr(arguments, "takes_rest", False):
        parser.error(f"đối số lạ: {' '.join(rest)}")
    arguments.rest = rest
    try:
        code: int = arguments.run(arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    return code


if __name__ == "__main__":
    sys.exit(main())
