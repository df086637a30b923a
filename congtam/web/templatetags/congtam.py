"""Small words of the templates: icons, figures, dates, charts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from congtam.clock import ZONE
from congtam.core.points import percent as share
from congtam.core.points import show
from congtam.web import charts

register = template.Library()

ICONS = Path(settings.PACKAGE) / "web" / "static" / "icons"


@register.simple_tag
@cache
def icon(name: str, more: str = "") -> SafeString:
    """`{% icon "check" %}`: the drawing inline; silent for readers, words stand beside it."""
    drawing = Path(f"{ICONS}/{name}.svg").read_text()
    paths = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    paths = paths.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
    return mark_safe(  # our own files, no user's words
        f'<svg class="icon {more}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        f'focusable="false">{"".join(line.strip() for line in paths.splitlines())}</svg>'
    )


@register.filter
def points(value: Decimal | None) -> str:
    """4.50 as 4,5; nothing as a dash."""
    return show(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """05/11/2021; a moment gives its day in Vietnam."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = value.astimezone(ZONE)
    return f"{value:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """14:32 ngày 05/11/2021."""
    return "–" if value is None else f"{value.astimezone(ZONE):%H:%M, %d/%m/%Y}"


@register.simple_tag
def percent(numerator: int, denominator: int, digits: int = 1) -> str:
    """62,5%."""
    return share(numerator, denominator, digits)


@register.filter
def count(value: int) -> str:
    """1.634."""
    return charts.count(value)


register.simple_tag(charts.stacked)
register.simple_tag(charts.legend)
register.simple_tag(charts.levels)
register.simple_tag(charts.meter)
