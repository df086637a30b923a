"""The verbs of the year."""

from congtam.cycles.actions.chasing import remind, remind_of
from congtam.cycles.actions.limits import acknowledge, extend, meet, reopen
from congtam.cycles.actions.opening import NewObligation, NewReceiver, NewTrack, open_year

__all__ = [
    "NewObligation",
    "NewReceiver",
    "NewTrack",
    "acknowledge",
    "extend",
    "meet",
    "open_year",
    "remind",
    "remind_of",
    "reopen",
]
