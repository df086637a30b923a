"""`congtam pack check | load`: look at packs, or bring them in as drafts."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from congtam.cli.words import Parser, Stop
from congtam.clock import now
from congtam.core.marked import Unreadable
from congtam.core.packs import Pack, load_any
from congtam.core.packs.organisation import Organisation
from congtam.core.packs.rulebook import RuleBook
from congtam.core.rules import RuleSet
from congtam.core.rules import check as check_rules
from congtam.core.verdict import Refused
from congtam.organisation import actions as organisation
from congtam.organisation.models import Tenant
from congtam.regulations import actions as regulations

PLAIN_TEXT = (".txt", ".md")


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    pack = commands.add_parser("pack", help="kiểm tra và nạp các gói YAML")
    verbs = pack.add_subparsers(title="việc", metavar="VIỆC", required=True)
    check_ = verbs.add_parser("check", help="kiểm tra gói, không ghi gì vào cơ sở dữ liệu")
    check_.add_argument("paths", metavar="TỆP", nargs="+", type=Path, help="tệp hoặc thư mục")
    check_.set_defaults(run=check)
    load_ = verbs.add_parser("load", help="nạp gói: tổ chức, hoặc quy định ở dạng dự thảo")
    load_.add_argument("paths", metavar="TỆP", nargs="+", type=Path, help="tệp hoặc thư mục")
    load_.add_argument("--tenant", metavar="MÃ", help="mã tổ chức nhận quy định")
    load_.set_defaults(run=load)


def check(arguments: argparse.Namespace) -> int:
    """Every fault with file, line and place; exit 1 when there is any."""
    faults = []
    for path in files(arguments.paths):
        try:
            pack = _read(path)
        except Unreadable as unreadable:
            faults += [str(fault) for fault in unreadable.faults]
            continue
        if isinstance(pack, RuleSet):
            report = check_rules(pack)
            faults += [f"{path}: {finding.says} ({finding.key})" for finding in report.open]
    for fault in faults:
        print(fault)
    if not faults:
        print("Không có lỗi.")
    return 1 if faults else 0


def load(arguments: argparse.Namespace) -> int:
    """All of the files or none of them."""
    try:
        with transaction.atomic():
            for line in load_files(arguments.paths, arguments.tenant, at=now()):
                print(line)
    except Unreadable as unreadable:
        raise Stop("\n".join(str(fault) for fault in unreadable.faults)) from unreadable
    except Refused as refused:
        raise Stop(refused.reason) from refused
    return 0


def load_files(paths: Iterable[Path], tenant_code: str | None, *, at: datetime) -> list[str]:
    """Load organisations first, then regulations; gives a line for each file."""
    packs = [(path, _read(path)) for path in files(paths)]
    lines, tenants = [], []
    for path, pack in packs:
        if isinstance(pack, Organisation):
            tenants.append(organisation.load(pack, at=at))
            lines.append(f"{path}: {pack.title}")
    issued = [(path, pack) for path, pack in packs if not isinstance(pack, Organisation)]
    if not issued:
        return lines
    tenant = _tenant(tenant_code, tenants)
    for path, pack in issued:
        regulation = regulations.load(tenant, _text(path), path.name, at=at)
        lines.append(f"{path}: {regulation.get_kind_display()} {regulation.title}")
        if isinstance(pack, RuleBook):
            _attach_texts(tenant, pack, path.parent, at)
    return lines


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named, in a steady order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.rglob("*.yaml"))
        elif path.is_file():
            found.append(path)
        else:
            raise Stop(f"Không có tệp «{path}».", 2)
    return found


def _read(path: Path) -> Pack:
    return load_any(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Stop(f"{path}: không phải văn bản UTF-8.", 2) from error


def _tenant(code: str | None, loaded: list[Tenant]) -> Tenant:
    if code is None and len(loaded) == 1:
        return loaded[0]
    found = Tenant.objects.filter(code=code).first() if code else None
    if found is None:
        raise Stop("Hãy cho biết --tenant MÃ của tổ chức nhận quy định.", 2)
    return found


def _attach_texts(tenant: Tenant, book: RuleBook, folder: Path, at: datetime) -> None:
    """The instruments of a rule book get the text that lies beside it."""
    for document in book.documents:
        path = folder / document.file
        if document.number and path.suffix in PLAIN_TEXT and path.is_file():
            regulations.load_instrument(
                tenant,
                number=document.number,
                title=document.title,
                issuer=document.issuer,
                issued_on=document.issued,
                text=_text(path),
                sample=book.sample,
                at=at,
            )
