"""Sixteen people saving at once over real HTTP, and bare one-row commits beside them.

Two writers share a sheet, each with lines of their own. Every writer keeps its own list of what
was acknowledged; afterwards the list is compared with the database.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

WRITERS, SAVES = 16, 60
LINES = ("n1_01", "n1_03", "n1_05", "n1_06", "n1_07", "n1_08", "n1_09", "n1_12")


@dataclass
class Writer:
    """One client: its door, its lines, and what the server acknowledged."""

    port: int
    number: int
    cookie: str
    token: str
    seat: str
    versions: dict[str, int]
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    saved: int = 0
    errors: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        lines = LINES[:4] if self.number % 2 == 0 else LINES[4:]
        for turn in range(SAVES):
            began = time.perf_counter()
            try:
                self._save(connection, lines[turn % len(lines)], turn)
            except OSError as error:
                self.errors.append(repr(error))
                connection.close()
            self.slowest = max(self.slowest, time.perf_counter() - began)
        connection.close()

    def _save(self, connection: http.client.HTTPConnection, line: str, turn: int) -> None:
        words = f"Người {self.number} lần {turn}"
        form = {
            "points": "1,5" if turn // 4 % 2 else "1",
            "reached": words,
            "missed": "",
            "version": str(self.versions[line]),
        }
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", f"/cham/{self.seat}/{line}/luu/", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            self.errors.append(f"{answer.status} {line}")
            return
        self.versions[line] += 1
        self.acknowledged[line] = (words, self.versions[line])
        self.saved += 1


def storm(env: dict[str, str], visitors: list[dict[str, object]]) -> dict[str, object]:
    """Serve the province with granian and let all writers save at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "congtam.cli.main", "serve"],
        env=env | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(port)
        writers = [Writer(port=port, **visitor) for visitor in visitors]  # type: ignore[arg-type]
        seconds = together([writer.run for writer in writers])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    return {
        "saves": sum(w.saved for w in writers),
        "seconds": seconds,
        "errors": [e for w in writers for e in w.errors],
        "slowest": max(w.slowest for w in writers),
        "acknowledged": [
            [w.seat, line, *kept] for w in writers for line, kept in w.acknowledged.items()
        ],
    }


def together(works: list[Callable[[], None]]) -> float:
    """Run all of them at once; how long until the last one is done."""
    threads = [threading.Thread(target=work) for work in works]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def _until_up(port: int) -> None:
    for _turn in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("granian did not come up")


def bare(data: str, url: str) -> float:
    """One-row commits per second by as many writers, without a product around them."""
    work = _sqlite_commits(data) if url.startswith("sqlite") else _postgresql_commits(url)
    seconds = together([work] * WRITERS)
    return WRITERS * SAVES / seconds


def _sqlite_commits(data: str) -> Callable[[], None]:
    import sqlite3

    path = Path(data) / "bare.sqlite3"

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(path, timeout=10, isolation_level=None)
        made.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        return made

    connect().execute("CREATE TABLE one (id INTEGER PRIMARY KEY, words TEXT)")

    def commits() -> None:
        connection = connect()
        for _turn in range(SAVES):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO one (words) VALUES ('một dòng')")
            connection.execute("COMMIT")
        connection.close()

    return commits


def _postgresql_commits(url: str) -> Callable[[], None]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial, words text)")

    def commits() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for _turn in range(SAVES):
                connection.execute("INSERT INTO bare (words) VALUES ('một dòng')")

    return commits


def main() -> None:
    """Run in a process of its own: the clients must not share a lock with the measurement."""
    asked = json.load(sys.stdin)
    made = storm(dict(os.environ), asked["visitors"])
    made["bare"] = bare(asked["data"], asked["url"])
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
