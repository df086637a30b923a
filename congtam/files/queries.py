"""Where the bytes of a blob lie, and how to read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from congtam.core.filechecks.words import words_of

_SHA256 = re.compile(r"[0-9a-f]{64}")


def blobs_root() -> Path:
    """The folder of the store."""
    return Path(settings.BLOBS)


def path_of(sha256: str) -> Path:
    """The file of one content; two levels of folders keep each of them small."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return blobs_root() / sha256[:2] / sha256[2:4] / sha256


def open_blob(sha256: str) -> BinaryIO:
    """The content, for reading. The caller has asked whether this person may see it."""
    return path_of(sha256).open("rb")


def words_in(sha256: str, media_type: str) -> str:
    """The text of a stored file, in paragraphs; empty where it has none (a scan, a picture)."""
    return words_of(path_of(sha256), media_type)
