"""Writing reports in the year of tests/critique.py: a seat, every section, one shortcoming."""

from __future__ import annotations

from datetime import date, datetime

from congtam.assessments.actions import reporting
from congtam.assessments.models import Assessment, Edition, Fault, Participant, Report, Section
from congtam.clock import ZONE
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from tests.critique import Sector

WRITTEN = datetime(2020, 12, 3, 9, tzinfo=ZONE)
SENT = datetime(2020, 12, 4, 15, tzinfo=ZONE)
LATE = datetime(2020, 12, 15, 8, tzinfo=ZONE)
WORDS = "Chấp hành tốt; còn chậm trong tham mưu quý III."


def own(world: Sector, file: Assessment) -> Participant:
    """The seat of the report itself."""
    return world.seat(file, "bao_cao")


def write(
    world: Sector, file: Assessment, by: Mandate, *, level: str = "HTTNV", at: datetime = WRITTEN
) -> Participant:
    """Every section of words, and one's own level; nothing is sent."""
    seat, given = own(world, file), {}
    if Report.objects.filter(pk=file.pk).exists():
        rows = Section.objects.filter(report_id=file.pk)
        given = dict(rows.values_list("key", "version"))
    for section in regulations.report(file.report_form_id).sections:
        if section.kind == "words":
            reporting.save_section(
                seat.pk, section.id, words=f"{section.title}: {WORDS}", grade="",
                version=given.get(section.id, 0), by=by, at=at,
            )  # fmt: skip
    report = Report.objects.get(pk=file.pk)
    reporting.choose_level(seat.pk, level=level, version=report.version, by=by, at=at)
    return seat


def fault(
    seat: Participant,
    by: Mandate,
    *,
    text: str = "Chưa kiểm tra đủ các đơn vị",
    collective: str = "",
    shares: dict[Mandate, str] | None = None,
    at: datetime = WRITTEN,
) -> Fault:
    """One shortcoming with its remedy."""
    made = reporting.add_fault(seat.pk, by=by, at=at)
    words = reporting.FaultWords(
        text=text,
        collective=collective,
        remedy="Kiểm tra xong trong quý I",
        due_on=date(2021, 3, 31),
        shares={one.person_id: said for one, said in (shares or {}).items()},
    )
    return reporting.save_fault(seat.pk, made.pk, words=words, version=1, by=by, at=at)


def send(
    world: Sector, file: Assessment, by: Mandate, *, at: datetime = SENT, late_reason: str = ""
) -> Edition:
    """The report goes out."""
    return reporting.send_report(
        own(world, file).pk, token=f"{file.pk}-{at:%d%H%M}", late_reason=late_reason, by=by, at=at
    )
