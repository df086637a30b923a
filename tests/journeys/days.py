"""The days of the year: one clock for the test and the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from congtam.clock import ZONE, set_to


def moment(text: str) -> datetime:
    """A moment in Vietnam, written 11/10/2021 08:00."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@contextmanager
def on(text: str) -> Iterator[datetime]:
    """It is this moment, and the clock runs on from it, for the length of the block."""
    at = moment(text)
    with set_to(at):
        yield at
