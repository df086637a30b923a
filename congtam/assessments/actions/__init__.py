"""The verbs of an assessment. Each one: lock, ask, move, record, tell."""

from congtam.assessments.actions.appraising import (
    close_appraisal,
    decide,
    publish,
    reassign,
    send_back,
    skip_overdue,
)
from congtam.assessments.actions.evidence import attach, hand_over_book, remove
from congtam.assessments.actions.handing_in import (
    Incomplete,
    NeedsLateReason,
    Unchanged,
    contribute,
    propose,
    submit,
)
from congtam.assessments.actions.opening import open_cycle
from congtam.assessments.actions.scoring import (
    Conflict,
    NeedsReason,
    NoSuchLine,
    Saved,
    Theirs,
    Words,
    declare,
    save_line,
)
from congtam.assessments.actions.wording import say

__all__ = [
    "Conflict",
    "Incomplete",
    "NeedsLateReason",
    "NeedsReason",
    "NoSuchLine",
    "Saved",
    "Theirs",
    "Unchanged",
    "Words",
    "attach",
    "close_appraisal",
    "contribute",
    "decide",
    "declare",
    "hand_over_book",
    "open_cycle",
    "propose",
    "publish",
    "reassign",
    "remove",
    "save_line",
    "say",
    "send_back",
    "skip_overdue",
    "submit",
]
