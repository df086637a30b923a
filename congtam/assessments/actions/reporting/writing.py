"""Write a self report: its sections one by one, the level, or a file instead of the words."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment, Fault, Participant, Report, Section
from congtam.assessments.queries.report import earlier_of, form_of
from congtam.assessments.queries.seats import Seat, locked_seat, seats
from congtam.assessments.states import ReportState, StepKind
from congtam.clock import local_date
from congtam.core.filechecks.kinds import DOCX, PDF
from congtam.core.packs import report as reports
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.files.actions import BadFile, Kept, keep
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations

LONGEST = 20_000


class ReportConflict(Exception):
    """Somebody else was faster. Carries what stands now; None where it has been removed."""

    def __init__(self, theirs: Section | Fault | Report | None) -> None:
        super().__init__("conflict")
        self.theirs = theirs


def opened(participant_id: UUID, by: Mandate, at: datetime) -> tuple[Seat, Report]:
    """The report of one's own seat, locked and open to be written; begun where it is new."""
    seat = locked_seat(participant_id, by, local_date(at))
    if seat.step_rule.kind != StepKind.SELF_REPORT:
        raise Participant.DoesNotExist
    rows = Report.objects.select_for_update(no_key=True, of=("self",))
    report = rows.filter(pk=seat.assessment).first()
    state = report.state if report is not None else ReportState.DRAFT
    permissions.may_write(by, seat, state).enforce()
    return seat, report or Report.objects.create(assessment_id=seat.assessment)


def cleaned(text: str) -> str:
    """The words as they are kept; nothing is ever cut off in silence."""
    text = nfc(text).strip()
    if len(text) > LONGEST:
        says = _("Nội dung dài quá %s ký tự. Hãy rút gọn rồi lưu lại.")
        no(says % f"{LONGEST:,}".replace(",", ".")).enforce()
    return text


@transaction.atomic
def save_section(
    participant_id: UUID,
    key: str,
    *,
    words: str,
    grade: str,
    version: int,
    by: Mandate,
    at: datetime,
) -> Section:
    """Save one section (viết một phần của báo cáo); `version` 0 means that none was seen yet."""
    seat, report = opened(participant_id, by, at)
    rule = _section(seat, key)
    words = cleaned(words)
    if grade and grade not in rule.grades:
        no(_("Chọn một mức trong mẫu báo cáo.")).enforce()
    row = Section.objects.filter(report=report, key=key).first()
    if row is not None and (row.words, row.grade) == (words, grade):
        return row
    if (row.version if row else 0) != version:
        raise ReportConflict(row)
    row = row or Section(report=report, key=key, version=0)
    row.words, row.grade, row.by, row.at = words, grade, by, at
    row.version += 1
    row.save()
    note("write_report", seat.assessment, by=by, at=at, after={"section": key})
    return row


def _section(seat: Seat, key: str) -> reports.Section:
    """The section of the form, or the place where one thing of last year is answered."""
    assessment = Assessment.objects.select_related("cycle", "track", "post").get(pk=seat.assessment)
    form = form_of(assessment)
    found = {section.id: section for section in form.sections if section.kind != "before"}
    if key in found:
        return found[key]
    before = form.of_kind("before")
    if before is not None and key in {one.key for one in earlier_of(assessment)}:
        return before
    raise Section.DoesNotExist(key)


@transaction.atomic
def choose_level(
    participant_id: UUID, *, level: str, version: int, by: Mandate, at: datetime
) -> Report:
    """Give oneself a level (tự xếp mức); `version` is that of the report."""
    seat, report = opened(participant_id, by, at)
    if level not in {one.id for one in regulations.rules(seat.rules_id).levels}:
        no(_("Mức xếp loại này không có trong quy định.")).enforce()
    if report.level == level:
        return report
    _same_version(report, version)
    before = report.level
    report.level = level
    _keep(report, "level")
    note(
        "choose_level", seat.assessment, by=by, at=at, before={"level": before},
        after={"level": level},
    )  # fmt: skip
    return report


def attach_report(
    participant_id: UUID, *, source: BinaryIO, name: str, by: Mandate, at: datetime
) -> Report:
    """Hand in a report written in Word (đính kèm báo cáo); BadFile says what is wrong with it."""
    held = Participant.objects.held_by(by).filter(pk=participant_id)
    found = seats(held.filter(step__kind=StepKind.SELF_REPORT), by, local_date(at))
    if not found:
        raise Participant.DoesNotExist
    state = Report.objects.filter(pk=found[0].assessment).values_list("state", flat=True).first()
    permissions.may_write(by, found[0], state or ReportState.DRAFT).enforce()
    # Checked before the transaction: on SQLite a lock held for its length stops every saver.
    kept = keep(source, name)
    if kept.blob.media_type not in (PDF, DOCX):
        raise BadFile(_("Báo cáo đính kèm phải là tệp Word (.docx) hoặc PDF."))
    return _attach(participant_id, kept, by=by, at=at)


@transaction.atomic
def _attach(participant_id: UUID, kept: Kept, *, by: Mandate, at: datetime) -> Report:
    seat, report = opened(participant_id, by, at)
    report.blob, report.blob_name = kept.blob, kept.clean_name
    _keep(report, "blob", "blob_name")
    note("attach_report", seat.assessment, by=by, at=at, after={"sha256": kept.blob.sha256})
    return report


@transaction.atomic
def detach_report(participant_id: UUID, *, by: Mandate, at: datetime) -> Report:
    """Take the file away again: the sections typed here count (bỏ tệp đính kèm)."""
    seat, report = opened(participant_id, by, at)
    if report.blob_id is None:
        return report
    before = report.blob_id
    report.blob, report.blob_name = None, ""
    _keep(report, "blob", "blob_name")
    note("detach_report", seat.assessment, by=by, at=at, before={"sha256": before})
    return report


def _same_version(report: Report, version: int) -> None:
    if report.version != version:
        raise ReportConflict(report)


def _keep(report: Report, *fields: str) -> None:
    report.version += 1
    report.save(update_fields=[*fields, "version"])
