"""The register as pages: one's own, that of one's board and unit, the paper, the search."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam.records.models import Task
from congtam.records.states import TaskState
from tests.records.ground import a_task, held, province

INDEX, LIST = "/nhiem-vu/", "/nhiem-vu/so/"


def key(code):
    return f"nguoi-{held(code).person_id}"


def test_my_register_shows_my_tasks_of_the_year(sign_in):
    mine = a_task("an", title="Việc của An")
    a_task("ut", title="Việc của Út")
    a_task("an", year=2019, assigned_on=date(2019, 1, 2), due_on=date(2019, 3, 1), title="Năm cũ")

    page = sign_in("an").get(INDEX)

    assert [row.task for row in page.context["rows"]] == [mine]
    before = sign_in("an").get(INDEX, {"nam": "2019"})
    assert [row.task.title for row in before.context["rows"]] == ["Năm cũ"]


def test_it_adds_up_what_was_checked(sign_in):
    a_task("an", checked=True, exceeded=True)
    a_task("an", checked=True, late=True)
    a_task("an", state=TaskState.REPORTED, done=True)

    figures = sign_in("an").get(INDEX).context["figures"]

    assert [(number, words) for _tone, number, words in figures] == [
        (3, "được giao"), (2, "đã kiểm tra là hoàn thành"), (1, "vượt mức"),
        (1, "chưa bảo đảm"), (1, "chưa kiểm tra"),
    ]  # fmt: skip


def test_the_list_is_filtered_and_keeps_to_what_one_may_see(sign_in):
    ans = a_task("an", due_on=date(2020, 2, 1))
    uts = a_task("ut", due_on=date(2020, 5, 1), source=Task.Source.LAW)
    a_task("dung", by="chi")

    def rows(**asked):
        page = sign_in("binh").get(LIST, asked)
        return [row.task for row in page.context["rows"]]

    assert rows() == [ans, uts]
    assert rows(cho=key("ut")) == [uts]
    assert rows(cho=key("dung")) == [ans, uts]
    assert rows(quy="1") == [ans]
    assert rows(nguon="law") == [uts]
    assert rows(tt="checked") == []
    assert rows(quy="x", tt="x", nguon="x", nam="x", cho="nguoi-x", page="x") == [ans, uts]


def test_the_paper_names_the_holder_and_every_line(sign_in):
    a_task("an", title="Lập kế hoạch", checked=True, done_on=date(2020, 6, 1), late=True)

    page = sign_in("binh").get("/nhiem-vu/in/", {"cho": key("an")}).content.decode()

    assert "Lê Thị An" in page
    assert "Lập kế hoạch" in page
    assert "chậm tiến độ" in page
    assert sign_in("binh").get("/nhiem-vu/in/").status_code == 404
    assert sign_in("dung").get("/nhiem-vu/in/", {"cho": key("an")}).status_code == 404


def test_people_are_found_without_marks(sign_in):
    page = sign_in("chi").get("/nhiem-vu/can-bo/", {"q": "ngo lan"})

    assert [person.code for person, _posts in page.context["rows"]] == ["lan"]


@pytest.mark.parametrize("url", [INDEX, LIST, "/nhiem-vu/kiem-tra/", "/nhiem-vu/can-bo/"])
@pytest.mark.parametrize("who", ["an", "binh", "chi"])
def test_thirty_rows_cost_the_statements_of_one(sign_in, url, who):
    client = sign_in(who)

    def statements(rows):
        for n in range(rows):
            whose = ("an", "ut", "lan", "ban_tc@tinh", "huyen")[n % 5]
            a_task(whose, state=TaskState.REPORTED, done=True, reported_by=held("an"))
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    one, thirty = statements(5), statements(25)

    assert thirty == one <= 22


def test_another_province_is_not_there(sign_in):
    province("tinh-khac")
    theirs = a_task("an", tenant="tinh-khac")

    assert sign_in("chi").get(LIST).context["rows"] == []
    assert sign_in("chi").get(reverse("records:task", args=[theirs.pk])).status_code == 404
    person = held("an", "tinh-khac").person_id
    assert sign_in("chi").get(reverse("records:card", args=["nguoi", person])).status_code == 404


def test_a_year_is_written_as_a_year_and_leads_there(sign_in):
    for page in (INDEX, LIST, reverse("records:card", args=["nguoi", held("an").person_id])):
        text = sign_in("an").get(page, {"nam": "2019"}).content.decode()

        assert "<option selected>2019</option>" in text
        assert "2.019" not in text
