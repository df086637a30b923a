"""One form for each kind of part; which one, the part says."""

from congtam.web.regulations.drafting.forms.base import ItemForm as ItemForm
from congtam.web.regulations.drafting.forms.conditions import ConditionForm as ConditionForm
from congtam.web.regulations.drafting.forms.conditions import GroupForm as GroupForm
from congtam.web.regulations.drafting.forms.examples import ExampleForm
from congtam.web.regulations.drafting.forms.facts import FactForm
from congtam.web.regulations.drafting.forms.levels import LevelForm
from congtam.web.regulations.drafting.forms.quotas import CapForm, QuotaForm
from congtam.web.regulations.drafting.forms.readings import InterpretationForm, InvariantForm
from congtam.web.regulations.drafting.forms.texts import AboutForm, DocumentForm, EndingForm

FORMS: dict[str, type[ItemForm]] = {
    "about": AboutForm,
    "documents": DocumentForm,
    "facts": FactForm,
    "levels": LevelForm,
    "order": EndingForm,
    "invariants": InvariantForm,
    "examples": ExampleForm,
    "interpretations": InterpretationForm,
    "caps": CapForm,
    "quotas": QuotaForm,
}
