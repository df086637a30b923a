"""Reads a PDF back: its text by page, its page sizes."""

from __future__ import annotations

import ctypes
import re

import pypdfium2
from pypdfium2 import raw


def pages(pdf: bytes) -> list[str]:
    """The text of each page, every run of white space one blank."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def lines(pdf: bytes) -> list[str]:
    """The lines of the first page, as they stand on the paper."""
    document = pypdfium2.PdfDocument(pdf)
    reader = document[0].get_textpage()
    try:
        return [line.strip() for line in reader.get_text_range().splitlines()]
    finally:
        reader.close()
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    reader = page.get_textpage()
    try:
        return re.sub(r"\s+", " ", reader.get_text_range()).strip()
    finally:
        reader.close()
        page.close()


def sizes_in_mm(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        inches = [document.get_page_size(index) for index in range(len(document))]
    finally:
        document.close()
    return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in inches]


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts of the first page by name: is each carried in the file?"""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = document[0].get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))
        found = [raw.FPDFTextObj_GetFont(text.raw) for text in texts]
        return {_font_name(font): raw.FPDFFont_GetIsEmbedded(font) == 1 for font in found}
    finally:
        document.close()


def _font_name(font: object) -> str:
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode()
