"""The verbs of the organisation: load it, hand posts over, issue accounts."""

from congtam.organisation.actions.accounts import issue_account as issue_account
from congtam.organisation.actions.accounts import reset_account as reset_account
from congtam.organisation.actions.loading import load as load
from congtam.organisation.actions.posts import end_mandate as end_mandate
from congtam.organisation.actions.posts import hand_over as hand_over
