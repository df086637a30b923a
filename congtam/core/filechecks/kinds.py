"""The kinds of file that are taken, told apart by their first bytes."""

from __future__ import annotations

import filetype  # type: ignore[import-untyped]  # ships no types

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}

HEAD = 8192
"""How many bytes `family` wants to see."""

_TAKEN = "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG."
_OLD_OFFICE = (
    "Tệp Word, Excel đời cũ hoặc có mật khẩu không nhận được: "
    "hãy bỏ mật khẩu và lưu lại thành .docx hoặc .xlsx."
)
_HEIC = "Ảnh HEIC không nhận được: hãy chuyển thành ảnh JPEG rồi gửi lại."


class BadFile(Exception):
    """A file that is not taken; `says` tells the person why and what to do."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def family(head: bytes) -> str:
    """PDF, JPEG, PNG or ZIP (which may be an office document); anything else is refused."""
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    guess = filetype.guess_mime(head)
    if guess in (PDF, JPEG, PNG):
        return str(guess)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise BadFile(_OLD_OFFICE)
    if guess in ("image/heic", "image/heif"):
        raise BadFile(_HEIC)
    raise BadFile(_TAKEN)
