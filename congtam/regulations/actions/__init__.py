"""The verbs of the register: load or draft, check, put in force; enter an instrument."""

from congtam.regulations.actions.drafting import Outdated as Outdated
from congtam.regulations.actions.drafting import accept_findings as accept_findings
from congtam.regulations.actions.drafting import add_condition as add_condition
from congtam.regulations.actions.drafting import conclude as conclude
from congtam.regulations.actions.drafting import describe as describe
from congtam.regulations.actions.drafting import drop as drop
from congtam.regulations.actions.drafting import drop_condition as drop_condition
from congtam.regulations.actions.drafting import move as move
from congtam.regulations.actions.drafting import move_condition as move_condition
from congtam.regulations.actions.drafting import put as put
from congtam.regulations.actions.drafting import put_condition as put_condition
from congtam.regulations.actions.drafting import withdraw_acceptance as withdraw_acceptance
from congtam.regulations.actions.instruments import load_instrument as load_instrument
from congtam.regulations.actions.instruments import (
    transcribe_instrument as transcribe_instrument,
)
from congtam.regulations.actions.life import check as check
from congtam.regulations.actions.life import put_in_force as put_in_force
from congtam.regulations.actions.life import reopen as reopen
from congtam.regulations.actions.loading import load as load
from congtam.regulations.actions.starting import copy_draft as copy_draft
from congtam.regulations.actions.starting import discard_draft as discard_draft
from congtam.regulations.actions.starting import start_draft as start_draft
