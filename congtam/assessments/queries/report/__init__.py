"""The self report: what it says now, what was sealed when it was sent, what is still missing."""

from congtam.assessments.queries.report.content import Content as Content
from congtam.assessments.queries.report.content import Earlier as Earlier
from congtam.assessments.queries.report.content import Fault as Fault
from congtam.assessments.queries.report.content import Register as Register
from congtam.assessments.queries.report.content import Said as Said
from congtam.assessments.queries.report.content import Share as Share
from congtam.assessments.queries.report.content import Task as Task
from congtam.assessments.queries.report.missing import asks_level as asks_level
from congtam.assessments.queries.report.missing import gaps as gaps
from congtam.assessments.queries.report.reading import Member as Member
from congtam.assessments.queries.report.reading import earlier_of as earlier_of
from congtam.assessments.queries.report.reading import editions as editions
from congtam.assessments.queries.report.reading import form_of as form_of
from congtam.assessments.queries.report.reading import members as members
from congtam.assessments.queries.report.reading import remedy_days as remedy_days
from congtam.assessments.queries.report.reading import sealed as sealed
from congtam.assessments.queries.report.reading import working as working
