"""Real papers made here: a page as PDF, a scan as PNG. The same words give the same bytes."""

from __future__ import annotations

import io
import json

import typst
from PIL import Image, ImageDraw

from congtam.documents.forms.glyphs import FONTS

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set page(paper: "a4", margin: 25mm)
#set text(font: "Tinos", fallback: false, size: 13pt, lang: "vi")
#align(center, text(weight: "bold", upper(data.title)))
#for line in data.lines [#line

]
"""
PRESS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def paper(title: str, *lines: str) -> bytes:
    """One page, A4, with a heading."""
    words = json.dumps({"title": title, "lines": lines}, ensure_ascii=False)
    return typst.compile(
        TEMPLATE.encode(), font_paths=PRESS, ignore_system_fonts=True, sys_inputs={"data": words}
    )


def scan() -> bytes:
    """A picture as a telephone would send it: a sheet with lines of writing and a red seal."""
    image = Image.new("RGB", (800, 1100), (244, 242, 236))
    draw = ImageDraw.Draw(image)
    for row in range(24):
        draw.line((90, 180 + row * 32, 710 - row % 5 * 40, 180 + row * 32), (90, 96, 110), 3)
    draw.ellipse((520, 900, 660, 1040), outline=(196, 22, 28), width=8)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()
