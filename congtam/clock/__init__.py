"""What time it is, and new identifiers in the order of time.

Only web, api, jobs and cli ask `now()`; everything below is given the time.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_shift: timedelta | None = None


class ClockRefused(Exception):
    """A set clock was asked for outside the demo and the tests."""


def real_now() -> datetime:
    """The machine's own time, in the zone of the product."""
    return datetime.now(ZONE)


def now() -> datetime:
    """The time the product works by: the machine's, or the demo's set clock."""
    return real_now() + _shift if _shift else real_now()


def local_date(moment: datetime) -> date:
    """The day in Vietnam on which `moment` falls; every limit is such a day."""
    return moment.astimezone(ZONE).date()


def set_clock(moment: datetime | None, *, demo: bool) -> None:
    """Let `now()` start from `moment` and run on; None returns to real time."""
    global _shift
    if moment is not None and not demo:
        raise ClockRefused("Đồng hồ giả định chỉ dùng cho dữ liệu trình diễn.")
    _shift = None if moment is None else moment - real_now()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """The set clock for the length of a block (demo builder and tests)."""
    global _shift
    before = _shift
    set_clock(moment, demo=True)
    try:
        yield
    finally:
        _shift = before


def uuid7() -> uuid.UUID:
    """A UUID whose order is the order of creation (RFC 9562, version 7).

    The twelve bits after the millisecond hold its fraction (6.2, method 3): rows made in the
    same millisecond keep their order too.
    """
    millis, rest = divmod(time.time_ns(), 1_000_000)
    rand = int.from_bytes(os.urandom(8), "big")
    value = (millis & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76
    value |= rest * 4096 // 1_000_000 << 64 | 0b10 << 62 | rand & 0x3FFFFFFFFFFFFFFF
    return uuid.UUID(int=value)
