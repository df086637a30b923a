"""The parser in Vietnamese, and the way a command stops with a reason."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn


class Stop(Exception):
    """A command cannot go on; says why in words the operator can act on."""

    def __init__(self, says: str, code: int = 1) -> None:
        super().__init__(says)
        self.code = code


class Parser(argparse.ArgumentParser):
    """`argparse` whose own words are Vietnamese too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"add_help": False})
        self._positionals.title = "đối số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "cách dùng:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")
