"""The press: a Typst template and plain values make the bytes of a PDF.

Values travel as JSON, never as source, so no text can turn into markup. The fonts are ours, the
date is given: the same values make the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import typst

from congtam.documents.forms.glyphs import FONTS, printable

TEMPLATES = Path(__file__).resolve().parent
ARCHIVAL_AND_ACCESSIBLE: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def press(template: str, *, title: str, day: date, values: Mapping[str, object]) -> bytes:
    """Print one paper. The day is written into the file as the day it was made."""
    made = {"year": day.year, "month": day.month, "day": day.day}
    data = _clean({**values, "file_title": title, "made": made})
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=ARCHIVAL_AND_ACCESSIBLE,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _clean(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
