"""The script of the demo year, read from data: what is done, when, by whose seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from congtam.clock import ZONE
from congtam.core import marked
from congtam.core.marked import Cursor

FORMAT = "congtam/demo/1"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the demo and what to try with it."""

    login: str
    hint: str


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the script."""

    at: datetime
    do: str
    line: int
    given: Cursor

    def text(self, key: str, default: str = "") -> str:
        return self.given.at(key).text(default) if self.given.has(key) else default

    def texts(self, key: str) -> tuple[str, ...]:
        return self.given.at(key).texts()

    def number(self, key: str, default: str = "0") -> Decimal:
        return Decimal(self.text(key, default))

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts."""
        return {name: value.text() for name, value in self.given.at(key).entries()}

    def rows(self, key: str) -> dict[str, tuple[str, ...]]:
        """A mapping of lists of texts."""
        return {name: value.texts() for name, value in self.given.at(key).entries()}


@dataclass(frozen=True, slots=True)
class Script:
    """The whole play."""

    seed: str
    now: datetime
    password: str
    accounts: tuple[Account, ...]
    sectors: Mapping[str, str]
    acts: tuple[Act, ...]


def load(path: Path) -> Script:
    """Read the script; `Unreadable` names every fault."""
    top = Cursor.top(marked.read(path.read_text(encoding="utf-8"), path.name), path.name)
    top.keys(required=("format", "seed", "now", "password", "accounts", "sectors", "acts"))
    top.at("format").choice([FORMAT])
    script = Script(
        seed=top.at("seed").text(),
        now=_moment(top.at("now")),
        password=top.at("password").text(),
        accounts=tuple(
            Account(one.at("login").text(), one.at("try").text())
            for one in top.at("accounts").items()
        ),
        sectors={
            unit: sector for sector, units in top.at("sectors").entries() for unit in units.texts()
        },
        acts=tuple(
            Act(_moment(one.at("at")), one.at("do").text(), one.line, one)
            for one in top.at("acts").items()
        ),
    )
    if [a.at for a in script.acts] != sorted(a.at for a in script.acts):
        top.at("acts").fault("các việc phải theo thứ tự thời gian")
    top.done()
    return script


def _moment(cursor: Cursor) -> datetime:
    """A local moment written 2021-11-16 08:30."""
    try:
        return datetime.strptime(cursor.text("?"), "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    except ValueError:
        cursor.fault("phải là thời điểm dạng 2021-11-16 08:30")
        return datetime.min.replace(tzinfo=ZONE)
