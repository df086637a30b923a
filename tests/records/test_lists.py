"""What lists show: filtered by what was chosen, and to a checker only what is theirs to check."""

from datetime import date, timedelta

import pytest

from congtam.organisation.models import Mandate
from congtam.records.models import Task
from congtam.records.permissions import may_check
from congtam.records.queries.people import (
    choices,
    names_of,
    people_in_reach,
    whose_of_person,
)
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.queries.register import Wanted, listed, waiting
from congtam.records.states import TaskState
from tests.records.ground import DAY, NOW, PEOPLE, a_task, held, holder_of, province

pytestmark = pytest.mark.django_db
CAST = [code for code, *_rest in PEOPLE]


@pytest.fixture(autouse=True)
def _world():
    province()


def whose(code):
    keys = holder_of(code)
    keys.pop("tenant_id")
    return Whose(**keys)


def test_a_list_is_filtered_by_what_was_chosen():
    spring = a_task(due_on=date(2020, 3, 31))
    summer = a_task(due_on=date(2020, 4, 1), source=Task.Source.LAW)
    done = a_task("ut", checked=True, due_on=date(2020, 5, 1))
    a_task(year=2021, assigned_on=date(2021, 1, 2), due_on=date(2021, 3, 1))

    def found(**more):
        return list(listed(held("binh"), DAY, Wanted(2020, **more)))

    assert found() == [spring, summer, done]
    assert found(whose=whose("an")) == [spring, summer]
    assert found(quarter=1) == [spring]
    assert found(quarter=2) == [summer, done]
    assert found(state=TaskState.CHECKED) == [done]
    assert found(source=Task.Source.LAW) == [summer]
    assert found(state="la", source="la", quarter=7) == [spring, summer, done]


def test_what_waits_for_a_check_is_what_one_may_check():
    for code in ("an", "binh", "chi", "hoa", "lan", "ban_tc@tinh", "btv@tinh", "tinh", "huyen"):
        a_task(code, state=TaskState.REPORTED, done=True, reported_by=held("an"))
    for seat in ("chi", "hoa"):
        for code in ("tinh", "huyen"):
            a_task(code, state=TaskState.REPORTED, done=True, reported_by=held(seat))
    a_task("tinh", by="chi", due_on=DAY - timedelta(days=1))
    a_task("tinh", by="phu", due_on=DAY - timedelta(days=1))
    a_task("an", due_on=DAY - timedelta(days=1))
    a_task("an", due_on=DAY)
    a_task("an", checked=True)

    for who in CAST:
        every = list(Task.objects.all())
        reach = reach_of(held(who), DAY, every)
        mine = {t.id for t in every if may_check(reach, t, DAY)}
        assert {t.id for t in waiting(held(who), DAY)} == mine, who
    assert {who: waiting(held(who), DAY).count() for who in CAST} == {
        "chi": 13, "binh": 2, "an": 0, "ut": 0, "dung": 0, "phu": 0, "hoa": 1, "lan": 0,
    }  # fmt: skip


def test_the_choices_of_a_form_are_those_one_may_enter_for():
    def names(who):
        return [choice.name for choice in choices(held(who), DAY)]

    assert names("an") == ["Lê Thị An", "ban_tc tinh", "LĐLĐ tỉnh Mẫu"]
    assert names("binh") == [
        "Nguyễn Văn Bình", "ban_tc tinh", "LĐLĐ tỉnh Mẫu", "Lê Thị An", "Mai Văn Út",
    ]  # fmt: skip
    assert names("hoa") == ["Hoàng Thị Hoa", "btv huyen", "LĐLĐ huyện Mẫu", "Ngô Thị Lan"]
    assert names("chi") == [
        "Trần Linh Chi", "btv tinh", "ban_cs tinh", "ban_tc tinh", "van_phong tinh",
        "LĐLĐ tỉnh Mẫu", "LĐLĐ huyện Mẫu", "Lê Thị An", "Nguyễn Văn Bình", "Đinh Văn Dũng",
        "Phan Thị Phú", "Mai Văn Út",
    ]  # fmt: skip


def test_people_are_found_as_far_as_a_power_reaches():
    def names(who, words=""):
        return [p.full_name for p in people_in_reach(held(who), DAY, words)]

    assert names("an") == ["Lê Thị An"]
    assert names("binh") == ["Lê Thị An", "Nguyễn Văn Bình", "Mai Văn Út"]
    assert names("hoa") == ["Hoàng Thị Hoa", "Ngô Thị Lan"]
    assert len(names("chi")) == 8
    assert names("phu", "ngo lan") == ["Ngô Thị Lan"]


def test_a_person_stands_in_the_unit_one_shares_or_where_they_were_last():
    lan, post = held("lan"), held("an")
    assert whose_of_person(lan.person_id, held("hoa"), DAY) == whose("lan")

    Mandate.objects.filter(pk=post.pk).update(ends_on=date(2020, 6, 30))
    assert whose_of_person(post.person_id, held("chi"), DAY) == Whose(
        post.unit_id, None, post.person_id
    )
    assert whose_of_person(held("chi").pk, held("chi"), DAY) is None


def test_every_holder_has_a_name():
    found = [a_task(code) for code in ("an", "ban_tc@tinh", "huyen")]

    names = names_of(found, DAY)

    assert [names[task.holder_id] for task in found] == ["Lê Thị An", "ban_tc tinh", "Huyện"]
    assert NOW.date() == DAY
