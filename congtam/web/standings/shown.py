"""Rows as strings: figures, levels with their colour, quotas with their calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.core.points import show
from congtam.core.rules import RuleSet
from congtam.standings.queries.quotas import QuotaLine
from congtam.standings.queries.sessions import DecidedLine
from congtam.standings.queries.tables import Column, UnitLine
from congtam.web.assessments.dock import tone
from congtam.web.charts import Part

MINUS = "−"


def level(rules: RuleSet, code: str) -> dict[str, str]:
    """The words and the colour of a level; a dash where there is none."""
    known = {one.id: one.label for one in rules.levels}
    return {"id": code, "label": known.get(code, ""), "tone": tone(rules, code)}


def change(points: Decimal | None) -> str:
    """+0,5 or −1; nothing where nothing changed."""
    if not points:
        return "" if points is None else "0"
    return f"{'+' if points > 0 else MINUS}{show(abs(points))}"


def unit_line(line: UnitLine, rules: RuleSet, columns: Sequence[Column]) -> dict[str, Any]:
    """One row of the consolidated table."""
    other = line.self_level and line.level and line.self_level != line.level
    return {
        "url": reverse("assessments:file", args=[line.id]),
        "name": line.name,
        "team": line.team,
        "stage": line.stage,
        "self_total": show(line.self_total),
        "points": [(c.title, show(p)) for c, p in zip(columns, line.points, strict=True)],
        "total": show(line.total),
        "change": change(line.change),
        "moved": bool(line.change),
        "level": level(rules, line.level),
        "self_level": rules.outcome_label(line.self_level) if other else "",
        "said": f"{len(line.said)}/{line.voices}" if line.voices else "",
        "late": line.late,
        "own": line.own,
        "back": reverse("appraisals:send_back", args=[line.returnable]) if line.returnable else "",
    }


def spread(rules: RuleSet, levels: Mapping[str, int]) -> list[Part]:
    """How many stand on each level, for the chart."""
    return [Part(one.label, levels.get(one.id, 0), tone(rules, one.id)) for one in rules.levels]


def quota_line(line: QuotaLine) -> dict[str, Any]:
    """One quota with its calculation as a sentence."""
    return {
        "title": line.title,
        "group": line.group,
        "place": line.place,
        "used": line.used,
        "allowed": line.allowed,
        "exceeded": line.exceeded,
        "says": line.sentence,
        "scope": line.scope,
        "may_raise": line.may_raise,
        "raised": line.raised,
        "over": _over(line) if line.exceeded else "",
    }


def _over(line: QuotaLine) -> str:
    return _("Vượt %(count)s %(noun)s.") % {"count": line.exceeded, "noun": line.noun}


def quotas(lines: Iterable[QuotaLine]) -> list[dict[str, Any]]:
    return [quota_line(line) for line in lines]


def decided_line(
    line: DecidedLine, rules: RuleSet, trial: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One unit of a session; `trial` is what was typed and not accepted."""
    typed = trial or {}
    return {
        "id": line.id,
        "url": reverse("assessments:file", args=[line.assessment]),
        "name": line.name,
        "team": line.team,
        "self_total": show(line.self_total),
        "total": show(line.total),
        "change": change(line.change),
        "late": line.late,
        "proposed": level(rules, line.proposed),
        "level": level(rules, line.level),
        "departs": line.departs,
        "reason": line.reason,
        "chosen": typed.get("level", line.level),
        "typed": typed.get("reason", line.reason),
        "version": typed.get("version", line.version),
        "error": typed.get("error", ""),
        "theirs": typed.get("theirs", ""),
        "open": bool(typed),
    }


def published_line(line: DecidedLine, rules: RuleSet) -> dict[str, Any]:
    """Another unit on a published list: what the annex prints, no reason and no way in."""
    closed = {"url": "", "reason": "", "typed": "", "departs": False, "proposed": level(rules, "")}
    return decided_line(line, rules) | closed
