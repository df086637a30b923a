"""The register through the year: entered, reported, checked by another one, with its history."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest

from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.ledger.models import Event, EventText
from congtam.notices.models import Notice
from congtam.records import actions
from congtam.records.actions import Draft, Finding, Result
from congtam.records.models import Task
from congtam.records.queries.reach import Whose
from congtam.records.states import TaskState
from tests.records.ground import DAY, NOW, a_task, held, holder_of, province

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF"


@pytest.fixture(autouse=True)
def _world():
    province()


def whose(code):
    keys = holder_of(code)
    keys.pop("tenant_id")
    return Whose(**keys)


def draft(**more):
    values = {
        "year": 2020, "title": "Soạn hướng dẫn", "assigned_on": date(2020, 2, 1),
        "due_on": date(2020, 5, 31),
    }  # fmt: skip
    return Draft(**values | more)


def enter(code="an", *drafts, by="binh", token="bam-1"):
    return actions.enter(whose(code), drafts or [draft()], token=token, by=held(by), at=NOW)


def reported(**more):
    task = a_task(**more)
    result = Result(done=True, done_on=date(2020, 6, 1), words="Đã ban hành")
    return actions.report(task.id, result, version=1, by=held("an"), at=NOW)


def found(task, **more):
    finding = Finding(version=task.version, done=True, **more)
    return actions.check({task.id: finding}, by=held("binh"), at=NOW)


def test_the_head_assigns_and_the_person_is_told():
    first, second = enter("an", draft(), draft(title="Kiểm tra tài chính cơ sở"))

    assert [(t.title, t.state, t.person_id) for t in (first, second)] == [
        ("Soạn hướng dẫn", "assigned", held("an").person_id),
        ("Kiểm tra tài chính cơ sở", "assigned", held("an").person_id),
    ]
    notice = Notice.objects.get()
    assert (notice.person_id, notice.subject) == (
        held("an").person_id, "Bạn được giao 2 nhiệm vụ mới",
    )  # fmt: skip


def test_what_the_holder_enters_waits_until_it_is_assigned():
    [task] = enter("an", by="an")

    assert task.state == TaskState.PROPOSED
    assert not Notice.objects.exists()
    again = [actions.confirm(task.id, version=1, by=held("binh"), at=NOW) for _ in range(2)]
    assert [(t.state, t.version) for t in again] == [("assigned", 2)] * 2
    assert Event.objects.filter(verb="assign_task").count() == 1


def test_nobody_assigns_to_themself_what_counts():
    [task] = enter("an", by="an")

    with pytest.raises(Refused) as refused:
        actions.confirm(task.id, version=1, by=held("an"), at=NOW)

    assert refused.value.reason == "Không tự giao nhiệm vụ cho chính mình."


def test_a_stranger_to_the_board_enters_nothing():
    with pytest.raises(Refused):
        enter("an", by="dung")

    assert not Task.objects.exists()


def test_a_second_click_enters_nothing_twice():
    first = enter("an", draft(), draft(title="Khác"))
    second = enter("an", draft(), draft(title="Khác"))

    assert first == second
    assert Task.objects.count() == 2
    assert Event.objects.filter(verb="enter_task").count() == 2


def test_lines_that_cannot_be_right_are_named_and_none_is_entered():
    rows = [
        draft(),
        draft(due_on=date(2021, 1, 31)),
        draft(assigned_on=date(2020, 6, 1)),
        draft(title=" ", coefficient=Decimal(0), quantity=Decimal(-1)),
    ]

    with pytest.raises(actions.BadRows) as bad:
        enter("an", *rows)

    assert bad.value.rows == {
        1: {"due_on": "Hạn hoàn thành phải nằm trong năm 2020."},
        2: {"assigned_on": "Ngày giao không thể sau hạn hoàn thành."},
        3: {
            "title": "Chưa ghi nội dung nhiệm vụ.",
            "coefficient": "Hệ số quy đổi phải lớn hơn 0.",
            "quantity": "Số lượng phải lớn hơn 0.",
        },
    }
    assert not Task.objects.exists()


def test_a_line_is_amended_by_its_checker_and_by_no_holder():
    [task] = enter()
    later = draft(due_on=date(2020, 12, 1))

    with pytest.raises(Refused):
        actions.amend(task.id, later, version=1, by=held("an"), at=NOW)
    amended = actions.amend(task.id, later, version=1, by=held("binh"), at=NOW)

    assert (amended.due_on, amended.version) == (date(2020, 12, 1), 2)
    with pytest.raises(actions.Conflict) as conflict:
        actions.amend(task.id, draft(title="Khác"), version=1, by=held("binh"), at=NOW)
    assert conflict.value.theirs == amended


def test_late_is_proposed_from_the_dates():
    task = a_task(due_on=date(2020, 5, 31))
    result = Result(done=True, done_on=date(2020, 6, 1), done_quantity=Decimal(3), words="Xong")

    task = actions.report(task.id, result, version=1, by=held("an"), at=NOW)

    assert (task.state, task.done, task.late, task.version) == ("reported", True, True, 2)
    assert (task.reported_by, task.reported_at) == (held("an"), NOW)
    assert Notice.objects.get().person_id == held("binh").person_id


def test_a_second_click_reports_once_and_an_old_page_overwrites_nothing():
    task = a_task()
    result = Result(done=True, done_on=date(2020, 6, 1), words="Xong")
    first = actions.report(task.id, result, version=1, by=held("an"), at=NOW)

    assert actions.report(task.id, result, version=1, by=held("an"), at=NOW) == first
    assert Event.objects.filter(verb="report_task").count() == 1
    with pytest.raises(actions.Conflict):
        actions.report(task.id, Result(done=False, words="Chưa"), version=1, by=held("an"), at=NOW)


@pytest.mark.parametrize(
    ("result", "faults"),
    [
        (Result(done=True), {"done_on": "Nhập ngày hoàn thành."}),
        (
            Result(done=True, done_on=DAY + timedelta(days=1)),
            {"done_on": "Ngày hoàn thành không thể sau hôm nay."},
        ),
        (
            Result(done=True, done_on=date(2020, 1, 1)),
            {"done_on": "Ngày hoàn thành không thể trước ngày giao."},
        ),
        (Result(done=False), {"words": "Nêu lý do chưa hoàn thành."}),
        (
            Result(done=False, exceeded=True, words="Chưa", done_quantity=Decimal(-1)),
            {
                "exceeded": "Chưa hoàn thành thì không thể vượt mức.",
                "done_quantity": "Số lượng không được âm.",
            },
        ),
    ],
)
def test_a_result_that_cannot_be_right_is_named(result, faults):
    task = a_task()

    with pytest.raises(actions.BadFields) as bad:
        actions.report(task.id, result, version=1, by=held("an"), at=NOW)

    assert bad.value.faults == faults
    assert Task.objects.get().state == TaskState.ASSIGNED


def test_a_file_is_kept_with_the_result_for_the_holder_only():
    task, result = a_task(), Result(done=True, done_on=date(2020, 6, 1))

    with pytest.raises(Refused):
        actions.report(
            task.id, result, version=1, by=held("binh"), at=NOW, file=(io.BytesIO(b"?"), "a.exe")
        )
    with pytest.raises(Exception, match="PDF"):
        actions.report(
            task.id, result, version=1, by=held("an"), at=NOW, file=(io.BytesIO(b"?"), "a.pdf")
        )
    assert Task.objects.get().state == TaskState.ASSIGNED


def test_another_one_confirms_what_was_reported():
    task = reported()

    checked = found(task)

    [saved] = checked.saved
    assert (saved.state, saved.done, saved.checked_by, saved.checked_at, saved.version) == (
        "checked", True, held("binh"), NOW, 3,
    )  # fmt: skip
    assert (checked.faults, checked.theirs) == ({}, {})
    assert Notice.objects.get(kind="task_checked").person_id == held("an").person_id


def test_a_correction_needs_words_and_so_does_an_excuse():
    task, late = reported(), reported(due_on=date(2020, 5, 1))
    findings = {
        task.id: Finding(version=2, done=False),
        late.id: Finding(version=2, done=True, late=True, late_excused=True),
    }

    checked = actions.check(findings, by=held("binh"), at=NOW)

    assert checked == actions.Checked(
        saved=(),
        faults={
            task.id: "Nêu ý kiến khi kết luận khác với báo cáo.",
            late.id: "Nêu lý do khách quan của việc chậm.",
        },
        theirs={},
    )


def test_rows_in_order_are_saved_and_the_rest_is_told():
    good, bad, moved = reported(), reported(), reported()
    actions.send_back(moved.id, reason="Thiếu số", version=2, by=held("chi"), at=NOW)
    findings = {
        good.id: Finding(version=2, done=True, low_effect=True, quality_failures=1),
        bad.id: Finding(version=2, done=True, late_excused=True, words="Bão"),
        moved.id: Finding(version=2, done=True),
    }

    checked = actions.check(findings, by=held("binh"), at=NOW)

    assert [t.id for t in checked.saved] == [good.id]
    assert checked.faults == {bad.id: "Chỉ ghi lý do khách quan cho việc chậm tiến độ."}
    assert list(checked.theirs) == [moved.id]


def test_a_second_click_checks_once():
    task = reported()

    found(task)
    again = found(task)

    assert [t.id for t in again.saved] == [task.id]
    assert Event.objects.filter(verb="check_task").count() == 1
    assert Notice.objects.filter(kind="task_checked").count() == 1


def test_nobody_checks_their_own_result():
    task = reported()

    checked = actions.check({task.id: Finding(2, done=True)}, by=held("an"), at=NOW)

    assert checked.faults == {task.id: "Không tự kiểm tra kết quả của chính mình."}


def test_a_task_nobody_reported_is_found_undone_after_its_last_day():
    task = a_task(due_on=date(2020, 6, 30))
    said_done = actions.check({task.id: Finding(1, done=True)}, by=held("binh"), at=NOW)
    undone = actions.check({task.id: Finding(1, done=False)}, by=held("binh"), at=NOW)

    assert said_done.faults == {
        task.id: "Chưa có báo cáo kết quả: chỉ có thể kết luận chưa hoàn thành."
    }
    assert [(t.state, t.done) for t in undone.saved] == [("checked", False)]


def test_what_is_not_visible_cannot_be_named():
    task = a_task("lan", by="hoa", state=TaskState.REPORTED, done=True)

    with pytest.raises(Task.DoesNotExist):
        actions.check({task.id: Finding(1, done=True)}, by=held("binh"), at=NOW)


def test_it_goes_back_with_a_reason_and_comes_again():
    task = reported()

    with pytest.raises(Refused) as refused:
        actions.send_back(task.id, reason=" ", version=2, by=held("binh"), at=NOW)
    sent = [
        actions.send_back(task.id, reason="Thiếu số", version=2, by=held("binh"), at=NOW)
        for _ in range(2)
    ]

    assert refused.value.reason == "Nêu lý do để người báo cáo biết cần làm gì."
    assert [(t.state, t.version) for t in sent] == [("assigned", 3)] * 2
    assert Notice.objects.filter(body="Thiếu số").count() == 1
    result = Result(done=True, done_on=date(2020, 6, 1), words="Đã bổ sung")
    again = actions.report(task.id, result, version=3, by=held("an"), at=NOW)
    assert again.state == TaskState.REPORTED


def test_a_finding_is_opened_again_and_counts_no_more():
    task = found(reported()).saved[0]

    opened = actions.reopen(task.id, reason="Nhầm dòng", version=3, by=held("binh"), at=NOW)

    assert (opened.state, opened.version) == ("reported", 4)
    with pytest.raises(Refused):
        actions.reopen(task.id, reason="Nhầm dòng", version=4, by=held("binh"), at=NOW)


def test_a_withdrawn_line_needs_a_reason_and_stays_readable():
    [task] = enter()

    with pytest.raises(Refused):
        actions.withdraw(task.id, reason="", version=1, by=held("binh"), at=NOW)
    gone = actions.withdraw(task.id, reason="Hoãn sang 2021", version=1, by=held("binh"), at=NOW)

    assert gone.state == TaskState.WITHDRAWN
    assert list(Task.objects.visible_to(held("an"), DAY)) == [gone]
    assert list(Task.objects.standing()) == []


def test_the_history_names_who_did_what_and_keeps_words_apart():
    task = found(reported()).saved[0]

    events = Event.objects.filter(kind="task", object_id=task.id).order_by("seq")

    assert [(e.verb, e.actor_id) for e in events] == [
        ("report_task", held("an").person_id),
        ("check_task", held("binh").person_id),
    ]
    assert all("Đã ban hành" not in e.body for e in events)
    assert EventText.objects.filter(text="Đã ban hành").exists()


def test_the_table_of_states_is_asked_last():
    task = a_task(state=TaskState.WITHDRAWN)

    with pytest.raises((Refused, WrongState)) as refused:
        actions.withdraw(task.id, reason="Lần nữa", version=9, by=held("binh"), at=NOW)

    assert refused.value.reason == "Nhiệm vụ đang ở trạng thái «Đã rút»."
