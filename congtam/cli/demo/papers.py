"""Small real papers of the demo year, made here: a page as PDF, a picture as PNG."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import typst
from PIL import Image, ImageDraw

from congtam.documents.forms.glyphs import FONTS

PALETTE = ((38, 84, 124), (120, 144, 72), (196, 120, 52), (96, 96, 128), (168, 72, 84))


@dataclass
class Papers:
    """The press of the demo; the same words give the same bytes."""

    template: Path
    note: str
    _fonts: typst.Fonts = field(init=False)
    _source: bytes = field(init=False)
    _printed: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        )
        self._source = self.template.read_bytes()

    def pdf(self, title: str, *, unit: str, day: str, lines: tuple[str, ...]) -> BinaryIO:
        """A heading and a few lines on one page or more."""
        values = {"title": title, "unit": unit, "day": day, "lines": lines, "note": self.note}
        data = json.dumps(values, ensure_ascii=False)
        if data not in self._printed:
            self._printed[data] = typst.compile(
                self._source,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                sys_inputs={"data": data},
            )
        return io.BytesIO(self._printed[data])


def picture(seed: str) -> BinaryIO:
    """A calm picture that stands for a photograph of an event."""
    rng = random.Random(seed)
    image = Image.new("RGB", (640, 420), (226, 232, 236))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 280, 640, 420), fill=(188, 178, 164))
    draw.rectangle((60, 40, 580, 110), fill=rng.choice(PALETTE))
    for place in range(9):
        x, tall = 50 + place * 62 + rng.randint(-8, 8), rng.randint(90, 130)
        colour = rng.choice(PALETTE)
        draw.ellipse((x, 300 - tall, x + 32, 332 - tall), fill=(222, 190, 160))
        draw.rounded_rectangle((x - 8, 334 - tall, x + 40, 360), 14, fill=colour)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    target.seek(0)
    return target
