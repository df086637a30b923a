"""`congtam migrate | serve | work`: the database, the web server, the job worker."""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import threading
from types import FrameType

import structlog
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from congtam.cli.words import Parser, Stop
from congtam.clock import now
from congtam.jobs.actions import run_due, where

log = structlog.get_logger("congtam.work")
WORKERS, BLOCKING_THREADS, PAUSE_SECONDS = 2, 4, 5


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    migrate_ = commands.add_parser("migrate", help="tạo hoặc nâng cấp cơ sở dữ liệu")
    migrate_.set_defaults(run=lambda _arguments: migrate())
    serve_ = commands.add_parser("serve", help="chạy máy chủ web (cổng lấy từ biến PORT)")
    serve_.add_argument(
        "--address", default="127.0.0.1", help="địa chỉ nghe (mặc định %(default)s)"
    )
    serve_.set_defaults(run=lambda arguments: serve(arguments.address, port()))
    work_ = commands.add_parser("work", help="chạy các việc định kỳ: nhắc hạn, gửi thư")
    work_.add_argument("--once", action="store_true", help="chạy những việc đến hạn rồi dừng")
    work_.set_defaults(run=lambda arguments: work(once=arguments.once))


def port() -> int:
    """The port from the environment; 8000 when it says none."""
    value = os.environ.get("PORT", "8000")
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise Stop(f"PORT phải là số cổng, không phải «{value}».", 2)
    return int(value)


def migrate() -> int:
    """Bring the database up to date; refused where text does not sort by its bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN 'a.b' < 'aa' AND 'B' < 'a' THEN 1 ELSE 0 END")
        if cursor.fetchone() != (1,):
            raise Stop("Cơ sở dữ liệu phải được tạo với LC_COLLATE = 'C' (xem docs/van-hanh.md).")
    call_command("migrate", interactive=False, verbosity=0)
    return 0


def serve(address: str, port: int) -> int:
    """Collect the static files, then serve until told to stop."""
    collect_static()
    Granian(
        "congtam.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
    return 0


def collect_static() -> None:
    """Copy and compress the static files, unless none changed since the last time."""
    lines = [
        f"{storage.path(name)} {os.stat(storage.path(name)).st_mtime_ns}"
        for finder in get_finders()
        for name, storage in finder.list([])
    ]
    seen = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    mark = settings.DATA / "static.sha256"
    if mark.exists() and mark.read_text() == seen and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(seen)


def work(*, once: bool = False) -> int:
    """Run what is due, again and again, until told to stop."""
    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while not stop.is_set():
        try:
            run_due(now())
        except DatabaseError as error:  # the database is away for a while; look again soon
            log.error("database_away", error=where(error))
            if once:
                raise
        if once:
            return 0
        close_old_connections()
        stop.wait(PAUSE_SECONDS)
    return 0
