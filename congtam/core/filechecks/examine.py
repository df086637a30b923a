"""The door: the media type of a file, or `BadFile` with the words for the person."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from congtam.core.filechecks.kinds import HEAD, BadFile, family

SECONDS = 30
_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "congtam.core.filechecks.child"
_UNREADABLE = "Không đọc được tệp này: có thể tệp đã hỏng hoặc quá phức tạp."


class CheckBroken(Exception):
    """The check itself could not run: a fault of the installation, not of the file."""


def examine(path: Path) -> str:
    """Look at the first bytes here, at everything else in a limited child process."""
    with path.open("rb") as stream:
        kind = family(stream.read(HEAD))
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", _CHILD, str(path), kind],
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired as slow:
        raise BadFile(_UNREADABLE) from slow
    if child.returncode < 0:
        raise BadFile(_UNREADABLE)
    if child.returncode > 0:
        raise CheckBroken(child.stderr.decode(errors="replace")[-2000:])
    answer = json.loads(child.stdout)
    if "says" in answer:
        raise BadFile(answer["says"])
    return str(answer["media_type"])
