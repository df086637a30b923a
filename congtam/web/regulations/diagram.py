"""A procedure drawn by the server: a row for each depth, a line for each «after»."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDTH, HEIGHT, GAP_X, GAP_Y, LETTERS, LINES = 268, 78, 22, 34, 31, 2


@dataclass(frozen=True, slots=True)
class Box:
    """One step: its words, who acts, and the ids it comes after (all of them drawn before)."""

    id: str
    title: str
    who: str
    after: Sequence[str]


def draw(boxes: Sequence[Box]) -> SafeString:
    """The picture; its words are read from the list of steps beside it."""
    rows = list(_rows(boxes))
    across = max(len(row) for row in rows)
    width = across * WIDTH + (across - 1) * GAP_X + 2
    height = len(rows) * HEIGHT + (len(rows) - 1) * GAP_Y + 2
    places = {
        box.id: (
            (width - len(row) * WIDTH - (len(row) - 1) * GAP_X) / 2 + x * (WIDTH + GAP_X),
            1 + y * (HEIGHT + GAP_Y),
        )
        for y, row in enumerate(rows)
        for x, box in enumerate(row)
    }
    lines = [_line(places[a], places[box.id]) for box in boxes for a in box.after]
    return format_html(
        '<svg class="flow" viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">{}{}</svg>',
        width,
        height,
        width,
        _("Sơ đồ các bước; danh sách bên dưới nói đủ từng bước"),
        format_html_join("", '<path class="flow__line" d="{}"/>', ((line,) for line in lines)),
        mark_safe("".join(_box(box, *places[box.id]) for box in boxes)),  # each made by format_html
    )


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    depth: dict[str, int] = {}
    for box in boxes:
        depth[box.id] = 1 + max((depth[a] for a in box.after), default=-1)
    for level in range(max(depth.values()) + 1):
        yield [box for box in boxes if depth[box.id] == level]


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    x1, y1 = start[0] + WIDTH / 2, start[1] + HEIGHT
    x2, y2 = end[0] + WIDTH / 2, end[1]
    half = (y1 + y2) / 2
    return f"M{x1:g} {y1:g}C{x1:g} {half:g} {x2:g} {half:g} {x2:g} {y2:g}"


def _box(box: Box, x: float, y: float) -> SafeString:
    words = [*_wrapped(box.title, LINES), *_wrapped(box.who, 1)]
    titles = len(words) - 1
    texts = format_html_join(
        "",
        '<text class="{}" x="{}" y="{}">{}</text>',
        (
            ("flow__title" if n < titles else "flow__who", x + 12, y + 22 + n * 19, line)
            for n, line in enumerate(words)
        ),
    )
    return format_html(
        '<rect class="flow__box" x="{}" y="{}" width="{}" height="{}" rx="8"/>{}',
        x,
        y,
        WIDTH,
        HEIGHT,
        texts,
    )


def _wrapped(text: str, lines: int) -> list[str]:
    return textwrap.wrap(text, LETTERS, max_lines=lines, placeholder="…") or [""]
