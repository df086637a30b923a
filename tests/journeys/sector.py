"""An invented sector union in the year 2020 (seed 003): what the screens leave to the actions."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.assessments.models import Assessment, Participant, Report
from congtam.assessments.states import ON_TURN, StepKind
from congtam.clock import local_date
from congtam.meetings.models import Attendance, Meeting
from congtam.organisation.models import Body, Mandate
from congtam.records import actions as records
from congtam.records.models import Task
from congtam.records.queries.reach import Whose
from congtam.regulations import actions as regulations
from congtam.regulations import queries
from congtam.regulations.models import Regulation
from tests.critique import ORDER, YEAR
from tests.journeys import hands
from tests.journeys.chapters.opening import operator
from tests.journeys.papers import scan
from tests.journeys.province import PACKS

ORGANISATION, *REGULATIONS = (str(PACKS / name) for name in YEAR)
CHAIR, DEPUTY_CHAIR = "ct", "pct"
WORKS = (
    "Tham mưu kế hoạch công tác năm",
    "Tổng hợp báo cáo hằng quý",
    "Hướng dẫn kiện toàn Ban Chấp hành",
    "Tổ chức lớp bồi dưỡng nghiệp vụ",
    "Kiểm tra chế độ bảo hộ lao động",
)
COLLECTIVE = {
    "quan_triet": "Quán triệt nghị quyết tại bốn hội nghị; tổ công đoàn nào cũng có chương trình.",
    "chuong_trinh": "Hoàn thành 18/18 chỉ tiêu kế hoạch năm, ba chỉ tiêu vượt.",
    "suy_thoai": "Không có trường hợp suy thoái; sinh hoạt chuyên đề hằng quý.",
    "dan_chu": "Thực hiện quy chế làm việc, công khai tài chính công đoàn đúng kỳ.",
    "kiem_tra": "Kiểm tra sáu tổ công đoàn; kết luận được khắc phục đúng hạn.",
}
FAULT = {
    "text": "Đối thoại định kỳ quý III chậm hai tuần so với kế hoạch.",
    "collective": "Tập thể chưa đôn đốc bộ phận chuẩn bị nội dung.",
    "head": "Người đứng đầu chưa bố trí lịch sớm.",
    "remedy": "Lập lịch đối thoại cả năm từ tháng 01, giao một ủy viên theo dõi.",
}
REPORTS = {  # login: the level one gives oneself
    "ptb.tc": "HTTNV", "ptb.cs": "HTTNV", "cv.cs": "HTTNV", "vt": "HTTNV", "cv.vp": "HTNV",
    "ct.khelung": "HTXSNV", "ct.baithuong": "HTTNV",
}  # fmt: skip


def regulations_in_force(at: datetime) -> None:
    """Everything of the year checked and put in force by the chair."""
    by = hands.mandate(CHAIR, at, "btv")
    rows = Regulation.objects.filter(state="draft")
    for row in sorted(rows, key=lambda one: ORDER.index(one.kind)):
        regulations.put_in_force(regulations.check(row, at=at), by=by, at=at)


def assigned(holder: Mandate | Body, by: Mandate, at: datetime) -> None:
    """A year of work for a person, or of targets for a board."""
    person = isinstance(holder, Mandate)
    whose = Whose(
        unit_id=holder.unit_id,
        body_id=None if isinstance(holder, Mandate) else holder.pk,
        person_id=holder.person_id if isinstance(holder, Mandate) else None,
    )
    day = local_date(at)
    drafts = [
        records.Draft(
            year=day.year, title=title, product="Văn bản", source=Task.Source.PLAN,
            kind=Task.Kind.TASK if person else Task.Kind.TARGET,
            assigned_on=day, due_on=date(day.year, max(4 + place, day.month), 25),
        )
        for place, title in enumerate(WORKS)
    ]  # fmt: skip
    records.enter(whose, drafts, token=f"{holder.pk}-{day.year}", by=by, at=at)


def finished(holder: Mandate, at: datetime, body: Body | None = None) -> None:
    """The holder, or the head of the board, reports that all is done in time."""
    whose = {"body": body} if body else {"person": holder.person}
    for task in Task.objects.filter(**whose, state="assigned").order_by("due_on"):
        result = records.Result(done=True, done_on=min(task.due_on, local_date(at)))
        records.report(task.pk, result, version=task.version, by=holder, at=at)


def checked(by: Mandate, at: datetime, found: Mapping[str, tuple[int, int]]) -> None:
    """Somebody else looks: by person or board, how many exceeded and how many fell short."""
    findings = {}
    for code, (exceeded, short) in found.items():
        tasks = Task.objects.filter(state="reported").order_by("due_on", "id")
        mine = list(tasks.filter(person__code=code) or tasks.filter(body__code=code))
        for place, task in enumerate(mine):
            findings[task.pk] = records.Finding(
                version=task.version, done=True, exceeded=place < exceeded,
                below_quality=place >= len(mine) - short, words="Đã đối chiếu với sản phẩm.",
            )  # fmt: skip
    told = records.check(findings, by=by, at=at)
    assert (told.faults, told.theirs) == ({}, {})


def loaded(at: datetime) -> None:
    operator("pack", "load", *REGULATIONS, "--tenant", "dong-trach")
    regulations_in_force(at)


def reported(login: str, level: str, at: datetime) -> None:
    """A person writes every part and sends the report."""
    file = Assessment.objects.select_related("post").get(person__login=login)
    assert file.post is not None
    _write(file, file.post, level, at)


def collective_reported(unit: str, by: Mandate, at: datetime) -> None:
    """A committee writes its report, with one fault and the share of its head."""
    file = Assessment.objects.get(body__code="bch", unit__code=unit, person=None)
    seat = _own(file)
    made = reporting.add_fault(seat.pk, by=by, at=at)
    shares = {by.person_id: FAULT["head"]}
    said = {key: FAULT[key] for key in ("text", "collective", "remedy")}
    fault = reporting.FaultWords(**said, due_on=date(at.year + 1, 3, 31), shares=shares)
    reporting.save_fault(seat.pk, made.pk, words=fault, version=made.version, by=by, at=at)
    _write(file, by, "HTTNV", at)


def _own(file: Assessment) -> Participant:
    return Participant.objects.get(assessment=file, step__kind=StepKind.SELF_REPORT)


def _write(file: Assessment, by: Mandate, level: str, at: datetime) -> None:
    seat = _own(file)
    assert file.report_form_id is not None
    for section in queries.report(file.report_form_id).sections:
        if section.kind == "words":
            reporting.save_section(
                seat.pk, section.id, words="Thực hiện đủ, có sản phẩm cụ thể trong năm.",
                grade="", version=0, by=by, at=at,
            )  # fmt: skip
    version = Report.objects.get(assessment=file).version
    reporting.choose_level(seat.pk, level=level, version=version, by=by, at=at)
    reporting.send_report(seat.pk, token=str(file.pk), late_reason="", by=by, at=at)


def held(body: str, unit: str, keepers: Sequence[Mandate], at: datetime) -> None:
    """One venue hears all whose reports are there, and adopts its minutes."""
    by = keepers[0]
    venue = Body.objects.get(code=body, unit__code=unit)
    meeting = actions.convene(
        venue, held_on=local_date(at), place="Phòng họp", chair=keepers[-1], secretary=by,
        by=by, at=at,
    )  # fmt: skip
    rows = Attendance.objects.filter(meeting=meeting)
    here = list(rows.values_list("mandate_id", flat=True))
    actions.mark_present(meeting.pk, present=here, notes={}, by=by, at=at)
    heard(meeting, keepers, at)
    actions.adopt(meeting.pk, by=by, at=at)


def heard(
    meeting: Meeting, keepers: Sequence[Mandate], at: datetime, but: Collection[str] = ()
) -> None:
    """Every file of the agenda that has its report; what has none is left for another time."""
    present = Attendance.objects.filter(meeting=meeting, present=True).count()
    seats = Participant.objects.filter(hearing__meeting=meeting).order_by("hearing__position")
    for seat in seats.select_related("assessment__person", "hearing"):
        file = seat.assessment
        if file.person is not None and file.person.code in but:
            continue
        by = next(one for one in keepers if one.person_id != file.person_id)
        report = Report.objects.filter(assessment=file).first()
        if report is None:
            actions.leave_out(
                seat.pk, reason="Chưa gửi báo cáo", version=seat.hearing.version, by=by, at=at
            )
            continue
        _hear(seat, report.level, present - 1, by, at)


def _hear(seat: Participant, level: str, agreed: int, by: Mandate, at: datetime) -> None:
    """Presented, spoken of once, every question answered for the better, its own level proposed."""
    file = seat.assessment
    made = actions.present(seat.pk, presented=True, version=seat.hearing.version, by=by, at=at)
    words = "Nhất trí với báo cáo; đề nghị giữ vững kết quả."
    actions.note_opinion(seat.pk, speaker=None, name="Đại biểu", words=words, by=by, at=at)
    rules = queries.rules(file.track.rules_id)
    step = queries.procedure(file.track.procedure_id).step("hoi_nghi")
    for fact in step.participant(seat.key).answers:
        value = "co" if rules.facts[fact].better == "true" else "khong"
        actions.answer(seat.pk, fact, value=value, words="", version=0, by=by, at=at)
    actions.propose_level(seat.pk, level=level, agreed=agreed, version=made.version, by=by, at=at)


def committee_papers(unit: str, by: Mandate, at: datetime) -> None:
    """The paper of the party committee of a unit on every file that still waits for it."""
    for seat in _waiting(by, behalf__code="cap_uy", assessment__unit__code=unit):
        paper = actions.Paper("59-CV/ĐU", local_date(at), "Đảng ủy Công ty", "", "Thống nhất.")
        actions.record_conclusion(
            seat.pk, paper, source=io.BytesIO(scan()), name="59.png", seen=None, by=by, at=at
        )


def opinions(body: str, by: Mandate, at: datetime) -> None:
    """One body says its words on every file that waits for them."""
    for seat in _waiting(by, body__code=body, behalf=None):
        actions.give_opinion(seat.pk, words="Thống nhất.", level="", seen=None, by=by, at=at)


def _waiting(by: Mandate, **wanted: object) -> list[Participant]:
    """The seats on their turn, not those on the writer's own file."""
    seats = Participant.objects.filter(
        step__kind=StepKind.CONTRIBUTE, step__state__in=ON_TURN, closed_at=None, **wanted
    )
    others = seats.exclude(assessment__person_id=by.person_id)
    return list(others.order_by("assessment__name", "pk"))
