"""The verbs of the register: load, check, put in force; enter an instrument."""

from congtam.regulations.actions.instruments import load_instrument as load_instrument
from congtam.regulations.actions.life import check as check
from congtam.regulations.actions.life import put_in_force as put_in_force
from congtam.regulations.actions.loading import load as load
