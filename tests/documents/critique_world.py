"""A year of the sector union with something in every paper: tasks, reports, a conference, words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from congtam.assessments import actions
from congtam.assessments.actions import moving
from congtam.assessments.models import Assessment
from congtam.clock import ZONE
from congtam.meetings.models import Meeting
from congtam.records.models import Commitment, Shortcoming, Task
from congtam.regulations import queries as regulations
from tests import selfreport
from tests.assessments import conferences
from tests.critique import Sector

PRINTED = datetime(2020, 12, 11, 9, tzinfo=ZONE)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
SAID_AT_CONFERENCE = "Cần đi cơ sở nhiều hơn (lời riêng tại hội nghị)."
SAID_BY_CELL = "Chi ủy nhất trí với báo cáo (lời riêng của Chi ủy)."
SAID_OUTSIDE = "Đồng chí hoàn thành tốt nhiệm vụ (lời riêng của Đảng ủy)."
JOBS = (
    ("law", "Thẩm định hồ sơ đại hội công đoàn cơ sở", "Thông báo kết quả thẩm định", {}),
    ("confederation", "Triển khai chương trình phát triển đoàn viên", "Kế hoạch",
     {"exceeded": True}),
    ("plan", "Tổ chức 04 lớp bồi dưỡng cán bộ công đoàn", "Lớp",
     {"quantity": Decimal(4), "done_quantity": Decimal(3), "late": True}),
    ("assigned", "Rà soát dữ liệu đoàn viên của 12 đơn vị", "Báo cáo", {"done": False}),
)  # fmt: skip


def tasks_of(world: Sector, code: str, body: str = "ban_tc") -> None:
    """Four lines of the register, checked; a fifth nobody has looked at."""
    holder = world.who(code, body)
    at = datetime(2020, 11, 25, 9, tzinfo=ZONE)
    common = {
        "tenant": world.tenant, "unit": holder.unit, "person": holder.person, "year": 2020,
        "assigned_on": date(2020, 1, 6), "entered_by": world.who("c03", "ban_tc"),
        "entered_at": at,
    }  # fmt: skip
    for place, (source, title, product, found) in enumerate(JOBS, start=1):
        Task.objects.create(
            **common, source=source, title=title, product=product, token=f"t{code}{place}",
            due_on=date(2020, 2 + place * 2, 15), state="checked",
            checked_by=world.who("c03", "ban_tc"), checked_at=at, **({"done": True} | found),
        )  # fmt: skip
    Task.objects.create(
        **common, source="plan", title="Báo cáo thống kê quý IV", product="Báo cáo",
        token=f"t{code}5", due_on=date(2020, 12, 20), state="assigned",
    )  # fmt: skip


def last_year_of(world: Sector, code: str, body: str = "ban_tc") -> None:
    """A shortcoming named in 2019 and a promise made for 2020."""
    holder = world.who(code, body)
    common = {
        "tenant": world.tenant, "unit": holder.unit, "person": holder.person,
        "entered_by": holder, "entered_at": datetime(2019, 12, 20, 9, tzinfo=ZONE),
    }  # fmt: skip
    Shortcoming.objects.create(
        **common, year=2019, text="Báo cáo thống kê quý III gửi chậm", token=f"s{code}",
        fixed_words="Đã lập lịch báo cáo, 4/4 quý đúng hạn", state="claimed",
    )  # fmt: skip
    Commitment.objects.create(
        **common, year=2020, text="Mỗi quý dự sinh hoạt với một công đoàn cơ sở", token=f"c{code}"
    )


def sent_report(world: Sector, code: str, body: str) -> Assessment:
    """A person's report with every section and one shortcoming, sent."""
    file, by = world.file(code), world.who(code, body)
    seat = selfreport.write(world, file, by)
    selfreport.fault(seat, by)
    selfreport.send(world, file, by)
    return file


def heard(world: Sector, *files: Assessment, adopted: bool = True) -> Meeting:
    """The agency conference hears these files; one of the members is away."""
    meeting = conferences.call(world, files)
    conferences.mark(world, meeting, "c12")
    for file in files:
        conferences.hear(world, file)
        actions.note_opinion(
            world.seat(file, "hoi_nghi").pk, speaker=None, name="Khách mời Đinh Văn Thực",
            words=SAID_AT_CONFERENCE, by=conferences.secretary(world), at=conferences.HELD,
        )  # fmt: skip
    if adopted:
        actions.adopt(meeting.pk, by=conferences.chair(world), at=conferences.HELD)
    return Meeting.objects.get(pk=meeting.pk)


def cell_speaks(world: Sector, file: Assessment) -> None:
    """The committee of the party cell says its words and sends them."""
    actions.give_opinion(
        world.seat(file, "chi_uy").pk, words=SAID_BY_CELL, level=conferences.GOOD, seen=None,
        by=world.who("c10", "chi_uy"), at=PRINTED,
    )  # fmt: skip


def close(file: Assessment, *steps: str) -> None:
    """These steps are over, whatever was said in them."""
    procedure = regulations.procedure(file.track.procedure_id)
    for step in steps:
        moving.close(file, procedure, step, at=PRINTED)


def committee_outside(world: Sector, file: Assessment, by: str = "k2") -> None:
    """The party committee's paper on a chair is written down by a member of the collective."""
    actions.record_conclusion(
        world.seat(file, "cap_uy").pk,
        actions.Paper("31-NX/ĐU", date(2020, 12, 9), level="HTTNV", words=SAID_OUTSIDE),
        source=BytesIO(PNG), name="nx-31.png", seen=None, by=world.who(by, "bch"), at=PRINTED,
    )  # fmt: skip
