"""Who may do what with a register: the table is the specification.

Columns: Chi chairs the province, Bình heads the board in which An and Út work, Dũng heads another
board, Phú keeps the personal records, Hoa chairs the district where Lan works.
"""

import pytest

from congtam.records import permissions
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.states import TaskState
from tests.records.ground import DAY, a_task, held, holder_of, province

pytestmark = pytest.mark.django_db
CAST = ("chi", "binh", "an", "ut", "dung", "phu", "hoa", "lan")

# o: may, a dot: may not.
ASSIGN = {
    "an": "oo......",
    "binh": "o.......",
    "chi": "........",
    "hoa": "o.......",
    "lan": "o.....o.",
    "ban_tc@tinh": "oo......",
    "btv@tinh": "o.......",
    "btv@huyen": "o.....o.",
    "huyen": "o.....o.",
    "tinh": "o.......",
}
PROPOSE = {
    "an": "..o.....",
    "binh": ".o......",
    "chi": "o.......",
    "hoa": "......o.",
    "lan": ".......o",
    "ban_tc@tinh": ".ooo....",
    "btv@tinh": "o.......",
    "btv@huyen": "......o.",
    "huyen": "......oo",
    "tinh": "oooooo..",
}
# Of a reported task. The chair of the root may check what another one reported.
CHECK = {
    "an": "oo......",
    "binh": "o.......",
    "chi": "........",
    "hoa": "o.......",
    "lan": "o.....o.",
    "ban_tc@tinh": "o.......",
    "btv@tinh": "o.......",
    "btv@huyen": "o.......",
    "huyen": "o.......",
    "tinh": "o.......",
}
KEEP_FILE = {
    "an": "o....o..",
    "phu": "o.......",
    "chi": ".....o..",
    "lan": "o....oo.",
    "hoa": "o....o..",
    "huyen": "o....o..",
    "tinh": "o....o..",
}


@pytest.fixture
def world():
    province()


def row_of(whose, ask):
    keys = holder_of(whose)
    keys.pop("tenant_id")
    owned = Whose(**keys)
    return "".join("o" if ask(reach_of(held(who), DAY, [owned]), owned) else "." for who in CAST)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("table", "ask"),
    [
        (ASSIGN, permissions.may_assign),
        (PROPOSE, permissions.may_propose),
        (KEEP_FILE, permissions.may_keep_file),
    ],
)
def test_over_whom_a_right_reaches(table, ask):
    assert {whose: row_of(whose, ask) for whose in table} == table


@pytest.mark.usefixtures("world")
def test_who_checks_what_the_holder_reported():
    found = {}
    for whose in CHECK:
        task = a_task(whose, state=TaskState.REPORTED, done=True, reported_by=held("an"))
        may = [permissions.may_check(reach_of(held(w), DAY, [task]), task, DAY) for w in CAST]
        found[whose] = "".join("o" if one else "." for one in may)

    assert found == CHECK


@pytest.mark.usefixtures("world")
def test_at_the_root_nobody_checks_what_they_reported_themselves():
    task = a_task("tinh", state=TaskState.REPORTED, done=True, reported_by=held("chi"))

    verdict = permissions.may_check(reach_of(held("chi"), DAY, [task]), task, DAY)

    assert verdict.reason == "Kết quả của tập thể do cấp trên hoặc người ngoài tập thể kiểm tra."


# Of An's task, for An, for Bình who heads the board, for Chi: the verbs in the order below.
VERBS = ("confirm", "amend", "withdraw", "report", "check", "send_back", "reopen")
STATES = {
    TaskState.PROPOSED: (("amend", "withdraw"), ("confirm", "amend", "withdraw")),
    TaskState.ASSIGNED: (("report",), ("amend", "withdraw", "check")),
    TaskState.REPORTED: (("report",), ("withdraw", "check", "send_back")),
    TaskState.CHECKED: ((), ("reopen",)),
    TaskState.WITHDRAWN: ((), ()),
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("state", TaskState)
def test_the_verbs_open_in_a_state(state):
    found = {"checked_by": held("binh"), "checked_at": "2020-07-01T00:00+07:00", "done": True}
    task = a_task("an", state=state, **(found if state == TaskState.CHECKED else {}))

    def verbs(who):
        reach = reach_of(held(who), DAY, [task])
        asked = {verb: getattr(permissions, f"may_{verb}") for verb in VERBS}
        return tuple(
            verb for verb, may in asked.items()
            if (may(reach, task, DAY) if verb == "check" else may(reach, task))
        )  # fmt: skip

    assert (verbs("an"), verbs("binh"), verbs("chi")) == (*STATES[state], STATES[state][1])
    assert (verbs("ut"), verbs("dung"), verbs("phu"), verbs("lan")) == ((), (), (), ())


@pytest.mark.usefixtures("world")
def test_a_task_that_is_not_due_yet_is_not_found_undone():
    task = a_task("an", due_on=DAY)

    verdict = permissions.may_check(reach_of(held("binh"), DAY, [task]), task, DAY)

    assert verdict.reason == "Nhiệm vụ chưa đến hạn và chưa có báo cáo kết quả."


SEEN = {
    "chi": {"an", "lan", "tinh", "huyen", "ban_tc@tinh"},
    "binh": {"an", "tinh", "ban_tc@tinh"},
    "an": {"an", "tinh", "ban_tc@tinh"},
    "ut": {"tinh", "ban_tc@tinh"},
    "dung": {"tinh"},
    "phu": {"an", "lan", "tinh", "huyen", "ban_tc@tinh"},
    "hoa": {"lan", "huyen"},
    "lan": {"lan", "huyen"},
}


@pytest.mark.usefixtures("world")
def test_each_one_sees_their_own_and_what_a_power_reaches():
    province("tinh-khac")
    a_task("an", by="binh", tenant="tinh-khac")
    made = {whose: a_task(whose) for whose in ("an", "lan", "tinh", "huyen", "ban_tc@tinh")}
    names = {task.id: whose for whose, task in made.items()}
    model = type(made["an"])

    def seen(who):
        return {names.get(t.id) for t in model.objects.visible_to(held(who), DAY)}

    assert {who: seen(who) for who in CAST} == SEEN


@pytest.mark.usefixtures("world")
def test_whoever_moved_is_seen_by_the_old_unit_and_the_new():
    task, post = a_task("an"), held("an")
    there = held("lan")
    type(post).objects.filter(pk=post.pk).update(unit_id=there.unit_id, body=None)

    assert list(type(task).objects.visible_to(held("hoa"), DAY)) == [task]
    assert list(type(task).objects.visible_to(held("chi"), DAY)) == [task]
    assert list(type(task).objects.visible_to(held("binh"), DAY)) == []
