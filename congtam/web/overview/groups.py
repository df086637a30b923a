"""Groups of people and collectives on the dashboard: one table, a row a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.queries.overview import Row
from congtam.assessments.states import OWN, StepKind
from congtam.core.points import percent
from congtam.cycles.models import Cycle, Track
from congtam.regulations import queries as regulations
from congtam.web.charts import Part, count, legend, stacked
from congtam.web.overview import board
from congtam.web.overview.board import Desk, Figure, TrackBoard, files_url

# The kinds of step a file may stand at, in the order of the year; both own parts are one.
SPANS = (StepKind.SELF_REPORT, StepKind.MEET, StepKind.APPRAISE, StepKind.DECIDE, StepKind.PUBLISH)


def group_board(
    cycle: Cycle,
    tracks: Sequence[Track],
    rows: Mapping[UUID, Sequence[Row]],
    decided: Mapping[UUID, Mapping[str, int]],
) -> TrackBoard:
    """All groups that no desk divides, with their sums above."""
    counted = {track.id: _by_kind(track, rows[track.id]) for track in tracks}
    levels: dict[str, int] = {}
    for track in tracks:
        for level, n in decided.get(track.id, {}).items():
            levels[level] = levels.get(level, 0) + n
    bars, note = board.level_panel(
        regulations.rules(tracks[0].rules_id),
        levels,
        _("Tỷ lệ tính trên %s tập thể, cá nhân đã công bố kết quả."),
    )
    shown = [kind for kind in SPANS if any(kinds.get(kind) for kinds in counted.values())]
    return TrackBoard(
        title=_("Tập thể và cá nhân"),
        figures=tuple(_figures(cycle, counted.values(), [r for t in tracks for r in rows[t.id]])),
        legend=legend(Part(board.words_of(kind), 0, board.TONES[kind]) for kind in shown),
        desks=tuple(_desk(cycle, track, counted[track.id], rows[track.id]) for track in tracks),
        levels=bars,
        levels_note=note,
        heading=_("Tiến độ theo nhóm đối tượng"),
        rows=_("Nhóm đối tượng"),
    )


def _by_kind(track: Track, rows: Sequence[Row]) -> dict[StepKind, int]:
    """How many files stand at each kind of step."""
    procedure = regulations.procedure(track.procedure_id)
    found: dict[StepKind, int] = {}
    for row in rows:
        for stage, n in row.stages.items():
            kind = StepKind(procedure.step(stage).kind)
            kind = StepKind.SELF_REPORT if kind in OWN else kind
            found[kind] = found.get(kind, 0) + n
    return found


def _desk(cycle: Cycle, track: Track, kinds: Mapping[StepKind, int], rows: Sequence[Row]) -> Desk:
    parts = [Part(board.words_of(kind), kinds.get(kind, 0), board.TONES[kind]) for kind in SPANS]
    every = sum(kinds.values())
    return Desk(
        name=track.title,
        url=files_url(cycle.id, track.id),
        bar=stacked(reversed(parts)),
        handed_in=f"{count(every - kinds.get(StepKind.SELF_REPORT, 0))}/{count(every)}",
        overdue=sum(row.overdue for row in rows),
        late=sum(row.late for row in rows),
    )


def _figures(
    cycle: Cycle, counted: Iterable[Mapping[StepKind, int]], rows: Sequence[Row]
) -> Iterable[Figure]:
    kinds: dict[StepKind, int] = {}
    for one in counted:
        for kind, n in one.items():
            kinds[kind] = kinds.get(kind, 0) + n
    every, decided = sum(kinds.values()), kinds.get(StepKind.PUBLISH, 0)
    overdue, late = sum(r.overdue for r in rows), sum(r.late for r in rows)
    here = files_url(cycle.id)
    share = f"({percent(decided, every, 0)})" if every else ""
    yield Figure(count(every), "", _("Tập thể và cá nhân"), "info", here)
    yield Figure(count(decided), share, _("Đã quyết định xếp loại"), "good", here)
    waiting = kinds.get(StepKind.DECIDE, 0)
    yield Figure(count(waiting), "", _("Chờ quyết định"), "warn" if waiting else "idle", here)
    tone = "bad" if overdue else "idle"
    late_url = files_url(cycle.id, state="muon")
    yield Figure(
        count(overdue), "", _("Quá hạn, chưa nộp"), tone, files_url(cycle.id, state="qua-han")
    )
    yield Figure(count(late), "", _("Đã nộp, muộn"), "warn" if late else "idle", late_url)
