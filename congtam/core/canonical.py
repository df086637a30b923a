"""One text for one tree: what is sealed by a hash must not depend on how it was typed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

# Characters a YAML reader would refuse or fold; JSON may carry them as escapes instead.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def canonical(tree: object) -> str:
    """JSON with sorted keys and no spaces; NFC text; decimals and dates as text; no float."""
    text = json.dumps(
        _plain(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def without(tree: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """The mapping without some of its own keys (inner mappings are left alone)."""
    dropped = set(keys)
    return {key: value for key, value in tree.items() if key not in dropped}


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    return _scalar(value)


def _mapping(value: Mapping[object, object]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, member in value.items():
        if not isinstance(key, str):
            raise TypeError(f"khóa {key!r} không phải chuỗi")
        name = unicodedata.normalize("NFC", key)
        if name in out:
            raise ValueError(f"khóa «{name}» lặp lại")
        out[name] = _plain(member)
    return out


def _scalar(value: object) -> str:
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} không có dạng chuẩn")


def _decimal(value: Decimal) -> str:
    """Equal numbers give equal text: 4.50 and 4.5 are `4.5`."""
    if not value.is_finite():
        raise ValueError(f"{value} không phải là số dùng được")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
