"""The verbs of an assessment. Each one: lock, ask, move, record, tell."""

from congtam.assessments.actions.adopting import NotReady, adopt
from congtam.assessments.actions.appraising import (
    close_appraisal,
    decide,
    publish,
    reassign,
    send_back,
    skip_overdue,
)
from congtam.assessments.actions.concluding import (
    ConclusionConflict,
    Paper,
    record_conclusion,
    require_turn,
    send_package,
)
from congtam.assessments.actions.concluding_anew import conclude_anew
from congtam.assessments.actions.convening import convene, reorder
from congtam.assessments.actions.evidence import attach, hand_over_book, remove
from congtam.assessments.actions.handing_in import (
    Incomplete,
    NeedsLateReason,
    Unchanged,
    contribute,
    propose,
    submit,
)
from congtam.assessments.actions.hearing import (
    HearingConflict,
    OpinionConflict,
    answer,
    change_opinion,
    leave_out,
    note_opinion,
    present,
    propose_level,
    remove_opinion,
)
from congtam.assessments.actions.keeping import arrange_conference, introduce, mark_present
from congtam.assessments.actions.opening import open_cycle
from congtam.assessments.actions.opining import draft_opinion, give_opinion
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
from congtam.assessments.actions.summing_up import Given, NotSaved, sum_up
from congtam.assessments.actions.wording import say

__all__ = [
    "ConclusionConflict",
    "Conflict",
    "Given",
    "HearingConflict",
    "Incomplete",
    "NeedsLateReason",
    "NeedsReason",
    "NoSuchLine",
    "NotReady",
    "NotSaved",
    "OpinionConflict",
    "Paper",
    "Saved",
    "Theirs",
    "Unchanged",
    "Words",
    "adopt",
    "answer",
    "arrange_conference",
    "attach",
    "change_opinion",
    "close_appraisal",
    "conclude_anew",
    "contribute",
    "convene",
    "decide",
    "declare",
    "draft_opinion",
    "give_opinion",
    "hand_over_book",
    "introduce",
    "leave_out",
    "mark_present",
    "note_opinion",
    "open_cycle",
    "present",
    "propose",
    "propose_level",
    "publish",
    "reassign",
    "record_conclusion",
    "remove",
    "remove_opinion",
    "reorder",
    "require_turn",
    "save_line",
    "say",
    "send_back",
    "send_package",
    "skip_overdue",
    "submit",
    "sum_up",
]
