"""`congtam manage …`: Django's own commands, for the operator and for development."""

from __future__ import annotations

import argparse

from django.core.management import execute_from_command_line

from congtam.cli.words import Parser


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser("manage", help="chuyển lệnh cho Django")
    command.set_defaults(run=run, takes_rest=True)


def run(arguments: argparse.Namespace) -> int:
    """Hand everything behind `manage` on as it was typed."""
    execute_from_command_line(["congtam manage", *arguments.rest])
    return 0
