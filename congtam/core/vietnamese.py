"""Vietnamese text: one spelling, a folded form to search by, and a key to sort by.

The sort key gives the order of ICU `vi` on every database: letters first (a ă â b c d đ
e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before capital.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGNS = " _-–—,;:!?.…·'‘’\"“”«»()[]{}§@*/\\&#%‰•′`^°©®→+±÷×<=>¬|~−≤≥$₫€0123456789"
_PRIMARY = {sign: 2 + place for place, sign in enumerate(_SIGNS + _LETTERS)}
_OTHER = 0xF0
_MERGED = {"\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u0306": {"a": "ă"},
           "\u031b": {"o": "ơ", "u": "ư"}}  # fmt: skip
_TONES = {mark: 0x10 + place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323")}
_COMMON, _CAPITAL, _OTHER_MARK = 0x05, 0x06, 0x20


def nfc(text: str) -> str:
    """The composed spelling, the only one that is stored and compared."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What people type without marks: «Điện lực» is found by «dien luc»."""
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Hexadecimal text whose plain order is the Vietnamese order of `text`."""
    elements = [_elements(sign) for sign in nfc(text)]
    primary = b"".join(first for first, _, _ in elements)
    tones = b"".join(second for _, second, _ in elements).rstrip(b"\x05")
    cases = b"".join(third for _, _, third in elements).rstrip(b"\x05")
    return b"\x00".join((primary, tones, cases)).hex()


def name_key(full_name: str) -> str:
    """As `sort_key`, but by the given name (the last word), then by the words before it."""
    *rest, given = nfc(full_name).split() or [""]
    return sort_key(given) + "00" + sort_key(" ".join(rest))


@lru_cache(maxsize=4096)
def _elements(sign: str) -> tuple[bytes, bytes, bytes]:
    """What one composed sign adds to the three levels: letters, tones, cases."""
    primary, tones, cases = bytearray(), bytearray(), bytearray()
    for base, marks in _clusters(unicodedata.normalize("NFKD", sign)):
        if base:
            small = base.lower()
            letter, marks = _letter(small, marks)
            primary += _weight(letter)
            tones.append(_COMMON)
            cases.append(_COMMON if base == small else _CAPITAL)
        for mark in marks:
            tones += _tone(mark)
            cases.append(_COMMON)
    return bytes(primary), bytes(tones), bytes(cases)


def _clusters(apart: str) -> list[tuple[str, str]]:
    """Each base with the marks that follow it; control characters carry no weight."""
    found: list[tuple[str, str]] = []
    for sign in apart:
        if sign.isspace():
            found.append((" ", ""))
        elif unicodedata.combining(sign):
            base, marks = found.pop() if found else ("", "")
            found.append((base, marks + sign))
        elif unicodedata.category(sign) not in ("Cc", "Cf", "Cs"):
            found.append((sign, ""))
    return found


def _letter(base: str, marks: str) -> tuple[str, str]:
    """The Vietnamese letter that base and marks make, with the marks that are left."""
    for mark in marks:
        if base in _MERGED.get(mark, {}):
            return _MERGED[mark][base], marks.replace(mark, "", 1)
    return base, marks


def _weight(letter: str) -> bytes:
    """One byte for the signs of Vietnamese texts, four for any other, behind them."""
    place = _PRIMARY.get(letter)
    return (
        bytes([place]) if place else bytes([_OTHER]) + (ord(letter[0]) + 0x10101).to_bytes(3, "big")
    )


def _tone(mark: str) -> bytes:
    tone = _TONES.get(mark)
    return bytes([tone]) if tone else bytes([_OTHER_MARK]) + (ord(mark) + 0x0101).to_bytes(3, "big")
