"""The foot of a sheet: total, the level expected, and exactly what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from congtam.assessments.queries.lines import Standing
from congtam.assessments.queries.seats import Seat
from congtam.core.points import show
from congtam.core.rules import RuleSet
from congtam.core.rules.model import INVALID, MANUAL, UNKNOWN
from congtam.core.scoring import Gap
from congtam.web.charts import meter

TONES = ("good", "info", "warn")


def tone(rules: RuleSet, level: str) -> str:
    """The colour of a level by its place: the best good, the last bad, what is no level idle."""
    ids = [one.id for one in rules.levels]
    if level not in ids:
        return "idle"
    place = ids.index(level)
    return "bad" if place == len(ids) - 1 else TONES[min(place, len(TONES) - 1)]


def figures(seat: Seat, rules: RuleSet, standing: Standing) -> dict[str, Any]:
    """What `assessments/_dock.html` shows, all as strings."""
    most = sum((g.max for g in seat.groups if g.counts_in_total), Decimal(0))
    total = standing.sums.total
    colour = tone(rules, standing.outcome.outcome)
    gaps = list(missing(seat, standing))
    return {
        "total": show(total),
        "most": show(most),
        "meter": meter(total, most, marks(seat, rules), colour),
        "tone": colour,
        "expected": expected(rules, standing),
        "gaps": gaps,
        "lacks": sum(g["count"] for g in gaps),
        "missing": ", ".join(f"{g['count']} {g['short']}" for g in gaps),
    }


def marks(seat: Seat, rules: RuleSet) -> list[Decimal]:
    """The thresholds of the total, for the meter."""
    totals = [f.id for f in seat.sheet.facts if f.source == "total"]
    cuts = [cut for fact in totals for cut in rules.cuts.get(fact, ())]
    found = {Decimal(cut.numerator) / Decimal(cut.denominator) for cut in cuts}
    return sorted(found - {Decimal(0), seat.sheet.total})


def expected(rules: RuleSet, standing: Standing) -> str:
    """The level the rules give now, or why they give none yet."""
    outcome = standing.outcome
    if outcome.outcome == UNKNOWN:
        return _("Chưa xác định mức")
    if outcome.outcome == MANUAL:
        return _("Không mức nào khớp")
    if outcome.outcome == INVALID:
        return _("Dữ liệu chưa hợp lệ")
    return _("Dự kiến: %s") % rules.outcome_label(outcome.outcome)


def missing(seat: Seat, standing: Standing) -> Iterable[dict[str, Any]]:
    """Everything that is still missing, by kind, each with a link to its place."""
    found: dict[str, list[Gap]] = {}
    for gap in standing.gaps:
        found.setdefault(gap.kind, []).append(gap)
    for kind, (title, short) in _kinds().items():
        gaps = found.get(kind, [])
        if gaps:
            yield {
                "title": title,
                "short": short,
                "count": len(gaps),
                "links": [_link(seat, gap) for gap in gaps],
            }
    if seat.step_rule.proposes and not standing.level:
        link = {"to": "#proposal", "says": _("chọn một mức")}
        title, short = _("Chưa đề nghị mức xếp loại"), _("đề nghị mức")
        yield {"title": title, "short": short, "count": 1, "links": [link]}


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {
        "points": (_("Chưa chấm điểm"), _("ô điểm")),
        "reached": (_("Chưa nêu nội dung đạt"), _("nội dung đạt")),
        "missed": (_("Chưa nêu nội dung chưa đạt"), _("nội dung chưa đạt")),
        "evidence": (_("Chưa có minh chứng"), _("minh chứng")),
        "fact": (_("Chưa khai điều kiện"), _("điều kiện")),
        "dossier": (_("Hồ sơ còn thiếu"), _("mục hồ sơ")),
    }


def _link(seat: Seat, gap: Gap) -> dict[str, str]:
    if gap.kind == "fact":
        label = next(f.label for f in seat.sheet.facts if f.id == gap.at)
        return {"to": f"#fact-{gap.at}", "says": label}
    if gap.kind == "dossier":
        title = next(d.title for d in seat.sheet.dossier if d.id == gap.at)
        return {"to": f"#dossier-{gap.at}", "says": title}
    return {"to": f"#line-{gap.at}", "says": gap.code}
