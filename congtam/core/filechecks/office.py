"""Word and Excel files from the inside: a bounded archive without macros."""

from __future__ import annotations

import re
import zipfile
import zlib
from xml.etree import ElementTree

from congtam.core.filechecks.kinds import DOCX, XLSX, BadFile

MOST_ENTRIES = 2000
MOST_UNPACKED = 200 * 1024 * 1024

_BLOCK = 1024 * 1024
_TYPES = "[Content_Types].xml"
_TYPES_UNPACKED = 2 * 1024 * 1024
_MAIN = {
    f"{DOCX}.main+xml": ("word/", DOCX),
    f"{XLSX}.main+xml": ("xl/", XLSX),
}
_ACTIVE_NAME = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.IGNORECASE)
_ACTIVE_TYPE = re.compile(r"macro|vba|activex", re.IGNORECASE)

_FAILURES = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError,
    NotImplementedError, EOFError, OSError, ValueError,
)  # fmt: skip

_BROKEN = "Tệp Word, Excel này bị hỏng hoặc không đúng cấu trúc: hãy mở và lưu lại rồi gửi."
_LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu rồi gửi lại."
_MACROS = "Tệp có macro không nhận được: hãy lưu lại thành .docx hoặc .xlsx không có macro."
_BOMB = "Tệp nén quá lớn khi mở ra: không nhận."
_NEITHER = (
    "Tệp nén và định dạng văn phòng khác không nhận được: "
    "hãy gửi từng tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh."
)


def examine_office(path: str) -> str:
    """The media type of a sound .docx or .xlsx; anything else is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            _bounded(archive.infolist())
            media_type = _kind(archive)
            _read_all(archive)
            return media_type
    except _FAILURES as broken:
        raise BadFile(_BROKEN) from broken


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    """What the archive says about itself, before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise BadFile(_BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise BadFile(_LOCKED)
    folded = {name.lower() for name in names}
    if len(folded) != len(names) or any(_leads_out(name) for name in names):
        raise BadFile(_BROKEN)
    if any(_ACTIVE_NAME.search(name) for name in names):
        raise BadFile(_MACROS)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _kind(archive: zipfile.ZipFile) -> str:
    """By the part that the document declares as its main one, which must be there."""
    names = archive.namelist()
    if _TYPES not in names:
        raise BadFile(_NEITHER)
    types = _content_types(archive)
    if any(_ACTIVE_TYPE.search(content_type) for content_type in types.values()):
        raise BadFile(_MACROS)
    for part, content_type in types.items():
        folder, media_type = _MAIN.get(content_type, ("", ""))
        if folder and part.startswith(f"/{folder}") and part[1:] in names:
            return media_type
    raise BadFile(_NEITHER)


def _content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """Content type by part, and by extension for the defaults."""
    with archive.open(_TYPES) as stream:
        raw = stream.read(_TYPES_UNPACKED + 1)
    if len(raw) > _TYPES_UNPACKED or b"DOCTYPE" in raw.replace(b"\0", b""):
        raise BadFile(_BROKEN)
    root = ElementTree.fromstring(raw)
    return {
        node.get("PartName") or f".{node.get('Extension', '')}": node.get("ContentType", "")
        for node in root
    }


def _read_all(archive: zipfile.ZipFile) -> None:
    """Unpack every part, counting what really comes out; sums are checked on the way."""
    left = MOST_UNPACKED
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            while block := stream.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise BadFile(_BOMB)
