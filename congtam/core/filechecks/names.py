"""A file's name as it is kept: readable, Vietnamese, and harmless on any machine."""

from __future__ import annotations

import re
import unicodedata

from congtam.core.filechecks.kinds import EXTENSIONS

LONGEST = 255
"""Bytes in UTF-8: what the file systems of users can hold."""

_NAMELESS = "tep"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)


def clean_name(name: str, media_type: str) -> str:
    """The last part of `name` without signs that mislead, with the extension of its content.

    A wrong extension stays readable but no longer counts: `anh.html` becomes `anh.html.jpg`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if _visible(sign))
    stem = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    known = EXTENSIONS[media_type]
    extension = known[0]
    for ending in known:
        if stem.lower().endswith(ending):
            stem, extension = stem[: -len(ending)], stem[-len(ending) :].lower()
            break
        if f".{stem.lower()}" == ending:
            stem = ""
    stem = stem.rstrip(". ") or _NAMELESS
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return _cut(stem, LONGEST - len(extension)) + extension


def _visible(sign: str) -> bool:
    """No control, format (they can turn a name's direction), surrogate or private sign."""
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _cut(stem: str, size: int) -> str:
    """At most `size` bytes, never through the middle of a letter."""
    raw = stem.encode()
    return stem if len(raw) <= size else raw[:size].decode(errors="ignore").rstrip(". ")
