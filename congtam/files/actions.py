"""Keeping a file: checked, stored once under the hash of its content."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from congtam.clock import real_now
from congtam.core.filechecks.examine import examine
from congtam.core.filechecks.kinds import BadFile
from congtam.core.filechecks.names import clean_name
from congtam.files.models import Blob
from congtam.files.queries import blobs_root, path_of

__all__ = ["LARGEST", "BadFile", "Kept", "keep"]

LARGEST = 20 * 1024 * 1024
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """The stored content, and the name under which this person gave it."""

    blob: Blob
    clean_name: str


def keep(source: BinaryIO, name: str) -> Kept:
    """Check and store a file; `BadFile` says in Vietnamese why it is not taken.

    Content that is already stored is not checked again. So a page calls this once before
    its transaction and the action once more within it: the check, which takes a process
    and some time, then never holds the database.
    """
    with _received(source) as (path, sha256, size):
        blob = Blob.objects.filter(pk=sha256).first()
        if blob is None or not path_of(sha256).exists():
            media_type = examine(path)
            _place(path, path_of(sha256))
            blob = _row(sha256, size, media_type)
    return Kept(blob, clean_name(name, blob.media_type))


@contextmanager
def _received(source: BinaryIO) -> Iterator[tuple[Path, str, int]]:
    """The bytes in a file of our own beside the store, with hash and size; gone afterwards."""
    incoming = blobs_root() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, size = _copy(source, target)
        yield Path(path), sha256, size
    finally:
        Path(path).unlink(missing_ok=True)


def _copy(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while block := source.read(_BLOCK):
        size += len(block)
        if size > LARGEST:
            raise BadFile(_("Tệp lớn hơn 20 MB: hãy nén ảnh hoặc tách tệp rồi gửi lại."))
        digest.update(block)
        target.write(block)
    if size == 0:
        raise BadFile(_("Tệp rỗng, không có nội dung: hãy kiểm tra rồi gửi lại."))
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size


def _place(path: Path, final: Path) -> None:
    """Into the store by one rename, written through to the disk with its folders."""
    fresh = [folder for folder in (final.parent, final.parent.parent) if not folder.exists()]
    final.parent.mkdir(parents=True, exist_ok=True)
    path.chmod(0o440)
    path.replace(final)
    for folder in {final.parent, *(folder.parent for folder in fresh)}:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _row(sha256: str, size: int, media_type: str) -> Blob:
    """The one row of this content, whoever of two senders was first."""
    new = Blob(sha256=sha256, size=size, media_type=media_type, created_at=real_now())
    Blob.objects.bulk_create([new], ignore_conflicts=True)
    return Blob.objects.get(pk=sha256)
