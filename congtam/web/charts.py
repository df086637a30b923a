"""Charts drawn by the server: they print, they need no script, and readers get their text.

Everything is made into strings here, so that a page of many rows stays cheap to render.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from congtam.core.points import percent, show


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its words, how many, and its tone (good, info, warn, bad, idle)."""

    label: str
    count: int
    tone: str


def count(number: int) -> str:
    """1634 as 1.634."""
    return f"{number:,}".replace(",", ".")


def stacked(parts: Iterable[Part]) -> SafeString:
    """One bar made of parts, left to right; the text says every count."""
    parts = list(parts)
    whole = sum(part.count for part in parts) or 1
    words = ", ".join(f"{part.label}: {count(part.count)}" for part in parts)
    drawn, left = [], 0
    for part in parts:
        if part.count:
            drawn.append(_rect(part.tone, left, part.count))
        left += part.count
    # Sixty bars stand on one page: what is no text of a person is not escaped bit by bit.
    return mark_safe(
        f'<svg class="bars" viewBox="0 0 {whole:d} 1" preserveAspectRatio="none" role="img" '
        f'aria-label="{conditional_escape(words)}">{"".join(drawn)}</svg>'
    )


def _rect(tone: str, left: int, width: int) -> str:
    """One part of a bar; `tone` is a word of the style sheet."""
    return f'<rect class="tone-{tone}" x="{left:d}" y="0" width="{width:d}" height="1"/>'


def legend(parts: Iterable[Part]) -> SafeString:
    """What the colours of `stacked` mean."""
    items = format_html_join(
        "", '<li class="tone-{}">{}</li>', ((part.tone, part.label) for part in parts)
    )
    return format_html('<ul class="legend">{}</ul>', items)


def levels(parts: Sequence[Part]) -> SafeString:
    """How many stand on each level, with shares of the sum; counts are exclusive."""
    whole = sum(part.count for part in parts)
    rows = (
        (
            part.label,
            count(part.count),
            _share(part.count, whole),
            part.tone,
            whole or 1,
            part.count,
        )
        for part in parts
    )
    items = format_html_join(
        "",
        '<li class="tone-{3}"><span class="levels__name"><span>{0}</span>'
        '<span><b>{1}</b> <span class="muted">{2}</span></span></span>'
        '<svg viewBox="0 0 {4} 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="0" y="0" width="{5}" height="1"/></svg></li>',
        rows,
    )
    return format_html('<ul class="levels">{}</ul>', items)


def meter(points: Decimal, most: Decimal, marks: Sequence[Decimal], tone: str) -> SafeString:
    """A total on its way to the thresholds of the levels."""
    drawn = format_html_join(
        "",
        '<line class="meter__mark" x1="{0}%" x2="{0}%" y1="1" y2="13"/>'
        '<text x="{0}%" y="25">{1}</text>',
        ((_along(mark, most), show(mark)) for mark in marks),
    )
    return format_html(
        '<svg class="meter tone-{0}" role="img" aria-label="{1} / {2}">'
        '<rect class="meter__track" width="100%" height="8" y="3" rx="4"/>'
        '<rect width="{3}%" height="8" y="3" rx="4"/>{4}</svg>',
        tone, show(points), show(most), _along(points, most), drawn,
    )  # fmt: skip


def _along(points: Decimal, most: Decimal) -> str:
    """Where `points` lies on the way to `most`, in hundredths, kept within the track."""
    share = points * 100 / most if most else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(100)):.2f}"


def _share(number: int, whole: int) -> str:
    return f"({percent(number, whole)})" if whole else ""
