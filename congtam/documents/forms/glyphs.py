"""Which characters our fonts can draw, and what is printed for the others.

The archival PDF standards refuse a file in which one character has no glyph. A union that types
an emoji into an explanation must still get its paper: the emoji becomes one empty box.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "fonts"
MISSING = "□"
_UNDRAWN = frozenset("\n\u200b")


def printable(text: str) -> str:
    """The text as it can be printed: composed letters, no control signs, no unknown glyphs."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\t\v\f\u2028\u2029]", " ", text)
    if text.isascii() and text.isprintable():
        return text
    known = _drawn()
    kept = (sign for sign in text if sign in known or unicodedata.category(sign) not in _SILENT)
    runs = groupby(kept, key=lambda sign: sign in known)
    return "".join("".join(run) if drawn else MISSING for drawn, run in runs)


_SILENT = frozenset({"Cc", "Cf", "Mn", "Me"})


@cache
def _drawn() -> frozenset[str]:
    """The characters that all four styles have."""
    styles = [_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    drawn = {sign for sign in frozenset.intersection(*styles) if _may_print(sign)}
    return frozenset(drawn) | _UNDRAWN


def _may_print(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"}


def _characters(font: bytes) -> frozenset[str]:
    """Read the character map (subtable of format 4) of a TrueType file."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    maps = (struct.unpack_from(">HHL", font, start + 4 + 8 * index) for index in range(count))
    for _platform, _encoding, offset in maps:
        if struct.unpack_from(">H", font, start + offset)[0] == 4:
            return _segments(font, start + offset)
    raise ValueError("the font has no character map of format 4")


def _segments(font: bytes, start: int) -> frozenset[str]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}H", font, start + 16 + 4 * count)
    ranges_at = start + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", font, ranges_at)
    found = set()
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                place = ranges_at + 2 * index + ranges[index] + 2 * (code - starts[index])
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph and (glyph + shifts[index]) % 0x10000:
                found.add(chr(code))
    return frozenset(found)
