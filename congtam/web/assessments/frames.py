"""Lines to write on, as frames: what never changes is rendered once per process, then filled.

`assessments/_line.html` is rendered for each criterion of a sealed sheet with marks in place of
what changes; a page then only joins ready strings. As a plain template, thirty-five lines with
sixty variables each would cost several empty pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congtam.regulations import queries as regulations
from congtam.web.assessments import rows
from congtam.web.templatetags.congtam import icon

_MARK = "\x00"
_CHECKED, _INVALID = " checked", ' aria-invalid="true"'


class _Slots:
    """`{{ slot.anything }}` in the template of a frame leaves a mark with that name."""

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"{_MARK}{name}{_MARK}")


@dataclass(frozen=True, slots=True)
class Frame:
    """Ready text with named gaps: text, name, text, name, … text."""

    parts: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The gaps filled with `values`, which are HTML already."""
        parts = list(self.parts)
        parts[1::2] = [values[name] for name in self.parts[1::2]]
        return "".join(parts)


@lru_cache(maxsize=4000)
def _frame(template: str, sheet_id: UUID | None, key: str, asks: tuple[bool, bool]) -> Frame:
    """One line of a sealed sheet, rendered once; `asks`: which of the two texts it has."""
    sheet = regulations.sheet(sheet_id)
    rule = sheet.explanation_of(sheet.group_of(key).kind)
    asked = rows.asked(sheet.criterion(key), rule)
    asked |= {"ask_reached": asks[0], "ask_missed": asks[1]}
    return framed(template, {"row": asked})


def framed(template: str, context: Mapping[str, object]) -> Frame:
    """A template rendered once, its marks turned into gaps."""
    text = render_to_string(template, {**context, "slot": _Slots()})
    return Frame(tuple(text.split(_MARK)))


def lines(sheet_id: UUID | None, found: Iterable[rows.Row], *, base: str, token: str) -> SafeString:
    """The lines as HTML."""
    return mark_safe("".join(_line(sheet_id, row, base, token) for row in found))


def _line(sheet_id: UUID | None, row: rows.Row, base: str, token: str) -> str:
    invalid = _INVALID if row["words_error"] else ""
    asks = (row["ask_reached"], row["ask_missed"])
    return _frame("assessments/_line.html", sheet_id, row["key"], asks).fill(
        {
            "base": base,
            "token": token,
            "css": " has-loss" if row["less"] else "",
            "value": escape(row["value"]),
            "yes": _CHECKED if row["yes"] else "",
            "no": _CHECKED if row["no"] else "",
            "invalid": _INVALID if row["error"] else "",
            "state": state(row["version"], row["state"], error=row["error"]),
            "others": _others(row["others"]),
            "reached": escape(row["reached"]),
            "missed": escape(row["missed"]),
            "has_text": " has-text" if row["missed"] else "",
            "bad_words": invalid,
            "notes": notes(row, base),
            "files": files(sheet_id, row, base=base, token=token) if row["ask_files"] else "",
        }
    )


def files(sheet_id: UUID | None, row: rows.Row, *, base: str, token: str) -> SafeString:
    """The evidence of one line: chips, the form, what was refused."""
    missing = row["need_files"] and not row["files"]
    values = {
        "base": base,
        "token": token,
        "chips": chips(row["files"], f"line-{row['key']}-files", token),
        "missing": " file--missing" if missing else "",
        "bad": refusals(row["bad"]) if row["bad"] else "",
    }
    asks = (row["ask_reached"], row["ask_missed"])
    return mark_safe(_frame("assessments/_files.html", sheet_id, row["key"], asks).fill(values))


def chips(found: Iterable[rows.Row], target: str, token: str) -> SafeString:
    """Files that are there; taking one away swaps the element with the id `target`."""
    return mark_safe(
        "".join(
            _chip(fixed=not file["remove"]).fill(
                {
                    "url": file["url"],
                    "name": escape(file["name"]),
                    "size": file["size"],
                    "remove": file["remove"],
                    "target": target,
                    "token": token,
                }
            )
            for file in found
        )
    )


@cache
def _chip(*, fixed: bool) -> Frame:
    return framed("assessments/_chip.html", {"fixed": fixed})


def refusals(said: Iterable[str]) -> str:
    """Why something was not taken, one line each."""
    return format_html_join(
        "",
        '<p class="field-error" role="alert">{}<span>{}</span></p>',
        ((icon("alert-circle"), one) for one in said),
    )


@lru_cache(maxsize=1000)
def state(version: int, kind: str, *, at: str = "", error: str = "") -> SafeString:
    """Whether a line is saved, with the version it was shown with, and what is wrong with it."""
    shown = {"saved": _("Đã lưu"), "unsaved": _("Chưa lưu")}.get(kind, "")
    if at:
        shown = f"{shown} {at}"
    return format_html(
        '<input type="hidden" name="version" value="{}">'
        '<span class="saved saved--rest is-{}" data-state data-unsaved="{}">{}</span>'
        '<span class="saved saved--busy">{}</span>{}',
        version, kind or "new", _("Chưa lưu"), shown, _("Đang lưu…"), _error("points", error),
    )  # fmt: skip


def notes(row: rows.Row, base: str = "") -> str:
    """What a line with points still needs; two texts of a conflict."""
    found = _error("words", row["words_error"])
    strong = f"<b>{escape(row['lost'])}</b>" if row["lost"] else ""
    said = [escape(row["worth"]), strong, *(escape(want) for want in row["wants"])]
    if any(said):
        found += f'<p class="line__lost">{" ".join(one for one in said if one)}</p>'
    if row["conflict"]:
        context = {name: row[name] for name in ("key", "conflict", "seen")} | {"base": base}
        found += render_to_string("assessments/_conflict.html", context)
    return mark_safe(found)


def _error(field: str, says: str) -> str:
    if not says:
        return ""
    return format_html(
        '<p class="field-error" data-invalid="{}" role="alert">{}<span>{}</span></p>',
        field, icon("alert-circle"), says,
    )  # fmt: skip


def _others(found: Iterable[rows.Row]) -> str:
    return "".join(
        f'<span class="line__cap">{escape(o["title"])}</span>'
        f'<span class="line__figure">{escape(o["points"])}</span>'
        for o in found
    )
