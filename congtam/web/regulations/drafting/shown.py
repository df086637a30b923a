"""The one page of the editor: parts on the left, forms in the middle, the panel beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import render

from congtam.core.rules.drafting.parts import Tree, entries
from congtam.regulations.models import Instrument
from congtam.regulations.queries import search_instruments
from congtam.web.regulations.drafting.desk import Desk
from congtam.web.regulations.drafting.forms import ItemForm
from congtam.web.regulations.drafting.lines import item_lines, level_lines
from congtam.web.regulations.drafting.panel import (
    LABEL_OF,
    PART_OF,
    SINGLE,
    SLUG_OF,
    counts,
    panel,
    part_url,
)
from congtam.web.requests import ActingRequest

MOST_PAPERS = 30
HIDDEN = ("csrfmiddlewaretoken", "seen")


@dataclass
class Opened:
    """The form that is open on the page: in the place of the line `key`, or as a new one at the
    end (of the group `under`). `facts` are what a condition may speak about."""

    form: ItemForm | None
    post: str
    cancel: str
    seen: str = ""
    key: str = ""
    under: str = ""
    title: str = ""
    facts: list[tuple[str, str]] | None = None
    fact: str = ""
    cites: bool = False
    again: bool = False


def part_named(slug: str) -> str:
    """The part of the tree behind a slug of the address."""
    if slug not in PART_OF:
        raise Http404
    return PART_OF[slug]


def editor(
    request: ActingRequest, desk: Desk, part: str, opened: Opened | None, status: int = 200
) -> HttpResponse:
    """The page with one part, and the form that is open on it."""
    context: dict[str, Any] = {
        "draft": desk.draft,
        "part": part,
        "slug": SLUG_OF[part],
        "label": LABEL_OF[part],
        "parts": counts(desk),
        "opened": opened,
        "panel": panel(desk),
        "no_facts": not entries(desk.tree, "facts"),
        "no_documents": not entries(desk.tree, "documents"),
    }
    if part == "levels":
        context["levels"] = level_lines(desk)
    elif part not in SINGLE:
        context["lines"] = item_lines(desk, part)
    if part == "documents" and opened is not None and not opened.key:
        words = request.GET.get("tim", "").strip()
        context |= {"register": _register(request, words), "register_words": words}
    return render(request, "regulations/drafting/editor.html", context, status=status)


def _register(request: ActingRequest, words: str) -> list[Instrument]:
    """The latest papers with these words; whether they have a text, without the text."""
    found = search_instruments(request.mandate, words)
    said = Case(When(text="", then=Value(False)), default=Value(True))
    return list(found.annotate(has_text=said)[:MOST_PAPERS])


def back_to(desk: Desk, part: str, anchor: str = "") -> str:
    """The address of a part, at one of its lines."""
    return part_url(desk, part) + (f"#{anchor}" if anchor else "")


def conflict(
    request: ActingRequest, mine: ItemForm, theirs: ItemForm | None, seen: str, cancel: str
) -> HttpResponse:
    """409: both texts side by side; what was typed is one button away from being saved."""
    context = {
        "mine": mine.told(),
        "theirs": theirs.told() if theirs else None,
        "seen": seen,
        "cancel": cancel,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in HIDDEN
            for value in values
        ],
    }
    return render(request, "regulations/drafting/conflict.html", context, status=409)


def changed_form(form: ItemForm, tree: Tree, item: Tree) -> ItemForm:
    """The same form as it would look for somebody who opens it now."""
    return type(form)(tree=tree, old=item)
