"""The verbs of a self report: write it, send it, take it back, amend it, and finish it."""

from congtam.assessments.actions.reporting.faults import FaultWords as FaultWords
from congtam.assessments.actions.reporting.faults import add_fault as add_fault
from congtam.assessments.actions.reporting.faults import remove_fault as remove_fault
from congtam.assessments.actions.reporting.faults import save_fault as save_fault
from congtam.assessments.actions.reporting.finishing import finish as finish
from congtam.assessments.actions.reporting.finishing import hold as hold
from congtam.assessments.actions.reporting.finishing import returned as returned
from congtam.assessments.actions.reporting.sending import amend as amend
from congtam.assessments.actions.reporting.sending import send_report as send_report
from congtam.assessments.actions.reporting.sending import take_back as take_back
from congtam.assessments.actions.reporting.writing import LONGEST as LONGEST
from congtam.assessments.actions.reporting.writing import ReportConflict as ReportConflict
from congtam.assessments.actions.reporting.writing import attach_report as attach_report
from congtam.assessments.actions.reporting.writing import choose_level as choose_level
from congtam.assessments.actions.reporting.writing import detach_report as detach_report
from congtam.assessments.actions.reporting.writing import save_section as save_section
