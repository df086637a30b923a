"""`congtam`: the operator's command. Each subcommand is one module beside this one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

import django

from congtam.cli import account, ledger, manage, pack, run
from congtam.cli.words import Parser, Stop


class Command(Protocol):
    """A module with subcommands; each sets `run`, a function of the parsed arguments."""

    def register(self, commands: argparse._SubParsersAction[Parser]) -> None: ...


COMMANDS: tuple[Command, ...] = (run, pack, ledger, account, manage)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, start Django, run; the answer is the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congtam.config.settings")
    parser = Parser(prog="congtam", description="Công Tâm: công cụ của người vận hành.")
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    for command in COMMANDS:
        command.register(commands)
    arguments, rest = parser.parse_known_args(argv)
    if rest and not getattr(arguments, "takes_rest", False):
        parser.error(f"đối số lạ: {' '.join(rest)}")
    arguments.rest = rest
    django.setup()
    try:
        code: int = arguments.run(arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    return code


if __name__ == "__main__":
    sys.exit(main())
