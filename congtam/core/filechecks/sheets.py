"""PDF files and pictures from the inside."""

from __future__ import annotations

import pypdfium2
from PIL import Image

from congtam.core.filechecks.kinds import JPEG, PNG, BadFile

MOST_PIXELS = 120_000_000

_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_PDF = "Tệp PDF này bị hỏng hoặc có mật khẩu: hãy lưu lại rồi gửi."
_PICTURE = "Ảnh này bị hỏng: hãy chụp hoặc lưu lại rồi gửi."
_HUGE = "Ảnh quá lớn: hãy giảm kích thước xuống dưới 120 triệu điểm ảnh rồi gửi lại."


def examine_pdf(path: str) -> None:
    """It opens without a password and has pages, of which the first and last can be read."""
    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        for number in {0, count - 1} if count else ():
            document[number].get_size()
        document.close()
    except pypdfium2.PdfiumError as broken:
        raise BadFile(_PDF) from broken
    if not count:
        raise BadFile(_PDF)


def examine_picture(path: str, media_type: str) -> None:
    """It is whole, and of a size that can be shown."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=[_FORMATS[media_type]]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise BadFile(_HUGE)
            if media_type == PNG:
                picture.verify()
                return
            picture.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
            picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise BadFile(_PICTURE) from broken
