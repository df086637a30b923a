"""The packs: what an office issues, as data; one module a format, each with `load`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from congtam.core import marked, plan, rules
from congtam.core.marked import Cursor
from congtam.core.packs import calendar, organisation, procedure, report, rulebook, sheet, sources

Pack = (
    sheet.Sheet
    | procedure.Procedure
    | plan.Plan
    | rules.RuleSet
    | rulebook.RuleBook
    | organisation.Organisation
    | calendar.Calendar
    | report.Form
    | sources.Sources
)

LOADERS: dict[str, Callable[[str, str], Pack]] = {
    sheet.FORMAT: sheet.load,
    procedure.FORMAT: procedure.load,
    plan.FORMAT: plan.load,
    rules.loader.FORMAT: rules.load,
    rulebook.FORMAT: rulebook.load,
    organisation.FORMAT: organisation.load,
    calendar.FORMAT: calendar.load,
    report.FORMAT: report.load,
    sources.FORMAT: sources.load,
}


@lru_cache(maxsize=64)
def load_any(text: str, file: str) -> Pack:
    """The pack in `text`, by the loader of the format it names; read once, for it cannot change."""
    top = Cursor.top(marked.read(unicodedata.normalize("NFC", text), file), file)
    form = top.at("format").choice(LOADERS)
    top.done()
    return LOADERS[form](text, file)
