"""A world is built once in a process; every further test gets a copy of its rows.

Building goes through the real actions and takes most of a second for the sector union. The copy
is what the actions wrote, row by row, files included: nothing is invented here. Only an empty
database takes a copy; a second world beside the first is built as before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from congtam.files.models import Blob
from congtam.files.queries import path_of
from congtam.organisation.models import Tenant
from congtam.regulations import queries as regulations


@dataclass(frozen=True)
class Copy:
    """The rows of every table that is not empty, and the bytes of the stored files."""

    rows: dict[str, tuple[str, list[Any]]]
    files: dict[str, bytes]


_KEPT: dict[Hashable, Copy] = {}


def built(key: Hashable, build: Callable[[], object]) -> None:
    """Build the world of this key, or lay down the rows it had when it was built first."""
    if Tenant.objects.exists():
        build()
        return
    if key in _KEPT:
        _lay_down(_KEPT[key])
        return
    before = _taken()
    build()
    made = _taken()
    if not before.rows and not before.files:
        _KEPT[key] = made


def _taken() -> Copy:
    rows = {}
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            if found := cursor.fetchall():
                names = [column[0] for column in cursor.description]
                columns = ", ".join(map(quoted, names))
                marks = ", ".join(["%s"] * len(names))
                rows[table] = (f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})", found)
    stored = Blob.objects.values_list("sha256", flat=True)
    return Copy(rows, {sha: path_of(sha).read_bytes() for sha in stored})


def _tables() -> list[str]:
    """The product's own tables: what Django keeps for itself is there before any world."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("congtam.")
    )


def _lay_down(copy: Copy) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, rows in copy.rows.values():
            cursor.executemany(statement, rows)
        models = [m for m in apps.get_models() if m._meta.db_table in copy.rows]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    for sha, content in copy.files.items():
        path = path_of(sha)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    # As cold as after a building: budgets of statements count what a first reading asks.
    regulations._kept.clear()
    regulations.criterion_ids.cache_clear()
