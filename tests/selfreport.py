"""Writing reports in the year of tests/critique.py: a seat, every section, one shortcoming."""

from __future__ import annotations

from datetime import date, datetime

from congtam.assessments.actions import reporting
from congtam.assessments.models import Assessment, Edition, Fault, Participant, Report, Section
from congtam.clock import ZONE
from congtam.organisation.models import Mandate
from congtam.records.models import Commitment, Shortcoming, Task
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


def full_year(world: Sector) -> None:
    """The specialist's register of 2020, a shortcoming of 2019 and a commitment for 2020."""
    quan, head = world.who("c05", "ban_tc"), world.who("c03", "ban_tc")
    held = {"tenant": world.tenant, "unit": quan.unit, "person": quan.person}
    by = {"entered_by": head, "entered_at": WRITTEN}
    checked = {"state": "checked", "done": True, "checked_by": head, "checked_at": WRITTEN}
    lines: tuple[tuple[str, dict[str, object]], ...] = (
        ("Tham mưu kế hoạch kiểm tra năm 2020", checked | {"exceeded": True}),
        ("Tổng hợp báo cáo quý III", checked | {"late": True}),
        ("Rà soát hồ sơ cán bộ", {"state": "reported", "done": True}),
    )
    for number, (title, more) in enumerate(lines):
        Task.objects.create(
            **held, **by, **more, title=title, year=2020, source="plan", product="Văn bản",
            assigned_on=date(2020, 1, 10), due_on=date(2020, 6, 30), token=f"line-{number}",
        )  # fmt: skip
    Shortcoming.objects.create(
        **held, **by, year=2019, text="Báo cáo quý còn chậm", remedy="Lập lịch báo cáo",
        due_on=date(2020, 3, 31), token="old-fault",
    )  # fmt: skip
    Commitment.objects.create(
        **held, **by, year=2020, text="Đi cơ sở mỗi quý một lần", token="old-promise"
    )
