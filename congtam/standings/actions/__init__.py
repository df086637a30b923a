"""The verbs across sheets: close a list, hold a session, seal, publish, decide anew, reward."""

from congtam.standings.actions.correcting import redecide
from congtam.standings.actions.deciding import (
    DecisionConflict,
    NeedsReason,
    decide_unit,
    drop_unit,
    open_session,
)
from congtam.standings.actions.refreshing import refresh
from congtam.standings.actions.rewarding import file_award
from congtam.standings.actions.rosters import ListChanged, MissingReasons, send_list
from congtam.standings.actions.sealing import NotReady, publish, seal

__all__ = [
    "DecisionConflict",
    "ListChanged",
    "MissingReasons",
    "NeedsReason",
    "NotReady",
    "decide_unit",
    "drop_unit",
    "file_award",
    "open_session",
    "publish",
    "redecide",
    "refresh",
    "seal",
    "send_list",
]
