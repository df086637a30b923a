"""The check desk: many rows, one save; what is wrong stays on the page as typed."""

import pytest

from congtam.ledger.models import Event
from congtam.records.models import Task
from congtam.records.states import TaskState
from tests.records.ground import a_task, held

DESK = "/nhiem-vu/kiem-tra/"


def reported(title="Việc", **more):
    values = {"state": TaskState.REPORTED, "done": True, "reported_by": held("an"), "version": 2}
    return a_task("an", title=title, **values | more)


def sent(*rows):
    data = {"id": [str(task.pk) for task, _row in rows]}
    for task, row in rows:
        data[f"{task.pk}-version"] = "2"
        data |= {f"{task.pk}-{name}": value for name, value in row.items()}
    return data


def test_only_the_rows_with_a_finding_are_saved(sign_in):
    good, late, left = reported(), reported(), reported()

    page = sign_in("binh").post(DESK, sent(
        (good, {"done": "xong", "exceeded": "on", "words": "Tốt", "quality_failures": "1"}),
        (late, {"done": "xong", "late": "on", "late_excused": "on", "words": "Bão"}),
        (left, {"done": "", "low_effect": "on"}),
    ), follow=True)  # fmt: skip

    for task in (good, late, left):
        task.refresh_from_db()
    assert (good.state, good.exceeded, good.quality_failures) == ("checked", True, 1)
    assert (late.state, late.late, late.late_excused) == ("checked", True, True)
    assert (left.state, left.low_effect) == ("reported", False)
    assert "Đã lưu kết luận 2 nhiệm vụ." in page.content.decode()
    assert [row["task"] for row in page.context["rows"]] == [left]


def test_what_is_wrong_stays_with_what_was_typed(sign_in):
    good, bad = reported("Được"), reported("Hỏng")

    page = sign_in("binh").post(DESK, sent(
        (good, {"done": "xong"}),
        (bad, {"done": "chua", "below_quality": "on"}),
    ))  # fmt: skip

    [row] = page.context["rows"]
    assert page.status_code == 422
    assert page.context["says"] == "1 dòng chưa lưu được: xem dòng được đánh dấu."
    assert (row["task"], row["typed"].fault, row["typed"].choice) == (
        bad, "Nêu ý kiến khi kết luận khác với báo cáo.", "chua",
    )  # fmt: skip
    assert row["typed"].flags["below_quality"]
    assert Task.objects.get(pk=good.pk).state == TaskState.CHECKED


def test_a_count_that_is_none_is_said(sign_in):
    task = reported()

    page = sign_in("binh").post(DESK, sent((task, {"done": "xong", "delays": "hai"})))

    [row] = page.context["rows"]
    assert (page.status_code, row["typed"].fault) == (
        422, "Số lần phải là số nguyên từ 0 đến 99.",
    )  # fmt: skip
    assert row["typed"].counts["delays"] == "hai"


def test_nothing_chosen_is_said(sign_in):
    page = sign_in("binh").post(DESK, sent((reported(), {"done": ""})))

    assert (page.status_code, page.context["says"]) == (
        422, "Chưa chọn kết luận cho nhiệm vụ nào.",
    )  # fmt: skip


def test_somebody_else_was_faster_and_both_are_shown(sign_in):
    task = reported(words="Của An", check_words="Của Chi")
    Task.objects.filter(pk=task.pk).update(
        state=TaskState.CHECKED, checked_by=held("chi"), checked_at="2020-11-01T00:00+07:00",
        version=3,
    )  # fmt: skip

    page = sign_in("binh").post(DESK, sent((task, {"done": "xong", "words": "Của Bình"})))

    text = page.content.decode()
    assert page.status_code == 409
    assert "Của Bình" in text
    assert "Của Chi" in text


def test_a_double_click_checks_once(sign_in):
    task, client = reported(), sign_in("binh")

    statuses = [
        client.post(DESK, sent((task, {"done": "xong", "words": "Tốt"}))).status_code
        for _ in range(2)
    ]

    assert statuses == [302, 302]
    assert Event.objects.filter(verb="check_task").count() == 1


def test_the_flags_are_proposed_from_the_dates(sign_in):
    reported(late=True)

    [row] = sign_in("binh").get(DESK).context["rows"]

    assert (row["typed"].flags["late"], row["typed"].counts, row["typed"].choice) == (
        True, {"quality_failures": "0", "delays": "1"}, "",
    )  # fmt: skip


def test_an_overdue_task_can_only_be_found_undone(sign_in):
    task = a_task("an", version=2)

    page = sign_in("binh").post(DESK, sent((task, {"done": "xong"})))
    done = sign_in("binh").post(DESK, sent((task, {"done": "chua"})))

    assert (page.status_code, done.status_code) == (422, 302)
    assert (Task.objects.get().state, Task.objects.get().done) == ("checked", False)


@pytest.mark.parametrize("who", ["ut", "dung", "lan"])
def test_who_may_not_see_a_task_checks_nothing(sign_in, who):
    task = reported()

    page = sign_in(who).post(DESK, sent((task, {"done": "xong"})))

    assert page.status_code == 404
    assert Task.objects.get().state == TaskState.REPORTED


def test_an_id_that_is_none_is_no_page(sign_in):
    assert sign_in("binh").post(DESK, {"id": "x"}).status_code == 404


def test_one_task_is_opened_alone(sign_in):
    first, _second = reported(), reported()

    page = sign_in("binh").get(DESK, {"nv": str(first.pk)})

    assert [row["task"] for row in page.context["rows"]] == [first]
    assert page.context["alone"]
