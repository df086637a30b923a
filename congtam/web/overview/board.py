"""The dashboard's figures, made into strings once; the template only loops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congtam.assessments.queries.overview import Row
from congtam.assessments.states import StepKind
from congtam.core.packs.procedure import Procedure, Step
from congtam.core.points import percent
from congtam.core.rules import RuleSet
from congtam.cycles.models import Cycle, Track
from congtam.cycles.queries import Upcoming, upcoming
from congtam.regulations import queries as regulations
from congtam.web.charts import Part, count, legend, stacked
from congtam.web.charts import levels as level_bars

TONES = {
    StepKind.SELF_SCORE: "idle",
    StepKind.SELF_REPORT: "idle",
    StepKind.MEET: "next",
    StepKind.APPRAISE: "warn",
    StepKind.DECIDE: "info",
    StepKind.PUBLISH: "good",
}
LEVEL_TONES = ("good", "info", "warn", "bad")


@dataclass(frozen=True, slots=True)
class Desk:
    """One row: a working team, its bar and its counts."""

    name: str
    url: str
    bar: SafeString
    handed_in: str
    overdue: int
    late: int


_LINE = (
    '<tr><th scope="row"><a href="{url}">{name}</a></th><td>{bar}</td>'
    '<td class="num" data-label="{handed_in_label}">{handed_in}</td>'
    '<td class="num" data-label="{late_label}">{late}</td>'
    '<td class="num" data-label="{overdue_label}">{overdue}</td></tr>'
)
_OVERDUE = '<span class="badge-status tone-bad">{}</span>'


def lines(desks: Iterable[Desk]) -> SafeString:
    """The rows of the table, made here: a template would look up every cell by name."""
    labels = {
        "handed_in_label": conditional_escape(_("Đã nộp")),
        "late_label": conditional_escape(_("Muộn")),
        "overdue_label": conditional_escape(_("Quá hạn")),
    }
    return mark_safe(
        "".join(
            _LINE.format(
                url=conditional_escape(desk.url),
                name=conditional_escape(desk.name),
                bar=desk.bar,
                handed_in=desk.handed_in,
                late=f"{desk.late:d}",
                overdue=_OVERDUE.format(f"{desk.overdue:d}") if desk.overdue else "0",
                **labels,
            )
            for desk in desks
        )
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at the top, leading to the files behind it."""

    value: str
    share: str
    label: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class TrackBoard:
    """All that is shown of one kind of unit."""

    title: str
    figures: tuple[Figure, ...]
    legend: SafeString
    desks: tuple[Desk, ...]
    levels: SafeString | None
    levels_note: str
    heading: str
    rows: str

    @property
    def lines(self) -> SafeString:
        """The rows of its table."""
        return lines(self.desks)


def track_board(
    cycle: Cycle, track: Track, rows: Sequence[Row], decided: dict[str, int]
) -> TrackBoard:
    procedure = regulations.procedure(track.procedure_id)
    steps = [s for s in procedure.order() if s.kind != StepKind.CONTRIBUTE]
    rules = regulations.rules(track.rules_id)
    bars, note = level_panel(rules, decided, _("Tỷ lệ tính trên %s đơn vị đã công bố kết quả."))
    # Words and addresses are made once, not for each of sixty desks.
    spans = [(s.id, _short(s), tone) for s, tone in _toned(steps)]
    nobody, here = _("Không có tổ phụ trách"), files_url(cycle.id, track.id)
    return TrackBoard(
        title=track.title,
        figures=tuple(_figures(cycle, track, procedure, rows)),
        legend=legend(Part(label, 0, tone) for _id, label, tone in spans),
        desks=tuple(_desk(spans, row, nobody, here) for row in rows),
        levels=bars,
        levels_note=note,
        heading=_("Tiến độ theo tổ phụ trách"),
        rows=_("Tổ phụ trách"),
    )


