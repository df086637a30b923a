"""`congtam rules check | classify | diff`: rule sets as files, without a database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from congtam.cli.words import Parser, Stop
from congtam.core.marked import Unreadable
from congtam.core.rules import Account, Diff, Report, RuleSet, account, check, diff, load


def register(commands: argparse._SubParsersAction[Parser]) -> None:
    rules = commands.add_parser("rules", help="kiểm tra, áp dụng và so sánh bộ quy tắc xếp loại")
    verbs = rules.add_subparsers(title="việc", metavar="VIỆC", required=True)
    check_ = verbs.add_parser("check", help="tìm chỗ trống, chỗ chồng và chỗ thừa của bộ quy tắc")
    check_.add_argument("file", metavar="TỆP", type=Path, help="bộ quy tắc (YAML)")
    check_.set_defaults(run=check_file)
    classify_ = verbs.add_parser("classify", help="xếp loại một bộ dữ kiện, kèm lý do từng điều")
    classify_.add_argument("file", metavar="TỆP", type=Path, help="bộ quy tắc (YAML)")
    classify_.add_argument("facts", metavar="DỮ_KIỆN", type=Path, help="dữ kiện (JSON)")
    classify_.set_defaults(run=classify_file)
    diff_ = verbs.add_parser("diff", help="hai phiên bản khác nhau ở đâu, ai sẽ đổi mức")
    diff_.add_argument("before", metavar="TỆP_A", type=Path, help="phiên bản trước (YAML)")
    diff_.add_argument("after", metavar="TỆP_B", type=Path, help="phiên bản sau (YAML)")
    diff_.set_defaults(run=diff_files)
    for verb in (check_, classify_, diff_):
        verb.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def check_file(arguments: argparse.Namespace) -> int:
    """0 when nothing was found or all of it is accepted in the file, 1 else, 2 unreadable."""
    report = check(read(arguments.file))
    if arguments.json:
        print_json(report.to_json())
    else:
        print(_told(report))
    return 1 if report.open or report.cut else 0


def classify_file(arguments: argparse.Namespace) -> int:
    """The outcome of one set of facts and why; 1 when the facts are not usable."""
    told = account(read(arguments.file), facts_of(arguments.facts))
    if arguments.json:
        print_json(told.to_json())
    else:
        print(_reasons(told))
    return 1 if told.invalid else 0


def diff_files(arguments: argparse.Namespace) -> int:
    """0 when both come to the same outcome in every case, 1 else, 2 unreadable."""
    found = diff(read(arguments.before), read(arguments.after))
    if arguments.json:
        print_json(found.to_json())
    else:
        print(_moved(found))
    return 1 if found.differences or found.cut else 0


def read(path: Path) -> RuleSet:
    """The rule set in a file; else every fault with file, line and place, exit 2."""
    try:
        return load(text_of(path), str(path))
    except Unreadable as unreadable:
        raise Stop("\n".join(str(fault) for fault in unreadable.faults), 2) from unreadable


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Stop(f"{path}: không đọc được tệp.", 2) from error
    except UnicodeDecodeError as error:
        raise Stop(f"{path}: không phải văn bản UTF-8.", 2) from error


def facts_of(path: Path) -> Mapping[str, object]:
    """The facts of a JSON file, every number exactly as typed."""
    try:
        facts = json.loads(text_of(path), parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as error:
        where = f"{path}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else f"{path}:1"
        raise Stop(f"{where}: không đọc được JSON.", 2) from error
    if not isinstance(facts, dict):
        raise Stop(f"{path}:1: phải là một bảng dữ kiện: giá trị.", 2)
    return facts


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _told(report: Report) -> str:
    lines = [f"{report.id}, phiên bản {report.version}, SHA-256 {report.sha256}"]
    for finding in report.findings:
        taken = finding.accepted
        lines += ["", f"{finding.key}  {finding.kind}: {finding.says}"]
        if taken:
            lines.append(f"  Đã chấp nhận: {taken.by}, vì {taken.reason}")
    lines += [
        f"Không còn phát hiện nào có mã «{one.key}»: bỏ khỏi «accepted»." for one in report.stale
    ]
    if report.cut:
        lines.append("Quá nhiều phát hiện để kể hết; sửa những phát hiện trên rồi kiểm tra lại.")
    count, left = len(report.findings), len(report.open)
    lines += ["", f"{count} phát hiện, {left} chưa được chấp nhận."]
    return "\n".join(lines)


def _moved(found: Diff) -> str:
    lines = [one.says for one in found.differences]
    if found.cut:
        lines.append("Quá nhiều chỗ khác để kể hết.")
    if not lines:
        lines.append("Mọi trường hợp đều ra cùng một kết quả.")
    lines += [f"Dữ kiện chỉ có trước: {name}" for name in found.dropped]
    lines += [f"Dữ kiện chỉ có sau: {name}" for name in found.added]
    lines += ["", *(f"{one.place}: {one.was or '-'} → {one.now or '-'}" for one in found.changes)]
    return "\n".join(lines)


def _reasons(told: Account) -> str:
    lines = [told.sentence]
    for level in told.levels:
        lines += ["", f"{level.label}: {level.result}"]
        lines += [f"  {line.id}. {line.sentence}" for line in level.conditions]
    lines += ["", *(cap.sentence for cap in told.caps)] if told.caps else []
    if told.next_level is not None:
        lines += ["", told.next_level.sentence]
        lines += [f"  {one.sentence}" for one in (*told.next_level.lacks, *told.next_level.blocks)]
    return "\n".join(lines)
