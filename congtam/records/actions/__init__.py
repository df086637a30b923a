"""The verbs of the register and of the personal records."""

from congtam.records.actions.assigning import (
    BadRows,
    Draft,
    amend,
    confirm,
    enter,
    faults_of,
    withdraw,
)
from congtam.records.actions.awarding import (
    Answer,
    AwardEntry,
    Change,
    enter_award,
    question_awards,
    settle_award,
    write_award,
)
from congtam.records.actions.checking import Checked, Finding, check, reopen, send_back
from congtam.records.actions.disciplining import DisciplineEntry, enter_discipline
from congtam.records.actions.filing import (
    AbsenceEntry,
    RulingEntry,
    VoteEntry,
    enter_absence,
    enter_ruling,
    enter_vote,
)
from congtam.records.actions.locking import BadFields, Conflict
from congtam.records.actions.naming import (
    FaultEntry,
    claim_fixed,
    commit_to,
    confirm_fixed,
    name_shortcoming,
    refuse_fixed,
    tell_result,
)
from congtam.records.actions.reporting import Result, report

__all__ = [
    "AbsenceEntry",
    "Answer",
    "AwardEntry",
    "BadFields",
    "BadRows",
    "Change",
    "Checked",
    "Conflict",
    "DisciplineEntry",
    "Draft",
    "FaultEntry",
    "Finding",
    "Result",
    "RulingEntry",
    "VoteEntry",
    "amend",
    "check",
    "claim_fixed",
    "commit_to",
    "confirm",
    "confirm_fixed",
    "enter",
    "enter_absence",
    "enter_award",
    "enter_discipline",
    "enter_ruling",
    "enter_vote",
    "faults_of",
    "name_shortcoming",
    "question_awards",
    "refuse_fixed",
    "reopen",
    "report",
    "send_back",
    "settle_award",
    "tell_result",
    "withdraw",
    "write_award",
]
