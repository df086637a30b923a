"""What the year left behind: tasks and results, discipline, awards, conclusions, votes, faults."""

from congtam.records.models.awards import Award, AwardFlag, AwardQuerySet
from congtam.records.models.holding import HELD_ONCE, Held, HeldQuerySet
from congtam.records.models.personal import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.models.tasks import Task, TaskQuerySet

__all__ = [
    "HELD_ONCE",
    "AbsenceSpell",
    "Award",
    "AwardFlag",
    "AwardQuerySet",
    "Commitment",
    "ConfidenceVote",
    "Discipline",
    "Held",
    "HeldQuerySet",
    "Ruling",
    "Shortcoming",
    "Task",
    "TaskQuerySet",
]