def _toned(steps: Iterable[Step]) -> list[tuple[Step, str]]:
    """Each step with a tone of its own; the first appraisal is the amber one."""
    toned, appraised = [], 0
    for step in steps:
        tone = TONES[StepKind(step.kind)]
        if step.kind == StepKind.APPRAISE:
            appraised += 1
            tone = "warn" if appraised == 1 else "next"
        toned.append((step, tone))
    return toned


def _short(step: Step) -> str:
    return words_of(StepKind(step.kind)) or step.title


def words_of(kind: StepKind) -> str:
    """What a file does that stands at this kind of step; nothing where its own title says it."""
    words = {
        StepKind.SELF_SCORE: _("Đang tự chấm"),
        StepKind.SELF_REPORT: _("Đang viết báo cáo"),
        StepKind.MEET: _("Chờ hội nghị"),
        StepKind.DECIDE: _("Chờ quyết định"),
        StepKind.PUBLISH: _("Đã quyết định"),
    }
    return words.get(kind, "")


def _desk(spans: Sequence[tuple[str, str, str]], row: Row, nobody: str, here: str) -> Desk:
    parts = [Part(label, row.stages.get(step, 0), tone) for step, label, tone in spans]
    done = row.all - row.stages.get(spans[0][0], 0)
    return Desk(
        name=row.name or nobody,
        url=f"{here}&to={row.in_charge}" if row.in_charge else here,
        bar=stacked(reversed(parts)),
        handed_in=f"{count(done)}/{count(row.all)}",
        overdue=row.overdue,
        late=row.late,
    )


def _figures(
    cycle: Cycle, track: Track, procedure: Procedure, rows: Sequence[Row]
) -> Iterable[Figure]:
    every = sum(r.all for r in rows)
    last = procedure.step_of_kind(StepKind.PUBLISH).id
    appraising = {s.id for s in procedure.steps if s.kind == StepKind.APPRAISE}
    decided = sum(r.stages.get(last, 0) for r in rows)
    waiting = sum(n for r in rows for stage, n in r.stages.items() if stage in appraising)
    overdue = sum(r.overdue for r in rows)
    late = sum(r.late for r in rows)
    here = (cycle.id, track.id)
    yield Figure(count(every), "", track.title, "info", files_url(*here))
    share = f"({percent(decided, every, 0)})" if every else ""
    yield Figure(
        count(decided), share, _("Đã quyết định xếp loại"), "good", files_url(*here, step=last)
    )
    yield Figure(
        count(waiting),
        "",
        _("Đang thẩm định, tổng hợp"),
        "warn",
        files_url(*here, state="tham-dinh"),
    )
    yield Figure(
        count(overdue),
        "",
        _("Quá hạn, chưa nộp"),
        "bad" if overdue else "idle",
        files_url(*here, state="qua-han"),
    )
    yield Figure(
        count(late),
        "",
        _("Đã nộp, muộn"),
        "warn" if late else "idle",
        files_url(*here, state="muon"),
    )


def level_panel(
    rules: RuleSet, decided: dict[str, int], counted_on: str
) -> tuple[SafeString | None, str]:
    """Exclusive counts of published levels; `counted_on` names the denominator."""
    if not decided:
        return None, _("Mức xếp loại hiện ở đây sau khi quyết định được công bố.")
    parts = [
        Part(level.label, decided.get(level.id, 0), LEVEL_TONES[min(i, len(LEVEL_TONES) - 1)])
        for i, level in enumerate(rules.levels)
    ]
    whole = count(sum(decided.values()))
    return level_bars(parts), counted_on % whole


def files_url(cycle: UUID, track: UUID | None = None, *, step: str = "", state: str = "") -> str:
    """The files behind one count."""
    given = {"loai": track or "", "buoc": step, "tt": state}
    words = urlencode({k: str(v) for k, v in given.items() if v})
    address = reverse("overview:files", args=[cycle])
    return f"{address}?{words}" if words else address


def coming(cycle: Cycle, today: date) -> list[tuple[str, str, Upcoming]]:
    """The next last days as tiles: day, month, and what is due."""
    return [(f"{u.due_on:%d}", f"Th{u.due_on:%m}", u) for u in upcoming(cycle.id, today)]
