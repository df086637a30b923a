"""The tables of the room: files with their seats and scores, and what a critique leaves behind."""

from congtam.assessments.models.critiques import Conclusion as Conclusion
from congtam.assessments.models.critiques import ConclusionEdition as ConclusionEdition
from congtam.assessments.models.critiques import Dispatch as Dispatch
from congtam.assessments.models.critiques import Edition as Edition
from congtam.assessments.models.critiques import Fault as Fault
from congtam.assessments.models.critiques import Hearing as Hearing
from congtam.assessments.models.critiques import Opinion as Opinion
from congtam.assessments.models.critiques import Report as Report
from congtam.assessments.models.critiques import Section as Section
from congtam.assessments.models.critiques import Share as Share
from congtam.assessments.models.dossiers import UnitDossier as UnitDossier
from congtam.assessments.models.files import POINTS as POINTS
from congtam.assessments.models.files import Assessment as Assessment
from congtam.assessments.models.files import AssessmentQuerySet as AssessmentQuerySet
from congtam.assessments.models.files import DeclaredFact as DeclaredFact
from congtam.assessments.models.files import Evidence as Evidence
from congtam.assessments.models.files import Explanation as Explanation
from congtam.assessments.models.files import Participant as Participant
from congtam.assessments.models.files import ParticipantQuerySet as ParticipantQuerySet
from congtam.assessments.models.files import Proposal as Proposal
from congtam.assessments.models.files import Reassignment as Reassignment
from congtam.assessments.models.files import Return as Return
from congtam.assessments.models.files import Score as Score
from congtam.assessments.models.files import Step as Step
from congtam.assessments.models.files import Subject as Subject
from congtam.assessments.models.files import Submission as Submission
