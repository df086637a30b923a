"""Rule sets: read, sealed by hash, applied to facts, accounted for clause by clause."""

from congtam.core.rules.accounting import Account as Account
from congtam.core.rules.accounting import account as account
from congtam.core.rules.ceilings import CapLine as CapLine
from congtam.core.rules.ceilings import passed as passed
from congtam.core.rules.checking import Finding as Finding
from congtam.core.rules.checking import Report as Report
from congtam.core.rules.checking import check as check
from congtam.core.rules.diffing import Diff as Diff
from congtam.core.rules.diffing import diff as diff
from congtam.core.rules.evaluator import Outcome as Outcome
from congtam.core.rules.evaluator import classify as classify
from congtam.core.rules.examples import ExampleFailure as ExampleFailure
from congtam.core.rules.examples import run_examples as run_examples
from congtam.core.rules.loader import load as load
from congtam.core.rules.model import NA as NA
from congtam.core.rules.model import RuleSet as RuleSet
