"""A read that is built once and asked often.

On the path of every saved score Django spends several times longer on building a statement than
the database on answering it. The statement is still the one that the QuerySet spells, so scope
and conditions stand in one place only; what changes from one call to the next is put in anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Given = UUID | date | str
_FIRST_MARK = 0x7072_6570_6172_6564 << 64


@dataclass(frozen=True, slots=True)
class _Statement:
    """The text, its parameters with the places to fill, and how columns become values."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    compiler: Any
    converters: dict[int, Any]


class Prepared:
    """`build` takes ids, days and codes by name and gives a QuerySet of `values_list`."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._made: dict[tuple[str, frozenset[str]], _Statement] = {}

    def rows(self, **given: Given) -> list[tuple[Any, ...]]:
        """The rows as `values_list` would give them; an argument left out is its own shape."""
        connection = connections[DEFAULT_DB_ALIAS]
        shape = (connection.vendor, frozenset(given))
        made = self._made.get(shape)
        if made is None:
            made = self._made[shape] = self._compile(given)
        params = list(made.params)
        for place, name in made.places:
            params[place] = _adapted(given[name])
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            found = cursor.fetchall()
        return [tuple(row) for row in made.compiler.apply_converters(found, made.converters)]

    def _compile(self, given: dict[str, Given]) -> _Statement:
        """Build with marks instead of values, and find where the marks went."""
        marks = {name: _mark(n, value) for n, (name, value) in enumerate(given.items())}
        compiler = self._build(**marks).query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        names = {_adapted(mark): name for name, mark in marks.items()}
        places = tuple((i, names[p]) for i, p in enumerate(params) if _known(p, names))
        if {name for _place, name in places} != set(given):
            raise ValueError("an argument of a prepared read does not reach its statement")
        columns = [column for column, _sql, _alias in compiler.select]
        return _Statement(sql, tuple(params), places, compiler, compiler.get_converters(columns))


def _mark(number: int, value: Given) -> Given:
    """A value of the same type that nothing else in a statement has."""
    if isinstance(value, UUID):
        return UUID(int=_FIRST_MARK + number)
    if isinstance(value, str):
        return f"\x01prepared-{number}"
    return date(1, 1, 1 + number)


def _known(param: object, names: dict[object, str]) -> bool:
    return isinstance(param, str | UUID | date) and param in names


def _adapted(value: Given) -> object:
    """The value as the database of this process takes it."""
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, str):
        return value
    return connection.ops.adapt_datefield_value(value)
