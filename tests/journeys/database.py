"""A database of one journey, with real commits: copied from a template migrated once.

The append-only triggers refuse a flush, and a server thread sees nothing of a transaction that
is rolled back at the end; so each journey gets a database of its own and throws it away whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from congtam.cli.main import main


@dataclass(frozen=True, slots=True)
class Template:
    """A migrated, empty database; `name` is a file (SQLite) or a database (PostgreSQL)."""

    name: str
    folder: Path

    @contextmanager
    def copied(self, journey: str) -> Iterator[None]:
        """Let every thread of the process work in a fresh copy for the length of the block."""
        if _is_sqlite():
            name = str(self.folder / f"{journey}.sqlite3")
            shutil.copy(self.name, name)
        else:
            name = f"{self.name}_{journey}"
            _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            _on_server(f"CREATE DATABASE {name} TEMPLATE {self.name}")
        try:
            with _using(name):
                yield
        finally:
            if not _is_sqlite():
                _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def migrated(folder: Path) -> Iterator[Template]:
    """The template, brought up to date by the operator's own command."""
    if _is_sqlite():
        template = Template(str(folder / "template.sqlite3"), folder)
    else:
        template = Template(f"journeys_{os.getpid()}", folder)
        _on_server(f"DROP DATABASE IF EXISTS {template.name} WITH (FORCE)")
        _on_server(f"CREATE DATABASE {template.name}")
    with _using(template.name):
        assert main(["migrate"]) == 0
    try:
        yield template
    finally:
        if not _is_sqlite():
            _on_server(f"DROP DATABASE {template.name} WITH (FORCE)")


def _is_sqlite() -> bool:
    return "sqlite" in connections.settings["default"]["ENGINE"]


@contextmanager
def _using(name: str) -> Iterator[None]:
    """Every new connection of any thread goes to this database; the old ones come back after."""
    settings = connections.settings["default"]
    before = connections["default"]
    connections.settings["default"] = settings | {"NAME": name}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings
        connections["default"] = before


def _on_server(statement: str) -> None:
    """One statement beside all databases, where no transaction may be open."""
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)
