"""The subcommands of `congtam demo`."""

from __future__ import annotations

import argparse
import logging
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from congtam.cli.demo import building, running
from congtam.cli.demo.accounts import table
from congtam.cli.run import migrate
from congtam.cli.words import Parser, Stop
from congtam.organisation.models import Tenant

# Only a folder that carries this mark is ever emptied.
MARK = "du-lieu-trinh-dien"


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    demo = commands.add_parser("demo", help="năm làm mẫu của một tỉnh đặt ra")
    verbs = demo.add_subparsers(title="việc", metavar="VIỆC", required=True)
    build_ = verbs.add_parser("build", help="dựng dữ liệu trình diễn; đã có thì giữ nguyên")
    build_.add_argument("--reset", action="store_true", help="bỏ dữ liệu cũ, dựng lại từ đầu")
    build_.set_defaults(run=lambda arguments: build(reset=arguments.reset))
    serve_ = verbs.add_parser("serve", help="chạy máy chủ và việc định kỳ trên ngày giả định")
    serve_.set_defaults(run=lambda _arguments: serve())
    reset_ = verbs.add_parser("reset", help="bỏ dữ liệu trình diễn và dựng lại")
    reset_.set_defaults(run=lambda _arguments: build(reset=True))
    accounts_ = verbs.add_parser("accounts", help="các tài khoản để thử")
    accounts_.set_defaults(run=lambda _arguments: accounts())


def build(*, reset: bool) -> int:
    """Make the demo year unless it stands already."""
    _require_demo()
    if reset:
        _empty()
    migrate()
    if Tenant.objects.exists():
        if not _mark().exists():
            raise Stop("Cơ sở dữ liệu này đã có dữ liệu không phải để trình diễn.")
        return 0
    print("Đang dựng dữ liệu trình diễn (khoảng nửa phút)…", flush=True)
    _mark().touch()
    logging.getLogger("congtam").setLevel(logging.WARNING)
    building.build()
    return 0


def serve() -> int:
    """Web and worker on the supposed day, until told to stop."""
    _require_demo()
    _require_built()
    return running.serve()


def accounts() -> int:
    """Print who can sign in and what to try."""
    _require_demo()
    _require_built()
    print(table())
    return 0


def _require_demo() -> None:
    if not settings.DEMO:
        raise Stop("Lệnh này chỉ dùng cho dữ liệu trình diễn: đặt CONGTAM_DEMO=1.", 2)


def _require_built() -> None:
    if not (_mark().exists() and Tenant.objects.exists()):
        raise Stop("Chưa có dữ liệu trình diễn: chạy «congtam demo build».")


def _mark() -> Path:
    return Path(settings.DATA) / MARK


def _empty() -> None:
    """Throw away the demo's own database and files, and nothing that is not the demo's."""
    if not _mark().exists():
        return
    if connection.vendor != "sqlite":
        raise Stop("Chỉ dựng lại được trên SQLite; với PostgreSQL hãy tạo cơ sở dữ liệu mới.")
    connection.close()
    database = Path(str(connection.settings_dict["NAME"]))
    for path in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    for folder in (settings.BLOBS, settings.EMAIL_FILE_PATH):
        shutil.rmtree(folder, ignore_errors=True)
    _mark().unlink()
