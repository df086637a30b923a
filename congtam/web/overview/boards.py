"""The boards of a cycle: one for each kind of unit with desks, one for all other groups."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from congtam.assessments.queries.overview import levels, progress
from congtam.cycles.models import Cycle, Track
from congtam.organisation.models import Mandate
from congtam.web.overview.board import TrackBoard, track_board
from congtam.web.overview.groups import group_board


def boards(cycle: Cycle, mandate: Mandate, today: date) -> list[TrackBoard]:
    """Every kind of subject of a cycle; four statements beside the tracks.

    Several groups that no desk divides share one board: ten of one row each say less.
    """
    rows = progress(cycle, mandate, today)
    decided = levels(cycle, mandate)
    tracks: QuerySet[Track] = cycle.tracks.order_by("title")
    mine = {t.id: [r for r in rows if r.track == t.id] for t in tracks}
    plain = [t for t in tracks if mine[t.id] and not any(r.in_charge for r in mine[t.id])]
    if len(plain) < 2:
        plain = []
    found = [
        track_board(cycle, track, mine[track.id], decided.get(track.id, {}))
        for track in tracks
        if mine[track.id] and track not in plain
    ]
    if plain:
        found.append(group_board(cycle, plain, mine, decided))
    return found
