"""Packs: what is refused, and where; what is shipped, and that it fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from congtam.core.marked import Unreadable


def faults(load: Callable[[str, str], object], text: str) -> list[str]:
    """Every fault of a wrong pack, as «line: place: says»."""
    with pytest.raises(Unreadable) as caught:
        load(text, "goi.yaml")
    assert {fault.file for fault in caught.value.faults} == {"goi.yaml"}
    return [f"{fault.line}: {fault.place}: {fault.says}" for fault in caught.value.faults]
