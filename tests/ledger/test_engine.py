"""The guards that any room may put on a table of its own."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from congtam.ledger.engine import append_only, frozen_when

pytestmark = pytest.mark.django_db

SEALED = frozen_when("guarded", "state", ("in_force", "replaced"), ("title", "points"))


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, state, title, points, note FROM guarded ORDER BY id")
        return cursor.fetchall()


def install(guard):
    for statement in guard.sql(connection.vendor)[0]:
        run(statement)


@pytest.fixture(autouse=True)
def table():
    run("CREATE TABLE guarded (id int, state text, title text, points int, note text)")
    run("INSERT INTO guarded VALUES (1, 'draft', 'A', 1, 'x'), (2, 'in_force', 'B', NULL, 'x')")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE guarded SET title = 'C' WHERE id = 2",
        "UPDATE guarded SET points = 2 WHERE id = 2",
        "UPDATE guarded SET title = NULL WHERE id = 2",
        "UPDATE guarded SET state = 'draft' WHERE id = 2",
        "UPDATE guarded SET state = 'replaced', title = 'C' WHERE id = 2",
        "DELETE FROM guarded WHERE id = 2",
        "DELETE FROM guarded",
    ],
)
def test_a_sealed_row_refuses(change):
    install(SEALED)
    before = rows()

    with pytest.raises(IntegrityError, match="niêm phong"):
        run(change)

    assert rows() == before


def test_what_is_not_sealed_may_change():
    install(SEALED)

    run("UPDATE guarded SET title = 'C', points = 3 WHERE id = 1")
    run("UPDATE guarded SET state = 'in_force' WHERE id = 1")
    run("UPDATE guarded SET state = 'replaced', note = 'y', title = 'B' WHERE id = 2")

    assert rows() == [(1, "in_force", "C", 3, "x"), (2, "replaced", "B", None, "y")]


def test_a_draft_may_be_deleted():
    install(SEALED)

    run("DELETE FROM guarded WHERE id = 1")

    assert [row[0] for row in rows()] == [2]


def test_an_append_only_table_takes_rows_and_gives_none_back():
    install(append_only("guarded"))

    run("INSERT INTO guarded VALUES (3, 'draft', 'C', 1, 'x')")
    for change in ("UPDATE guarded SET note = 'x'", "DELETE FROM guarded WHERE id = 3"):
        with pytest.raises(IntegrityError, match="chỉ ghi thêm"):
            run(change)

    assert [row[0] for row in rows()] == [1, 2, 3]


@pytest.mark.parametrize("guard", [SEALED, append_only("guarded")], ids=["sealed", "append only"])
def test_a_guard_goes_when_its_migration_is_undone(guard):
    install(guard)

    for statement in guard.sql(connection.vendor)[1]:
        run(statement)
    run("DELETE FROM guarded")

    assert rows() == []
