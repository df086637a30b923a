"""The only place with SQL that one database understands: triggers that refuse.

A migration of any room installs a guard with `append_only("table").operation()`.
A refusal reaches Django as IntegrityError on both engines. SQLite drops a table's
triggers when a later migration remakes it: such a migration installs them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Statements = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger: before which event, under which condition on OLD and NEW."""

    event: str
    sqlite_when: str
    postgresql_when: str
    says: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The triggers of one table, for either engine."""

    table: str
    name: str
    rules: tuple[Rule, ...]
    refuse_truncate: bool

    def sql(self, vendor: str) -> tuple[Statements, Statements]:
        """The statements that install and remove this guard."""
        return {"sqlite": self._sqlite, "postgresql": self._postgresql}[vendor]()

    def operation(self) -> migrations.RunPython:
        """The guard as a step of a migration."""

        def up(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            for statement in self.sql(editor.connection.vendor)[0]:
                editor.execute(statement)

        def down(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            for statement in self.sql(editor.connection.vendor)[1]:
                editor.execute(statement)

        return migrations.RunPython(up, down)

    def _trigger(self, event: str) -> str:
        return f"{self.table}_{self.name}_{event.lower()}"

    def _sqlite(self) -> tuple[Statements, Statements]:
        up = [
            f'CREATE TRIGGER "{self._trigger(rule.event)}" BEFORE {rule.event} '
            f'ON "{self.table}" FOR EACH ROW WHEN {rule.sqlite_when} '
            f"BEGIN SELECT RAISE(ABORT, {_quoted(rule.says)}); END"
            for rule in self.rules
        ]
        down = [f'DROP TRIGGER "{self._trigger(rule.event)}"' for rule in self.rules]
        return tuple(up), tuple(down)

    def _postgresql(self) -> tuple[Statements, Statements]:
        up, down = [_REFUSE], []
        for rule in self.rules:
            name = self._trigger(rule.event)
            up.append(
                f'CREATE TRIGGER "{name}" BEFORE {rule.event} ON "{self.table}" '
                f"FOR EACH ROW WHEN ({rule.postgresql_when}) "
                f"EXECUTE FUNCTION congtam_refuse({_quoted(rule.says)})"
            )
            down.append(f'DROP TRIGGER "{name}" ON "{self.table}"')
        if self.refuse_truncate:
            name = self._trigger("truncate")
            up.append(
                f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT '
                f"EXECUTE FUNCTION congtam_refuse({_quoted(_APPEND_ONLY)})"
            )
            down.append(f'DROP TRIGGER "{name}" ON "{self.table}"')
        return tuple(up), tuple(down)


def append_only(table: str) -> Guard:
    """Rows of `table` may be added, never changed and never removed."""
    return Guard(
        table,
        "append_only",
        (_always("UPDATE", _APPEND_ONLY), _always("DELETE", _APPEND_ONLY)),
        refuse_truncate=True,
    )


def erasable(table: str, *, erase: Sequence[str], keep: Sequence[str]) -> Guard:
    """As `append_only`, but the columns `erase` may be emptied, all together."""
    emptied = [f"NEW.\"{column}\" = ''" for column in erase]
    sqlite = emptied + [f'NEW."{column}" IS OLD."{column}"' for column in keep]
    postgresql = emptied + [
        f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"' for column in keep
    ]
    update = Rule(
        "UPDATE",
        f"NOT ({' AND '.join(sqlite)})",
        f"NOT ({' AND '.join(postgresql)})",
        _ERASE_ONLY,
    )
    return Guard(table, "erasable", (update, _always("DELETE", _APPEND_ONLY)), refuse_truncate=True)


def frozen_when(
    table: str, state_column: str, states: Sequence[str], columns: Sequence[str]
) -> Guard:
    """A row in one of the sealed `states` keeps `columns`, is not deleted and stays sealed.

    It may still move from one sealed state to another (in force to replaced).
    """
    sealed = ", ".join(_quoted(state) for state in states)
    was = f'OLD."{state_column}" IN ({sealed})'
    left = f'NEW."{state_column}" NOT IN ({sealed})'
    sqlite = [left] + [f'NEW."{column}" IS NOT OLD."{column}"' for column in columns]
    postgresql = [left] + [f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in columns]
    update = Rule(
        "UPDATE",
        f"{was} AND ({' OR '.join(sqlite)})",
        f"{was} AND ({' OR '.join(postgresql)})",
        _SEALED,
    )
    return Guard(
        table, "frozen", (update, Rule("DELETE", was, was, _SEALED)), refuse_truncate=False
    )


_APPEND_ONLY = "Bảng này chỉ ghi thêm: không sửa, không xóa dòng đã ghi."
_ERASE_ONLY = "Bảng này chỉ ghi thêm: lời đã ghi chỉ có thể xóa trắng, không sửa được."
_SEALED = "Bản ghi đã niêm phong: không sửa, không xóa."

_REFUSE = """
CREATE OR REPLACE FUNCTION congtam_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_ARGV[0], TABLE = TG_TABLE_NAME, ERRCODE = 'integrity_constraint_violation';
END
$body$
"""


def _always(event: str, says: str) -> Rule:
    return Rule(event, "1", "true", says)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
