"""Rule sets: read, sealed by hash, applied to facts, accounted for clause by clause."""

from congtam.core.rules.loader import load as load
from congtam.core.rules.model import NA as NA
from congtam.core.rules.model import RuleSet as RuleSet
