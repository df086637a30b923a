"""The process that opens an untrusted file: `python -m congtam.core.filechecks.child PATH FAMILY`.

It takes away its own memory, time and pens first. Its one line of answer is JSON: a
`media_type`, or what it `says` against the file. Any other end is not an answer.
"""

from __future__ import annotations

import json
import resource
import sys

from congtam.core.filechecks.kinds import PDF, ZIP, BadFile
from congtam.core.filechecks.office import examine_office
from congtam.core.filechecks.sheets import examine_pdf, examine_picture

MEMORY = 1024**3
SECONDS = 15
_UNREADABLE = "Không đọc được tệp này: có thể tệp đã hỏng."


def limit_itself() -> None:
    """No more memory, time or open files than a check needs; nothing may be written."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(path: str, family: str) -> dict[str, str]:
    """What the file is, or why it is not taken."""
    try:
        return {"media_type": _examined(path, family)}
    except BadFile as bad:
        return {"says": bad.says}
    except Exception:  # a decoder may fail in any way on a hostile file: each is a refusal
        return {"says": _UNREADABLE}


def _examined(path: str, family: str) -> str:
    if family == ZIP:
        return examine_office(path)
    if family == PDF:
        examine_pdf(path)
    else:
        examine_picture(path, family)
    return family


if __name__ == "__main__":
    limit_itself()
    sys.stdout.write(json.dumps(answer(*sys.argv[1:3])))
